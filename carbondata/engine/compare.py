"""The comparison: choose both sides, divide them, and judge the result."""

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
    """Two quantities, their ratio (even if refused), and whether they may be compared."""

    subject: Quantity
    reference: Quantity
    ratio: Ratio
    reading: Reading | None
    verdict: Verdict


def pick(
    con: duckdb.DuckDBPyConnection, decisions: Decisions, *operands: str, measure: str | None = None
) -> list[Quantity]:
    """Choose the figures of operands for a comparison; a single operand gives its headline.

    `measure` is emissions or electricity; None for the one that they have.

    Raises
    ------
    NoMeaningError
        When an operand is unknown or ambiguous.
    NoMeasureError
        When one has no figure in the requested measure.
    """
    read_sides = choose_measure(sides(con, decisions, operands), measure)
    for side in read_sides:
        if measure and side.measure is None:
            raise NoMeasureError(side.operand.text, measure)
    years, named = choose_years(read_sides), named_year(read_sides)
    return choose(figures(con, decisions, read_sides, years, named=named))


def compare(  # noqa: PLR0913  (keywords, each an option of the command)
    con: duckdb.DuckDBPyConnection,
    decisions: Decisions,
    subject: str,
    references: Sequence[str],
    *,
    measure: str | None = None,
    all_studies: bool = False,
) -> list[Compared]:
    """Compare a subject with references, on the first ground that they share.

    By emissions if all have them, else by electricity, unless `measure` is given.

    With `all_studies`, superseded and disputed studies count for the bounds too.

    Raises
    ------
    NoMeaningError
        When an operand is unknown or ambiguous.
    NoMeasureError
        When one has no figure in the requested measure.
    """
    taken, *others = pick(con, decisions, subject, *references, measure=measure)
    if all_studies:
        taken, *others = (widened(con, decisions, quantity) for quantity in (taken, *others))
    verdicts = judge(con, decisions, taken, others)
    compared = []
    for other, verdict in zip(others, verdicts, strict=True):
        ratio = ratio_of(taken, other)
        compared.append(Compared(taken, other, ratio, read(ratio, taken, other), verdict))
    return compared
