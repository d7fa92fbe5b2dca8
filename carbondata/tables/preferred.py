"""preferred: which of several studies is preferred, and why."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import source_id, table, text

schema = table(
    "preferred",
    "A study that is preferred to others of its subject, year and basis, with the reason.",
    ["study", "figure"],
    {
        "study": text(
            "The key of a row of `sector_estimates`, `training_runs` or `equivalents`; or a "
            "source, "
            "whose figures are then taken in the order of its priority."
        ),
        "figure": text(
            "Which of its figures: published, multiplied by a grid, summed or multiplied here, "
            "or its "
            "electricity.",
            words=words.PREFERRED,
        ),
        "why": text("The reason, in a sentence."),
        "why_fr": text("The same in French; null where nobody has written it.", nullable=True),
        "edition_of": text(
            "The source of which it is another edition or a copy; only one of these counts as a "
            "study.",
            nullable=True,
        ),
        "source_id": source_id(),
    },
)
