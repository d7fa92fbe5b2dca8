-- A row is a country in a year. Raw: its code of three letters, small; percent of the population.
SELECT
    -- The publisher's own codes of Kosovo and Curaçao; one that is not listed stops the build.
    coalesce(map {'kos': 'XKX', 'nld_curacao': 'CUW'}[geo], upper(geo)) AS area_id,
    CAST("time" AS BIGINT) AS year,
    CAST(raw.internet_users AS DOUBLE) AS users_percent,
    'column internet_users' AS locator
FROM raw
