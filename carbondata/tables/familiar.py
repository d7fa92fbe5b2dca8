"""familiar: the things that a figure is put beside when nothing else is named."""

from carbondata.tables.columns import count, source_id, table, text

schema = table(
    "familiar",
    "A thing of which most people know how much it is, to put a figure beside.",
    ["subject"],
    {
        "rank": count("The first ten that can be compared are taken, in this order.", "1", low=1),
        "subject": text("The subject of `quantities`."),
        "source_id": source_id(),
    },
)
