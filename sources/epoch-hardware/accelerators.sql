-- One row: a chip, with its thermal design power.
-- raw: one row per chip; power in W and memory in bytes, whole numbers printed as 700.0. An empty cell is unknown: 23 chips, most
-- of them not on sale yet, have no power. `Type` is the publisher's word (GPU, TPU, NPU, XPU, ...), empty for 15 chips.
SELECT
    -- The name in lower case, what is not a letter or digit as a hyphen; two chips of one id would stop the build.
    'epoch-hardware/' || trim(
        regexp_replace(strip_accents(lower("Hardware name")), '[^a-z0-9]+', '-', 'g'), '-'
    ) AS accelerator_id,
    "Hardware name" AS name,
    "Manufacturer" AS manufacturer,
    "Type" AS kind,
    CAST("Release date" AS DATE) AS released,
    CAST("TDP (W)" AS DOUBLE) AS tdp_w,
    CAST(CAST("Memory (bytes)" AS DOUBLE) AS BIGINT) AS memory_bytes,
    'row ' || "Hardware name" || ', column TDP (W)' AS locator
FROM raw
