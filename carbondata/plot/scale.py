"""Axes: a range, its ticks in the language, and the pixel of a value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Literal

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_DECADES = 8
# Up to this many decades there is room for ticks between them.
FEW_DECADES = 2


@dataclass(frozen=True)
class Scale:
    """One axis from `low` to `high`, as long as `pixels`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    pixels: int
    log: bool

    def at(self, value: float) -> float:
        """Return the pixel of a value, counted from the low end."""
        if self.log:
            share = log10(value / self.low) / log10(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return share * self.pixels

    def altair(self) -> alt.Scale:
        """Return it for an encoding."""
        kind: Literal["log", "linear"] = "log" if self.log else "linear"
        # Vega warns if a log scale is told to leave out zero.
        zero = alt.Undefined if self.log else False
        return alt.Scale(type=kind, domain=[self.low, self.high], nice=False, zero=zero)

    def axis(
        self, write: Callable[[float], str], title: str | None = None, *, grid: bool = True
    ) -> alt.Axis:
        """Return the axis, each tick written by `write`."""
        values, texts = list(self.ticks), [write(tick) for tick in self.ticks]
        label = (
            f"{json.dumps(texts, ensure_ascii=False)}[indexof({json.dumps(values)}, datum.value)]"
        )
        return alt.Axis(values=values, labelExpr=label, title=title, grid=grid, aria=False)


def logarithmic(values: Iterable[float], pixels: int) -> Scale:
    """Return a log scale over whole decades, with ticks between them if they are few.

    Examples
    --------
    >>> logarithmic([0.03, 284], 100).ticks
    (0.01, 0.1, 1.0, 10.0, 100.0, 1000.0)
    >>> logarithmic([150, 284], 100).ticks
    (100.0, 200.0, 500.0, 1000.0)
    """
    held = list(values)
    first, last = floor(log10(min(held))), ceil(log10(max(held)))
    last = max(last, first + 1)
    step = ceil((last - first) / MOST_DECADES)
    digits = (1, 2, 5) if last - first <= FEW_DECADES else (1,)
    ticks_of_decades = [
        float(f"{digit}e{power}") for power in range(first, last + 1, step) for digit in digits
    ]
    ticks = tuple(tick for tick in ticks_of_decades if tick <= float(f"1e{last}"))
    return Scale(float(f"1e{first}"), float(f"1e{last}"), ticks, pixels, log=True)


def from_zero(values: Iterable[float], pixels: int) -> Scale:
    """Return a linear scale from zero, with four to eight round ticks.

    Examples
    --------
    >>> from_zero([69e6, 16e6], 100).ticks
    (0.0, 10000000.0, 20000000.0, 30000000.0, 40000000.0, 50000000.0, 60000000.0, 70000000.0)
    """
    top = max(values)
    unit = float(f"1e{floor(log10(top)) - 1}")
    step = next(
        unit * many for many in (1, 2, 5, 10, 20, 50) if top / (unit * many) <= MOST_DECADES
    )
    count = ceil(top / step)
    return Scale(
        0.0, count * step, tuple(step * index for index in range(count + 1)), pixels, log=False
    )


def years(values: Iterable[int], pixels: int) -> Scale:
    """Return a scale of years, each a band with its tick in the middle.

    Examples
    --------
    >>> years([2017, 2020], 100).ticks
    (2017.0, 2018.0, 2019.0, 2020.0)
    """
    held = list(values)
    first, last = min(held), max(held)
    step = next(
        step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= MOST_DECADES + 2
    )
    ticks = tuple(float(year) for year in range(first, last + 1) if year % step == 0)
    return Scale(first - 0.5, last + 0.5, ticks, pixels, log=False)
