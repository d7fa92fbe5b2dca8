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
        typer.Argument(
            metavar="OUT", help="The file to write; with --site, the folder.", show_default=False
        ),
    ],
    *,
    site: Annotated[
        bool,
        typer.Option("--site", help="Write a folder to host, with a page for each claim."),
    ] = False,
    url: Annotated[str | None, typer.Option(help="With --site: the address it will have.")] = None,
    db: Database = None,
) -> None:
    """Write a page on which readers compare figures: one file, no network, English and French."""
    from rich.console import Console

    from carbondata import page as write

    if url and not site:
        message = "--url has an effect only with --site"
        raise typer.BadParameter(message)
    with refusing(), Console(stderr=True).status("collecting figures"):
        if site:
            from carbondata.show.site import site as write_site

            files = write_site(out, url, db)
        else:
            write(out, db)
    if site:
        say(f"{out}: {len(files)} files; put the folder on a web server")
    else:
        say(f"{out}: {out.stat().st_size / 1e6:.1f} MB, open it in a browser")
