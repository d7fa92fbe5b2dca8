"""`carbondata changes`: what changed between two builds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carbondata.cli.options import refusing
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata changes before.duckdb > changes.md")
def changes(
    before: Annotated[Path, typer.Argument(help="The older carbondata.duckdb, or its folder.")],
    after: Annotated[
        Path | None,
        typer.Argument(help="The newer one.", show_default="as for every other command"),
    ] = None,
) -> None:
    """Say in Markdown what changed between two builds: rows, revisions, claims."""
    from carbondata import changes as answer

    with refusing():
        say(answer(before, after), nl=False)
