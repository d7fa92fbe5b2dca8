"""grid_intensity_hourly: how much a kWh of a grid zone's electricity emits in an hour."""

from carbondata.tables.columns import moment, source_id, table, text
from carbondata.tables.electricity import intensity_columns, provenance_columns

schema = table(
    "grid_intensity_hourly",
    "The carbon intensity of a grid zone's electricity in an hour.",
    ["zone", "start_utc", "boundary", "source_id"],
    {
        "zone": text("The publisher's own name of the grid zone."),
        **intensity_columns(start_utc=moment("Start of the hour, UTC.")),
        "source_id": source_id(),
        **provenance_columns(),
    },
)
