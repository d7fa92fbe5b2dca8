"""rules: the consequence when the sides of a comparison differ in one dimension."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import number, source_id, table, text

schema = table(
    "rules",
    "The consequence when the two sides of a comparison differ in one dimension.",
    ["rule"],
    {
        "rule": text("Its name.", pattern=r"^[a-z0-9-]+$"),
        "judges": text(
            "types: it depends on the types of the two quantities; pair: it depends on the two "
            "figures "
            "themselves.",
            words=words.JUDGES,
        ),
        "dimension": text("The dimension in which the two sides differ."),
        "a": text("The word of either side."),
        "b": text("The word of the other side; * for a rule about only one side."),
        "outcome": text(
            "note: say it; caution: a reader may be misled; refuse: no number unless forced.",
            words=words.OUTCOME,
        ),
        "text_en": text(
            "The reason in English; {side}, {status_source}, {standing}, {factor} and others "
            "refer to "
            "the side in question."
        ),
        "text_fr": text("The reason in French, with the same placeholders."),
        "error_factor": number(
            "The larger figure over the smaller if one source has both: the error that ignoring "
            "the "
            "difference can cause.",
            "1",
            low=1.0,
            nullable=True,
        ),
        "error_source": text("That source.", nullable=True),
        "error_case": text("The case for which it has both, in English.", nullable=True),
        "error_case_fr": text("The same in French.", nullable=True),
        "source_id": source_id(),
    },
)
