"""names: the names by which people ask for a subject."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import source_id, table, text

# What parts an operand: a name that holds one could not be asked for.
SIGNS = "@#:*\N{MULTIPLICATION SIGN}"

schema = table(
    "names",
    "A name by which a subject is asked for, or a word by which it is found.",
    ["name", "subject"],
    {
        "name": text(
            "The name, as people write it.",
            pattern=rf"^[^\s\d{SIGNS}][^{SIGNS}]*[A-Za-z0-9][^{SIGNS}]*$",
        ),
        "subject": text("The subject of `quantities` that it stands for."),
        "language": text("en or fr; null where it is of none.", words=("en", "fr"), nullable=True),
        "kind": text(
            "What sort of name; a keyword leads a search here, and means nothing by itself.",
            words=words.NAME_KIND,
        ),
        "why_en": text(
            "Of a word that could mean several subjects, why this one is taken; null where it "
            "means one alone.",
            nullable=True,
        ),
        "why_fr": text("The same in French.", nullable=True),
        "source_id": source_id(),
    },
)
