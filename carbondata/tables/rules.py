"""rules: what it means that the two sides of a comparison differ in one dimension."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import number, source_id, table, text

schema = table(
    "rules",
    "What it means that the two sides of a comparison differ in one dimension.",
    ["rule"],
    {
        "rule": text("Its name.", pattern=r"^[a-z0-9-]+$"),
        "judges": text(
            "types: what two types of quantity mean for each other; pair: what depends on the two "
            "figures themselves.",
            words=words.JUDGES,
        ),
        "dimension": text("What the two sides differ in."),
        "a": text("The word of one side, whichever."),
        "b": text("The word of the other; * for a rule about one side alone."),
        "outcome": text(
            "note: say it; caution: a reader may be misled; refuse: no number unless forced.",
            words=words.OUTCOME,
        ),
        "text_en": text(
            "The reason in English; {side}, {status_source}, {standing}, {factor} and others are "
            "those of the side meant."
        ),
        "text_fr": text("The reason in French, with the same placeholders."),
        "error_factor": number(
            "The larger figure over the smaller where one source has both: the error that "
            "overlooking the difference can make.",
            "1",
            low=1.0,
            nullable=True,
        ),
        "error_source": text("That source.", nullable=True),
        "error_case": text("The case it has both for, in English.", nullable=True),
        "error_case_fr": text("The same in French.", nullable=True),
        "source_id": source_id(),
    },
)
