"""grid_intensity_monthly: emissions per kWh of an area's electricity in a month."""

from carbondata.tables.columns import day, source_id, table
from carbondata.tables.electricity import intensity_columns, provenance_columns

schema = table(
    "grid_intensity_monthly",
    "The carbon intensity of an area's electricity in a month.",
    ["area_id", "month", "boundary", "source_id"],
    {
        **intensity_columns(month=day("First day of the calendar month of the generation.")),
        "source_id": source_id(),
        **provenance_columns(),
    },
)
