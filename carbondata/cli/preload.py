"""A command that asks the tables: they open while typer reads the command line."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from typer.core import TyperCommand

from carbondata.errors import QueryError
from carbondata.query.connection import State, asked, state


class Asking(TyperCommand):
    """To open takes DuckDB as long as to read takes typer, which loads pydantic for it."""

    def ahead(self, args: list[str]) -> None:
        """Open the tables, unless it is others that are asked."""
        if not any(one.startswith("--db") for one in args):
            Thread(target=_open, args=(state(),)).start()


def _open(tables: State) -> None:
    # What is wrong with a database is told to the command, when it asks.
    with suppress(QueryError):
        asked(tables)
