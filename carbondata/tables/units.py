"""units: the units that an amount can have."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import number, source_id, table, text

schema = table(
    "units",
    "A unit that an amount can have, and its factor to tonnes or kWh.",
    ["unit"],
    {
        "unit": text("The unit, as written after a number.", pattern=r"^[A-Za-z]+$"),
        "measure": text("What it measures.", words=words.MEASURE),
        "factor": number("Tonnes or kWh in one unit.", "t or kWh", low=1e-30),
        "note": text("Where the factor comes from, if not from the prefixes.", nullable=True),
        "source_id": source_id(),
    },
)
