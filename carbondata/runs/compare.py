"""A footprint compared with other quantities, as any other figure is."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from carbondata.query.compare import compare, picked

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.query.comparison import Comparison
    from carbondata.runs.footprint import Footprint


def compare_footprint(
    run: Footprint, *references: str, database: str | Path | None = None
) -> tuple[Comparison, ...]:
    """Compare a footprint with quantities, as `compare` takes them.

    Raises
    ------
    QueryError
        When a reference means nothing, or could mean several things.

    Examples
    --------
    >>> from carbondata import footprint
    >>> run = footprint(area="USA", year=2017, energy_kwh=656347, energy_scope="facility")
    >>> print(compare_footprint(run, "car-lifetime-usa")[0].verdict)
    caution
    """
    subject = as_operand(run, database)
    return tuple(compare(subject, reference, database=database) for reference in references)


def as_operand(run: Footprint, database: str | Path | None = None) -> str:
    """Write a footprint as an operand: its electricity on its grid, else its mass alone.

    A comparison puts electricity on the grid that it prefers. Where the footprint took another
    factor (an hour's, another source's or boundary's), only the mass says the same.

    Examples
    --------
    >>> from carbondata import footprint
    >>> as_operand(footprint(area="USA", year=2017, energy_kwh=1000, energy_scope="facility"))
    '1000 kWh@USA@2017'
    """
    mass = f"{_digits(run.emissions_t)} t {run.gas}"
    if run.factor.year is None or not run.factor.preferred:
        return mass
    electricity = f"{_digits(run.counted_kwh)} kWh@{run.factor.area_id}@{run.factor.year}"
    there = picked(electricity, database).emissions_t
    return electricity if isclose(there or 0, run.emissions_t, rel_tol=1e-9) else mass


def _digits(amount: float) -> str:
    """Write an amount to the digits that it has: 110, not 110.00000000000001."""
    return f"{amount:.15g}"
