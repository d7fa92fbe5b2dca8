"""internet_users: the share of an area's people who use the internet."""

from carbondata.tables.columns import area_id, locator, number, source_id, table, year

schema = table(
    "internet_users",
    "The share of an area's people who used the internet in a year.",
    ["area_id", "year", "source_id"],
    {
        "area_id": area_id(),
        "year": year("Calendar year."),
        "users_percent": number(
            "People who used the internet in the last three months, of all people.",
            "percent",
            high=100.0,
        ),
        "source_id": source_id(),
        "locator": locator(),
    },
)
