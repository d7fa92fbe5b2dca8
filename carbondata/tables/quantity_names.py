"""quantity_names: every name of a quantity. Derived by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import count, table, text

schema = table(
    "quantity_names",
    "A name of a quantity: of a subject, or of one of its rows.",
    ["name", "subject"],
    {
        "name": text("The name."),
        "subject": text("The subject of `quantities` that it stands for."),
        "kind": text(
            "The kind of the subject's figures. event: once; annual: a year; unit: one of it.",
            words=words.KIND,
        ),
        "row_id": text("For the name of one row, its key.", nullable=True),
        "folded": text("The name without case, accents and punctuation."),
        "words": text(
            "The same split into words: letters, numbers and slashes, separated by spaces."
        ),
        "why_en": text(
            "For a word that could mean several subjects, why it means this one.", nullable=True
        ),
        "why_fr": text("The same in French.", nullable=True),
        "priority": count("The priority of its source, smallest first.", "1"),
    },
    derived=True,
)
