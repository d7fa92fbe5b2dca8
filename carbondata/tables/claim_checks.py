"""claim_checks: each claim worked out from the tables. Worked out by the build."""

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
    "A claim worked out from the tables: its arithmetic, what answers it today, its verdict.",
    ["claim_id"],
    {
        **_own(
            "claim_id", "place", "text_en", "text_fr", "who", "who_fr", "year", "kind", "measure"
        ),
        **_own("stated_as", "stated_value", "stated_unit"),
        "value_low": _value("The same from the claim's own figures, by their bounds: the least."),
        "value_here": _value("The middle; null where they have none, or are in no table."),
        "value_high": _value("The greatest."),
        "difference": _value("The value here over the stated one, less 1.", "1"),
        "arithmetic": text(
            "reproduced: it rounds to the digits stated, is on the right side of a bound, or lies "
            "within bounds that have no middle; near: within a tenth.",
            words=words.ARITHMETIC,
        ),
        "outcome": text(
            "Whether its two figures may be compared; null where it is not worked out.",
            words=("ok", *words.OUTCOME),
            nullable=True,
        ),
        "present_low": _value("The least that studies or bounds make of it today."),
        "present_value": _value("The same from the figure that answers it today."),
        "present_high": _value("The greatest."),
        "present_source": text("Whose figure that is.", nullable=True),
        **_own("verdict"),
        "factor_low": _value("How many times off, at least.", "1"),
        "factor": _value(
            "How many times the value stated exceeds the present one, of what is exaggerated; of "
            "what is understated the other way round.",
            "1",
        ),
        "factor_high": _value("How many times off, at most.", "1"),
        **_own("standing_source", "subject"),
        "subject_source": text("Whose figure of the subject is taken.", nullable=True),
        "subject_gas": text("Which gas it counts.", words=words.GAS, nullable=True),
        **_own("reference"),
        "reference_source": text("Whose figure of the reference is taken.", nullable=True),
        "reference_gas": text("Which gas it counts.", words=words.GAS, nullable=True),
        **_own("present_subject", "present_reference", "present_also"),
        **_own("why_not_en", "why_not_fr", "note_en", "note_fr", "source_id"),
    },
    derived=True,
)
