"""The ratio of two quantities, with bounds, and the unit in which it reads best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity

DAYS, HOURS, MINUTES, SECONDS = 365.25, 8766, 525_960, 31_557_600
# If studies differ by more than this factor, the answer is a range.
MUCH = 2.0
DIGITS = 2


class Ratio(NamedTuple):
    """The ratio and its bounds, without unit; None if they are not published."""

    low: float | None
    central: float | None
    high: float | None


class Reading(NamedTuple):
    """A ratio in a readable unit (minute, count, percent, times), and its digits.

    If only bounds are published, `value` is the upper one, and `low` the lower.
    """

    value: float
    unit: str
    digits: int
    low: float | None = None


class Bounds(NamedTuple):
    """The bounds of a figure, in t or kWh, and where they come from; None if there are none.

    `what` is published (the study's own), grid (for electricity multiplied by a grid), or studies
    (the lowest and the highest on the same basis).
    """

    low: float | None = None
    high: float | None = None
    what: str | None = None


def bounds(quantity: Quantity) -> Bounds:
    """Return the bounds of a figure: those of its studies if they differ by much, else its own.

    A figure without bounds takes those of its studies; so does one on a grid whose studies of the
    grid differ by less than its own studies.
    """
    what = "published" if quantity.factor is None else "grid"
    own = Bounds(quantity.amount_low, quantity.amount_high, what)
    has_own = own.low is not None or own.high is not None
    low, high = quantity.studies_low, quantity.studies_high
    has_studies = quantity.asked.is_default and quantity.studies > 1 and low is not None
    if has_studies and (not has_own or apart(quantity) > MUCH or _is_wider(quantity, own)):
        return Bounds(low, high, "studies")
    return own if has_own else Bounds()


def _is_wider(quantity: Quantity, own: Bounds) -> bool:
    """Return whether studies differ by more than the grid bounds of a figure."""
    middle, least, most = quantity.amount, quantity.studies_low, quantity.studies_high
    if quantity.factor is None or middle is None or least is None or most is None:
        return False
    low = middle if own.low is None else own.low
    high = middle if own.high is None else own.high
    return most - least > high - low


def apart(quantity: Quantity) -> float:
    """Return the highest study on a figure's basis over the lowest; 1 if a study was named.

    A single study is not apart from any other: the ends of its basis are its own bounds.
    """
    low, high = quantity.studies_low, quantity.studies_high
    is_open = quantity.asked.is_default and quantity.studies > 1
    if not is_open or not low or low < 0 or high is None:
        return 1.0
    return high / low


def is_one_range(quantity: Quantity) -> bool:
    """Return whether the only study on a figure's basis gives bounds and no central value."""
    low, high = quantity.studies_low, quantity.studies_high
    is_alone = quantity.asked.is_default and quantity.studies == 1
    return is_alone and low is not None and high is not None and low < high


def ratio_of(subject: Quantity, reference: Quantity) -> Ratio:
    """Divide by interval arithmetic: low over high, and high over low.

    If both sides use the same grid factor row, the factor cancels: the ratio is that of the
    energies, and so are its bounds. Emissions over electricity has no ratio. A figure over itself
    is exact, however uncertain it is.
    """
    if subject.is_figure(reference):
        return Ratio(None, (subject.times or 1) / (reference.times or 1), None)
    if subject.measure != reference.measure:
        return Ratio(None, None, None)
    by_energy = subject.factor is not None and subject.factor == reference.factor
    (s_low, s, s_high), (r_low, r, r_high) = (
        _spans(side, by_energy=by_energy) for side in (subject, reference)
    )
    least = r if r_low is None else r_low
    low = high = None
    if s_low is not None or r_high is not None:
        low = divide(s if s_low is None else s_low, r if r_high is None else r_high)
    # A reference that may be zero gives no upper bound.
    if (s_high is not None or r_low is not None) and least is not None and least > 0:
        high = divide(s if s_high is None else s_high, least)
    return Ratio(low, divide(s, r), high)


def _spans(side: Quantity, *, by_energy: bool) -> tuple[float | None, float | None, float | None]:
    """Return a side's low, middle and high, in t or in kWh."""
    low, high, what = bounds(side)
    if not by_energy:
        return low, side.amount, high
    if what == "studies" and side.emissions_t:
        kwh_per_t = side.energy_kwh / side.emissions_t
        return low and low * kwh_per_t, side.energy_kwh, high and high * kwh_per_t
    return side.energy_kwh_low, side.energy_kwh, side.energy_kwh_high


def read(ratio: Ratio, subject: Quantity, reference: Quantity) -> Reading | None:
    """Read a ratio as a part of the reference's year, a count, or a share; None without one."""
    ends = (ratio.central, ratio.high, ratio.low)
    value = next((end for end in ends if end is not None), None)
    if value is None:
        return None
    in_unit, unit = _in_unit(value, subject, reference)
    low = None
    if ratio.central is None and ratio.low is not None and ratio.high:
        low = in_unit * ratio.low / ratio.high
    return Reading(in_unit, unit, DIGITS, low)


def _in_unit(ratio: float, subject: Quantity, reference: Quantity) -> tuple[float, str]:
    if reference.kind == "annual" and subject.kind != "annual":
        return _in_time(ratio)
    # Less than one of it is a part of its emissions, not a count: 0.3 flights.
    if reference.kind == "unit" and reference.times is None and ratio >= 1:
        return ratio, "count"
    return (100 * ratio, "percent") if ratio < 1 else (ratio, "times")


def _in_time(years: float) -> tuple[float, str]:
    """Convert a time to the unit in which it reads best; a year is 365.25 days."""
    if years >= 1:
        return years, "year"
    if years * DAYS >= 2:  # noqa: PLR2004  (a single day reads better in hours)
        return years * DAYS, "day"
    if years * HOURS >= 1:
        return years * HOURS, "hour"
    if years * MINUTES >= 1:
        return years * MINUTES, "minute"
    return years * SECONDS, "second"


def divide(dividend: float | None, divisor: float | None) -> float | None:
    """Divide; None if either is unknown, or the divisor is zero."""
    return None if dividend is None or not divisor else dividend / divisor
