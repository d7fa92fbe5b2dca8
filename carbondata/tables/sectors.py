"""sectors: the sectors of `sector_estimates`, and their names in sentences."""

from carbondata.tables.columns import source_id, table, text

schema = table(
    "sectors",
    "A sector, with its name in a sentence.",
    ["sector"],
    {
        "sector": text("The sector.", pattern=r"^[a-z_]+$"),
        "name_en": text("Its name in an English sentence."),
        "name_fr": text("Its name in a French sentence, with its article."),
        "source_id": source_id(),
    },
)
