-- One row: the people of an area in a year.
-- raw: one row per entity and year; `population` in people, whole numbers. An empty cell is no row. Years are those of the
-- publisher's emission rows, so that small countries without any (Monaco, San Marino, the Vatican) are here by chance.
SELECT
    CASE country
        WHEN 'World' THEN 'WLD'
        WHEN 'European Union (27)' THEN 'EU27'
        WHEN 'Kosovo' THEN 'XKX'
        -- All others carry an ISO code. One that does not and is not listed below has no area, which stops the build.
        ELSE iso_code
    END AS area_id,
    CAST(year AS BIGINT) AS year,
    CAST(population AS BIGINT) AS people,
    'column population' AS locator
FROM raw
WHERE
    population IS NOT NULL
    AND coalesce(country, '') NOT IN (
        -- Continents, whole and in part, and income groups: sums of countries that are here.
        'Africa', 'Asia', 'Europe', 'North America', 'Oceania', 'South America',
        'Asia (excl. China and India)',
        'High-income countries', 'Upper-middle-income countries', 'Lower-middle-income countries', 'Low-income countries'
    )
