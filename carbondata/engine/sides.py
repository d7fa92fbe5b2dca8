"""The sides of a comparison before a figure is chosen, with what their operands leave open."""

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
# For several at once: each subject with its year; 0 stands for any year.
OF_MANY = """preferred AND (subject, CASE kind WHEN 'annual' THEN year ELSE 0 END) IN (
    SELECT (unnest(?), unnest(?)))"""
# Up to this many are queried one by one: a plain condition is planned and answered faster.
FEW = 3


class NoMeaningError(Exception):
    """An operand that is unknown or ambiguous."""

    def __init__(self, operand: str) -> None:
        super().__init__(operand)
        self.operand = operand


class NoMeasureError(Exception):
    """An operand without a figure in the requested measure."""

    def __init__(self, operand: str, measure: str) -> None:
        super().__init__(operand, measure)
        self.operand, self.measure = operand, measure


class Side(NamedTuple):
    """What an operand may mean.

    `figures` are its candidates; None while they are still to be read, as the preferred studies of
    `name` in one of the years that the operand leaves open: `open_years` has these by measure, and
    is empty if a year is named or not needed. `measure` is that of the comparison, once chosen, if
    the side has it; `is_alone` says whether it was chosen because this side lacks emissions.
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
        """The measures in which the operand can be compared."""
        if self.figures is None:
            return frozenset(measure for measure, _ in self.open_years)
        return frozenset(figure.measure for figure in self.figures)

    @property
    def years(self) -> frozenset[int]:
        """The years that the operand leaves open, in the measure of the comparison."""
        return frozenset().union(
            *(years for measure, years in self.open_years if self.measure in {measure, None})
        )

    def of(self, measure: str, *, is_alone: bool = False) -> Side:
        """Return the side in a measure; unchanged if it has no figure there."""
        if measure not in self.measures:
            return self
        own = self.figures and tuple(each for each in self.figures if each.measure == measure)
        return self._replace(measure=measure, figures=own, is_alone=is_alone)


def sides(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, operands: Sequence[str]
) -> list[Side]:
    """Parse operands, and find what each may mean.

    Raises
    ------
    NoMeaningError
        When one is unknown or ambiguous.
    """
    read = [_side(con, decisions, given) for given in operands]
    wanted = list({_subject(side) for side in read if _leaves_year_open(side)})
    years: dict[str, list[tuple[str, frozenset[int]]]] = {name: [] for name in wanted}
    for subject, measure, of_subject in con.execute(YEARS, [wanted]).fetchall() if wanted else ():
        years[subject].append((measure, frozenset(of_subject)))
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
    return _filled(con, decisions, read, once)


def figures(
    con: duckdb.DuckDBPyConnection,
    decisions: Decisions,
    read: Sequence[Side],
    years: Sequence[int | None],
    *,
    named: int | None = None,
) -> list[Sequence[Quantity]]:
    """Return the candidate figures of each side, once its year is chosen.

    `named` is the year that one of the sides names.

    Raises
    ------
    NoMeaningError
        When none may be taken by default.
    """
    wanted = {at: years[at] for at, side in enumerate(read) if side.figures is None}
    return [
        [
            figure.as_asked(
                is_electricity_alone=side.is_alone and figure.figure != "given",
                named_year=named,
                newest_year=max(side.years, default=None),
            )
            for figure in side.figures or ()
            if (not side.years or figure.year == year) and side.measure in {figure.measure, None}
        ]
        for side, year in zip(_filled(con, decisions, read, wanted), years, strict=True)
    ]


def _is_annual(side: Side) -> bool:
    return side.name is not None and side.name.kind == "annual"


def _leaves_year_open(side: Side) -> bool:
    return side.figures is None and side.year is None and _is_annual(side)


def _subject(side: Side) -> str:
    return side.name.subject if side.name else ""


def _side(con: duckdb.DuckDBPyConnection, decisions: Decisions, given: str) -> Side:
    operand = parse(given)
    if not operand.sound:
        raise NoMeaningError(given)
    if operand.unit is not None or operand.area is not None:
        figures = made(con, decisions, operand)
        if not figures:
            raise NoMeaningError(given)
        return Side(operand, None, None, tuple(figures))
    name = decisions.name_of(operand.name)
    if name is None or not is_counted(operand):
        raise NoMeaningError(given)
    # A thing or a training has one study for all years, so a named year selects rows.
    if name.row_id is None and operand.bare and (name.kind == "annual" or operand.year is None):
        return Side(operand, name, operand.year, None)
    figures = held(con, decisions, operand, name)
    if not figures:
        raise NoMeaningError(given)
    preferred = [figure.as_asked(is_default=True) for figure in figures if figure.preferred]
    if name.row_id is not None and not operand.filters:
        # The id of a row means its own figure, in each measure.
        figures = [
            min((each for each in figures if each.measure == measure), key=lambda each: each.place)
            for measure in {figure.measure for figure in figures}
        ]
    elif name.row_id is None and operand.source is None and preferred:
        # A requested basis leaves the study open.
        figures = preferred
    return Side(operand, name, operand.year, tuple(figures), _open_years(figures))


def _open_years(figures: Sequence[Quantity]) -> tuple[tuple[str, frozenset[int]], ...]:
    years: dict[str, set[int]] = {}
    for figure in figures:
        if figure.asked.is_open:
            years.setdefault(figure.measure, set()).add(figure.year)
    return tuple((measure, frozenset(own)) for measure, own in years.items())


def _filled(
    con: duckdb.DuckDBPyConnection,
    decisions: Decisions,
    read: Sequence[Side],
    wanted: dict[int, int | None],
) -> list[Side]:
    """Fill in the preferred studies of the sides at these positions, by year if they have one."""
    taken = _preferred(con, decisions, [(_subject(read[at]), year) for at, year in wanted.items()])
    filled = list(read)
    for at, year in wanted.items():
        side = read[at]
        studies = taken.get((_subject(side), year))
        if not studies:
            raise NoMeaningError(side.operand.text)
        how = Asked(is_open=bool(side.open_years), is_default=True, name=side.name)
        own = (Quantity(study.to_dict(), how) for study in studies)
        figures = tuple(counted(decisions, side.operand, quantity) for quantity in own)
        filled[at] = side._replace(figures=figures)
    return filled


def _preferred(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, wanted: list[tuple[str, int | None]]
) -> dict[tuple[str, int | None], list[Quantity]]:
    """Look up the preferred studies of subjects, each in its year, if any."""
    distinct = list(dict.fromkeys(wanted))
    if len(distinct) <= FEW:
        studies = [
            study
            for subject, year in distinct
            for study in (
                rows(con, decisions, OF_SUBJECT, [subject])
                if year is None
                else rows(con, decisions, OF_YEAR, [subject, year])
            )
        ]
    else:
        subjects, of_years = zip(*((subject, year or 0) for subject, year in distinct), strict=True)
        studies = rows(con, decisions, OF_MANY, [list(subjects), list(of_years)])
    taken: dict[tuple[str, int | None], list[Quantity]] = {}
    for study in studies:
        of_year = study.year if study.kind == "annual" else None
        taken.setdefault((study.subject, of_year), []).append(study)
    return taken
