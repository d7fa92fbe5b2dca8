"""electricity_demand: the electricity that an area uses in a year."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import (
    area_id,
    flag,
    locator,
    number,
    source_id,
    table,
    text,
    year,
)

# The world uses 3e13 kWh.
MAX_KWH = 1e15

schema = table(
    "electricity_demand",
    "The electricity that an area uses in a year, or what it generates.",
    ["area_id", "year", "flow", "source_id"],
    {
        "area_id": area_id(),
        "year": year("Calendar year."),
        "flow": text(
            "demand: used in the area, including grid losses; generation: generated in it, of "
            "which "
            "some may be exported.",
            words=words.FLOW,
        ),
        "electricity_kwh": number("Electricity in the year.", "kWh", low=0.0, high=MAX_KWH),
        "source_id": source_id(),
        "locator": locator(),
        "verified": flag("Whether the figure was seen in its document or a copy."),
        "note": text("What a reader should know about it.", nullable=True),
    },
)
