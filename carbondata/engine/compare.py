"""The comparison: both sides chosen, divided and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.engine.candidates import candidates
from carbondata.engine.choice import choose
from carbondata.engine.ratio import Ratio, Reading, ratio_of, read
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


class NoMeaningError(Exception):
    """An operand that means nothing, or might mean several things."""

    def __init__(self, operand: str) -> None:
        super().__init__(operand)
        self.operand = operand


def pick(
    con: duckdb.DuckDBPyConnection, known: Decisions, operand: str, beside: Quantity | None = None
) -> Quantity:
    """Take the quantity that an operand stands for, on the basis of the other side if there is one.

    Raises
    ------
    NoMeaningError
        When it means nothing, or might mean several things.
    """
    taken = choose(known, candidates(con, known, operand, beside), beside)
    if taken is None:
        raise NoMeaningError(operand)
    return taken


def compare(
    con: duckdb.DuckDBPyConnection, known: Decisions, subject: str, references: Sequence[str]
) -> list[Compared]:
    """Compare a subject with references, each on the subject's basis where it has one there.

    Raises
    ------
    NoMeaningError
        When an operand means nothing, or might mean several things.
    """
    taken = pick(con, known, subject)
    others = [pick(con, known, reference, taken) for reference in references]
    verdicts = judge(con, known, taken, others)
    compared = []
    for other, verdict in zip(others, verdicts, strict=True):
        ratio = ratio_of(taken, other)
        compared.append(Compared(taken, other, ratio, read(ratio, taken, other), verdict))
    return compared
