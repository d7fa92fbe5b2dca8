"""claims: published sentences that state or compare figures of carbon or electricity."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import count, flag, locator, number, source_id, table, text, year

schema = table(
    "claims",
    "A published sentence about a figure of carbon or electricity, and the value it states.",
    ["claim_id"],
    {
        "claim_id": text("The id: `source_id/name`."),
        "place": count("Its position among the claims of its source.", "1", low=1),
        "text_en": text("The claim in English."),
        "text_fr": text("The claim in French."),
        "kind": text(
            "What is stated: an amount, a count of another thing, a share of it, or something "
            "that no "
            "figure here answers.",
            words=words.CLAIM_KIND,
        ),
        "measure": text(
            "What it says it counts; null if it does not say.",
            words=words.CLAIM_MEASURE,
            nullable=True,
        ),
        "subject": text(
            "The quantity it is about: an operand of `compare`, on the basis that the claim took.",
            nullable=True,
        ),
        "reference": text("The quantity it is compared with, as an operand.", nullable=True),
        "stated_as": text(
            "Whether the stated value is approximate, or a bound.",
            words=words.STATED_AS,
            nullable=True,
        ),
        "stated_value": number(
            "The value it states, in `stated_unit`.", "stated_unit", nullable=True
        ),
        "stated_unit": text("The unit of the stated value.", nullable=True),
        "present_subject": text(
            "The quantity that answers it today, as an operand; null if it is the subject or its "
            "replacement.",
            nullable=True,
        ),
        "present_reference": text(
            "The quantity which that is compared with, as an operand.", nullable=True
        ),
        "present_also": text(
            "A second quantity that answers it, on another basis: the other end of the range.",
            nullable=True,
        ),
        "why_not_en": text("Why it is not worked out here; null if it is.", nullable=True),
        "why_not_fr": text("The same in French.", nullable=True),
        "who": text("Who made the claim."),
        "who_fr": text("The same in French; null if it is a name.", nullable=True),
        "year": year("The year of the claim.", nullable=True),
        "verdict": text("What a fact-checker would call it.", words=words.VERDICT),
        "standing_source": text("The source for what holds today.", nullable=True),
        "note_en": text("What a reader should know."),
        "note_fr": text("The same in French."),
        "source_id": source_id(),
        "locator": locator(),
        "verified": flag("Whether the sentence was seen in its document or a copy."),
        "evidence": text(
            "What was seen: the document, a copy, or a report that quotes it.",
            words=words.EVIDENCE,
            nullable=True,
        ),
    },
)
