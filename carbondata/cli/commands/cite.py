"""`carbondata cite`: every source behind a figure."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from carbondata.cli.options import Database, refusing, source_ids
from carbondata.cli.preload import Asking
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


class Style(StrEnum):
    """How citations are printed."""

    bibtex = "bibtex"
    text = "text"
    csl = "csl-json"


@app.command(cls=Asking, epilog="Example: carbondata cite strubell-2019 --format text")
def cite(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|FILE",
            help="Sources, quantities, or a receipt.",
            autocompletion=source_ids,
            show_default=False,
        ),
    ],
    style: Annotated[
        Style, typer.Option("--format", "-f", help="How to print the citations.")
    ] = Style.bibtex,
    db: Database = None,
) -> None:
    """Cite every source behind a quantity, a comparison of two, or a receipt."""
    from carbondata import cite as answer

    with refusing():
        wanted: list[str] = []
        for cited in ids:
            wanted += _of_receipt(cited) if cited.endswith(".json") else [cited]
        say(answer(*wanted, style=style.value, database=db))


def _of_receipt(file: str) -> list[str]:
    from carbondata.errors import QueryError
    from carbondata.query.receipts import read

    sources = list(read(file)["sources"])
    if not sources:
        message = (
            f"{file} names no source, like any receipt of two amounts\n  remedy: cite where you "
            f"took them from; carbondata verify {file} tells whether sources are missing"
        )
        raise QueryError(message)
    return sources
