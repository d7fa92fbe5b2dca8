"""A command whose tables open while typer parses the command line."""

from __future__ import annotations

from threading import Thread

from typer.core import TyperCommand

from carbondata.query.connection import preload


class Asking(TyperCommand):
    """Opening DuckDB takes as long as parsing the command line, so do both at once."""

    def ahead(self, args: list[str]) -> None:
        """Open the default tables, unless --db names others."""
        if not any(argument.startswith("--db") for argument in args):
            Thread(target=preload).start()
