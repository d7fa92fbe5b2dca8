"""national_emissions: the emissions of an area in a year."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import (
    area_id,
    locator,
    number,
    source_id,
    table,
    text,
    year,
)
from carbondata.tables.figure import gas_columns

# A land-use sink can outweigh a small country's fossil emissions, never by this much.
MOST_ABSORBED_T, MOST_EMITTED_T = -3e9, 1e11

schema = table(
    "national_emissions",
    "An area's greenhouse gas emissions in a year.",
    ["area_id", "year", "gas", "accounting", "land_use", "source_id"],
    {
        "area_id": area_id(),
        "year": year("Calendar year of the emissions."),
        **gas_columns(nullable=False),
        "accounting": text(
            "territorial: emitted in the area; consumption: caused by consumption there.",
            words=words.NATION_ACCOUNTING,
        ),
        "land_use": text(
            "Whether land use, land-use change and forestry are included; agriculture is included "
            "unless the word says otherwise.",
            words=words.LAND_USE,
        ),
        "emissions_t": number(
            "Greenhouse gas emitted in the year, minus what the land absorbed.",
            "t",
            low=MOST_ABSORBED_T,
            high=MOST_EMITTED_T,
        ),
        "source_id": source_id(),
        "locator": locator(),
    },
)
