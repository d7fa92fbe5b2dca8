"""`carbondata studies`: every study of a figure side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from carbondata.cli.options import Database, Format, Formatted, Subject, refusing
from carbondata.cli.preload import Asking

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer(add_completion=False)


@app.command(cls=Asking, epilog="Example: carbondata studies bitcoin@2017")
def studies(
    subject: Subject,
    every: Annotated[
        bool, typer.Option("--all", help="Show every year, not only the newest.")
    ] = False,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """Show every study of a figure side by side, which one is taken, and why."""
    from carbondata import studies as answer
    from carbondata.cli.terminal import emit

    with refusing():
        found = answer(subject, db, all_years=every)
        if form is not Format.table:
            emit(found, form)
            return
        emit(_for_reading(found), form)
        typer.echo(_spread(found))
        if others := answer(subject, db, all_years=True).num_rows - found.num_rows:
            typer.echo(f"{others:,} figures of other years: --all")


def _for_reading(found: pa.Table) -> pa.Table:
    """Fit the studies in a terminal: masses in words, why a study is taken under its name."""
    import pyarrow as pa

    rows = found.to_pylist()
    names = [
        f"{row['row_id'] or '#'.join((row['id'], row['source_id']))}\n  {row['why']}"
        for row in rows
    ]
    marks = [_mark(row) for row in rows]
    figures, years = [_figure(row) for row in rows], found["year"]
    return pa.table({"figure": figures, "year": years, "taken": marks, "study": names})


def _figure(row: dict[str, Any]) -> str:
    from carbondata.query.numbers import mass, plain

    if row["emissions_t"] is not None:
        return mass(row["emissions_t"], _gas(row["basis"]), "en")
    if row["emissions_t_low"] is not None or row["emissions_t_high"] is not None:
        bounds = (row["emissions_t_low"], row["emissions_t_high"])
        return " to ".join(mass(t, _gas(row["basis"]), "en") for t in bounds if t is not None)
    return f"{plain(row['energy_kwh'], 3, 'en')} kWh" if row["energy_kwh"] else ""


def _mark(row: dict[str, Any]) -> str:
    """Say whether a figure is taken alone, on its basis, or only when it is asked for."""
    if row["taken"]:
        return "yes"
    if row["preferred"]:
        return "on its basis"
    return "no" if row["eligible"] else "if asked for"


def _gas(basis: str) -> str | None:
    first = basis.split(",", maxsplit=1)[0]
    return first if first.startswith("CO2") else None


def _spread(found: pa.Table) -> str:
    """Say how far the studies go: those on the basis that is taken, and all where that is more."""
    rows = found.to_pylist()
    every = _from_to([tonnes for row in rows for tonnes in _amounts(row) if tonnes > 0])
    taken = next((row for row in rows if row["taken"]), None)
    if taken is None or taken["studies_t_low"] is None:
        return f"none is taken; figures on every basis: {every}" if every else "none is taken"
    own = _from_to([taken["studies_t_low"], taken["studies_t_high"]])
    several = own is not None and own.startswith("from")
    told = "on the basis that is taken, studies go" if several else "one study on the basis taken:"
    told = f"{told} {own}"
    return told if every in {own, None} else f"{told}\nall figures, on every basis: {every}"


def _amounts(row: dict[str, Any]) -> list[float]:
    """Return a row's tonnes: its figure, or its bounds where it has no more."""
    if row["emissions_t"] is not None:
        return [row["emissions_t"]]
    return [row[f"emissions_t_{bound}"] for bound in ("low", "high") if row[f"emissions_t_{bound}"]]


def _from_to(figures: list[float]) -> str | None:
    from carbondata.query.numbers import mass, plain

    if not figures:
        return None
    low, high = min(figures), max(figures)
    if low == high:
        return mass(low, None, "en")
    least, most = mass(low, None, "en"), mass(high, None, "en")
    return f"from {least} to {most}, a factor of {plain(high / low, 2, 'en')}"
