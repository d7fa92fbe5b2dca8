"""Claims worked out: the arithmetic on the claim's own figures, beside the best present ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.engine.compare import Compared, compare
from carbondata.engine.rows import named_rows
from carbondata.engine.sides import NoMeaningError

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

# Exactly: international yard and pound agreement of 1959.
T_IN_A_POUND, G_IN_A_POUND = 0.00045359237, 453.59237
# Of which only the amount beside it is used.
ONE_TONNE = "1 t CO2e"
NEAR = 0.1
# The units in which a claim states an amount, and how the subject is written in them.
AMOUNTS: dict[str, Callable[[Quantity], float]] = {
    "t": lambda subject: subject.emissions_t,
    "Mt": lambda subject: subject.emissions_t / 1e6,
    "g": lambda subject: subject.emissions_t * 1e6,
    "lb": lambda subject: subject.emissions_t / T_IN_A_POUND,
    "lb/kWh": lambda subject: subject.emissions_t / T_IN_A_POUND / subject.energy_kwh,
    "TWh": lambda subject: subject.energy_kwh / 1e9,
}
RATIOS: dict[str, Callable[[float], float]] = {
    "percent": lambda ratio: 100 * ratio,
    "percent less": lambda ratio: 100 * (1 - ratio),
    **dict.fromkeys(
        ("1", "car lifetimes", "car-years", "person-years", "miles", "flights"), lambda ratio: ratio
    ),
}
CLAIMS = """
    SELECT c.*, e.share_of_world, e.electricity_kwh, e.source_id AS study
    FROM claims AS c LEFT JOIN sector_estimates AS e ON e.estimate_id = c.subject
    ORDER BY claim_id"""


def check_claims(con: duckdb.DuckDBPyConnection, known: Decisions) -> list[dict[str, Any]]:
    """Work every claim out: the rows of `claim_checks`, by column."""
    return [_check(con, known, claim) for claim in named_rows(con, CLAIMS)]


def _check(
    con: duckdb.DuckDBPyConnection, known: Decisions, claim: dict[str, Any]
) -> dict[str, Any]:
    is_amount = claim["stated_unit"] in AMOUNTS or claim["reference"] is None
    beside = ONE_TONNE if is_amount else claim["reference"]
    own = _compared(con, known, claim["subject"], beside)
    present = own and _compared(
        con, known, _standing(own.subject, claim["subject"]), _standing(own.reference, beside)
    )
    value = _stated(claim["stated_unit"], own)
    if value is None:
        value = _of_the_study(claim)
    reference = None if is_amount else own and own.reference
    return claim | {
        "value_here": value,
        "difference": value / claim["stated_value"] - 1
        if value is not None and claim["stated_value"]
        else None,
        "arithmetic": _arithmetic(claim, value),
        "verdict": own and own.verdict.outcome,
        "present_value": _present(claim["stated_unit"], present),
        "present_source": present and present.subject.source_id,
        "subject_source": own.subject.source_id if own else claim["study"],
        "subject_gas": own and own.subject.gas,
        "reference_source": reference and reference.source_id,
        "reference_gas": reference and reference.gas,
    }


def _compared(
    con: duckdb.DuckDBPyConnection, known: Decisions, subject: str, reference: str
) -> Compared | None:
    """Compare, if the tables hold both sides."""
    try:
        return compare(con, known, subject, [reference])[0]
    except NoMeaningError:
        return None


def _standing(quantity: Quantity, written: str) -> str:
    """Return the operand of what stands today: the same, or the figure that replaced it."""
    return written if quantity.status == "current" else str(quantity.replaced_by or quantity.id)


def _stated(unit: str | None, own: Compared | None) -> float | None:
    """Write a comparison in the unit in which a claim states it."""
    if own is None or unit is None:
        return None
    if unit in AMOUNTS:
        needed = {"TWh": ("energy_kwh",), "lb/kWh": ("emissions_t", "energy_kwh")}
        columns = needed.get(unit, ("emissions_t",))
        complete = all(getattr(own.subject, column) is not None for column in columns)
        return AMOUNTS[unit](own.subject) if complete else None
    return RATIOS[unit](own.ratio.central) if unit in RATIOS and own.ratio.central else None


def _of_the_study(claim: dict[str, Any]) -> float | None:
    """Take a share of the world or electricity alone from the study's own row."""
    share, electricity = claim["share_of_world"], claim["electricity_kwh"]
    if claim["stated_unit"] == "percent" and share is not None:
        return float(100 * share)
    if claim["stated_unit"] == "TWh" and electricity is not None:
        return float(electricity / 1e9)
    return None


def _present(unit: str | None, present: Compared | None) -> float | None:
    """Write what stands today; a factor that was published comes before a quotient of two."""
    if present and unit == "lb/kWh" and present.subject.intensity_g_per_kwh is not None:
        return float(present.subject.intensity_g_per_kwh / G_IN_A_POUND)
    return _stated(unit, present)


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
