"""pue: energy of data centres for each unit that reaches their computers."""

from carbondata.tables.columns import (
    area_id,
    locator,
    pue,
    source_id,
    table,
    text,
    year,
)
from carbondata.tables.figure import (
    evidence_columns,
    interval_column,
    standing_columns,
)

schema = table(
    "pue",
    "The power usage effectiveness (PUE) that an operator or survey gives for a year.",
    ["pue_id"],
    {
        "pue_id": text("The id: `source_id/name`."),
        "operator": text("The operator of the data centres."),
        "scope": text("Which data centres, and how the figure is averaged.", nullable=True),
        "area_id": area_id("Where they are, if in one place.", nullable=True),
        "year": year("Calendar year that the figure describes."),
        "pue_low": pue("Lower bound."),
        "pue": pue(),
        "pue_high": pue("Upper bound."),
        **interval_column(),
        **standing_columns(),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
