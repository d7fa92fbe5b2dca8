"""Whether two numbers are one, as finely as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbondata.forms.stated import Stated

# How far a product may be from what is stated, beside the last digits of each.
CLOSE = 0.005


def like(number: Stated, value: float, *others: Stated) -> bool:
    """Tell whether a number is a value, as finely as it and the others are printed."""
    room = _room(others)
    return abs(number.value - value) <= number.half + room * abs(value)


def bounds(number: Stated, value: float, *others: Stated) -> tuple[float, float]:
    """Return the least and the most by which a value may be multiplied to be like a number."""
    room = _room(others)
    if value <= 0 or room >= 1 or number.value <= 0:
        return 1.0, 1.0
    least, most = number.value - number.half, number.value + number.half
    return least / value / (1 + room), most / value / (1 - room)


def _room(others: tuple[Stated, ...]) -> float:
    return CLOSE + sum(other.half / abs(other.value) for other in others if other.value)
