"""The commands that say what a figure rests on: claims, citations, receipts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from carbondata.cli.app import app
from carbondata.cli.options import (
    Database,
    Format,
    Formatted,
    Lang,
    Spoken,
    refusing,
    source_ids,
)

if TYPE_CHECKING:
    import pyarrow as pa


class Style(StrEnum):
    """How citations are printed."""

    bibtex = "bibtex"
    text = "text"
    csl = "csl-json"


@app.command(epilog="Example: carbondata claims nlp-five-cars --lang fr")
def claims(
    claim: Annotated[str | None, typer.Argument(metavar="[ID]", help="One claim, in full.")] = None,
    lang: Spoken = Lang.en,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """Work published claims out again: whether the sum is right, and whether they stand."""
    from carbondata import claims as answer
    from carbondata.query import output
    from carbondata.query.claims import told

    with refusing():
        found = answer(claim, db)
        if form is not Format.table:
            output.emit(found, form)
        elif claim is None:
            output.emit(_claims_for_reading(found, lang), form)
        else:
            typer.echo(output.pairs(told(found.to_pylist()[0], lang.value)))


@app.command(epilog="Example: carbondata cite strubell-2019 --format text")
def cite(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|FILE...",
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
    """Cite every source that a quantity or a receipt rests on."""
    from carbondata import cite as answer
    from carbondata.query.receipts import read

    with refusing():
        wanted: list[str] = []
        for one in ids:
            wanted += read(one)["sources"] if one.endswith(".json") else [one]
        typer.echo(answer(*wanted, style=style.value, database=db))


@app.command(epilog="Example: carbondata verify receipt.json")
def verify(
    file: Annotated[
        Path, typer.Argument(help="A receipt.", exists=True, dir_okay=False, show_default=False)
    ],
    db: Database = None,
) -> None:
    """Work a receipt out again, offline: the same to the last digit, or what differs."""
    from carbondata import verify as answer

    with refusing():
        found = answer(file, db)
        typer.echo(str(found))
    if not found.same:
        raise typer.Exit(1)


def _claims_for_reading(found: pa.Table, lang: Lang) -> pa.Table:
    import pyarrow as pa

    from carbondata.query.claims import value, word

    language: Literal["en", "fr"] = lang.value
    arrow = "stated → here" if language == "en" else "énoncé → recalculé"
    columns: dict[str, list[str]] = {f"claim: {arrow}": [], "arithmetic": [], "standing": []}
    for row in found.to_pylist():
        stated, here = (value(row[one], row, language) for one in ("stated_value", "value_here"))
        told = f"{row['claim_id']}\n  {stated or '-'} → {here or '-'}"
        verdicts = (word(row[one], language) for one in ("arithmetic", "standing"))
        for column, cell in zip(columns.values(), (told, *verdicts), strict=True):
            column.append(cell)
    return pa.table(columns)
