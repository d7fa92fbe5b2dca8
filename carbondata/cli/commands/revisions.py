"""`carbondata revisions`: what publishers revised."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from carbondata.cli.options import Database, Format, Formatted, refusing, source_ids
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata revisions --source gcb --area DEU")
def revisions(
    source: Annotated[
        str | None, typer.Option(help="Only this source.", autocompletion=source_ids)
    ] = None,
    area: Annotated[str | None, typer.Option(help="Only this area: DEU, WLD, EU27.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only refreshes on or after this day."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the values that publishers revised, the largest relative change first."""
    import pyarrow as pa

    from carbondata import revisions as answer
    from carbondata.cli.terminal import emit

    with refusing():
        revised = answer(source, area, since, most=most, database=db)
        if form is not Format.table:
            emit(revised, form)
        elif revised.num_rows:
            emit(revised.drop_columns(["refreshed", "why"]), form)
            if reasons := _reasons(revised.to_pylist()):
                emit(pa.Table.from_pylist(reasons), form)
        else:
            say("no value was revised")


def _reasons(revised: list[dict[str, Any]]) -> list[dict[str, str]]:
    """List each reason once, with the rows it applies to."""
    about: dict[str, list[str]] = {}
    for value in revised:
        if value["why"]:
            about.setdefault(value["why"], []).append(value["row"].split(", ")[0])
    return [{"of": ", ".join(dict.fromkeys(names)), "why": why} for why, names in about.items()]
