"""Choose the figure of each side: one measure, matching years, the first basis both sides share.

A comparison looks for common ground, so the order of its operands cannot matter: see `grounds` for
the list of bases, `quantities.place` for the order of a subject's own figures.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.engine.quantity import Quantity
    from carbondata.engine.sides import Side


EMISSIONS, ELECTRICITY = "emissions", "electricity"
# Sorts after every ground.
LAST = 99


def choose_measure(sides: Sequence[Side], asked: str | None = None) -> list[Side]:
    """Keep the figures in one measure: the requested one, else that of the most sides.

    On a tie it is emissions. A side without the measure is left as it is.
    """
    counts = Counter(measure for side in sides for measure in side.measures)
    first = sides[0].measures
    taken = asked or min(first, key=lambda measure: (-counts[measure], measure != EMISSIONS))
    lacking = asked is None and taken == ELECTRICITY and counts[taken] > 1
    return [side.of(taken, is_alone=lacking and EMISSIONS not in side.measures) for side in sides]


def choose_years(sides: Sequence[Side]) -> list[int | None]:
    """Choose the year of each side; None if it has none to choose.

    A year left open is the other side's if that is an event or names one; else the newest that all
    open sides share; else each side's own newest.
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
    """Return the year for sides that leave it open; None if no side names one."""
    fixed = [_fixed_year(side) for side in sides]
    return fixed[0] or max((year for year in fixed[1:] if year is not None), default=None)


def _fixed_year(side: Side) -> int | None:
    """Return the year of an event, or a named one; a thing has no year of its own."""
    if side.years:
        return None
    if side.figures:
        first = _first(side.figures)
        return None if first.kind == "unit" else first.year
    return side.year


def choose(candidates: Sequence[Sequence[Quantity]]) -> list[Quantity]:
    """Take a figure of each side: the first is the subject, the others are its references.

    On the first ground that all share; else on the one that most share, with the other sides at
    their headline, in the gas of a given amount if it states one. Only grounds that the subject
    shares with another side count.
    """
    grounds = [_by_ground(figures) for figures in candidates]
    counts = Counter(ground for own in grounds for ground in own)
    shared = [ground for ground in grounds[0] if counts[ground] > 1]
    common = min(shared, key=lambda ground: (-counts[ground], ground), default=None)
    gases = {side.gas for figures in candidates for side in figures if side.figure == "given"}
    return [
        _with_headline(
            own[common] if common in own else _first(_of_gas(figures, gases)), _first(figures)
        )
        for own, figures in zip(grounds, candidates, strict=True)
    ]


def _by_ground(figures: Sequence[Quantity]) -> dict[int, Quantity]:
    by_ground: dict[int, Quantity] = {}
    for figure in sorted(figures, key=lambda figure: -(figure.place or 1)):
        if figure.ground is not None:
            by_ground[figure.ground] = figure
    return by_ground


def _first(figures: Sequence[Quantity]) -> Quantity:
    return min(figures, key=_order)


def _order(figure: Quantity) -> tuple[int, int]:
    """Order the figures of a side; those of a named source by their grounds, without preference."""
    if figure.asked.is_default:
        return 0, figure.place or 1
    return (0 if figure.eligible else LAST) + (figure.ground or LAST), figure.place or 1


def _of_gas(figures: Sequence[Quantity], gases: set[str | None]) -> Sequence[Quantity]:
    """Keep the figures in the gas that a given amount states; all if none does."""
    return [figure for figure in figures if figure.gas in gases - {None}] or figures


def _with_headline(taken: Quantity, headline: Quantity) -> Quantity:
    """Attach the headline to a figure that is not it."""
    if taken == headline or not taken.asked.is_default:
        return taken
    return taken.as_asked(headline=headline)
