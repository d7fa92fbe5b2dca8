"""grid_intensity_hourly: emissions per kWh of a grid zone's electricity, hour by hour."""

from carbondata.tables.columns import moment, number, source_id, table, text
from carbondata.tables.electricity import intensity_columns, provenance_columns

schema = table(
    "grid_intensity_hourly",
    "The carbon intensity of a grid zone's electricity in an hour or half-hour.",
    ["zone", "start_utc", "boundary", "source_id"],
    {
        "zone": text("The publisher's name of the grid zone."),
        **intensity_columns(
            start_utc=moment("Start of the interval, UTC."),
            duration_h=number("Length of the interval.", "h", low=1 / 60, high=1.0),
        ),
        "source_id": source_id(),
        **provenance_columns(),
    },
)
