"""`carbondata build`: the tables and the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carbondata.cli.options import Progress, refusing, source_ids
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata build && carbondata sql 'FROM claim_checks'")
def build(
    out: Annotated[
        Path, typer.Argument(help="Folder for parquet/, local/ and carbondata.duckdb.")
    ] = Path(),
    only: Annotated[
        list[str] | None,
        typer.Option(help="Rebuild only this source; may be repeated.", autocompletion=source_ids),
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
            help="Accept a source whose values changed unexpectedly; may be repeated.",
            autocompletion=source_ids,
        ),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            help="Your own folder of source folders, instead of the one included.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    with_sources: Annotated[
        Path | None,
        typer.Option(
            "--with",
            help="Your own folder of source folders, in addition to those included.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also list the sources that did not change.")
    ] = False,
) -> None:
    """Build the tables and the database; without --refresh or --from, offline."""
    from carbondata import build as run

    with refusing(), Progress() as progress:
        report = run(
            out,
            only=only or (),
            refresh=refresh or copies is not None,
            copies=copies,
            accept=accept or (),
            sources=sources,
            with_sources=with_sources,
            verbose=verbose,
            say=progress.say,
            watch=progress.watch,
        )
    rows = sum(report.rows.values())
    say(f"{rows:,} rows in {len(report.rows)} tables, every check passed")
    if report.disagreements:
        say(
            f"{report.disagreements} figures on which sources disagree implausibly: "
            "FROM disagreements"
        )
    for source, values in report.revised.items():
        revised = f"{_counted(values, 'value')} revised by {source}"
        say(f"{revised}: carbondata revisions --source {source}")
    written = len(report.written)
    say(
        f"{_counted(written, 'file')} written"
        if written
        else "nothing to write: everything is up to date"
    )
    say(f"{report.database}: query it with carbondata sql, or with any DuckDB")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
