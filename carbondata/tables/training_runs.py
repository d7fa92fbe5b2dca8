"""training_runs: the energy and emissions of training an AI model, as published."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import (
    amount,
    area_id,
    count,
    locator,
    number,
    pue,
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
from carbondata.tables.limits import MAX_G_PER_KWH

schema = table(
    "training_runs",
    "One AI training, search or R&D programme: hardware, hours, energy, place, emissions.",
    ["run_id"],
    {
        "run_id": text("The id: `source_id/name`."),
        "subject": text(
            "What was trained, under one name in all sources that have it, so that its studies "
            "can be "
            "compared."
        ),
        "model": text("The model or programme."),
        "model_fr": text(
            "The same in French, if it contains English words; a remark on it follows a comma.",
            nullable=True,
        ),
        "organisation": text("The organisation that trained it.", nullable=True),
        "activity": text(
            "One training, a search over many, a whole development, or a family of models.",
            words=words.ACTIVITY,
        ),
        "as_if": text(
            "What the emissions assume contrary to fact: another grid, an end never reached; "
            "null if "
            "they are those of the actual run.",
            nullable=True,
        ),
        "as_if_fr": text("The same in French.", nullable=True),
        "part_of": text("The run_id of the total that already includes this row.", nullable=True),
        "year": year("Year of the run, or of the publication if that is unknown."),
        "parameters": count("Trainable parameters.", "parameters", nullable=True),
        "tokens": count(
            "Tokens processed in training, including repetitions, as published.",
            "tokens",
            low=1,
            nullable=True,
        ),
        "training_flop": number(
            "Floating point operations of the training, as published or estimated by the source.",
            "FLOP",
            low=1.0,
            nullable=True,
        ),
        "hardware": text("The accelerators, as published.", nullable=True),
        "accelerator_id": text("The accelerator, a row of `accelerators`.", nullable=True),
        "accelerators": count("Accelerators used at once.", "accelerators", nullable=True),
        "duration_h": number("Time from start to end.", "h", nullable=True),
        "accelerator_hours_h": number("Time summed over the accelerators.", "h", nullable=True),
        "power_w": number(
            "Mean power of all the hardware together, without PUE.", "W", nullable=True
        ),
        "power_scope": text("What the power covers.", words=words.ENERGY_SCOPE, nullable=True),
        **amount(
            "energy_kwh",
            "Electricity used, as published unless `energy_figure` is multiplied.",
            "kWh",
        ),
        "energy_figure": text(
            "multiplied: the source's power times its time, worked out here and never used by "
            "default; "
            "published, or null: as the source gives it.",
            words=words.ENERGY_FIGURE,
            nullable=True,
        ),
        "energy_scope": text(
            "What the energy covers; facility includes PUE.",
            words=words.ENERGY_SCOPE,
            nullable=True,
        ),
        "pue": pue(),
        "area_id": area_id("The grid that fed the run, if known.", nullable=True),
        "intensity_g_per_kwh": number(
            "Grid intensity that the publication applied.",
            "g/kWh",
            high=MAX_G_PER_KWH,
            nullable=True,
        ),
        "accounting": text(
            "location: the grid's mix; market: electricity bought by contract.",
            words=words.ELECTRICITY_ACCOUNTING,
            nullable=True,
        ),
        **amount("emissions_t", "Greenhouse gas emitted, as published.", "t"),
        "does_not_close": text(
            "Why the published energy, PUE, intensity and emissions disagree; null if they agree.",
            nullable=True,
        ),
        **interval_column(),
        **gas_columns(nullable=True),
        "boundary": text(
            "operational: its electricity; operational_embodied: including hardware manufacture.",
            words=words.RUN_BOUNDARY,
            nullable=True,
        ),
        "cloud_cost_usd_low": number(
            "Cost of the same hours in a cloud, lower bound.", "USD", nullable=True
        ),
        "cloud_cost_usd_high": number(
            "Cost of the same hours in a cloud, upper bound.", "USD", nullable=True
        ),
        **standing_columns(),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
