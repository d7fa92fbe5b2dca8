"""inference_energy: electricity of an AI model per token, prompt or image, as published."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import (
    amount,
    count,
    flag,
    locator,
    number,
    source_id,
    table,
    text,
    year,
)
from carbondata.tables.figure import evidence_columns, interval_column, standing_columns

schema = table(
    "inference_energy",
    "The electricity of running an AI model once, for a token, prompt or image, as published.",
    ["inference_id"],
    {
        "inference_id": text("The id: `source_id/name`."),
        "subject": text("The model, under one name in all sources that have it."),
        "model": text("The model, as named by its source."),
        "task": text("The task of the model.", words=words.TASK),
        "functional_unit": text("The unit that the energy is for.", words=words.INFERENCE_UNIT),
        "tokens_in": number("Mean length of the prompt.", "tokens", nullable=True),
        "tokens_out": number("Mean length of the answer.", "tokens", nullable=True),
        "hardware": text("The accelerators, as published.", nullable=True),
        "accelerators": count("Accelerators used at once.", "accelerators", nullable=True),
        "precision": text("The number format, as published.", nullable=True),
        "batch_size": number("Mean number of requests at once.", "requests", nullable=True),
        "token_latency_s": number(
            "Median time between two tokens of an answer.", "s", nullable=True
        ),
        **amount("energy_kwh", "Electricity of one functional unit.", "kWh"),
        **interval_column(),
        "energy_scope": text(
            "What the energy covers; facility includes PUE; null if not stated.",
            words=words.ENERGY_SCOPE,
            nullable=True,
        ),
        "idle_included": flag(
            "Whether idle machines are counted; null if not stated.",
            nullable=True,
        ),
        "year": year("Year of the measurement, or of the publication if that is unknown."),
        **standing_columns(),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
