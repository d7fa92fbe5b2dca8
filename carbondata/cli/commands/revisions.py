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
    import pyarrow as pa

    from carbondata import revisions as answer
    from carbondata.cli.terminal import emit

    with refusing():
        found = answer(source, area, since, most=most, database=db)
        if form is not Format.table:
            emit(found, form)
        elif found.num_rows:
            emit(found.drop_columns(["refreshed", "why"]), form)
            if reasons := _reasons(found.to_pylist()):
                emit(pa.Table.from_pylist(reasons), form)
        else:
            say("no value was revised")


def _reasons(found: list[dict[str, Any]]) -> list[dict[str, str]]:
    """List each reason once, with whom it is about."""
    about: dict[str, list[str]] = {}
    for one in found:
        if one["why"]:
            about.setdefault(one["why"], []).append(one["row"].split(", ")[0])
    return [{"of": ", ".join(dict.fromkeys(names)), "why": why} for why, names in about.items()]
