"""Comparing: operands in, comparisons out; what may be compared the engine looks up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from carbondata.engine import compare as engine
from carbondata.query.comparison import Comparison, Reason
from carbondata.query.connection import opened
from carbondata.query.numbers import LANGUAGES
from carbondata.query.operand_errors import explained, refuse_zero
from carbondata.query.sentences import fill

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.engine.compare import Compared
    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity


@overload
def compare(
    subject: str,
    reference: str,
    /,
    *,
    force: bool = False,
    database: str | Path | None = None,
) -> Comparison: ...
@overload
def compare(
    subject: str,
    reference: str,
    /,
    *references: str,
    force: bool = False,
    database: str | Path | None = None,
) -> Comparison | tuple[Comparison, ...]: ...
def compare(
    subject: str,
    reference: str,
    /,
    *references: str,
    force: bool = False,
    database: str | Path | None = None,
) -> Comparison | tuple[Comparison, ...]:
    """Compare a carbon figure with another, or with several.

    Parameters
    ----------
    subject, reference, *references : str
        Ids of `quantities` (`strubell-2019/nas-gpu`, `SWE@2017`), which may be cut short where
        they stay unambiguous, with `#source` and `:column=value` to pick a basis; a training run
        on another grid (`nas-gpu@FRA@2019`); a count (`1000*car-km-usa`); or amounts (`284 t`,
        `656347 kWh@USA@2017`).
    force : bool, default False
        Give the ratio of a refused comparison, which then carries its refusal along.
    database : path, optional
        As for `connect`.

    Returns
    -------
    Comparison, or a tuple of them where there are several references.

    Raises
    ------
    QueryError
        When an operand means nothing, or could mean several things; the message names the
        nearest. When there is nothing to divide by.

    Examples
    --------
    >>> print(compare("strubell-2019/nas-gpu", "car-lifetime-usa").verdict)
    caution
    """
    tables = opened(database)
    with explained(tables, subject, reference, *references):
        found = engine.compare(tables.cursor(), tables.known, subject, (reference, *references))
    made = tuple(_comparison(tables.known, compared, force=force) for compared in found)
    return made if references else made[0]


def picked(operand: str, database: str | Path | None = None) -> Quantity:
    """Return the quantity that an operand stands for, where nothing stands beside it.

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
    with explained(tables, operand):
        return engine.pick(tables.cursor(), tables.known, operand)


def _comparison(known: Decisions, compared: Compared, *, force: bool) -> Comparison:
    subject, reference, ratio, reading, verdict = compared
    refuse_zero(reference)
    shown = force or verdict.outcome != "refuse"
    return Comparison(
        subject=subject,
        reference=reference,
        ratio=ratio.central if shown else None,
        ratio_low=ratio.low if shown else None,
        ratio_high=ratio.high if shown else None,
        reading=reading if shown else None,
        verdict=verdict.outcome,
        reasons=tuple(_reason(known.rules[met.rule], met.side, compared) for met in verdict.met),
    )


def _reason(rule: dict[str, Any], side: str, compared: Compared) -> Reason:
    """Fill the placeholders of a rule's texts with what the side meant has."""
    quantity = compared.reference if side == "reference" else compared.subject
    texts = {
        language: fill(rule[f"text_{language}"], side, quantity, language) for language in LANGUAGES
    }
    return Reason(
        dimension=rule["dimension"],
        side=side,
        outcome=rule["outcome"],
        text_en=texts["en"],
        text_fr=texts["fr"],
        **{name: rule[name] for name in ("error_factor", "error_source", "error_case")},
    )
