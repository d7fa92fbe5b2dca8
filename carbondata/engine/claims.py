"""Claims worked out: the arithmetic on the claim's own figures, and what answers it today."""

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
    """A study's own share of a total of the world: it says of what."""

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
        """Whether anything was worked out."""
        return (self.low, self.value, self.high) != (None, None, None)


class _Desk(NamedTuple):
    """What every claim is worked out with."""

    con: duckdb.DuckDBPyConnection
    known: Decisions
    shares: dict[str, Share]


def check_claims(con: duckdb.DuckDBPyConnection, known: Decisions) -> list[dict[str, Any]]:
    """Work every claim out: the rows of `claim_checks`, by column."""
    shares = {key: Share(key, *row) for key, *row in con.execute(SHARES).fetchall()}
    desk = _Desk(con, known, shares)
    return [_check(desk, claim) for claim in named_rows(con, "FROM claims ORDER BY claim_id")]


def _check(desk: _Desk, claim: dict[str, Any]) -> dict[str, Any]:
    own = _worked(desk, claim, claim["subject"], claim["reference"])
    present = own and _present(desk, claim, own)
    value, said = own and own.value, claim["stated_value"]
    return claim | {
        "value_low": own and own.low,
        "value_here": value,
        "value_high": own and own.high,
        "difference": value / said - 1 if value is not None and said else None,
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
    """Work a claim out on two operands, if the tables hold them."""
    if subject is None:
        return None
    unit, measure = claim["stated_unit"] or UNITLESS, _measure(desk, claim)
    if reference is None and unit == PERCENT and subject in desk.shares:
        share = desk.shares[subject]
        return Worked(share.low, share.percent, share.high, share, None, None)
    try:
        if reference is None:
            (taken,) = pick(desk.con, desk.known, subject, measure=measure)
            low, high, _ = bounds(taken)
            values = in_unit(desk.known, unit, taken, (low, taken.amount, high))
            worked = Worked(*values, taken, None, None)
        else:
            (found,) = compare(desk.con, desk.known, subject, [reference], measure=measure)
            values = in_unit(desk.known, unit, found.subject, found.ratio)
            worked = Worked(*values, found.subject, found.reference, found.verdict.outcome)
    except (NoMeaningError, NoMeasureError):
        return None
    return worked if worked.is_known else None


def _measure(desk: _Desk, claim: dict[str, Any]) -> str | None:
    """Return the measure that a claim is about, by what it counts, else by its unit."""
    counted, unit = claim["measure"], desk.known.units.get(claim["stated_unit"])
    if counted is None:
        return unit.measure if unit else None
    return "emissions" if counted in GAS else "electricity"


def _present(desk: _Desk, claim: dict[str, Any], own: Worked) -> Worked | None:
    """Work out what stands today: as the claim says, else what replaced the claim's own figures.

    What is in doubt is no answer to itself.
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
    """Widen the bounds of what stands by a second figure that does."""
    ends = [end for one in (present, also) if one for end in one[:3] if end is not None]
    return present._replace(low=min(ends), high=max(ends))


def _stands(quantity: Quantity | Share) -> bool:
    return isinstance(quantity, Share) or quantity.status == "current"


def _standing(quantity: Quantity | Share, written: str) -> str:
    """Return the operand of what stands today: the same, or as many of what replaced it."""
    if isinstance(quantity, Share) or quantity.status == "current":
        return written
    count, sign, _ = written.rpartition("*")
    return f"{count}{sign}{quantity.replaced_by or quantity.id}"


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


def _arithmetic(claim: dict[str, Any], own: Worked | None) -> str:
    """Say whether a value is the one stated: rounded to its digits, or on its side of a bound."""
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
    """Tell whether a bound is kept, or a value lies within two bounds."""
    bound = {"at_least": most >= stated, "at_most": least <= stated}
    return bound.get(stated_as, least <= stated <= most)


def _half_a_digit(value: float) -> float:
    """Return half a unit of the last digit that is written; of 5 it is 0.5, of 3.7 0.05."""
    _, _, decimals = repr(float(value)).partition(".")
    return float(0.5 * 10 ** -len(decimals.rstrip("0")))
