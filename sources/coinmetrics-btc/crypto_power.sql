-- One row: the hash rate of the Bitcoin network on a day.
-- raw: one row per day; `HashRate` in TH/s, up to forty digits. It is empty before the first block was mined on (six days) and on
-- the last day, which has only prices: an empty cell is no row. Power is not in this file.
SELECT
    'bitcoin' AS network,
    CAST("time" AS DATE) AS day,
    -- TH/s -> H/s
    CAST("HashRate" AS DOUBLE) * 1e12 AS hash_rate_h_per_s
FROM raw
WHERE "HashRate" IS NOT NULL
