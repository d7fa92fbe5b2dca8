"""quantity_names: every name by which a quantity can be asked for. Worked out by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import count, table, text

schema = table(
    "quantity_names",
    "A name by which a quantity can be asked for: a subject's, or that of one row of it.",
    ["name", "subject"],
    {
        "name": text("The name."),
        "subject": text("The subject of `quantities` that it stands for."),
        "kind": text(
            "What the subject's figures are of. event: once; annual: a year; unit: one of it.",
            words=words.KIND,
        ),
        "row_id": text("For the name of one row, its key.", nullable=True),
        "folded": text("The name without case, accents and punctuation."),
        "words": text("The same in its words: letters, numbers and slashes, with spaces between."),
        "why_en": text(
            "Of a word that could mean several subjects, why this one is taken.", nullable=True
        ),
        "why_fr": text("The same in French.", nullable=True),
        "priority": count("That of its source, the smallest preferred.", "1"),
    },
    derived=True,
)
