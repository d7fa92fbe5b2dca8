"""`carbondata explain`: the difference between two figures of a run, in factors."""

from __future__ import annotations

import typer

from carbondata.cli.options import Database, Format, Formatted, Subject, refusing
from carbondata.cli.preload import Asking

app = typer.Typer(add_completion=False)


@app.command(
    cls=Asking,
    epilog="Example: carbondata explain strubell-2019/nas-gpu strubell-2019/nas-gpu@FRA@2020",
)
def explain(
    first: Subject, second: Subject, form: Formatted = Format.table, db: Database = None
) -> None:
    """Split the difference of two figures of a run into factors that multiply to the whole."""
    from carbondata import explain as answer
    from carbondata.cli.terminal import emit, rounded

    with refusing():
        steps = answer(first, second, db)
        emit(rounded(steps, "factor", 4) if form is Format.table else steps, form)
