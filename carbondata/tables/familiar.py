"""familiar: the things that a figure is compared with by default."""

from carbondata.tables.columns import count, source_id, table, text

schema = table(
    "familiar",
    "A thing that most people can picture, to compare a figure with.",
    ["subject"],
    {
        "rank": count("The first ten that can be compared are used, in this order.", "1", low=1),
        "subject": text("The subject of `quantities`."),
        "mark_en": text("What it is called on a ruler; null if it is not on one.", nullable=True),
        "mark_fr": text("The same in French.", nullable=True),
        "source_id": source_id(),
    },
)
