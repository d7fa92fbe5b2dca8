"""What a command says on a terminal: names from elsewhere move no cursor and turn no line."""

from __future__ import annotations

import typer

from carbondata.faces import shown


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text; what is no character to be read is written by its number."""
    typer.echo(shown(text), err=err, nl=nl)
