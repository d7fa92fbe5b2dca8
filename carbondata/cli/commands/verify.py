"""`carbondata verify`: a receipt, worked out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carbondata.cli.options import Database, refusing
from carbondata.cli.preload import Asking
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


@app.command(cls=Asking, epilog="Example: carbondata verify receipt.json")
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
        say(str(found))
    if not found.same:
        raise typer.Exit(1)
