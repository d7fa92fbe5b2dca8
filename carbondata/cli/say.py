"""Printing on a terminal, with control characters from elsewhere escaped."""

from __future__ import annotations

import typer

from carbondata.faces import shown

# A terminal of the least width, and what is piped.
COLUMNS = 80


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text; unprintable characters are escaped by number."""
    typer.echo(shown(text), err=err, nl=nl)
