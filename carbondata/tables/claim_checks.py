"""claim_checks: each claim worked out from the tables. Worked out by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.claims import schema as claims
from carbondata.tables.columns import MAX_FLOAT, number, table, text

_claim_columns = claims.columns

schema = table(
    "claim_checks",
    "A claim worked out from the tables: its arithmetic, its standing, the best present figure.",
    ["claim_id"],
    {
        **{
            name: _claim_columns[name]
            for name in ("claim_id", "text_en", "text_fr", "who", "year", "stated_as")
        },
        **{name: _claim_columns[name] for name in ("stated_value", "stated_unit")},
        "value_here": number(
            "The same from the claim's own figures; null where the tables do not hold them.",
            "stated_unit",
            low=-MAX_FLOAT,
            nullable=True,
        ),
        "difference": number(
            "The value here over the stated one, less 1.", "1", low=-MAX_FLOAT, nullable=True
        ),
        "arithmetic": text(
            "reproduced: it rounds to the digits stated, or is on the right side of a bound; near: "
            "within a tenth.",
            words=words.ARITHMETIC,
        ),
        "verdict": text(
            "Whether its two figures may be compared; null where it is not worked out.",
            words=("ok", *words.OUTCOME),
            nullable=True,
        ),
        **{
            name: _claim_columns[name]
            for name in ("standing", "standing_source", "corrected_value")
        },
        "present_value": number(
            "The same from what stands today: the figure that replaced the claim's, or the one "
            "that a comparison takes.",
            "stated_unit",
            low=-MAX_FLOAT,
            nullable=True,
        ),
        "present_source": text("Whose figure that is.", nullable=True),
        "subject": _claim_columns["subject"],
        "subject_source": text("Whose figure of the subject is taken.", nullable=True),
        "subject_gas": text("Which gas it counts.", words=words.GAS, nullable=True),
        "reference": _claim_columns["reference"],
        "reference_source": text("Whose figure of the reference is taken.", nullable=True),
        "reference_gas": text("Which gas it counts.", words=words.GAS, nullable=True),
        "note": _claim_columns["note"],
        "source_id": _claim_columns["source_id"],
    },
    derived=True,
)
