"""How many times one quantity goes into another, with bounds, and the unit in which that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity

DAYS, HOURS, MINUTES, SECONDS = 365.25, 8766, 525_960, 31_557_600
# Bounds wider than this part of the ratio, on each side, leave it one digit.
WIDE = 0.3


class Ratio(NamedTuple):
    """The ratio and its bounds, without unit; null where nobody publishes them."""

    low: float | None
    central: float | None
    high: float | None


class Reading(NamedTuple):
    """What a ratio is: its value in a unit (minute, count, percent, times), and its digits.

    Where only bounds are published, `value` is the upper one, and `low` the lower.
    """

    value: float
    unit: str
    digits: int
    low: float | None = None


def ratio_of(subject: Quantity, reference: Quantity) -> Ratio:
    """Divide by interval arithmetic: low over high, and high over low.

    Of electricity on the same grid factor row the factor cancels: the ratio is of the energies, and
    its bounds come from them alone.
    """
    same_factor = subject.factor is not None and subject.factor == reference.factor
    energies = subject.measure == "energy" and reference.measure == "energy"
    column = "energy_kwh" if same_factor or energies else "emissions_t"
    (s_low, s, s_high), (r_low, r, r_high) = (
        [getattr(side, f"{column}{bound}") for bound in ("_low", "", "_high")]
        for side in (subject, reference)
    )
    least = r if r_low is None else r_low
    low = high = None
    if s_low is not None or r_high is not None:
        low = divide(s if s_low is None else s_low, r if r_high is None else r_high)
    # A reference that may be nothing sets no upper bound.
    if (s_high is not None or r_low is not None) and least is not None and least > 0:
        high = divide(s if s_high is None else s_high, least)
    return Ratio(low, divide(s, r), high)


def read(ratio: Ratio, subject: Quantity, reference: Quantity) -> Reading | None:
    """Read a ratio as a time of the reference's year, a count of it, or a share; null of none."""
    known = (ratio.central, ratio.high, ratio.low)
    value = next((bound for bound in known if bound is not None), None)
    if value is None:
        return None
    in_unit, unit = _in_unit(value, subject, reference)
    low = None
    if ratio.central is None and ratio.low is not None and ratio.high:
        low = in_unit * ratio.low / ratio.high
    return Reading(in_unit, unit, _digits(ratio), low)


def _in_unit(ratio: float, subject: Quantity, reference: Quantity) -> tuple[float, str]:
    if reference.kind == "annual" and subject.kind != "annual":
        return _in_time(ratio)
    if reference.kind == "unit" and reference.times is None:
        return ratio, "count"
    return (100 * ratio, "percent") if ratio < 1 else (ratio, "times")


def _in_time(years: float) -> tuple[float, str]:
    """Write a span of time in the unit in which it reads best; a year is 365.25 days."""
    if years >= 1:
        return years, "year"
    if years * DAYS >= 2:  # noqa: PLR2004  (a single day reads better in hours)
        return years * DAYS, "day"
    if years * HOURS >= 1:
        return years * HOURS, "hour"
    if years * MINUTES >= 1:
        return years * MINUTES, "minute"
    return years * SECONDS, "second"


def _digits(ratio: Ratio) -> int:
    """Count the digits that the bounds allow; two where there are none."""
    low, central, high = ratio
    if low is None or central is None or high is None:
        return 2
    return 1 if (high - low) / 2 > WIDE * abs(central) else 2


def divide(dividend: float | None, divisor: float | None) -> float | None:
    """Divide what is known, by what is known and not zero; null else."""
    return None if dividend is None or not divisor else dividend / divisor
