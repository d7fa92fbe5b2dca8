"""Names of an answer's columns, no two alike: JSON and CSV would lose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def distinct(names: Iterable[str]) -> list[str]:
    """Add a number to names that are there already.

    Examples
    --------
    >>> distinct(["year", "year", "t", "year"])
    ['year', 'year_1', 't', 'year_2']
    """
    given = list(names)
    found: list[str] = []
    for name in given:
        number, own = 0, name
        while own in found or (number and own in given):
            number += 1
            own = f"{name}_{number}"
        found.append(own)
    return found
