"""equivalents: things that people compare with, and the emissions of one of each."""

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
    "equivalents",
    "A thing that people compare with, and the emissions or electricity of one functional unit.",
    ["equivalent_id"],
    {
        "equivalent_id": text("The id: `source_id/name`."),
        "name_en": text(
            "Name in English; countable things begin with one: one kilometre by train.",
        ),
        "name_fr": text(
            "Name in French; countable things begin with un or une: un kilomètre en train.",
        ),
        "subject": text(
            "The thing, under one name in all sources that have it; its own id if only one has it."
        ),
        "category": text("The publisher's own category, if any.", nullable=True),
        **amount("emissions_t", "Greenhouse gas of one functional unit.", "t", high=1e9),
        **amount("energy_kwh", "Electricity that one functional unit uses.", "kWh"),
        "energy_scope": text(
            "For things that run in a data centre, what the electricity covers; facility "
            "includes PUE.",
            words=words.ENERGY_SCOPE,
            nullable=True,
        ),
        **interval_column(),
        "functional_unit": text("The unit that the figure is for.", words=words.FUNCTIONAL_UNIT),
        "area_id": area_id("The place it is typical of.", nullable=True),
        "year": year("The year the figure describes."),
        **gas_columns(nullable=True),
        "boundary": text(
            "use_phase: running it; life_cycle: including manufacture and disposal; avoided: "
            "what it "
            "saves.",
            words=words.PRODUCT_BOUNDARY,
            nullable=True,
        ),
        "accounting": text(
            "For a person's year, emissions in the territory or from consumption there; for "
            "electric "
            "things, the grid's mix or electricity bought by contract.",
            words=(*words.NATION_ACCOUNTING, *words.ELECTRICITY_ACCOUNTING),
            nullable=True,
        ),
        "forcing": text(
            "For flights: only CO2, or including contrails and other non-CO2 effects.",
            words=words.FORCING,
            nullable=True,
        ),
        **standing_columns(),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
