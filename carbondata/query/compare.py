"""Comparing: operands in, comparisons out; the engine looks up what may be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

from carbondata.arguments import expect
from carbondata.engine import compare as engine
from carbondata.engine.studies import contested
from carbondata.query.comparison import Comparison, Comparisons
from carbondata.query.connection import opened
from carbondata.query.operand_errors import explained, refuse_zero
from carbondata.text.answer import Reason
from carbondata.text.reasons import texts
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.engine.compare import Compared
    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity
    from carbondata.engine.verdict import Met
    from carbondata.query.connection import Tables

SIDES = ("subject", "reference")
# How many familiar things a figure without a reference is compared with.
TEN = 10
# Each in the subject's year if it has one, else in its own newest: a series that ends early would
# otherwise take all the others back to its last year.
FAMILIAR = """
    SELECT concat(f.subject, '@' || coalesce(max(year) FILTER (year = $year), max(year)))
    FROM familiar AS f
    JOIN (SELECT subject, CASE kind WHEN 'annual' THEN year END AS year FROM quantities
      WHERE preferred AND measure = $measure) AS q ON q.subject = f.subject
    GROUP BY f.subject, f.rank ORDER BY f.rank, f.subject"""
# The columns of a rule on the size of the error.
ERROR = ("error_factor", "error_source", "error_case", "error_case_fr")


@overload
def compare(
    subject: str,
    /,
    *,
    measure: str | None = None,
    force: bool = False,
    all_studies: bool = False,
    database: str | Path | None = None,
) -> Comparisons: ...
@overload
def compare(
    subject: str,
    reference: str,
    /,
    *,
    measure: str | None = None,
    force: bool = False,
    all_studies: bool = False,
    database: str | Path | None = None,
) -> Comparison: ...
@overload
def compare(
    subject: str,
    reference: str,
    /,
    *references: str,
    measure: str | None = None,
    force: bool = False,
    all_studies: bool = False,
    database: str | Path | None = None,
) -> Comparison | Comparisons: ...
def compare(
    subject: str,
    /,
    *references: str,
    measure: str | None = None,
    force: bool = False,
    all_studies: bool = False,
    database: str | Path | None = None,
) -> Comparison | Comparisons:
    """Compare a carbon figure with another, with several, or with ten familiar things.

    Parameters
    ----------
    subject, *references : str
        Names of subjects as people write them (`gpt-3`, `Sweden@2017`, `bitcoin`), ids of rows
        (`strubell-2019/nas-gpu`), with `#source` to pick a study and `:column=value` a basis; a
        training on another grid (`nas-gpu@FRA@2019`); a count (`1000*car-km-usa`); or amounts
        (`284 t`, `656347 kWh@USA@2017`). Without a reference, the figure is compared with the
        first ten comparable things of the table `familiar`, from small to large.
    measure : {"emissions", "electricity"}, optional
        What to compare. [default: emissions if all have them, else electricity]
    force : bool, default False
        Give the ratio even if the comparison is refused; it keeps the refusal.
    all_studies : bool, default False
        Widen the bounds to disputed, superseded and corrected studies.
    database : path, optional
        As for `connect`.

    Returns
    -------
    Comparison; without exactly one reference, a tuple of them, which has `to_arrow` as well.

    Raises
    ------
    QueryError
        When an operand means nothing or could mean several things (the message names the
        nearest), has nothing in the measure, when the reference is zero, or when nothing familiar
        can be compared. `error.text("fr")` is the message in French.

    Examples
    --------
    >>> print(compare("strubell-2019/nas-gpu", "car-lifetime-usa").verdict)
    caution
    >>> [found.reference.id for found in compare("gpt-3")][:2]
    ['le-chat-answer', 'smartphone-charge']
    >>> round(compare("bitcoin@2021", "Argentina@2021", measure="electricity").ratio, 2)
    0.57
    """
    expect("true or false", force=force, all_studies=all_studies)
    tables = opened(database)
    operand, named = subject, list(references)
    if not references:
        # Alone, the subject keeps its headline; the many others would decide its year and basis.
        alone = picked(subject, database, measure=measure)
        year = None if alone.kind == "unit" else alone.year
        asked = {"measure": alone.measure, "year": year}
        operand = alone.as_operand()
        named = [name for (name,) in tables.cursor().execute(FAMILIAR, asked).fetchall()]
    with explained(tables, operand, *named, measure=measure):
        results = engine.compare(
            tables.cursor(), tables.known, operand, named, measure=measure, all_studies=all_studies
        )
    if not references:
        results = _familiar(subject, results)
    comparisons = Comparisons(
        replace(_comparison(tables, compared, force=force), all_studies=all_studies)
        for compared in results
    )
    return comparisons[0] if len(references) == 1 else comparisons


def _familiar(subject: str, results: list[Compared]) -> list[Compared]:
    """Keep the first ten that may be compared, from small to large."""
    comparable = [
        result
        for result in results
        if result.verdict.outcome != "refuse" and result.reference.subject != result.subject.subject
    ]
    if not comparable:
        raise refused(lambda language: refusal("unfamiliar", language, name=subject))
    return sorted(comparable[:TEN], key=lambda result: result.reference.amount or 0)


def picked(
    operand: str, database: str | Path | None = None, *, measure: str | None = None
) -> Quantity:
    """Return the quantity that an operand stands for on its own.

    Raises
    ------
    QueryError
        When the operand means nothing, or could mean several things.

    Examples
    --------
    >>> picked("strubell-2019/nas-gpu").status_source
    'patterson-2021'
    """
    tables = opened(database)
    with explained(tables, operand, measure=measure):
        (taken,) = engine.pick(tables.cursor(), tables.known, operand, measure=measure)
    return taken


def _comparison(tables: Tables, compared: Compared, *, force: bool) -> Comparison:
    subject, reference, ratio, reading, verdict = compared
    refuse_zero(reference)
    shown = force or verdict.outcome != "refuse"
    con, known = tables.cursor(), tables.known
    beside = {side: contested(con, known, getattr(compared, side)) for side in SIDES}
    return Comparison(
        subject=subject,
        reference=reference,
        ratio=ratio.central if shown else None,
        ratio_low=ratio.low if shown else None,
        ratio_high=ratio.high if shown else None,
        reading=reading if shown else None,
        verdict=verdict.outcome,
        reasons=tuple(
            _reason(known, met, texts(known, met, compared, beside.get(met.side, ())))
            for met in verdict.met
        ),
        beside=beside,
    )


def _reason(known: Decisions, met: Met, words: dict[str, str]) -> Reason:
    rule = known.rules[met.rule]
    return Reason(
        dimension=rule["dimension"],
        side=met.side,
        outcome=rule["outcome"],
        text_en=words["text_en"],
        text_fr=words["text_fr"],
        **{name: rule[name] for name in ERROR},
    )
