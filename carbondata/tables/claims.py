"""claims: published sentences that compare two carbon figures."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import locator, number, source_id, table, text, year
from carbondata.tables.figure import evidence_columns

schema = table(
    "claims",
    "A published sentence about a carbon figure, and the value it states.",
    ["claim_id"],
    {
        "claim_id": text("The id: `source_id/name`."),
        "text_en": text("The claim in English."),
        "text_fr": text("The claim in French.", nullable=True),
        "subject": text(
            "The quantity it is about: an operand of `compare`, on the basis that the claim took, "
            "where the tables hold it; else in words."
        ),
        "reference": text("The quantity it compares with, likewise.", nullable=True),
        "stated_as": text(
            "Whether the stated value is meant about so, or as a bound.",
            words=words.STATED_AS,
            nullable=True,
        ),
        "stated_value": number(
            "The value it states, in `stated_unit`.", "stated_unit", nullable=True
        ),
        "stated_unit": text("The unit of the stated value.", nullable=True),
        "who": text("Who said it."),
        "year": year("Year it was said.", nullable=True),
        "standing": text("Whether it stands.", words=words.STANDING),
        "standing_source": text("The source that says so.", nullable=True),
        "corrected_value": number(
            "The value that stands instead, in `stated_unit`.", "stated_unit", nullable=True
        ),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
