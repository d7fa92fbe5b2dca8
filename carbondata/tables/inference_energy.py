"""inference_energy: what running an AI model takes, a token, a prompt or an image, as published."""

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
    "The electricity of running an AI model once: a token, a prompt, an image, as published.",
    ["inference_id"],
    {
        "inference_id": text("The id: `source_id/name`."),
        "subject": text("The model, by one name in all sources that have it."),
        "model": text("The model, as its source names it."),
        "task": text("What the model was asked for.", words=words.TASK),
        "functional_unit": text("What the energy is of one of.", words=words.INFERENCE_UNIT),
        "tokens_in": number("Mean length of the prompt.", "tokens", nullable=True),
        "tokens_out": number("Mean length of the answer.", "tokens", nullable=True),
        "hardware": text("The accelerators, as published.", nullable=True),
        "accelerators": count("Accelerators used at once.", "accelerators", nullable=True),
        "precision": text("The format of the numbers, as published.", nullable=True),
        "batch_size": number("Mean number of requests at once.", "requests", nullable=True),
        "token_latency_s": number(
            "Median time between two tokens of an answer.", "s", nullable=True
        ),
        **amount("energy_kwh", "Electricity of one functional unit.", "kWh"),
        **interval_column(),
        "energy_scope": text(
            "What the energy covers; facility has PUE inside; null where it is not said.",
            words=words.ENERGY_SCOPE,
            nullable=True,
        ),
        "idle_included": flag(
            "Whether machines that wait for requests are counted; null where it is not said.",
            nullable=True,
        ),
        "year": year("Year of the measurement; of the publication where that is not known."),
        **standing_columns(),
        "source_id": source_id(),
        "locator": locator(),
        **evidence_columns(),
    },
)
