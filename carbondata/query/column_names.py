"""Distinct names for the columns of an answer: JSON and CSV would lose a repeated one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def distinct(names: Iterable[str]) -> list[str]:
    """Append a number to repeated names.

    Examples
    --------
    >>> distinct(["year", "year", "t", "year"])
    ['year', 'year_1', 't', 'year_2']
    """
    given = list(names)
    unique: list[str] = []
    for name in given:
        number, own = 0, name
        while own in unique or (number and own in given):
            number += 1
            own = f"{name}_{number}"
        unique.append(own)
    return unique
