"""Rows of a table that are the sum or the mean of rows above them, whatever they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.forms.close import like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carbondata.forms.stated import Stated, Statement

# So many rows above are looked at.
MOST = 50


def with_totals(rows: Iterable[Statement]) -> Iterator[Statement]:
    """Yield rows, those held to nothing whose energy and emissions are of those above."""
    above: list[tuple[Stated, Stated]] = []
    for row in rows:
        if not (row.kwh and row.grams):
            yield row
            continue
        own = row.kwh[0], row.grams[0]
        yield row._replace(is_held=False) if _is_total(own, above) else row
        above = [*above[1 - MOST :], own]


def _is_total(own: tuple[Stated, Stated], above: list[tuple[Stated, Stated]]) -> bool:
    kwh, mass = 0.0, 0.0
    for count, row in enumerate(reversed(above), 1):
        kwh, mass = kwh + row[0].value, mass + row[1].value
        if count > 1 and _are_like(own, kwh, mass):
            return True
    # A mean is one of all of them.
    count = len(above)
    return count > 1 and _are_like(own, kwh / count, mass / count)


def _are_like(own: tuple[Stated, Stated], kwh: float, mass: float) -> bool:
    return like(own[0], kwh) and like(own[1], mass)
