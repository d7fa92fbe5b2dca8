"""The units of the values that claims state: amounts, intensities, shares, counts of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

# A ratio without a unit.
UNITLESS = "1"
PERCENT = "percent"
G_IN_A_POUND = 453.59237  # exactly: international yard and pound agreement of 1959
INTENSITIES = {"g/kWh": 1.0, "lb/kWh": G_IN_A_POUND}
# Ratios that are not a plain count of the reference.
SHARES: dict[str, Callable[[float], float]] = {
    PERCENT: lambda ratio: 100 * ratio,
    "percent less": lambda ratio: 100 * (1 - ratio),
    "percent more": lambda ratio: 100 * (ratio - 1),
}

Bounds = tuple[float | None, float | None, float | None]


def in_unit(
    decisions: Decisions, unit: str, subject: Quantity, values: Iterable[float | None]
) -> Bounds:
    """Convert the low, middle and high of a figure or a ratio to the unit of a claim.

    An amount is in t or kWh, a ratio has no unit; any other unit counts references.
    """
    if unit in INTENSITIES:
        intensity = _intensity(subject)
        return None, intensity and intensity / INTENSITIES[unit], None
    if unit in decisions.units:
        return _each(lambda amount: amount / decisions.units[unit].factor, values)
    low, middle, high = _each(SHARES.get(unit, float), values)
    return (high, middle, low) if unit == "percent less" else (low, middle, high)


def _each(write: Callable[[float], float], values: Iterable[float | None]) -> Bounds:
    low, middle, high = (None if value is None else write(value) for value in values)
    return low, middle, high


def _intensity(subject: Quantity) -> float | None:
    """Return a published intensity in g/kWh, else emissions over electricity."""
    if subject.status == "current" and subject.intensity_g_per_kwh is not None:
        return float(subject.intensity_g_per_kwh)
    if subject.emissions_t is None or not subject.energy_kwh:
        return None
    return float(1e6 * subject.emissions_t / subject.energy_kwh)
