"""`carbondata sources`: whose figures there are, how old, under which licence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carbondata.cli.options import Database, Format, Formatted, refusing, source_ids

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: carbondata sources strubell-2019")
def sources(
    source: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="One source, in full.", autocompletion=source_ids),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Ask each publisher whether something newer is out."),
    ] = False,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """List the sources: age, next release, licence; or show one in full."""
    from carbondata import sources as answer
    from carbondata.cli.terminal import emit

    with refusing():
        if check:
            _check(source, form, db)
        elif source or form != Format.table:
            emit(answer(source, db), form)
        else:
            for part in _parts(answer(database=db)):
                emit(part, form)


def _parts(listed: pa.Table) -> Iterator[pa.Table]:
    """Split the list for reading: the fetched sources by age, then those that are typed in."""
    import pyarrow.compute as pc

    typed = pc.equal(listed["data"], "typed in")
    fetched = listed.filter(pc.invert(typed))
    shown = fetched.select(["source", "newest", "licence", "data", "edition"])
    yield shown.rename_columns(["source", "year", "licence", "data", "edition"])
    yield listed.filter(typed).select(["source", "newest", "rows", "licence", "data"])


def _check(source: str | None, form: Format, db: Path | None) -> None:
    """Print what the publishers say; one who cannot be asked makes the exit code 1."""
    from carbondata import check_for_updates
    from carbondata.cli.terminal import emit
    from carbondata.query.connection import find

    built = find(db)
    said = check_for_updates(built.parent if built else Path(), only=[source] if source else ())
    emit(said, form)
    if "failed" in said["newer"].to_pylist():
        raise typer.Exit(1)
