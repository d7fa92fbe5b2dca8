"""Which figure each side takes: one measure, years that meet, the first basis that the sides share.

A comparison looks for common ground, so that the order of its operands cannot matter: see
`grounds` for the list of bases, `quantities.place` for the order of a subject's own figures.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.engine.quantity import Quantity
    from carbondata.engine.sides import Side


EMISSIONS, ELECTRICITY = "emissions", "electricity"
# After every ground.
LAST = 99


def choose_measure(sides: Sequence[Side], asked: str | None = None) -> list[Side]:
    """Keep of each side what it has in one measure: the one asked for, else that of the most sides.

    Emissions where as many have them. A side that has none of the measure is left as it is.
    """
    counts = Counter(measure for side in sides for measure in side.measures)
    first = sides[0].measures
    taken = asked or min(first, key=lambda measure: (-counts[measure], measure != EMISSIONS))
    lacking = asked is None and taken == ELECTRICITY and counts[taken] > 1
    return [side.of(taken, is_alone=lacking and EMISSIONS not in side.measures) for side in sides]


def choose_years(sides: Sequence[Side]) -> list[int | None]:
    """Choose the year of each side; null where it has none to choose.

    A year that is left open is the other side's, where that is an event or names one; else the
    newest that all which leave it open have; else each its own newest.
    """
    anchor = named_year(sides)
    is_loose = [bool(side.years) and anchor not in side.years for side in sides]
    loose = [side.years for side, without in zip(sides, is_loose, strict=True) if without]
    shared = frozenset.intersection(*loose) if loose else frozenset()
    return [
        (max(shared or side.years) if without else anchor) if side.years else side.year
        for side, without in zip(sides, is_loose, strict=True)
    ]


def named_year(sides: Sequence[Side]) -> int | None:
    """Return the year that those which leave theirs open are to have; null if none names one."""
    fixed = [_fixed_year(side) for side in sides]
    return fixed[0] or max((year for year in fixed[1:] if year is not None), default=None)


def _fixed_year(side: Side) -> int | None:
    """Return the year of an event, or one that is named; a thing has none of its own."""
    if side.years:
        return None
    if side.figures:
        first = _first(side.figures)
        return None if first.kind == "unit" else first.year
    return side.year


def choose(found: Sequence[Sequence[Quantity]]) -> list[Quantity]:
    """Take a figure of each side: the first is the subject, the others are its references.

    On the first common ground that all have; else on the one that the most have, the others at
    their headline, of the gas that an amount states if one does. Only such grounds count as the
    subject has, and another side.
    """
    grounds = [_by_ground(figures) for figures in found]
    counts = Counter(ground for own in grounds for ground in own)
    shared = [ground for ground in grounds[0] if counts[ground] > 1]
    common = min(shared, key=lambda ground: (-counts[ground], ground), default=None)
    gases = {side.gas for figures in found for side in figures if side.figure == "given"}
    return [
        _told(own[common] if common in own else _first(_of_gas(figures, gases)), _first(figures))
        for own, figures in zip(grounds, found, strict=True)
    ]


def _by_ground(figures: Sequence[Quantity]) -> dict[int, Quantity]:
    found: dict[int, Quantity] = {}
    for one in sorted(figures, key=lambda one: -(one.place or 1)):
        if one.ground is not None:
            found[one.ground] = one
    return found


def _first(figures: Sequence[Quantity]) -> Quantity:
    return min(figures, key=_order)


def _order(one: Quantity) -> tuple[int, int]:
    """Order the figures of a side: of one source that is named by its own bases, none preferred."""
    if one.asked.is_default:
        return 0, one.place or 1
    return (0 if one.eligible else LAST) + (one.ground or LAST), one.place or 1


def _of_gas(figures: Sequence[Quantity], gases: set[str | None]) -> Sequence[Quantity]:
    """Keep the figures of the gas that an amount beside them states; all where none does."""
    return [one for one in figures if one.gas in gases - {None}] or figures


def _told(taken: Quantity, headline: Quantity) -> Quantity:
    """Keep the headline beside a figure that is not it."""
    if taken == headline or not taken.asked.is_default:
        return taken
    return taken.as_asked(headline=headline)
