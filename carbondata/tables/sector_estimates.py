"""sector_estimates: one study's electricity and emissions of a sector in a year."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import (
    amount,
    area_id,
    locator,
    source_id,
    table,
    text,
    year,
)
from carbondata.tables.figure import (
    evidence_columns,
    gas_columns,
    interval_column,
    standing_columns,
)

schema = table(
    "sector_estimates",
    "One study's figure for one sector and year.",
    ["estimate_id"],
    {
        "estimate_id": text("The id: `source_id/name`."),
        "sector": text("The sector, a row of `sectors`."),
        "scope": text("What the study includes in the sector.", nullable=True),
        "scope_fr": text(
            "The same in French; a first word that is no name, so that it fits into a sentence.",
            nullable=True,
        ),
        "counts": text(
            "Whether that is the whole sector, a part of it, or more.",
            words=words.COUNTS,
        ),
        "area_id": area_id("The place the figure covers; WLD for the world."),
        "year": year("Calendar year that the figure describes."),
        "period": text(
            "A calendar year, the rate of a day or some months expressed per year, or the mean of "
            "several years.",
            words=words.PERIOD,
        ),
        "scenario": text(
            "For a projection, its name in the study; null for a past year.",
            nullable=True,
        ),
        **amount("electricity_kwh", "Electricity used in the year.", "kWh"),
        **amount("emissions_t", "Greenhouse gas emitted in the year.", "t"),
        **amount(
            "share_of_world",
            "The sector's share of the world total in `share_of`, as a fraction.",
            "1",
            high=1.0,
        ),
        "share_of": text("The world total of that share, as defined by the study.", nullable=True),
        **amount(
            "national_electricity_percent",
            "The sector's share of the electricity used in `area_id` in the year, as the study "
            "states it.",
            "percent",
            high=100.0,
        ),
        **interval_column(),
        **gas_columns(nullable=True),
        "boundary": text(
            "use_phase: running it; life_cycle: including manufacture and disposal.",
            words=words.PRODUCT_BOUNDARY,
            nullable=True,
        ),
        "forcing": text(
            "For aviation: only CO2, or including contrails and other non-CO2 effects.",
            words=words.FORCING,
            nullable=True,
        ),
        **standing_columns(),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
