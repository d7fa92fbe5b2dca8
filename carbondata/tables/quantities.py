"""quantities: every amount that can be compared, with its type. Worked out by the build."""

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

# A study or a nation's land may absorb more than is emitted.
_emitted = {
    name: number(column.description, "t", low=-MAX_FLOAT, nullable=True)
    for name, column in amount("emissions_t", "Greenhouse gas emitted.", "t").items()
}
_standing = standing_columns()

schema = table(
    "quantities",
    "An amount of gas or electricity that can be compared, with its type, on a basis of a source.",
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
            "What a comparison calls it: SWE@2017, bitcoin@2017, gpt-3-175b, car-lifetime-usa."
        ),
        "subject": text("The id without its year."),
        "year": year("The year of it; for a thing, that of the figure."),
        "kind": text("event: once; annual: a year of it; unit: one of it.", words=words.KIND),
        "measure": text("What is measured.", words=words.MEASURE),
        "figure": text(
            "published; at_grid: electricity times a grid factor, worked out here; summed here; "
            "multiplied: a power times a time of the source.",
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
            "For what computers use, whose electricity; facility has PUE inside.",
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
            "For aviation: CO2 alone, or with contrails and other non-CO2 effects.",
            words=words.FORCING,
            nullable=True,
        ),
        "land_use": text(
            "For nations: whether land use is in the figure.", words=words.LAND_USE, nullable=True
        ),
        "functional_unit": text(
            "For things, what one of it is.", words=words.FUNCTIONAL_UNIT, nullable=True
        ),
        "scenario": text("For a projection, its name in the study.", nullable=True),
        "scope": text("For sectors, what the study counts in it.", nullable=True),
        "counts": text(
            "For sectors, whether the study counts the whole, a part of it, or more than it.",
            words=words.COUNTS,
            nullable=True,
        ),
        "period": text(
            "For sectors, a calendar year, a rate written as a year, or a mean of several years.",
            words=words.PERIOD,
            nullable=True,
        ),
        "as_if": text(
            "For runs, what the emissions suppose that was not so; null where nothing.",
            nullable=True,
        ),
        "as_if_fr": text("The same in French.", nullable=True),
        "area_id": area_id(nullable=True),
        **amount("energy_kwh", "Electricity behind it, PUE applied where it is known.", "kWh"),
        "pue": number(
            "Power usage effectiveness that is in the electricity.", "1", low=1.0, nullable=True
        ),
        "intensity_g_per_kwh": number(
            "Grid intensity applied, by the publication or here.",
            "g/kWh",
            high=MAX_G_PER_KWH,
            nullable=True,
        ),
        "electricity": text(
            "For a figure at_grid, the boundary of the grid factor.",
            words=words.ELECTRICITY_BOUNDARY,
            nullable=True,
        ),
        "factor": text(
            "For a figure at_grid, the grid factor: source, area, year, boundary.", nullable=True
        ),
        "factor_source": text("The source of that grid factor.", nullable=True),
        "method": text("How the figure was made.", words=words.METHOD, nullable=True),
        "status": _standing["status"],
        "status_source": _standing["status_source"],
        "status_year": year("The year of that source.", nullable=True),
        "replaced_by": _standing["replaced_by"],
        "standing_t": number("What the figure in its place is.", "t", nullable=True),
        "standing_kwh": number("Of electricity, the same.", "kWh", nullable=True),
        "verified": flag(
            "The figure was seen in its document or a copy; others are never used by default."
        ),
        "eligible": flag(
            "Whether it may be taken where nobody asks for it; `why` says what bars it."
        ),
        "preferred": flag("Whether it is the study taken of its subject, year and basis."),
        "place": count(
            "Its place among the figures of its subject, year and measure; 1 is the headline.",
            "1",
            low=1,
        ),
        "ground": count(
            "The rank of its common ground, a row of `grounds`; null where it is on none.",
            "1",
            nullable=True,
        ),
        "why": text("Why it is preferred, or what bars it."),
        "studies": count("The eligible studies on its basis.", "1"),
        "study_sources": text(
            "The sources of these, parted by a space; null of none.", nullable=True
        ),
        "studies_t_low": number("The least figure of these.", "t", low=-MAX_FLOAT, nullable=True),
        "studies_t_high": number("The greatest.", "t", low=-MAX_FLOAT, nullable=True),
        "studies_kwh_low": number("The least of these in electricity.", "kWh", nullable=True),
        "studies_kwh_high": number("The greatest.", "kWh", nullable=True),
        "contested": count(
            "Figures on its basis, beyond those, that were corrected, superseded or disputed.", "1"
        ),
        "caveat_en": text("What must be said of it, in English.", nullable=True),
        "caveat_fr": text("The same in French.", nullable=True),
        "source_id": source_id(),
        "locator": locator(),
        "row_id": text("The key of the row it came from; null for nations.", nullable=True),
        "type_id": text("Its type: a row of `quantity_types`."),
    },
    derived=True,
)
