"""Answers on a terminal, in a pipe, in a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Literal

import duckdb

from carbondata.errors import QueryError
from carbondata.query.connection import relation
from carbondata.query.layout import FOLDED, GAP, MAX_ROWS, WORDS, cell, width

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from carbondata.query.numbers import Language

# Ids and words shorter than this are never folded.
UNFOLDED = 29


def emit(rows: pa.Table, form: str) -> None:
    """Print a short list; a table wraps its text so that nothing is lost."""
    if form == "table":
        _wrapped(rows)
    else:
        _write(rows, form, None)


def rounded(rows: pa.Table, column: str, digits: int) -> pa.Table:
    """Keep so many digits of a column, for reading; the other formats keep all."""
    kept = [one and float(f"{one:.{digits}g}") for one in rows[column].to_pylist()]
    return rows.set_column(rows.column_names.index(column), column, [kept])


def in_language(rows: pa.Table, language: Language) -> pa.Table:
    """Say the heads and verdicts of a ranking in the language."""
    words = WORDS[language]
    verdicts = [words.get(one, one) for one in rows["verdict"].to_pylist()]
    told = rows.set_column(rows.column_names.index("verdict"), "verdict", [verdicts])
    return told.rename_columns([words.get(name, name) for name in told.column_names])


def answer(con: duckdb.DuckDBPyConnection, query: str, form: str, out: Path | None) -> None:
    """Print or write the answer to a query.

    A short answer is wrapped to the width so that no column is lost; of a long or wide one
    DuckDB's box shows what fits.
    """
    found = relation(con, query)
    try:
        _answer(found, form, out)
    except duckdb.Error as error:
        # What the tables refuse while they are read: an operand of `compare` that means nothing.
        raise QueryError(str(error)) from None


def _answer(found: duckdb.DuckDBPyRelation, form: str, out: Path | None) -> None:
    if form != "table":
        _write(found.to_arrow_table(), form, out)
    elif out is not None:
        message = "a table is for reading; write a file with --format csv, json or parquet"
        raise QueryError(message)
    elif _fits(head := found.limit(MAX_ROWS + 1).to_arrow_table()):
        _wrapped(head)
    else:
        found.show(max_width=width(), max_rows=MAX_ROWS)


def _fits(rows: pa.Table) -> bool:
    if rows.num_rows > MAX_ROWS:
        return False
    cells = [rows.column_names, *(map(cell, row.values()) for row in rows.to_pylist())]
    widths = [max(map(len, column)) for column in zip(*map(list, cells), strict=True)]
    return sum(min(width, FOLDED) + GAP for width in widths) <= width()


def _wrapped(rows: pa.Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    for name in rows.column_names:
        number = str(rows.schema.field(name).type) in {"int64", "double"}
        justify: Literal["left", "right"] = "right" if number else "left"
        widest = max((len(cell(value)) for value in rows[name].to_pylist()), default=0)
        shown.add_column(name, overflow="fold", justify=justify, no_wrap=widest <= UNFOLDED)
    for row in rows.to_pylist():
        shown.add_row(*(cell(value) for value in row.values()))
    Console(width=width(), highlight=False).print(shown, markup=False)


def _write(rows: pa.Table, form: str, out: Path | None) -> None:
    if form == "json":
        text = json.dumps(
            rows.to_pylist(), default=str, ensure_ascii=False, allow_nan=False, indent=1
        )
        _bytes(text.encode() + b"\n", out)
        return
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    if form == "parquet":
        from pyarrow import parquet

        if out is None and sys.stdout.isatty():
            message = "Parquet is not for terminals; add --out FILE or redirect"
            raise QueryError(message)
        parquet.write_table(rows, sink, compression="zstd")
    else:
        from pyarrow import csv

        csv.write_csv(_flat(rows), sink)
    _bytes(sink.getvalue().to_pybytes(), out)


# What a spreadsheet would run when it opens a CSV file, unless it is a number.
FORMULA, NUMBER = r"^[=+\-@\t\r]", r"^[+-]?[\d.,]+([eE][+-]?\d+)?$"


def _flat(rows: pa.Table) -> pa.Table:
    """Join lists with semicolons, as the typed-in CSV files do; let no text be a formula."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for index, field in enumerate(rows.schema):
        cells = rows[field.name]
        if pa.types.is_list(field.type):
            cells = pc.binary_join(cells, ";")
        if pa.types.is_string(cells.type):
            runs = pc.match_substring_regex(cells, FORMULA)
            runs = pc.and_not(runs, pc.match_substring_regex(cells, NUMBER))
            cells = pc.if_else(runs, pc.binary_join_element_wise("'", cells, ""), cells)
        rows = rows.set_column(index, field.name, cells)
    return rows


def _bytes(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(content)
