"""quantity_types: the types of quantities, in the words that rules use. Derived by the build."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import flag, table, text

# The dimensions in which two quantities can differ, each with its possible words; null if it does
# not apply.
DIMENSIONS = {
    "measure": (words.MEASURE, "What is measured."),
    "gas": ((*words.GAS, "unstated"), "The gas that the mass counts; null for electricity."),
    "gwp": (words.GWP, "For CO2e, the IPCC report and horizon of the weights."),
    "boundary": (
        (*words.STAGES, "unstated"),
        "Boundary in words shared by all tables; null for nations, given amounts and electricity.",
    ),
    "electricity": (words.ELECTRICITY_BOUNDARY, "The boundary of the grid factor applied."),
    "energy_scope": (words.ENERGY_SCOPE, "For computing, what the electricity covers."),
    "flow": (words.FLOW, "For a nation's electricity, used or generated."),
    "accounting": (
        (*words.NATION_ACCOUNTING, *words.ELECTRICITY_ACCOUNTING, "none"),
        "The accounting, or none.",
    ),
    "forcing": (
        (*words.FORCING, "none"),
        "For aviation, whether non-CO2 effects are included, or none.",
    ),
    "land_use": ((*words.LAND_USE, "none"), "For nations, whether land use is included, or none."),
    "functional_unit": (
        words.UNIT_KIND,
        "An event, a year (annual), one of a thing, an amount per unit, a count of units.",
    ),
    "figure": ((*words.FIGURE, "given"), "Published, worked out here, or a given amount."),
    "method": (words.METHOD, "How the figure was made."),
    "status": (words.STATUS, "Whether the figure is still current."),
    "verified": (("true", "false"), "Whether the figure was seen in its document or a copy."),
    "projection": (("true",), "True for a projection."),
    "as_if": (("true",), "True if the emissions assume something contrary to fact."),
    "counts": (words.COUNTS[1:], "For sectors, a part of it, or more."),
    "period": (words.PERIOD[1:], "For sectors, a rate or a mean, if it is not a calendar year."),
}

schema = table(
    "quantity_types",
    "A combination of the values of quantities in each dimension, in the words that rules use.",
    ["type_id"],
    {
        "type_id": text("Its words, as dimension=word."),
        **{
            name: text(prose, words=allowed, nullable=True)
            for name, (allowed, prose) in DIMENSIONS.items()
        },
        "virtual": flag(
            "Whether no stored quantity has it: a given amount, a count, or electricity put on a "
            "grid."
        ),
    },
    derived=True,
)
