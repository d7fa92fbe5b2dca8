"""names: other names by which a subject is asked for."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import source_id, table, text

# What parts an operand: a name that holds one could not be asked for.
SIGNS = "@#:*\N{MULTIPLICATION SIGN}"

schema = table(
    "names",
    "Another name by which a subject is asked for.",
    ["name"],
    {
        "name": text(
            "The name, as people write it.",
            pattern=rf"^[^\s\d{SIGNS}][^{SIGNS}]*[A-Za-z0-9][^{SIGNS}]*$",
        ),
        "subject": text("The subject of `quantities` that it stands for."),
        "language": text("en or fr; null where it is of none.", words=("en", "fr"), nullable=True),
        "kind": text("What sort of name.", words=words.NAME_KIND),
        "source_id": source_id(),
    },
)
