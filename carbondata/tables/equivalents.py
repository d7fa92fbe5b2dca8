"""equivalents: the things people compare with, and what one of each emits."""

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
    "A thing people compare with, and what one functional unit of it emits or uses.",
    ["equivalent_id"],
    {
        "equivalent_id": text("The id: `source_id/name`."),
        "name_en": text(
            "Name in English; what is counted begins with one: one kilometre by train.",
        ),
        "name_fr": text(
            "Name in French; what is counted begins with un or une: un kilomètre en train.",
        ),
        "subject": text(
            "The thing, by one name in all sources that have it; its own id where one has it."
        ),
        "category": text("The publisher's own theme, where it has one.", nullable=True),
        **amount("emissions_t", "Greenhouse gas of one functional unit.", "t", high=1e9),
        **amount("energy_kwh", "Electricity that one functional unit uses.", "kWh"),
        "energy_scope": text(
            "For what runs in a data centre, whose electricity; facility has PUE inside.",
            words=words.ENERGY_SCOPE,
            nullable=True,
        ),
        **interval_column(),
        "functional_unit": text("What one of it is.", words=words.FUNCTIONAL_UNIT),
        "area_id": area_id("The place it is typical of.", nullable=True),
        "year": year("The year the figure describes."),
        **gas_columns(nullable=True),
        "boundary": text(
            "use_phase: running it; life_cycle: with making and disposing of it; avoided: what it "
            "saves.",
            words=words.PRODUCT_BOUNDARY,
            nullable=True,
        ),
        "accounting": text(
            "For a person's year, what is emitted in the territory, or what is consumed there; for "
            "what runs on electricity, the grid's mix or what was bought by contract.",
            words=(*words.NATION_ACCOUNTING, *words.ELECTRICITY_ACCOUNTING),
            nullable=True,
        ),
        "forcing": text(
            "For flights: CO2 alone, or with contrails and other non-CO2 effects.",
            words=words.FORCING,
            nullable=True,
        ),
        **standing_columns(),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
