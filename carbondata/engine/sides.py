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
    SELECT subject, list(DISTINCT year) FROM quantities
    WHERE preferred AND kind = 'annual' AND subject IN (SELECT unnest(?)) GROUP BY subject"""
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


class Side(NamedTuple):
    """What an operand may mean.

    `figures` are those that it may take; null while it is for the preferred studies of `name`, in
    `year` or in one of `years`: those that the operand leaves open, where it leaves any.
    """

    operand: Operand
    name: Name | None
    year: int | None
    figures: tuple[Quantity, ...] | None
    years: frozenset[int] = frozenset()


def sides(con: duckdb.DuckDBPyConnection, known: Decisions, operands: Sequence[str]) -> list[Side]:
    """Read operands, each as what it may mean.

    Raises
    ------
    NoMeaningError
        When one means nothing, or might mean several things.
    """
    read = [_side(con, known, given) for given in operands]
    once = [at for at, side in enumerate(read) if side.figures is None and not _is_annual(side)]
    read = _filled(con, known, read, dict.fromkeys(once))
    wanted = {_subject(side) for side in read if _leaves_year_open(side)}
    years = dict(con.execute(YEARS, [list(wanted)]).fetchall()) if wanted else {}
    return [
        side._replace(years=frozenset(years.get(_subject(side), ())))
        if _leaves_year_open(side)
        else side
        for side in read
    ]


def figures(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    read: Sequence[Side],
    years: Sequence[int | None],
) -> list[Sequence[Quantity]]:
    """Return the figures that each side may take, once its year is chosen.

    Raises
    ------
    NoMeaningError
        When there is none that may be taken by default.
    """
    wanted = {at: years[at] for at, side in enumerate(read) if side.figures is None}
    return [
        [one for one in side.figures or () if not side.years or one.year == year]
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
        # A row's own figure is what its id names: its emissions, where it has any.
        found = [min(found, key=lambda one: (one.measure == "energy", one.place))]
    elif name.row_id is None and operand.source is None and preferred:
        # A basis that is asked for leaves the study open.
        found = preferred
    years = {one.year for one in found if one.asked.is_open}
    return Side(operand, name, operand.year, tuple(found), frozenset(years))


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
        how = Asked(is_open=bool(side.years), is_default=True, name=side.name)
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
