"""`carbondata sql`: run a query."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from warnings import catch_warnings, simplefilter

import typer

from carbondata.cli.options import Database, refusing
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


class SqlFormat(StrEnum):
    """How the answer to a query is printed."""

    table = "table"
    line = "line"
    markdown = "markdown"
    csv = "csv"
    json = "json"
    parquet = "parquet"


@app.command(epilog="Example: carbondata sql 'FROM claim_checks' --format csv")
def sql(
    query: Annotated[str, typer.Argument(help="The query; - reads it from standard input.")],
    form: Annotated[
        SqlFormat, typer.Option("--format", "-f", help="How to print the answer.")
    ] = SqlFormat.table,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the answer here.", show_default="standard output"),
    ] = None,
    db: Database = None,
) -> None:
    """Query the tables and views in SQL (DuckDB's dialect).

    A terminal shows as much of a table as fits; a pipe gets all of it, one row per line.
    """
    from carbondata.cli.terminal import answer
    from carbondata.query.connection import connect

    with refusing():
        with catch_warnings(record=True) as doubts:
            simplefilter("always")
            con = connect(db)
        for doubt in doubts:
            say(f"note: {doubt.message}", err=True)
        with con:
            answer(con, sys.stdin.read() if query == "-" else query, form, out)
