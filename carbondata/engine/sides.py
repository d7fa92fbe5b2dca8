"""The sides of a comparison before a figure is taken: what an operand leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.engine.candidates import counted, held, is_counted, made, rows
from carbondata.engine.operands import Operand, parse
from carbondata.engine.quantity import Asked, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from carbondata.engine.decisions import Decisions, Name

YEARS = """
    SELECT subject, measure, list(DISTINCT year) FROM quantities
    WHERE preferred AND kind = 'annual' AND subject IN (SELECT unnest(?)) GROUP BY ALL"""
OF_SUBJECT = "preferred AND subject = ?"
OF_YEAR = "preferred AND subject = ? AND year = ?"
# Of several at once: each subject with its year, or with any where that is null.
OF_MANY = """preferred AND (subject, CASE kind WHEN 'annual' THEN year ELSE 0 END) IN (
    SELECT (unnest(?), unnest(?)))"""
# So few are asked for one by one: a plain condition is planned and found sooner.
FEW = 3


class NoMeaningError(Exception):
    """An operand that means nothing, or might mean several things."""

    def __init__(self, operand: str) -> None:
        super().__init__(operand)
        self.operand = operand


class NoMeasureError(Exception):
    """An operand that has nothing in the measure that is asked for."""

    def __init__(self, operand: str, measure: str) -> None:
        super().__init__(operand, measure)
        self.operand, self.measure = operand, measure


class Side(NamedTuple):
    """What an operand may mean.

    `figures` are those that it may take; null while it is for the preferred studies of `name` in
    one of the years that the operand leaves open: `open_years` has these by measure, none where a
    year is named or needless. `measure` is that of the comparison, once it is chosen and the side
    has it; `is_alone` tells whether it was chosen for want of emissions on this side.
    """

    operand: Operand
    name: Name | None
    year: int | None
    figures: tuple[Quantity, ...] | None
    open_years: tuple[tuple[str, frozenset[int]], ...] = ()
    measure: str | None = None
    is_alone: bool = False

    @property
    def measures(self) -> frozenset[str]:
        """What the operand can be compared in."""
        if self.figures is None:
            return frozenset(measure for measure, _ in self.open_years)
        return frozenset(one.measure for one in self.figures)

    @property
    def years(self) -> frozenset[int]:
        """The years that the operand leaves open, in the measure of the comparison."""
        return frozenset().union(
            *(years for measure, years in self.open_years if self.measure in {measure, None})
        )

    def of(self, measure: str, *, is_alone: bool = False) -> Side:
        """Return what it has in a measure; the side as it is where it has nothing."""
        if measure not in self.measures:
            return self
        own = self.figures and tuple(one for one in self.figures if one.measure == measure)
        return self._replace(measure=measure, figures=own, is_alone=is_alone)


def sides(con: duckdb.DuckDBPyConnection, known: Decisions, operands: Sequence[str]) -> list[Side]:
    """Read operands, each as what it may mean.

    Raises
    ------
    NoMeaningError
        When one means nothing, or might mean several things.
    """
    read = [_side(con, known, given) for given in operands]
    wanted = list({_subject(side) for side in read if _leaves_year_open(side)})
    years: dict[str, list[tuple[str, frozenset[int]]]] = {name: [] for name in wanted}
    for subject, measure, found in con.execute(YEARS, [wanted]).fetchall() if wanted else ():
        years[subject].append((measure, frozenset(found)))
    read = [
        side._replace(open_years=tuple(years[_subject(side)])) if _leaves_year_open(side) else side
        for side in read
    ]
    for side in read:
        if _leaves_year_open(side) and not side.open_years:
            raise NoMeaningError(side.operand.text)
    once = {
        at: side.year
        for at, side in enumerate(read)
        if side.figures is None and not side.open_years
    }
    return _filled(con, known, read, once)


def figures(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    read: Sequence[Side],
    years: Sequence[int | None],
    *,
    named: int | None = None,
) -> list[Sequence[Quantity]]:
    """Return the figures that each side may take, once its year is chosen, as one names it.

    Raises
    ------
    NoMeaningError
        When there is none that may be taken by default.
    """
    wanted = {at: years[at] for at, side in enumerate(read) if side.figures is None}
    return [
        [
            one.as_asked(
                is_electricity_alone=side.is_alone and one.figure != "given",
                named_year=named,
                newest_year=max(side.years, default=None),
            )
            for one in side.figures or ()
            if (not side.years or one.year == year) and side.measure in {one.measure, None}
        ]
        for side, year in zip(_filled(con, known, read, wanted), years, strict=True)
    ]


def _is_annual(side: Side) -> bool:
    return side.name is not None and side.name.kind == "annual"


def _leaves_year_open(side: Side) -> bool:
    return side.figures is None and side.year is None and _is_annual(side)


def _subject(side: Side) -> str:
    return side.name.subject if side.name else ""


def _side(con: duckdb.DuckDBPyConnection, known: Decisions, given: str) -> Side:
    operand = parse(given)
    if not operand.sound:
        raise NoMeaningError(given)
    if operand.unit is not None or operand.area is not None:
        figures = made(con, known, operand)
        if not figures:
            raise NoMeaningError(given)
        return Side(operand, None, None, tuple(figures))
    name = known.name_of(operand.name)
    if name is None or not is_counted(operand):
        raise NoMeaningError(given)
    # A thing and a training have one study for all years: a year that is named picks its rows.
    if name.row_id is None and operand.bare and (name.kind == "annual" or operand.year is None):
        return Side(operand, name, operand.year, None)
    found = held(con, known, operand, name)
    if not found:
        raise NoMeaningError(given)
    preferred = [one.as_asked(is_default=True) for one in found if one.preferred]
    if name.row_id is not None and not operand.filters:
        # A row's own figure is what its id names, in each measure.
        found = [
            min((one for one in found if one.measure == measure), key=lambda one: one.place)
            for measure in {one.measure for one in found}
        ]
    elif name.row_id is None and operand.source is None and preferred:
        # A basis that is asked for leaves the study open.
        found = preferred
    return Side(operand, name, operand.year, tuple(found), _open_years(found))


def _open_years(found: Sequence[Quantity]) -> tuple[tuple[str, frozenset[int]], ...]:
    years: dict[str, set[int]] = {}
    for one in found:
        if one.asked.is_open:
            years.setdefault(one.measure, set()).add(one.year)
    return tuple((measure, frozenset(own)) for measure, own in years.items())


def _filled(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    read: Sequence[Side],
    wanted: dict[int, int | None],
) -> list[Side]:
    """Give the sides at these places, by their year if they have one, their preferred studies."""
    taken = _preferred(con, known, [(_subject(read[at]), year) for at, year in wanted.items()])
    filled = list(read)
    for at, year in wanted.items():
        side = read[at]
        found = taken.get((_subject(side), year))
        if not found:
            raise NoMeaningError(side.operand.text)
        how = Asked(is_open=bool(side.open_years), is_default=True, name=side.name)
        own = (Quantity(one.to_dict(), how) for one in found)
        filled[at] = side._replace(figures=tuple(counted(known, side.operand, one) for one in own))
    return filled


def _preferred(
    con: duckdb.DuckDBPyConnection, known: Decisions, wanted: list[tuple[str, int | None]]
) -> dict[tuple[str, int | None], list[Quantity]]:
    """Look the preferred studies of subjects up, each in its year, or of none."""
    distinct = list(dict.fromkeys(wanted))
    if len(distinct) <= FEW:
        found = [
            one
            for subject, year in distinct
            for one in (
                rows(con, known, OF_SUBJECT, [subject])
                if year is None
                else rows(con, known, OF_YEAR, [subject, year])
            )
        ]
    else:
        subjects, of_years = zip(*((subject, year or 0) for subject, year in distinct), strict=True)
        found = rows(con, known, OF_MANY, [list(subjects), list(of_years)])
    taken: dict[tuple[str, int | None], list[Quantity]] = {}
    for one in found:
        of_year = one.year if one.kind == "annual" else None
        taken.setdefault((one.subject, of_year), []).append(one)
    return taken
