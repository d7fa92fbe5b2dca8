"""preferred: which study is taken where several could be, and why."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import source_id, table, text

schema = table(
    "preferred",
    "A study that is taken before others of its subject, year and basis, with the reason.",
    ["study", "figure"],
    {
        "study": text(
            "The key of a row of `sector_estimates`, `training_runs`, `equivalents`; or a source, "
            "whose figures are then taken in the order of its priority."
        ),
        "figure": text(
            "Which figure of it: as published, worked out at a grid, summed or multiplied here, or "
            "its electricity.",
            words=words.PREFERRED,
        ),
        "why": text("The reason, in a sentence."),
        "edition_of": text(
            "The source of which it is another edition or a copy: of these one counts as a study.",
            nullable=True,
        ),
        "source_id": source_id(),
    },
)
