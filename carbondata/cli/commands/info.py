"""`carbondata info`: which tables are in use, and how fresh they are."""

from __future__ import annotations

import typer

from carbondata.cli.options import Database, Format, Formatted, refusing

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata info --format json")
def info(form: Formatted = Format.table, db: Database = None) -> None:
    """Show which tables are in use, how many rows they have, and how fresh they are."""
    from carbondata import info as answer
    from carbondata.cli.terminal import emit

    with refusing():
        emit(answer(db), form)
