"""`carbondata sources`: where the figures come from, how old they are, under which licence."""

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
        typer.Option("--check", help="Ask each publisher for a newer release."),
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
    """Split the list for reading: the fetched sources by age, then the curated ones."""
    import pyarrow.compute as pc

    curated = pc.equal(listed["data"], "curated")
    fetched = listed.filter(pc.invert(curated))
    shown = fetched.select(["source", "newest", "licence", "data", "edition"])
    yield shown.rename_columns(["source", "year", "licence", "data", "edition"])
    yield listed.filter(curated).select(["source", "newest", "rows", "licence", "data"])


def _check(source: str | None, form: Format, db: Path | None) -> None:
    """Print the publishers' answers; exit with code 1 if one cannot be asked."""
    from carbondata import check_for_updates
    from carbondata.cli.terminal import emit
    from carbondata.query.connection import find

    built = find(db)
    updates = check_for_updates(built.parent if built else Path(), only=[source] if source else ())
    emit(updates, form)
    if "failed" in updates["newer"].to_pylist():
        raise typer.Exit(1)
