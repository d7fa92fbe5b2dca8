"""`carbondata describe`: the tables, views and macros, or the columns of one."""

from __future__ import annotations

from typing import Annotated

import typer

from carbondata.cli.options import Database, Format, Formatted, refusing, table_names

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata describe training_runs")
def describe(
    table: Annotated[
        str | None,
        typer.Argument(
            metavar="TABLE", help="One table, view or macro.", autocompletion=table_names
        ),
    ] = None,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the tables, views and macros; or the columns of one, with unit and meaning."""
    from carbondata import describe as answer
    from carbondata.cli.terminal import emit

    with refusing():
        emit(answer(table, db), form)
