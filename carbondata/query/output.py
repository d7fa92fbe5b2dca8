"""Answers on a terminal, in a pipe, in a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Literal

import duckdb

from carbondata.errors import QueryError
from carbondata.query.connection import relation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa
    from rich.console import RenderableType

    from carbondata.query.comparison import Comparison
    from carbondata.query.writing import Language

PIPE_WIDTH = 80
MAX_ROWS = 60
WORDS = {
    "en": {key: key for key in ("verdict", "ratio", "subject", "reference")},
    "fr": {
        "verdict": "verdict",
        "ratio": "rapport",
        "subject": "sujet",
        "reference": "référence",
        "caution": "attention",
        "refuse": "refus",
    },
}
# A column of text may be folded to this width; between two columns there is a gap.
FOLDED, GAP = 22, 2
# Ids and words shorter than this are never folded.
UNFOLDED = 29


def emit(rows: pa.Table, form: str) -> None:
    """Print a short list; a table wraps its text so that nothing is lost."""
    if form == "table":
        _wrapped(rows)
    else:
        _write(rows, form, None)


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
        found.show(max_width=_width(), max_rows=MAX_ROWS)


def comparison(found: Comparison, language: Language) -> RenderableType:
    """Lay a comparison out: the sentence, the ratio, the reasons, the two figures."""
    from rich.console import Group
    from rich.text import Text

    from carbondata.query import sentences

    words = WORDS[language]
    rows = [(words["verdict"], words.get(found.verdict, found.verdict))]
    if found.ratio is not None:
        bounds = ""
        if None not in {found.ratio_low, found.ratio_high} and found.ratio_low != found.ratio_high:
            bounds = f"  ({found.ratio_low:.6g} … {found.ratio_high:.6g})"
        rows.append((words["ratio"], f"{found.ratio:.6g}{bounds}"))
    rows += [("", f"- {line}") for line in sentences.reasons(found, language)]
    for side in ("subject", "reference"):
        rows.append((words[side], sentences.side_basis(getattr(found, side), language)))
    return Group(Text(found.sentence(language)), Text(""), pairs(rows))


def pairs(rows: Sequence[tuple[str, str]]) -> RenderableType:
    """Lay out (what, text), the text folded beside its name."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for what, text in rows:
        grid.add_row(what, Text(text))
    return grid


def _fits(rows: pa.Table) -> bool:
    if rows.num_rows > MAX_ROWS:
        return False
    cells = [rows.column_names, *(map(_cell, row.values()) for row in rows.to_pylist())]
    widths = [max(map(len, column)) for column in zip(*map(list, cells), strict=True)]
    return sum(min(width, FOLDED) + GAP for width in widths) <= _width()


def show(*parts: RenderableType) -> None:
    """Print on a terminal or in a pipe, folded to its width."""
    from rich.console import Console

    console = Console(width=_width(), highlight=False)
    for part in parts:
        console.print(part, markup=False)


def _wrapped(rows: pa.Table) -> None:
    from rich import box
    from rich.table import Table

    shown = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    for name in rows.column_names:
        number = str(rows.schema.field(name).type) in {"int64", "double"}
        justify: Literal["left", "right"] = "right" if number else "left"
        widest = max((len(_cell(value)) for value in rows[name].to_pylist()), default=0)
        shown.add_column(name, overflow="fold", justify=justify, no_wrap=widest <= UNFOLDED)
    for row in rows.to_pylist():
        shown.add_row(*(_cell(value) for value in row.values()))
    show(shown)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((PIPE_WIDTH, 24)).columns


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


def _flat(rows: pa.Table) -> pa.Table:
    """Join lists with semicolons, as the typed-in CSV files do."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for index, field in enumerate(rows.schema):
        if pa.types.is_list(field.type):
            rows = rows.set_column(index, field.name, pc.binary_join(rows[field.name], ";"))
    return rows


def _bytes(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(content)
