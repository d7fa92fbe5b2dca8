"""`carbondata revisions`: what publishers revised."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from carbondata.cli.options import Database, Format, Formatted, refusing, source_ids
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata revisions --source gcb --area DEU")
def revisions(
    source: Annotated[
        str | None, typer.Option(help="Only of this source.", autocompletion=source_ids)
    ] = None,
    area: Annotated[str | None, typer.Option(help="Only of this area: DEU, WLD, EU27.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only of refreshes on this day or later."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the values that publishers revised, the largest relative change first."""
    from carbondata import revisions as answer
    from carbondata.cli.terminal import emit

    with refusing():
        found = answer(source, area, since, most=most, database=db)
        if form is not Format.table:
            emit(found, form)
        elif found.num_rows:
            emit(found.drop_columns("refreshed"), form)
        else:
            say("no value was revised")
