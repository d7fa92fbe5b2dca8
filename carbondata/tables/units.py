"""units: the units that an amount may have."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import number, source_id, table, text

schema = table(
    "units",
    "A unit that an amount may have: how many tonnes or kWh it is.",
    ["unit"],
    {
        "unit": text("The unit, as it is written behind a number.", pattern=r"^[A-Za-z]+$"),
        "measure": text("What it is a unit of.", words=words.MEASURE),
        "factor": number("Tonnes or kWh in one.", "t or kWh", low=1e-30),
        "note": text("Where the factor comes from, if not from the prefixes.", nullable=True),
        "source_id": source_id(),
    },
)
