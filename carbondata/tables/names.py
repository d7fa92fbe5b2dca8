"""names: the names that people use for a subject."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import source_id, table, text

# The signs that separate the parts of an operand, so a name must not contain them.
SIGNS = "@#:*\N{MULTIPLICATION SIGN}"

schema = table(
    "names",
    "A name that people use for a subject, or a keyword that finds it.",
    ["name", "subject"],
    {
        "name": text(
            "The name, as people write it.",
            pattern=rf"^[^\s\d{SIGNS}][^{SIGNS}]*[A-Za-z0-9][^{SIGNS}]*$",
        ),
        "subject": text("The subject of `quantities` that it stands for."),
        "language": text(
            "en or fr; null if it belongs to neither.", words=("en", "fr"), nullable=True
        ),
        "kind": text(
            "What kind of name; a keyword only leads a search to the subject.",
            words=words.NAME_KIND,
        ),
        "why_en": text(
            "For a word that could mean several subjects, why it means this one; null if it is "
            "unambiguous.",
            nullable=True,
        ),
        "why_fr": text("The same in French.", nullable=True),
        "source_id": source_id(),
    },
)
