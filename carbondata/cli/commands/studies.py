"""`carbondata studies`: every study of a figure side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from carbondata.cli.options import Database, Format, Formatted, Subject, refusing
from carbondata.cli.preload import Asking

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer(add_completion=False)


@app.command(cls=Asking, epilog="Example: carbondata studies bitcoin@2017")
def studies(subject: Subject, form: Formatted = Format.table, db: Database = None) -> None:
    """Show every study of a figure side by side, which one is taken, and why."""
    from carbondata import studies as answer
    from carbondata.cli.terminal import emit

    with refusing():
        found = answer(subject, db)
        if form is not Format.table:
            emit(found, form)
            return
        emit(_for_reading(found), form)
        typer.echo(_spread(found))


def _for_reading(found: pa.Table) -> pa.Table:
    """Fit the studies in a terminal: masses in words, why a study is taken under its name."""
    from carbondata.query.numbers import mass

    rows = found.to_pylist()
    figures = [
        None if (t := row["emissions_t"]) is None else mass(t, _gas(row["basis"]), "en")
        for row in rows
    ]
    names = [f"{row['source_id'] or row['id']}\n{row['why']}" for row in rows]
    shown = found.select(["method", "status"])
    return shown.add_column(0, "study", [names]).add_column(0, "figure", [figures])


def _gas(basis: str) -> str | None:
    first = basis.split(",", maxsplit=1)[0]
    return first if first.startswith("CO2") else None


def _spread(found: pa.Table) -> str:
    from carbondata.query.numbers import mass, plain

    figures = [tonnes for tonnes in found["emissions_t"].to_pylist() if tonnes and tonnes > 0]
    if len(figures) < 2:  # noqa: PLR2004  (one has no spread)
        return "one figure"
    low, high = min(figures), max(figures)
    apart = plain(high / low, 2, "en")
    return f"from {mass(low, None, 'en')} to {mass(high, None, 'en')}, a factor of {apart}"
