"""What the commands share: options, completion, error messages, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from carbondata import places
from carbondata.cli.say import say
from carbondata.errors import CarbondataError, QueryError
from carbondata.faces import shown
from carbondata.files import way_out
from carbondata.tables.vocabulary import ELECTRICITY_BOUNDARY, ENERGY_SCOPE

if TYPE_CHECKING:
    from rich.progress import TaskID

    from carbondata.text.language import Language


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    csv = "csv"
    json = "json"


class Lang(StrEnum):
    """The language of sentences."""

    en = "en"
    fr = "fr"


# From the closed vocabularies; mypy would have each word written out.
Scope = StrEnum("Scope", ENERGY_SCOPE)  # type: ignore[misc]
Boundary = StrEnum("Boundary", ELECTRICITY_BOUNDARY)  # type: ignore[misc]
LIFE_CYCLE = Boundary("life_cycle")


class Measure(StrEnum):
    """What is compared."""

    emissions = "emissions"
    electricity = "electricity"


def source_ids(incomplete: str) -> Iterator[str]:
    """Complete the id of a source."""
    names = (path.name for path in places.sources().iterdir() if path.is_dir())
    return (name for name in sorted(names) if name.startswith(incomplete))


def answers(query: str, *asked: str) -> list[tuple[str, ...]]:
    """Query the tables for completions; none on an error, which cannot be shown here."""
    from carbondata.query.connection import opened

    with suppress(QueryError), opened().cursor() as con:
        rows = con.execute(query, asked).fetchall()
        # A shell prints completions unescaped.
        return [row for row in rows if all(str(word).isprintable() for word in row)]
    return []


def operands(incomplete: str) -> list[str]:
    """Complete a common name or an id; typer drops those that begin otherwise."""
    query = "SELECT name FROM quantity_names WHERE starts_with(name, $1) ORDER BY 1 LIMIT 50"
    return [name for (name,) in answers(query, incomplete)]


def table_names(incomplete: str) -> list[str]:
    """Complete the name of a table, a view or a table macro."""
    query = """
        SELECT table_name AS name FROM duckdb_tables()
        UNION SELECT view_name FROM duckdb_views() WHERE NOT internal
        UNION SELECT function_name FROM duckdb_functions()
        WHERE NOT internal AND function_type = 'table_macro' ORDER BY name"""
    return [name for (name,) in answers(f"FROM ({query}) WHERE starts_with(name, $1)", incomplete)]


Subject = Annotated[
    str,
    typer.Argument(
        help="A name (gpt-3, Sweden@2017), an id (strubell-2019/nas-gpu) or an amount ('284 t').",
        autocompletion=operands,
        show_default=False,
    ),
]
References = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="REFERENCE",
        help="What to compare it with; none: ten familiar things.",
        autocompletion=operands,
    ),
]
MeasureAsked = Annotated[
    Measure | None,
    typer.Option(
        "--in",
        help="What to compare. \\[default: emissions where all have them, else electricity]",
        show_default=False,
    ),
]
Database = Annotated[
    Path | None,
    typer.Option(
        "--db",
        help="A carbondata.duckdb or its folder. \\[default: the current folder's, else the "
        "tables that come with carbondata]",
        show_default=False,
    ),
]
Formatted = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]
Spoken = Annotated[Lang, typer.Option("--lang", "-l", help="Language of the sentences.")]


@contextmanager
def refusing(language: Language = "en") -> Iterator[None]:
    """Print a refusal by carbondata or the system on standard error, and exit with code 1."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader has gone, so nobody would see a message
    except Exception as error:
        refusal = _refusal(error, language)
        if refusal is None:
            raise
        say(refusal, err=True)
        raise typer.Exit(1) from None


def _refusal(error: Exception, language: Language) -> str | None:
    """Return a message of a line or two; None for a bug in carbondata."""
    message = _message(error)
    if isinstance(error, QueryError) and language in error.texts:
        from carbondata.text.language import SIGNS
        from carbondata.text.phrases import phrase

        head = phrase("error.head", language)
        return f"{head}{SIGNS[language].colon}{error.text(language)}"
    return message and f"error: {message}"


def _message(error: Exception) -> str | None:
    """Return a message in English; None for a bug in carbondata."""
    if isinstance(error, CarbondataError):
        return str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}\n  remedy: {way_out(error)}"
    duckdb = sys.modules.get("duckdb")
    if duckdb and isinstance(error, duckdb.Error):
        remedy = "if the database is damaged, rebuild it with `carbondata build` in its folder"
        return f"DuckDB: {str(error).splitlines()[0]}\n  remedy: {remedy}"
    return None


class Progress:
    """One line on standard error for each finished source; on a terminal, progress in between."""

    def __init__(self) -> None:
        from rich import progress
        from rich.console import Console

        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.status = self.console.status("building")
        self.bars = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(bar_width=20),
            progress.DownloadColumn(),
            progress.TransferSpeedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Start the status display."""
        self.status.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Clear the display."""
        self.bars.stop()
        self.status.stop()

    def say(self, line: str) -> None:
        """Print a line about a finished source."""
        self.bars.stop()
        self.status.start()
        self.console.print(shown(line), markup=False)
        self.status.update(f"after {line.split(maxsplit=1)[0]}")

    def watch(self, source: str, taken: int, total: int | None) -> None:
        """Show how much of a source's file has been downloaded."""
        self.status.stop()
        self.bars.start()
        if source not in self.tasks:
            self.tasks[source] = self.bars.add_task(source)
        self.bars.update(self.tasks[source], completed=taken, total=total)
