"""accelerators: the chips that train models, with their thermal design power."""

from carbondata.tables.columns import (
    count,
    day,
    locator,
    number,
    source_id,
    table,
    text,
)

schema = table(
    "accelerators",
    "A chip with its thermal design power (TDP).",
    ["accelerator_id"],
    {
        "accelerator_id": text("The id: `source_id/name`."),
        "name": text("The chip, as its source names it."),
        "manufacturer": text("The manufacturer.", nullable=True),
        "kind": text("GPU, TPU, CPU or another kind.", nullable=True),
        "released": day("The first day of sale.", nullable=True),
        "tdp_w": number("Thermal design power.", "W", high=100_000.0, nullable=True),
        "memory_bytes": count("Memory on the chip's board.", "bytes", nullable=True),
        "source_id": source_id(),
        "locator": locator(),
    },
)
