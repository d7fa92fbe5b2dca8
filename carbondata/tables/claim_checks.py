"""claim_checks: each claim worked out from the tables. Derived by the build."""

from pandera.pyarrow import Column

from carbondata.tables import vocabulary as words
from carbondata.tables.claims import schema as claims
from carbondata.tables.columns import MAX_FLOAT, number, table, text

_of_claims = claims.columns


def _own(*names: str) -> dict[str, Column]:
    return {name: _of_claims[name] for name in names}


def _value(prose: str, unit: str = "stated_unit") -> Column:
    return number(prose, unit, low=-MAX_FLOAT, nullable=True)


schema = table(
    "claim_checks",
    "A claim worked out from the tables: its arithmetic, today's figure, its verdict.",
    ["claim_id"],
    {
        **_own(
            "claim_id", "place", "text_en", "text_fr", "who", "who_fr", "year", "kind", "measure"
        ),
        **_own("stated_as", "stated_value", "stated_unit"),
        "value_low": _value("The value from the claim's own figures: its lower bound."),
        "value_here": _value(
            "The central value; null if the figures have none, or are not in the tables."
        ),
        "value_high": _value("Its upper bound."),
        "difference": _value("The value here over the stated one, less 1.", "1"),
        "arithmetic": text(
            "reproduced: it rounds to the stated digits, respects a stated bound, or is within "
            "bounds "
            "without a central value; near: within a tenth.",
            words=words.ARITHMETIC,
        ),
        "outcome": text(
            "Whether its two figures may be compared; null if it is not worked out.",
            words=("ok", *words.OUTCOME),
            nullable=True,
        ),
        "present_low": _value("The lowest value that studies or bounds give today."),
        "present_value": _value("The value from the figure that answers it today."),
        "present_high": _value("The highest."),
        "present_source": text("The source of that figure.", nullable=True),
        **_own("verdict"),
        "factor_low": _value("The lower bound of `factor`.", "1"),
        "factor": _value(
            "If exaggerated, the stated value over the present one; if understated, the inverse.",
            "1",
        ),
        "factor_high": _value("The upper bound of `factor`.", "1"),
        **_own("standing_source", "subject"),
        "subject_source": text("The source of the subject's figure.", nullable=True),
        "subject_gas": text("The gas that it counts.", words=words.GAS, nullable=True),
        **_own("reference"),
        "reference_source": text("The source of the reference's figure.", nullable=True),
        "reference_gas": text("The gas that it counts.", words=words.GAS, nullable=True),
        **_own("present_subject", "present_reference", "present_also"),
        **_own("why_not_en", "why_not_fr", "note_en", "note_fr", "source_id"),
    },
    derived=True,
)
