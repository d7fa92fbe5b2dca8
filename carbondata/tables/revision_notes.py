"""revision_notes: why publishers' values moved."""

from carbondata.tables.columns import area_id, source_id, table, text, year

schema = table(
    "revision_notes",
    "Why a source's values moved: those of an area in some years, or all that no other line is of.",
    ["note"],
    {
        "note": text("Its name."),
        "revised_source": text("The source whose values moved."),
        "area_id": area_id("The area they are of; null for every other.", nullable=True),
        "first_year": year("The first year they are of; null for every year.", nullable=True),
        "last_year": year("The last; null for every year after the first.", nullable=True),
        "why": text("What the publisher counts otherwise, as far as the files tell."),
        "source_id": source_id(),
    },
)
