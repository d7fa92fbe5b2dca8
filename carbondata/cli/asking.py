"""The commands that say what there is, and the one that asks it in SQL."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carbondata.cli.app import app
from carbondata.cli.options import Database, Format, Formatted, refusing, source_ids, table_names

if TYPE_CHECKING:
    import pyarrow as pa


class SqlFormat(StrEnum):
    """How the answer to a query is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


@app.command(epilog="Example: carbondata sources strubell-2019")
def sources(
    source: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="One source, in full.", autocompletion=source_ids),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Ask each publisher whether it has something newer."),
    ] = False,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the sources: age, next release, licence; or show one in full."""
    from carbondata import sources as answer
    from carbondata.query.output import emit

    with refusing():
        if check:
            _check(source, form, db)
        elif source or form != Format.table:
            emit(answer(source, db), form)
        else:
            for part in _parts(answer(database=db)):
                emit(part, form)


def _parts(listed: pa.Table) -> Iterator[pa.Table]:
    """Split the list for reading: the fetched sources by age, then those that are typed in."""
    import pyarrow.compute as pc

    typed = pc.equal(listed["data"], "typed in")
    fetched = listed.filter(pc.invert(typed))
    month = pc.utf8_slice_codeunits(fetched["due"], 0, 7)
    due = pc.if_else(pc.fill_null(fetched["overdue"], fill_value=False), "overdue", month)
    shown = fetched.select(["source", "newest", "retrieved", "licence", "data"])
    shown = shown.add_column(3, "due", due)
    yield shown.rename_columns(["source", "year", "retrieved", "due", "licence", "data"])
    yield listed.filter(typed).select(["source", "newest", "rows", "licence", "data"])


def _check(source: str | None, form: Format, db: Path | None) -> None:
    """Print what the publishers say; one who cannot be asked makes the exit code 1."""
    from carbondata import check
    from carbondata.query.connection import find
    from carbondata.query.output import emit

    built = find(db)
    said = check(built.parent if built else Path(), only=[source] if source else ())
    emit(said, form)
    if "failed" in said["newer"].to_pylist():
        raise typer.Exit(1)


@app.command(epilog="Example: carbondata describe training_runs")
def describe(
    table: Annotated[
        str | None,
        typer.Argument(metavar="[TABLE]", help="One table or view.", autocompletion=table_names),
    ] = None,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the tables and views; or the columns of one, with unit and meaning."""
    from carbondata import describe as answer
    from carbondata.query.output import emit

    with refusing():
        emit(answer(table, db), form)


@app.command(epilog="Example: carbondata sql 'FROM claim_checks' --format csv")
def sql(
    query: Annotated[str, typer.Argument(help="The question; - reads it from standard input.")],
    form: Annotated[
        SqlFormat, typer.Option("--format", "-f", help="How to print the answer.")
    ] = SqlFormat.table,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the answer here.", show_default="standard output"),
    ] = None,
    db: Database = None,
) -> None:
    """Ask the tables and views a question in SQL (DuckDB's dialect)."""
    from carbondata.query.connection import connect
    from carbondata.query.output import answer

    with refusing(), connect(db) as con:
        answer(con, sys.stdin.read() if query == "-" else query, form, out)


@app.command(epilog="Example: carbondata info --format json")
def info(form: Formatted = Format.table, db: Database = None) -> None:
    """Say which tables are asked, how many rows they have, and how fresh they are."""
    from carbondata import info as answer
    from carbondata.query.output import emit

    with refusing():
        emit(answer(db), form)
