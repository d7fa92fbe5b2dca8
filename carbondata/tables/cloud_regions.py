"""cloud_regions: emissions per kWh in a cloud provider's region, as published for it."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import area_id, number, source_id, table, text, year
from carbondata.tables.electricity import provenance_columns
from carbondata.tables.figure import gas_columns
from carbondata.tables.limits import MAX_G_PER_KWH

schema = table(
    "cloud_regions",
    "The carbon intensity of the electricity of a cloud provider's region.",
    ["cloud_region_id"],
    {
        "cloud_region_id": text("The id: `source_id/name`."),
        "provider": text("The operator of the data centres.", words=words.CLOUD_PROVIDER),
        "region": text("The provider's name of the region."),
        "name": text("Where it is, as named by its source.", nullable=True),
        "area_id": area_id("The country it is in, if its source says so.", nullable=True),
        "year": year(
            "Calendar year of the electricity; null if its source has none.", nullable=True
        ),
        "intensity_g_per_kwh": number(
            "Greenhouse gas emitted for one kWh of electricity.", "g/kWh", high=MAX_G_PER_KWH
        ),
        "boundary": text(
            "direct: at the power plant; life_cycle: with fuel supply and construction.",
            words=words.ELECTRICITY_BOUNDARY,
            nullable=True,
        ),
        "accounting": text(
            "location: the grid's mix; market: electricity bought by contract.",
            words=words.ELECTRICITY_ACCOUNTING,
        ),
        **gas_columns(nullable=True),
        "basis": text("The origin of the figure, according to its source.", nullable=True),
        "source_id": source_id(),
        **provenance_columns(),
    },
)
