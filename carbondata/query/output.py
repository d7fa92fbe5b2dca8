"""Answers on a terminal, in a pipe, in a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Literal

from carbondata.errors import QueryError
from carbondata.query.connection import relation

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

PIPE_WIDTH = 80


def emit(rows: pa.Table, form: str) -> None:
    """Print a short list; a table wraps its text so that nothing is lost."""
    if form == "table":
        _wrapped(rows)
    else:
        _write(rows, form, None)


def answer(con: duckdb.DuckDBPyConnection, query: str, form: str, out: Path | None) -> None:
    """Print or write the answer to a query; on a terminal DuckDB's box fits it to the width."""
    found = relation(con, query)
    if form != "table":
        _write(found.to_arrow_table(), form, out)
    elif out is not None:
        message = "a table is for reading; write a file with --format csv, json or parquet"
        raise QueryError(message)
    else:
        found.show(max_width=_width(), max_rows=60)


def _wrapped(rows: pa.Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    for name in rows.column_names:
        number = str(rows.schema.field(name).type) in {"int64", "double"}
        first = not shown.columns
        justify: Literal["left", "right"] = "right" if number else "left"
        shown.add_column(name, overflow="fold", justify=justify, no_wrap=first)
    for row in rows.to_pylist():
        shown.add_row(*(_cell(value) for value in row.values()))
    Console(width=_width(), highlight=False).print(shown, markup=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,}" if type(value) is int else str(value)


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
