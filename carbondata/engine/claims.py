"""Work out claims: the arithmetic on a claim's own figures, and the figures that hold today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.engine.claim_units import PERCENT, UNITLESS, in_unit
from carbondata.engine.compare import compare, pick
from carbondata.engine.ratio import bounds
from carbondata.engine.rows import named_rows
from carbondata.engine.sides import NoMeaningError, NoMeasureError
from carbondata.tables.vocabulary import GAS

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

NEAR = 0.1
SHARES = """
    SELECT estimate_id, source_id, gas, 100 * share_of_world_low, 100 * share_of_world,
      100 * share_of_world_high
    FROM sector_estimates
    WHERE coalesce(share_of_world_low, share_of_world, share_of_world_high) IS NOT NULL"""
OFF = ("exaggerated", "understated")
DOUBTED = ("not_supported", "disputed")


class Share(NamedTuple):
    """A study's own share of a world total; the study says which total."""

    id: str
    source_id: str
    gas: str | None
    low: float | None
    percent: float | None
    high: float | None


class Worked(NamedTuple):
    """A claim's value with its bounds, in the claim's unit, and the figures behind it."""

    low: float | None
    value: float | None
    high: float | None
    subject: Quantity | Share
    reference: Quantity | None
    outcome: str | None

    @property
    def is_known(self) -> bool:
        """Whether any value was worked out."""
        return (self.low, self.value, self.high) != (None, None, None)


class _Desk(NamedTuple):
    """The inputs for working out any claim."""

    con: duckdb.DuckDBPyConnection
    decisions: Decisions
    shares: dict[str, Share]


def check_claims(con: duckdb.DuckDBPyConnection, decisions: Decisions) -> list[dict[str, Any]]:
    """Work out every claim: the rows of `claim_checks`, by column."""
    shares = {key: Share(key, *row) for key, *row in con.execute(SHARES).fetchall()}
    desk = _Desk(con, decisions, shares)
    return [_check(desk, claim) for claim in named_rows(con, "FROM claims ORDER BY claim_id")]


def _check(desk: _Desk, claim: dict[str, Any]) -> dict[str, Any]:
    own = _worked(desk, claim, claim["subject"], claim["reference"])
    present = own and _present(desk, claim, own)
    value, stated = own and own.value, claim["stated_value"]
    return claim | {
        "value_low": own and own.low,
        "value_here": value,
        "value_high": own and own.high,
        "difference": value / stated - 1 if value is not None and stated else None,
        "arithmetic": _arithmetic(claim, own),
        "outcome": own and own.outcome,
        "present_low": present and present.low,
        "present_value": present and present.value,
        "present_high": present and present.high,
        "present_source": present and present.subject.source_id,
        **_factors(claim, value, present),
        "subject_source": own and own.subject.source_id,
        "subject_gas": own and own.subject.gas,
        "reference_source": own and own.reference and own.reference.source_id,
        "reference_gas": own and own.reference and own.reference.gas,
    }


def _worked(
    desk: _Desk, claim: dict[str, Any], subject: str | None, reference: str | None
) -> Worked | None:
    """Work out a claim on two operands, if the tables have them."""
    if subject is None:
        return None
    unit, measure = claim["stated_unit"] or UNITLESS, _measure(desk, claim)
    if reference is None and unit == PERCENT and subject in desk.shares:
        share = desk.shares[subject]
        return Worked(share.low, share.percent, share.high, share, None, None)
    try:
        if reference is None:
            (taken,) = pick(desk.con, desk.decisions, subject, measure=measure)
            low, high, _ = bounds(taken)
            values = in_unit(desk.decisions, unit, taken, (low, taken.amount, high))
            worked = Worked(*values, taken, None, None)
        else:
            (pair,) = compare(desk.con, desk.decisions, subject, [reference], measure=measure)
            values = in_unit(desk.decisions, unit, pair.subject, pair.ratio)
            worked = Worked(*values, pair.subject, pair.reference, pair.verdict.outcome)
    except (NoMeaningError, NoMeasureError):
        return None
    return worked if worked.is_known else None


def _measure(desk: _Desk, claim: dict[str, Any]) -> str | None:
    """Return the measure of a claim, from what it counts, else from its unit."""
    counted, unit = claim["measure"], desk.decisions.units.get(claim["stated_unit"])
    if counted is None:
        return unit.measure if unit else None
    return "emissions" if counted in GAS else "electricity"


def _present(desk: _Desk, claim: dict[str, Any], own: Worked) -> Worked | None:
    """Work out today's figure: the one that the claim names, else what replaced its own figures.

    A doubted figure does not answer itself.
    """
    if claim["verdict"] in DOUBTED and claim["present_subject"] is None and _stands(own.subject):
        return None
    subject = claim["present_subject"] or _standing(own.subject, claim["subject"])
    reference = claim["present_reference"]
    if reference is None and own.reference is not None:
        reference = _standing(own.reference, claim["reference"])
    present = _worked(desk, claim, subject, reference)
    if present is None or claim["present_also"] is None:
        return present
    return _widened(present, _worked(desk, claim, claim["present_also"], reference))


def _widened(present: Worked, also: Worked | None) -> Worked:
    """Widen the bounds of today's figure by a second one that holds too."""
    ends = [end for each in (present, also) if each for end in each[:3] if end is not None]
    return present._replace(low=min(ends), high=max(ends))


def _stands(quantity: Quantity | Share) -> bool:
    return isinstance(quantity, Share) or quantity.status == "current"


def _standing(quantity: Quantity | Share, written: str) -> str:
    """Return the operand that holds today: the same, or the same count of its replacement."""
    if isinstance(quantity, Share) or quantity.status == "current":
        return written
    count, sign, _ = written.rpartition("*")
    return f"{count}{sign}{quantity.replaced_by or quantity.id}"


def _factors(
    claim: dict[str, Any], value: float | None, present: Worked | None
) -> dict[str, float | None]:
    """Return the factor by which a claim is off, with its bounds if they are known."""
    stated = claim["stated_value"] if claim["stated_value"] is not None else value
    off = dict.fromkeys(("factor_low", "factor", "factor_high"))
    if claim["verdict"] not in OFF or not stated or present is None:
        return off
    factors = [end and stated / end for end in (present.high, present.value, present.low)]
    if claim["verdict"] == "understated":
        factors = [end and end / stated for end in (present.low, present.value, present.high)]
    return dict(zip(off, factors, strict=True))


def _arithmetic(claim: dict[str, Any], own: Worked | None) -> str:
    """Say whether a value equals the stated one within its digits, or respects a stated bound."""
    stated = claim["stated_value"]
    if own is None:
        return "not computable"
    if stated is None:
        return "not stated"
    ends = [end for end in (own.low, own.high) if end is not None]
    values = [own.value] if own.value is not None else ends
    if _is_within(stated, claim["stated_as"], min(values), max(values)):
        return "reproduced"
    off = min(abs(value - stated) for value in values)
    if off > NEAR * stated:
        return "not reproduced"
    return "reproduced" if off <= _half_a_digit(stated) else "near"


def _is_within(stated: float, stated_as: str, least: float, most: float) -> bool:
    """Return whether a bound is respected, or a value is within two bounds."""
    bound = {"at_least": most >= stated, "at_most": least <= stated}
    return bound.get(stated_as, least <= stated <= most)


def _half_a_digit(value: float) -> float:
    """Return half a unit of the last written digit: 0.5 for 5, 0.05 for 3.7."""
    _, _, decimals = repr(float(value)).partition(".")
    return float(0.5 * 10 ** -len(decimals.rstrip("0")))
