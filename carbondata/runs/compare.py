"""Compare a footprint with other quantities, like any other figure."""

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
    """Compare a footprint with other operands of `compare`.

    Raises
    ------
    QueryError
        When a reference is unknown or ambiguous.

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
    """Return a footprint as an operand: its electricity on its grid, else only its mass.

    A comparison uses its own preferred grid factor. If the footprint used another one (hourly, or
    from another source or boundary), only the mass gives the same figure.

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
    """Format an amount without floating-point noise: 110, not 110.00000000000001."""
    return f"{amount:.15g}"
