"""`carbondata claims`: published claims recomputed, and whether they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from carbondata.cli.options import Database, Format, Formatted, Lang, Spoken, refusing
from carbondata.cli.preload import Asking
from carbondata.cli.say import say

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer(add_completion=False)

HEADS = ("claim_to_here", "arithmetic", "verdict")
# What stands where a claim has no value, or none is worked out.
NONE = "\N{EN DASH}"


@app.command(cls=Asking, epilog="Example: carbondata claims nlp-five-cars --lang fr")
def claims(
    claim: Annotated[str | None, typer.Argument(metavar="ID", help="One claim, in full.")] = None,
    lang: Spoken = Lang.en,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """Recompute published claims: whether the arithmetic is right, and whether they hold."""
    from carbondata import claims as answer
    from carbondata.cli import terminal
    from carbondata.query import layout
    from carbondata.text.claims import claim_rows

    with refusing(lang.value):
        rows = answer(claim, db)
        if form is not Format.table:
            terminal.emit(rows, form)
        elif claim is None:
            terminal.emit(_claims_for_reading(rows, lang), form)
        else:
            say(layout.pairs(claim_rows(rows.to_pylist()[0], lang.value)))


def _claims_for_reading(rows: pa.Table, lang: Lang) -> pa.Table:
    import pyarrow as pa

    from carbondata.text.claims import arithmetic, stated, verdict, worked_out
    from carbondata.text.typeset import say, typeset

    language: Literal["en", "fr"] = lang.value
    columns: dict[str, list[str]] = {say(f"claim.head.{name}", language): [] for name in HEADS}
    for row in rows.to_pylist():
        here = worked_out(row, language)
        claim = f"{row['claim_id']}\n  {stated(row, language) or NONE} → {here or NONE}"
        cells = (claim, arithmetic(row, language), verdict(row, language))
        for column, cell in zip(columns.values(), cells, strict=True):
            column.append(typeset(cell, language))
    return pa.table(columns)
