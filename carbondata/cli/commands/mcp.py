"""`carbondata mcp`: an assistant asks for itself."""

from __future__ import annotations

import typer

from carbondata.cli.options import Database, refusing
from carbondata.cli.preload import Asking

app = typer.Typer(add_completion=False)


@app.command(cls=Asking, epilog="Example: carbondata mcp --db work/carbondata.duckdb")
def mcp(db: Database = None) -> None:
    """Serve assistants over MCP on standard input and output, offline.

    Tools: find, compare, studies, claims, footprint, cite, verify. Needs the extra `mcp`.
    """
    with refusing():
        _serve(db)


def _serve(db: Database) -> None:
    from carbondata.errors import QueryError

    try:
        from carbondata.mcp_server import server
    except ImportError as error:
        if (error.name or "").split(".")[0] != "mcp":
            raise
        message = (
            "the server of MCP needs a package that is not installed\n"
            "  remedy: pip install 'carbondata[mcp]'"
        )
        raise QueryError(message) from None
    server(db).run("stdio")
