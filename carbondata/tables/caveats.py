"""caveats: what must be said of a figure, whatever it stands beside."""

from carbondata.tables.columns import source_id, table, text, year

schema = table(
    "caveats",
    "What a reader must be told of a subject's figures, of a year's, or of one row's.",
    ["caveat"],
    {
        "caveat": text("Its name: the row's that it is about, else the subject's and year's."),
        "subject": text("The subject of `quantities`."),
        "year": year("The year it is about; null for every year.", nullable=True),
        "row_id": text("The key of the one row it is about; null for every row.", nullable=True),
        "text_en": text("What is said, in English; it follows the name of a side and a colon."),
        "text_fr": text("The same in French."),
        "source_id": source_id(),
    },
)
