"""`carbondata studies`: every study of a figure side by side."""

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
        found = answer(subject, db, all_years=every)
        if form is not Format.table:
            emit(found, form)
            return
        emit(_for_reading(found), form)
        say(_spread(found))
        if others := answer(subject, db, all_years=True).num_rows - found.num_rows:
            say(f"{others:,} figures of other years: --all")


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
    return " to ".join(_written(one, row, _gas(row["basis"])) for one in _amounts(row))


def _written(amount: float, row: dict[str, Any], gas: str | None = None) -> str:
    from carbondata.text.numbers import energy, mass

    return energy(amount, "en") if row["measure"] == "electricity" else mass(amount, gas, "en")


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
    told = "on the basis that is taken, studies go" if several else "one study on the basis taken:"
    told = f"{told} {own}"
    return told if every in {own, None} else f"{told}\nall figures, on every basis: {every}"


def _amounts(row: dict[str, Any]) -> list[float]:
    """Return a row's amount in its measure, or its bounds where it has no more."""
    column = "energy_kwh" if row["measure"] == "electricity" else "emissions_t"
    if row[column] is not None:
        return [row[column]]
    return [row[f"{column}_{end}"] for end in ("low", "high") if row[f"{column}_{end}"] is not None]


def _from_to(figures: list[float], row: dict[str, Any]) -> str | None:
    from carbondata.text.numbers import plain

    if not figures:
        return None
    low, high = min(figures), max(figures)
    least, most = _written(low, row), _written(high, row)
    if low == high:
        return least
    return f"from {least} to {most}, a factor of {plain(high / low, 2, 'en')}"
