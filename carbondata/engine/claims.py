"""Claims worked out: the arithmetic on the claim's own figures, and what answers it today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.engine.claim_units import UNITLESS, in_unit
from carbondata.engine.compare import compare, pick
from carbondata.engine.ratio import bounds
from carbondata.engine.rows import named_rows
from carbondata.engine.sides import NoMeaningError, NoMeasureError

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

NEAR = 0.1
CLAIMS = """
    SELECT c.*, e.share_of_world, e.source_id AS study
    FROM claims AS c LEFT JOIN sector_estimates AS e ON e.estimate_id = c.subject
    ORDER BY claim_id"""
OFF = ("exaggerated", "understated")


class Worked(NamedTuple):
    """A claim's value with its bounds, in the claim's unit, and the figures behind it."""

    low: float | None
    value: float | None
    high: float | None
    subject: Quantity
    reference: Quantity | None
    outcome: str | None


def check_claims(con: duckdb.DuckDBPyConnection, known: Decisions) -> list[dict[str, Any]]:
    """Work every claim out: the rows of `claim_checks`, by column."""
    return [_check(con, known, claim) for claim in named_rows(con, CLAIMS)]


def _check(
    con: duckdb.DuckDBPyConnection, known: Decisions, claim: dict[str, Any]
) -> dict[str, Any]:
    own = _worked(con, known, claim, claim["subject"], claim["reference"])
    present = own and _present(con, known, claim, own)
    value = own.value if own else None
    if value is None and claim["stated_unit"] == "percent" and claim["share_of_world"] is not None:
        # A share of the world is the study's own, who says of what.
        value = float(100 * claim["share_of_world"])
    return claim | {
        "value_here": value,
        "difference": value / claim["stated_value"] - 1
        if value is not None and claim["stated_value"]
        else None,
        "arithmetic": _arithmetic(claim, value),
        "outcome": own and own.outcome,
        "present_low": present and present.low,
        "present_value": present and present.value,
        "present_high": present and present.high,
        "present_source": present and present.subject.source_id,
        **_factors(claim, value, present),
        "subject_source": own.subject.source_id if own else claim["study"],
        "subject_gas": own and own.subject.gas,
        "reference_source": own and own.reference and own.reference.source_id,
        "reference_gas": own and own.reference and own.reference.gas,
    }


def _worked(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    claim: dict[str, Any],
    subject: str | None,
    reference: str | None,
) -> Worked | None:
    """Work a claim out on two operands, if the tables hold them."""
    unit = claim["stated_unit"] or UNITLESS
    if subject is None:
        return None
    measure = "electricity" if claim["measure"] == "electricity" else None
    try:
        if reference is None:
            (taken,) = pick(con, known, subject, measure=measure)
            low, high, _ = bounds(taken)
            values = in_unit(known, unit, taken, (low, taken.amount, high))
            return Worked(*values, taken, None, None)
        compared = compare(con, known, subject, [reference], measure=measure)[0]
    except (NoMeaningError, NoMeasureError):
        return None
    values = in_unit(known, unit, compared.subject, compared.ratio)
    return Worked(*values, compared.subject, compared.reference, compared.verdict.outcome)


def _present(
    con: duckdb.DuckDBPyConnection, known: Decisions, claim: dict[str, Any], own: Worked
) -> Worked | None:
    """Work out what stands today: as the claim says, else what replaced the claim's own figures."""
    subject = claim["present_subject"] or _standing(own.subject, claim["subject"])
    reference = claim["present_reference"]
    if reference is None and own.reference is not None:
        reference = _standing(own.reference, claim["reference"])
    return _worked(con, known, claim, subject, reference)


def _standing(quantity: Quantity, written: str) -> str:
    """Return the operand of what stands today: the same, or the figure that replaced it."""
    return written if quantity.status == "current" else str(quantity.replaced_by or quantity.id)


def _factors(
    claim: dict[str, Any], value: float | None, present: Worked | None
) -> dict[str, float | None]:
    """Say how many times a claim is off: between which bounds, where these are known."""
    said = claim["stated_value"] if claim["stated_value"] is not None else value
    off = dict.fromkeys(("factor_low", "factor", "factor_high"))
    if claim["verdict"] not in OFF or not said or present is None:
        return off
    factors = [one and said / one for one in (present.high, present.value, present.low)]
    if claim["verdict"] == "understated":
        factors = [one and one / said for one in (present.low, present.value, present.high)]
    return dict(zip(off, factors, strict=True))


def _arithmetic(claim: dict[str, Any], value: float | None) -> str:
    """Say whether a value is the one stated: rounded to its digits, or on its side of a bound."""
    stated = claim["stated_value"]
    if value is None:
        return "not computable"
    if stated is None:
        return "not stated"
    bound = {"at_least": value >= stated, "at_most": value <= stated}
    if bound.get(claim["stated_as"], False):
        return "reproduced"
    if abs(value / stated - 1) > NEAR:
        return "not reproduced"
    return "reproduced" if abs(value - stated) <= _half_a_digit(stated) else "near"


def _half_a_digit(value: float) -> float:
    """Return half a unit of the last digit that is written; of 5 it is 0.5, of 3.7 0.05."""
    _, _, decimals = repr(float(value)).partition(".")
    return float(0.5 * 10 ** -len(decimals.rstrip("0")))
