"""areas: the places that every other table refers to."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import area_id, locator, source_id, table, text, texts

schema = table(
    "areas",
    "A country (ISO 3166-1), a part of one (ISO 3166-2, bidding zone) or an aggregate (the world).",
    ["area_id"],
    {
        "area_id": text(
            "ISO 3166-1 alpha-3, ISO 3166-2, or the code of an aggregate (WLD, EU27).",
            pattern=r"^([A-Z]{3}|[A-Z]{2}-[A-Z0-9]{1,3}|[A-Z]{2}[0-9]{2})$",
        ),
        "kind": text("What kind of place it is.", words=words.AREA_KIND),
        "name_en": text("Name in English."),
        "name_fr": text("Name in French."),
        "phrase_en": text("Name as used in an English sentence, with its article."),
        "phrase_fr": text("Name as used in a French sentence, with its article."),
        "iso2": text("ISO 3166-1 alpha-2, for countries.", nullable=True, pattern=r"^[A-Z]{2}$"),
        "parent_id": area_id("For a subdivision, its country.", nullable=True),
        "members": texts("For an aggregate, the area_ids of its members.", nullable=True),
        "source_id": source_id(),
        "locator": locator(),
        "note": text("What a reader must know before using the row.", nullable=True),
    },
)
