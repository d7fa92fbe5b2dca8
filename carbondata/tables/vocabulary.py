"""The closed vocabularies: every word that a typed column may hold, with one meaning everywhere."""

GAS = ("CO2", "CO2e")
GWP = ("AR4-100", "AR5-100", "AR6-100", "unstated")

ELECTRICITY_BOUNDARY = ("direct", "life_cycle")
# Avoided: emissions that something saves, so that nobody emitted them.
PRODUCT_BOUNDARY = ("use_phase", "life_cycle", "avoided")
RUN_BOUNDARY = ("operational", "operational_embodied")

NATION_ACCOUNTING = ("territorial", "consumption")
ELECTRICITY_ACCOUNTING = ("location", "market")
# Electricity used in a place, and generated there: they differ by trade and losses.
FLOW = ("demand", "generation")
# Some inventories leave out agriculture along with land use: New Zealand's total then halves.
LAND_USE = ("excluded", "included", "excluded_with_agriculture")
FORCING = ("co2_only", "with_non_co2")

# The coverage of a sector's figure: how much of the sector, and how much of a year.
COUNTS = ("whole", "part", "more")
PERIOD = ("calendar_year", "rate", "several_years")

# Facility means that the figure includes PUE, which is applied once, and only to the other two.
ENERGY_SCOPE = ("accelerator", "server", "facility")

METHOD = ("measured", "derived", "modelled", "estimated")
STATUS = ("current", "corrected", "superseded", "disputed", "withdrawn")
STATED_AS = ("about", "at_least", "at_most")
# What a claim states; no figure here answers the last four.
CLAIM_KIND = ("amount", "count", "share", "rank", "temperature", "list", "event")
CLAIM_MEASURE = ("CO2", "CO2e", "electricity", "energy")
# What a fact-checker would call a claim.
VERDICT = (
    "right",
    "right_in_another_unit",
    "outdated",
    "exaggerated",
    "understated",
    "not_supported",
    "disputed",
)
EVIDENCE = ("primary", "copy", "secondary")
INTERVAL = ("stated_95", "stated_1sigma", "expert", "scenario", "study_spread")

CLOUD_PROVIDER = ("aws", "azure", "coreweave", "gcp", "ovh", "scaleway", "seeweb")

AREA_KIND = ("country", "subdivision", "aggregate", "other")

ACTIVITY = (
    "training",
    "fine_tuning",
    "post_training",
    "search",
    "development",
    "family",
)

FUNCTIONAL_UNIT = (
    "vehicle_lifetime",
    "vehicle_km",
    "passenger_km",
    "passenger_trip",
    "tonne_km",
    "person_year",
    "household_year",
    "item",
    "item_year",
    "organisation_year",
    "hour",
    "kg",
    "litre",
    "kwh",
    "query",
    "unstated",
)

# The task of a model when it runs, and the unit of its energy.
TASK = ("conversation", "text_generation", "image_generation")
INFERENCE_UNIT = ("output_token", "prompt", "image")

MEASURE = ("emissions", "electricity")
KIND = ("event", "annual", "unit")
FIGURE = ("published", "at_grid", "summed", "multiplied")
ENERGY_FIGURE = ("published", "multiplied")
# Which of a study's figures is preferred: one of these, or its electricity.
PREFERRED = (*FIGURE, "electricity")
# Boundaries in words shared by all tables.
STAGES = ("use", "life_cycle", "avoided")
# The functional unit of a quantity, as far as it matters for a comparison.
UNIT_KIND = ("event", "annual", "one", "per_unit", "counted", "unstated")

OUTCOME = ("note", "caution", "refuse")
JUDGES = ("types", "pair")
# A keyword leads a search to a subject, but is not a name of it.
NAME_KIND = ("title", "alias", "code", "keyword")
ARITHMETIC = ("reproduced", "near", "not reproduced", "not stated", "not computable")
