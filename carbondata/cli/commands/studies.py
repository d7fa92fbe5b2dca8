"""`carbondata studies`: every study of a figure, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from carbondata.cli.options import Database, Format, Formatted, Subject, refusing
from carbondata.cli.preload import Asking
from carbondata.cli.say import say

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
        estimates = answer(subject, db, all_years=every)
        if form is not Format.table:
            emit(estimates, form)
            return
        emit(_for_reading(estimates), form)
        say(_spread(estimates))
        if others := answer(subject, db, all_years=True).num_rows - estimates.num_rows:
            say(f"{others:,} figures for other years: --all")


def _for_reading(estimates: pa.Table) -> pa.Table:
    """Fit the studies in a terminal: masses in words, the reason for a study under its name."""
    import pyarrow as pa

    rows = estimates.to_pylist()
    names = [
        f"{row['row_id'] or '#'.join((row['id'], row['source_id']))}\n  {row['why']}"
        for row in rows
    ]
    marks = [_mark(row) for row in rows]
    figures, years = [_figure(row) for row in rows], estimates["year"]
    return pa.table({"figure": figures, "year": years, "taken": marks, "study": names})


def _figure(row: dict[str, Any]) -> str:
    return " to ".join(_written(amount, row, _gas(row["basis"])) for amount in _amounts(row))


def _written(amount: float, row: dict[str, Any], gas: str | None = None) -> str:
    from carbondata.query.numbers import energy, mass

    return energy(amount, "en") if row["measure"] == "electricity" else mass(amount, gas, "en")


def _mark(row: dict[str, Any]) -> str:
    """Say whether a figure is taken by default, for its basis, or only when asked for."""
    if row["taken"]:
        return "yes"
    if row["preferred"]:
        return "on its basis"
    return "no" if row["eligible"] else "if asked for"


def _gas(basis: str) -> str | None:
    first = basis.split(",", maxsplit=1)[0]
    return first if first.startswith("CO2") else None


def _spread(estimates: pa.Table) -> str:
    """Give the range of the studies on the basis taken, and of all of them if that is wider."""
    rows = estimates.to_pylist()
    taken = next((row for row in rows if row["taken"]), None)
    of = taken or rows[0]
    alike = [row for row in rows if row["measure"] == of["measure"]]
    every = _from_to([amount for row in alike for amount in _amounts(row) if amount > 0], of)
    ends = ("studies_t_low", "studies_t_high", "studies_kwh_low", "studies_kwh_high")
    studies = [row for row in ((taken or {}).get(end) for end in ends) if row is not None]
    if not studies:
        return f"none is taken; figures on every basis: {every}" if every else "none is taken"
    own = _from_to(studies, of)
    several = own is not None and own.startswith("from")
    spread = "on the basis taken, studies range" if several else "one study on the basis taken:"
    spread = f"{spread} {own}"
    return spread if every in {own, None} else f"{spread}\nall figures, on every basis: {every}"


def _amounts(row: dict[str, Any]) -> list[float]:
    """Return a row's amount in its measure, or its bounds if it has only those."""
    column = "energy_kwh" if row["measure"] == "electricity" else "emissions_t"
    if row[column] is not None:
        return [row[column]]
    return [row[f"{column}_{end}"] for end in ("low", "high") if row[f"{column}_{end}"] is not None]


def _from_to(figures: list[float], row: dict[str, Any]) -> str | None:
    from carbondata.query.numbers import plain

    if not figures:
        return None
    low, high = min(figures), max(figures)
    least, most = _written(low, row), _written(high, row)
    if low == high:
        return least
    return f"from {least} to {most}, a factor of {plain(high / low, 2, 'en')}"
