"""verdicts: the outcome of comparing two types of quantity. Derived by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import table, text, texts

schema = table(
    "verdicts",
    "The outcome of comparing two types of quantity: the gravest of the rules that apply.",
    ["subject_type", "reference_type"],
    {
        "subject_type": text("The type of one side, a row of `quantity_types`."),
        "reference_type": text("The type of the other side."),
        "outcome": text(
            "ok, note, caution or refuse; rules about the figures themselves come on top.",
            words=("ok", *words.OUTCOME),
        ),
        "rules": texts("The rules about both sides that apply."),
        "subject_rules": texts("The rules about one side that apply to the subject."),
        "reference_rules": texts("The rules about one side that apply to the reference."),
    },
    derived=True,
)
