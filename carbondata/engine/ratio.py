"""How many times one quantity goes into another, with bounds, and the unit in which that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity

DAYS, HOURS, MINUTES, SECONDS = 365.25, 8766, 525_960, 31_557_600
# Studies that differ by more than this factor leave a range for an answer.
MUCH = 2.0
DIGITS = 2


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


class Bounds(NamedTuple):
    """How far a figure may be off, in t or kWh, and what says so; null where nothing does.

    `what` is published (the study's own), grid (of electricity worked out at one), or studies (the
    least and the greatest of those on the same basis).
    """

    low: float | None = None
    high: float | None = None
    what: str | None = None


def bounds(quantity: Quantity) -> Bounds:
    """Return the bounds of a figure: those of its studies where they differ by much, else its own.

    A figure that has none takes those of its studies, as does one whose grid alone is in doubt, by
    less than the studies differ.
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
    """Tell whether studies differ by more than the grid of a figure worked out at one."""
    middle, least, most = quantity.amount, quantity.studies_low, quantity.studies_high
    if quantity.factor is None or middle is None or least is None or most is None:
        return False
    low = middle if own.low is None else own.low
    high = middle if own.high is None else own.high
    return most - least > high - low


def apart(quantity: Quantity) -> float:
    """Return the greatest study on a figure's basis over the least; 1 where one was asked for."""
    low, high = quantity.studies_low, quantity.studies_high
    if not quantity.asked.is_default or not low or low < 0 or high is None:
        return 1.0
    return high / low


def ratio_of(subject: Quantity, reference: Quantity) -> Ratio:
    """Divide by interval arithmetic: low over high, and high over low.

    Of electricity on the same grid factor row the factor cancels: the ratio is of the energies, and
    its bounds come from them alone. Of emissions and electricity there is none. A figure is itself,
    whatever the doubt about it.
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
    # A reference that may be nothing sets no upper bound.
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
    """Read a ratio as a time of the reference's year, a count of it, or a share; null of none."""
    known = (ratio.central, ratio.high, ratio.low)
    value = next((bound for bound in known if bound is not None), None)
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


def divide(dividend: float | None, divisor: float | None) -> float | None:
    """Divide what is known, by what is known and not zero; null else."""
    return None if dividend is None or not divisor else dividend / divisor
