"""`carbondata verify`: recompute a receipt."""

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
    signers: Annotated[
        Path | None,
        typer.Option(help="Whom you trust: OpenSSH's allowed signers; it must be by one of them."),
    ] = None,
    db: Database = None,
) -> None:
    """Recompute a receipt offline: the same to the last digit, or what differs."""
    from carbondata import verify as answer

    with refusing():
        verified = answer(file, db, signers=signers)
        say(str(verified))
    if not verified.same:
        raise typer.Exit(1)
