"""grid_intensity: emissions per kWh of an area's electricity in a year."""

from carbondata.tables.columns import source_id, table, year
from carbondata.tables.electricity import intensity_columns, provenance_columns

schema = table(
    "grid_intensity",
    "The carbon intensity of an area's electricity in a year.",
    ["area_id", "year", "boundary", "source_id"],
    {
        **intensity_columns(year=year("Calendar year of the generation.")),
        "source_id": source_id(),
        **provenance_columns(),
    },
)
