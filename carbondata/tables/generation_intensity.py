"""generation_intensity: emissions per kWh of one generation technology."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import amount, locator, source_id, table, text, year
from carbondata.tables.figure import (
    evidence_columns,
    gas_columns,
    interval_column,
)
from carbondata.tables.limits import MAX_G_PER_KWH

schema = table(
    "generation_intensity",
    "The carbon intensity of one generation technology.",
    ["technology", "boundary", "source_id"],
    {
        "technology": text("The technology, as its source names it."),
        "year": year("The year the figure describes.", nullable=True),
        **amount(
            "intensity_g_per_kwh",
            "Greenhouse gas emitted for one kWh generated.",
            "g/kWh",
            high=MAX_G_PER_KWH,
        ),
        **interval_column(),
        "boundary": text(
            "direct: at the power plant; life_cycle: with fuel supply and construction.",
            words=words.ELECTRICITY_BOUNDARY,
        ),
        **gas_columns(nullable=False),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
