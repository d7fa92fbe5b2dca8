"""population: how many people live in an area."""

from carbondata.tables.columns import area_id, count, locator, source_id, table, year

schema = table(
    "population",
    "The people of an area in a year.",
    ["area_id", "year", "source_id"],
    {
        "area_id": area_id(),
        "year": year("Calendar year."),
        "people": count("People living in the area.", "people", high=20_000_000_000),
        "source_id": source_id(),
        "locator": locator(),
    },
)
