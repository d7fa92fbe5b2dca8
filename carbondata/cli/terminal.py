"""Answers on a terminal, in a pipe, in a file."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import typer

from carbondata import faces
from carbondata.cli.columns import held
from carbondata.errors import QueryError
from carbondata.files import way_out
from carbondata.outputs import writing
from carbondata.query import tabulate
from carbondata.query.layout import MAX_ROWS, width
from carbondata.query.one_query import relation
from carbondata.text.language import SIGNS
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyarrow as pa

    from carbondata.text.language import Language

# The headings that are words; the others are names of columns.
HEADS = ("ratio", "verdict")
TEXTS = {"markdown": tabulate.markdown, "latex": tabulate.latex, "line": tabulate.lines}


def emit(rows: pa.Table, form: str) -> None:
    """Print a short list; a table wraps its texts so that nothing is lost."""
    if form == "table":
        _say(tabulate.text(rows, width()))
    else:
        _write(rows, form, None)


def rounded(rows: pa.Table, column: str, digits: int) -> pa.Table:
    """Round a column to `digits` significant digits, for reading; other formats keep all."""
    kept = [value and float(f"{value:.{digits}g}") for value in rows[column].to_pylist()]
    return rows.set_column(rows.column_names.index(column), column, [kept])


def in_language(rows: pa.Table, language: Language) -> pa.Table:
    """Say the heads and verdicts of a ranking in the language."""
    verdicts = [say(f"verdict.{one}", language) for one in rows["verdict"].to_pylist()]
    told = rows.set_column(rows.column_names.index("verdict"), "verdict", [verdicts])
    heads = {name: say(f"head.{name}", language) for name in HEADS}
    heads[f"name_{language}"] = say("head.name", language)
    return told.rename_columns([heads.get(name, name) for name in told.column_names])


def steps_in_language(rows: pa.Table, language: Language) -> pa.Table:
    """Say the heads and the steps of an explanation in the language, its factors rounded."""
    told = [say(f"explain.step.{step}", language) for step in rows["step"].to_pylist()]
    shown = rounded(rows, "factor", 4).set_column(0, "step", [told])
    if language != "en":
        point = SIGNS[language].point
        factors = shown["factor"].to_pylist()
        factors = [None if one is None else str(one).replace(".", point) for one in factors]
        shown = shown.set_column(shown.column_names.index("factor"), "factor", [factors])
    heads = [say(f"explain.head.{name}", language) for name in rows.column_names]
    return shown.rename_columns(heads)


def answer(con: duckdb.DuckDBPyConnection, query: str, form: str, out: Path | None) -> None:
    """Print or write the answer to a query.

    A pipe gets the whole table; a terminal shows what fits, and says how much that is.
    """
    rows = held(relation(con, query), form)
    try:
        _answer(rows, form, out)
    except duckdb.Error as error:
        # An error while rows are read, such as an unknown operand of `compare`.
        raise QueryError(str(error)) from None


def _answer(rows: duckdb.DuckDBPyRelation, form: str, out: Path | None) -> None:
    if form != "table":
        _write(rows.to_arrow_table(), form, out)
    elif out is not None:
        message = "a table is for reading; write a file with --format csv, json or parquet"
        raise typer.BadParameter(message)
    elif sys.stdout.isatty():
        _say(_first(rows))
    else:
        _say(tabulate.text(rows.to_arrow_table()))


def _first(answer: duckdb.DuckDBPyRelation) -> str:
    """Format the rows and columns that fit a terminal, and say what is left out."""
    head, wide = answer.limit(MAX_ROWS + 1).to_arrow_table(), width()
    columns = tabulate.fitting(head, wide)
    shown = tabulate.text(head.select(head.column_names[:columns]).slice(0, MAX_ROWS), wide)
    rows = head.num_rows if head.num_rows <= MAX_ROWS else answer.shape[0]
    left_out = [f"{MAX_ROWS} of {rows:,} rows"] if rows > MAX_ROWS else []
    if columns < head.num_columns:
        left_out.append(f"{columns} of {head.num_columns} columns")
    remedy = "all: --format line or csv, or a pipe"
    return "\n".join([shown, *([f"({', '.join(left_out)}; {remedy})"] if left_out else [])])


def say_json(
    records: Any,  # noqa: ANN401  (whatever JSON may hold)
    out: Path | None = None,
    told: Callable[[Any], str] = str,
) -> None:
    """Print records as a JSON list, even a single one, or one object; in UTF-8, as JSON is."""
    text = json.dumps(_finite(records), default=told, ensure_ascii=False, allow_nan=False, indent=1)
    _bytes(f"{faces.shown(text)}\n".encode(), out)


def _finite(value: Any) -> Any:  # noqa: ANN401  (whatever JSON may hold)
    """Replace infinity and NaN, which JSON lacks, by null."""
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _say(text: str, out: Path | None = None) -> None:
    """Write a text for people: a file in UTF-8, standard output in its encoding."""
    if out is None:
        typer.echo(text)
    else:
        _bytes(f"{text}\n".encode(), out)


def _write(rows: pa.Table, form: str, out: Path | None) -> None:
    if form == "json":
        say_json(rows.to_pylist(), out)
        return
    if form in TEXTS:
        _say(TEXTS[form](rows), out)
        return
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    if form == "parquet":
        from pyarrow import parquet

        if out is None and sys.stdout.isatty():
            message = "Parquet is binary; add --out FILE or redirect"
            raise typer.BadParameter(message)
        parquet.write_table(rows, sink, compression="zstd")
    else:
        from pyarrow import csv

        csv.write_csv(_flat(rows), sink)
    content = sink.getvalue().to_pybytes()
    if form == "csv" and out is None and sys.stdout.isatty():
        # A file or a pipe gets the text unescaped.
        content = faces.shown(content.decode()).encode()
    _bytes(content, out)


def _flat(rows: pa.Table) -> pa.Table:
    """Join lists with semicolons, as curated CSV files do; let no text be a formula."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for index, field in enumerate(rows.schema):
        cells = rows.column(index)
        if pa.types.is_list(field.type):
            joined = [None if one is None else _joined(one) for one in cells.to_pylist()]
            cells = pa.chunked_array([pa.array(joined, pa.string())])
        elif pa.types.is_dictionary(field.type):
            cells = cells.cast(field.type.value_type)
        if pa.types.is_string(cells.type):
            runs = pc.match_substring_regex(cells, faces.FORMULA)
            runs = pc.and_not(runs, pc.match_substring_regex(cells, faces.NUMBER))
            cells = pc.if_else(runs, pc.binary_join_element_wise("'", cells, ""), cells)
        rows = rows.set_column(index, faces.as_cell(field.name), cells)
    return rows


def _joined(members: list[Any]) -> str:
    return ";".join("" if one is None else str(one) for one in members)


def _bytes(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        try:
            with writing(out) as temporary:
                temporary.write_bytes(content)
        except OSError as error:
            message = f"{out} was not written: {error.strerror}\n  remedy: {way_out(error)}"
            raise QueryError(message) from None
