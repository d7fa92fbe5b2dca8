"""A command that asks the tables: they open while typer reads the command line."""

from __future__ import annotations

from threading import Thread

from typer.core import TyperCommand

from carbondata.query.connection import preload


class Asking(TyperCommand):
    """To open takes DuckDB as long as to read takes typer, which loads pydantic for it."""

    def ahead(self, args: list[str]) -> None:
        """Open the tables, unless it is others that are asked."""
        if not any(argument.startswith("--db") for argument in args):
            Thread(target=preload).start()
