"""verdicts: what two types of quantity mean for each other. Worked out by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import table, text, texts

schema = table(
    "verdicts",
    "What two types of quantity mean for each other: the gravest outcome of the rules they meet.",
    ["subject_type", "reference_type"],
    {
        "subject_type": text("The type of the one side, a row of `quantity_types`."),
        "reference_type": text("The type of the other."),
        "outcome": text(
            "ok, note, caution or refuse; what depends on the figures themselves comes on top.",
            words=("ok", *words.OUTCOME),
        ),
        "rules": texts("The rules that the two meet together."),
        "subject_rules": texts("The rules about one side alone that the subject meets."),
        "reference_rules": texts("Those that the reference meets."),
    },
    derived=True,
)
