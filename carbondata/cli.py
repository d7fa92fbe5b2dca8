"""The command line: a command imports and calls one public function."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from carbondata import places
from carbondata.errors import CarbondataError

app = typer.Typer(
    name="carbondata",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    csv = "csv"
    json = "json"


class SqlFormat(StrEnum):
    """How the answer to a query is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def _source_ids(incomplete: str) -> Iterator[str]:
    names = (path.name for path in places.sources().iterdir() if path.is_dir())
    return (name for name in sorted(names) if name.startswith(incomplete))


def _table_names(incomplete: str) -> Iterator[str]:
    names = (path.stem for path in places.pinned().glob("*.parquet"))
    return (name for name in sorted(names) if name.startswith(incomplete))


Database = Annotated[
    Path | None,
    typer.Option(
        "--db",
        help="A carbondata.duckdb or its folder. [default: the current folder's, else the "
        "tables that come with carbondata]",
        show_default=False,
    ),
]
Formatted = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]


def _version(asked: bool) -> None:  # noqa: FBT001  (typer calls it with the flag)
    if asked:
        from carbondata import __version__

        typer.echo(f"carbondata {__version__}")
        raise typer.Exit


@contextmanager
def _refusing() -> Iterator[None]:
    """Print what carbondata refuses on standard error, and leave with exit code 1."""
    try:
        yield
    except CarbondataError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """One line on standard error for each source done; on a terminal, a sign of life between."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with console.status("building") as status:

        def say(line: str) -> None:
            console.print(line, markup=False)
            status.update(f"after {line.split(maxsplit=1)[0]}")

        yield say


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compare carbon figures across sectors, typed and sourced (not Apache CarbonData)."""


@app.command(epilog="Example: carbondata build && carbondata sql 'FROM claim_checks'")
def build(
    out: Annotated[
        Path, typer.Argument(help="Folder for parquet/, local/ and carbondata.duckdb.")
    ] = Path(),
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="Read only this source anew; may be repeated.", autocompletion=_source_ids
        ),
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Fetch the fetched sources over the network.")
    ] = False,
    copies: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="Take the bytes from a folder of local copies instead of the network.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            help="Believe a source whose values moved like a unit slip; may be repeated.",
            autocompletion=_source_ids,
        ),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            help="Your own folder of source folders, in place of the one that comes along.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
) -> None:
    """Build the tables and the database; without --refresh or --from, offline."""
    from carbondata import build as run

    with _refusing(), _progress() as say:
        report = run(
            out,
            only=only or (),
            refresh=refresh or copies is not None,
            copies=copies,
            accept=accept or (),
            sources=sources,
            say=say,
        )
    rows = sum(report.rows.values())
    typer.echo(f"{rows:,} rows in {len(report.rows)} tables, every check passed")
    if report.disagreements:
        typer.echo(
            f"{report.disagreements} figures on which sources disagree beyond plausibility: "
            "FROM disagreements"
        )
    written = len(report.written)
    typer.echo(f"{written} files written" if written else "nothing written: all is as it was")
    typer.echo(f"{report.database}: ask it with carbondata sql, or with any DuckDB")


@app.command(epilog="Example: carbondata sources strubell-2019")
def sources(
    source: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="One source, in full.", autocompletion=_source_ids),
    ] = None,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the sources: newest year, licence, rows; or show one in full."""
    from carbondata import sources as answer
    from carbondata.query.output import emit

    with _refusing():
        emit(answer(source, db), form)


@app.command(epilog="Example: carbondata describe training_runs")
def describe(
    table: Annotated[
        str | None,
        typer.Argument(metavar="[TABLE]", help="One table or view.", autocompletion=_table_names),
    ] = None,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the tables and views; or the columns of one, with unit and meaning."""
    from carbondata import describe as answer
    from carbondata.query.output import emit

    with _refusing():
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

    with _refusing(), connect(db) as con:
        answer(con, sys.stdin.read() if query == "-" else query, form, out)


@app.command(epilog="Example: carbondata info --format json")
def info(form: Formatted = Format.table, db: Database = None) -> None:
    """Say which tables are asked, how many rows they have, and how fresh they are."""
    from carbondata import info as answer
    from carbondata.query.output import emit

    with _refusing():
        emit(answer(db), form)


def run() -> None:
    """Run the command, and leave without unwinding the native libraries.

    Once in some two hundred runs a thread of theirs outlived the interpreter and turned the exit
    code of a refusal into an abort (134). All files are closed and in place by then.
    """
    try:
        app()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        with suppress(BrokenPipeError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
