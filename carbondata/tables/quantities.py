"""quantities: every amount that can be compared, with its type. Derived by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import (
    MAX_FLOAT,
    amount,
    area_id,
    count,
    flag,
    locator,
    number,
    source_id,
    table,
    text,
    year,
)
from carbondata.tables.figure import gas_columns, interval_column, standing_columns
from carbondata.tables.limits import MAX_G_PER_KWH

# Emissions may be negative: land may absorb more than is emitted.
_emitted = {
    name: number(column.description, "t", low=-MAX_FLOAT, nullable=True)
    for name, column in amount("emissions_t", "Greenhouse gas emitted.", "t").items()
}
_standing = standing_columns()

schema = table(
    "quantities",
    "An amount of gas or electricity that can be compared, with its type, on one basis of a "
    "source.",
    [
        "subject",
        "year",
        "measure",
        "flow",
        "figure",
        "gas",
        "accounting",
        "land_use",
        "source_id",
        "row_id",
    ],
    {
        "id": text(
            "Its name in a comparison: SWE@2017, bitcoin@2017, gpt-3-175b, car-lifetime-usa."
        ),
        "subject": text("The id without its year."),
        "year": year("Its year; for a thing, that of the figure."),
        "kind": text("event: once; annual: a year of it; unit: one of it.", words=words.KIND),
        "measure": text("What is measured.", words=words.MEASURE),
        "figure": text(
            "published; at_grid: electricity times a grid factor, worked out here; summed here; "
            "multiplied: the source's power times its time.",
            words=words.FIGURE,
        ),
        "name_en": text("Name in an English sentence."),
        "name_fr": text("Name in a French sentence."),
        **_emitted,
        **interval_column(),
        **gas_columns(nullable=True),
        "boundary": text(
            "What is counted.", words=(*words.RUN_BOUNDARY, *words.PRODUCT_BOUNDARY), nullable=True
        ),
        "energy_scope": text(
            "For computing, what the electricity covers; facility includes PUE.",
            words=words.ENERGY_SCOPE,
            nullable=True,
        ),
        "flow": text(
            "For a nation's electricity, whether it is used or generated there.",
            words=words.FLOW,
            nullable=True,
        ),
        "accounting": text(
            "territorial or consumption for nations, location or market for electricity.",
            words=(*words.NATION_ACCOUNTING, *words.ELECTRICITY_ACCOUNTING),
            nullable=True,
        ),
        "forcing": text(
            "For aviation: only CO2, or including contrails and other non-CO2 effects.",
            words=words.FORCING,
            nullable=True,
        ),
        "land_use": text(
            "For nations: whether land use is included.", words=words.LAND_USE, nullable=True
        ),
        "functional_unit": text(
            "For things, the unit that the figure is for.",
            words=words.FUNCTIONAL_UNIT,
            nullable=True,
        ),
        "scenario": text("For a projection, its name in the study.", nullable=True),
        "scope": text("For sectors, what the study includes.", nullable=True),
        "scope_fr": text("The same in French.", nullable=True),
        "counts": text(
            "For sectors, whether the study covers the whole, a part of it, or more.",
            words=words.COUNTS,
            nullable=True,
        ),
        "period": text(
            "For sectors, a calendar year, a rate expressed per year, or a mean of several years.",
            words=words.PERIOD,
            nullable=True,
        ),
        "as_if": text(
            "For runs, what the emissions assume contrary to fact; null if nothing.",
            nullable=True,
        ),
        "as_if_fr": text("The same in French.", nullable=True),
        "area_id": area_id(nullable=True),
        **amount("energy_kwh", "The underlying electricity, with PUE applied if known.", "kWh"),
        "pue": number(
            "Power usage effectiveness included in the electricity.", "1", low=1.0, nullable=True
        ),
        "intensity_g_per_kwh": number(
            "Grid intensity applied, by the publication or here.",
            "g/kWh",
            high=MAX_G_PER_KWH,
            nullable=True,
        ),
        "electricity": text(
            "For an at_grid figure, the boundary of the grid factor.",
            words=words.ELECTRICITY_BOUNDARY,
            nullable=True,
        ),
        "factor": text(
            "For an at_grid figure, the grid factor: source, area, year, boundary.", nullable=True
        ),
        "factor_source": text("The source of that grid factor.", nullable=True),
        "method": text("How the figure was made.", words=words.METHOD, nullable=True),
        "status": _standing["status"],
        "status_source": _standing["status_source"],
        "status_year": year("The year of that source.", nullable=True),
        "replaced_by": _standing["replaced_by"],
        "standing_t": number("The figure that replaces it.", "t", nullable=True),
        "standing_kwh": number("The same, for electricity.", "kWh", nullable=True),
        "verified": flag(
            "The figure was seen in its document or a copy; others are never used by default."
        ),
        "eligible": flag("Whether it may be used by default; `why` gives the reason if not."),
        "preferred": flag("Whether it is the study used for its subject, year and basis."),
        "place": count(
            "Its position among the figures of its subject, year and measure; 1 is the headline.",
            "1",
            low=1,
        ),
        "ground": count(
            "The rank of its common ground, a row of `grounds`; null if it has none.",
            "1",
            nullable=True,
        ),
        "why": text("Why it is preferred, or why it is not used by default."),
        "studies": count("The number of eligible studies on its basis.", "1"),
        "study_sources": text(
            "The sources of these, separated by spaces; null if there are none.", nullable=True
        ),
        "studies_t_low": number(
            "The lowest figure of these studies.", "t", low=-MAX_FLOAT, nullable=True
        ),
        "studies_t_high": number("The highest.", "t", low=-MAX_FLOAT, nullable=True),
        "studies_kwh_low": number("The lowest of these, for electricity.", "kWh", nullable=True),
        "studies_kwh_high": number("The highest.", "kWh", nullable=True),
        "contested": count(
            "Further figures on its basis that were corrected, superseded or disputed.", "1"
        ),
        "caveat_en": text("What must be said about it, in English.", nullable=True),
        "caveat_fr": text("The same in French.", nullable=True),
        "source_id": source_id(),
        "locator": locator(),
        "row_id": text("The key of its original row; null for nations.", nullable=True),
        "type_id": text("Its type: a row of `quantity_types`."),
    },
    derived=True,
)
