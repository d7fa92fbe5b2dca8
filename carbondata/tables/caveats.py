"""caveats: what must be said about a figure, whatever it is compared with."""

from carbondata.tables.columns import source_id, table, text, year

schema = table(
    "caveats",
    "What a reader must be told about the figures of a subject, of a year, or of one row.",
    ["caveat"],
    {
        "caveat": text("Its name: that of the row it is about, else of the subject and year."),
        "subject": text("The subject of `quantities`."),
        "year": year("The year it is about; null for every year.", nullable=True),
        "row_id": text("The key of the one row it is about; null for every row.", nullable=True),
        "text_en": text("The text in English; it follows the name of a side and a colon."),
        "text_fr": text("The same in French."),
        "source_id": source_id(),
    },
)
