"""revision_notes: why publishers' values changed."""

from carbondata.tables.columns import area_id, source_id, table, text, year

schema = table(
    "revision_notes",
    "Why a source's values changed: those of an area in some years, or all others.",
    ["note"],
    {
        "note": text("Its name."),
        "revised_source": text("The source whose values changed."),
        "area_id": area_id(
            "Their area; null for all areas without a note of their own.", nullable=True
        ),
        "first_year": year("Their first year; null for every year.", nullable=True),
        "last_year": year("Their last year; null for every year after the first.", nullable=True),
        "why": text("What the publisher counts differently, as far as the files show."),
        "source_id": source_id(),
    },
)
