"""The comparison: both sides chosen, divided and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.engine.ground import choose, choose_measure, choose_years, named_year
from carbondata.engine.ratio import Ratio, Reading, ratio_of, read
from carbondata.engine.sides import NoMeasureError, figures, sides
from carbondata.engine.studies import widened
from carbondata.engine.verdict import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity


class Compared(NamedTuple):
    """Two quantities, their ratio, and whether they may be compared; refused ones have it too."""

    subject: Quantity
    reference: Quantity
    ratio: Ratio
    reading: Reading | None
    verdict: Verdict


def pick(
    con: duckdb.DuckDBPyConnection, known: Decisions, *operands: str, measure: str | None = None
) -> list[Quantity]:
    """Take what operands stand for, the first beside the others; of one alone, its headline.

    `measure` is emissions or electricity; null for the one that they have.

    Raises
    ------
    NoMeaningError
        When an operand means nothing, or might mean several things.
    NoMeasureError
        When one has nothing in the measure that is asked for.
    """
    read_sides = choose_measure(sides(con, known, operands), measure)
    for side in read_sides:
        if measure and side.measure is None:
            raise NoMeasureError(side.operand.text, measure)
    years, named = choose_years(read_sides), named_year(read_sides)
    return choose(figures(con, known, read_sides, years, named=named))


def compare(  # noqa: PLR0913  (keywords, each an option of the command)
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    subject: str,
    references: Sequence[str],
    *,
    measure: str | None = None,
    all_studies: bool = False,
) -> list[Compared]:
    """Compare a subject with references, on the first common ground that they have.

    Their emissions where all have them, else their electricity; or as `measure` says.

    With `all_studies` the studies that are believed no more count for the bounds as well.

    Raises
    ------
    NoMeaningError
        When an operand means nothing, or might mean several things.
    NoMeasureError
        When one has nothing in the measure that is asked for.
    """
    taken, *others = pick(con, known, subject, *references, measure=measure)
    if all_studies:
        taken, *others = (widened(con, known, quantity) for quantity in (taken, *others))
    verdicts = judge(con, known, taken, others)
    compared = []
    for other, verdict in zip(others, verdicts, strict=True):
        ratio = ratio_of(taken, other)
        compared.append(Compared(taken, other, ratio, read(ratio, taken, other), verdict))
    return compared
