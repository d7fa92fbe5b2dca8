"""`carbondata page`: one file on which readers compare figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carbondata.cli.options import Database, refusing
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata page carbon.html")
def page(
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT.html", help="The file to write.", show_default=False),
    ],
    db: Database = None,
) -> None:
    """Write a page on which readers compare figures: one file, no network, English and French."""
    from rich.console import Console

    from carbondata import page as write

    with refusing(), Console(stderr=True).status("collecting figures"):
        write(out, db)
    say(f"{out}: {out.stat().st_size / 1e6:.1f} MB, open it in a browser")
