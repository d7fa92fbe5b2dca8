"""quantity_types: what quantities are, in the words that rules name. Worked out by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import flag, table, text

# The dimensions in which two quantities can differ, each with the words that it may have; null
# where it does not apply.
DIMENSIONS = {
    "measure": (words.MEASURE, "What is measured."),
    "gas": ((*words.GAS, "unstated"), "Which gas the mass counts; null for electricity."),
    "gwp": (words.GWP, "For CO2e, the IPCC report and horizon of the weights."),
    "boundary": (
        (*words.STAGES, "unstated"),
        "In words that all tables share; null for nations, given amounts and electricity.",
    ),
    "electricity": (words.ELECTRICITY_BOUNDARY, "The boundary of the grid factor applied."),
    "energy_scope": (words.ENERGY_SCOPE, "For what computers use, whose electricity."),
    "flow": (words.FLOW, "For a nation's electricity, what it uses or what it generates."),
    "accounting": (
        (*words.NATION_ACCOUNTING, *words.ELECTRICITY_ACCOUNTING, "none"),
        "The accounting, or none.",
    ),
    "forcing": ((*words.FORCING, "none"), "For aviation, what its CO2 is counted with, or none."),
    "land_use": ((*words.LAND_USE, "none"), "For nations, whether land use is in it, or none."),
    "functional_unit": (
        words.UNIT_KIND,
        "An event, a year (annual), one of a thing, so much per unit, a count of units.",
    ),
    "figure": ((*words.FIGURE, "given"), "published, worked out here, or an amount that is given."),
    "method": (words.METHOD, "How the figure was made."),
    "status": (words.STATUS, "Whether the figure stands."),
    "verified": (("true", "false"), "Whether the figure was seen in its document or a copy."),
    "projection": (("true",), "true for a projection."),
    "as_if": (("true",), "true where the emissions suppose what was not so."),
    "counts": (words.COUNTS[1:], "For sectors, a part of it or more than it."),
    "period": (words.PERIOD[1:], "For sectors, a rate or a mean, where it is no calendar year."),
}

schema = table(
    "quantity_types",
    "A combination of what quantities are in each dimension, in the words that rules name.",
    ["type_id"],
    {
        "type_id": text("Its words, as dimension=word."),
        **{
            name: text(prose, words=known, nullable=True)
            for name, (known, prose) in DIMENSIONS.items()
        },
        "virtual": flag(
            "No quantity of the tables has it: an amount, a count, or electricity put on a grid."
        ),
    },
    derived=True,
)
