-- One row: the fossil CO2 that an area emits in a year; land use is not in it.
-- raw: one row per entity and year, whole tonnes. The world has the fuel of ships and planes between countries in it, the
-- countries have not.
SELECT
    -- All others carry an ISO code. One that does not and is not listed below has no area, which stops the build.
    CASE
        WHEN "Code" = 'OWID_WRL' THEN 'WLD'
        WHEN "Code" = 'OWID_KOS' THEN 'XKX'
        WHEN "Entity" = 'European Union (27)' THEN 'EU27'
        WHEN "Entity" = 'Ryukyu Islands (GCP)' THEN 'XRY'
        ELSE "Code"
    END AS area_id,
    CAST("Year" AS BIGINT) AS year,
    'CO2' AS gas,
    'territorial' AS accounting,
    'excluded' AS land_use,
    CAST("Annual CO₂ emissions" AS DOUBLE) AS emissions_t,
    'column Annual CO₂ emissions' AS locator
FROM raw
WHERE
    -- A zero says that there is no estimate, here as in the workbook of the Global Carbon Budget.
    CAST("Annual CO₂ emissions" AS DOUBLE) <> 0
    AND "Entity" NOT IN (
        -- Continents, whole and in part: sums of countries that are here.
        'Africa', 'Asia', 'Europe', 'North America', 'Oceania', 'South America',
        'Asia (excl. China and India)', 'Europe (excl. EU-27)', 'Europe (excl. EU-28)', 'North America (excl. USA)',
        -- The European Union before the United Kingdom left: the EU of 27 is kept.
        'European Union (28)',
        -- The World Bank's income groups: sums, and their members change from year to year.
        'High-income countries', 'Upper-middle-income countries', 'Lower-middle-income countries', 'Low-income countries',
        -- Regions of the Global Carbon Project, with other members than the continents.
        'Africa (GCP)', 'Asia (GCP)', 'Central America (GCP)', 'Europe (GCP)', 'Middle East (GCP)',
        'North America (GCP)', 'Oceania (GCP)', 'South America (GCP)', 'OECD (GCP)', 'Non-OECD (GCP)',
        -- Fuel between countries.
        'International aviation', 'International shipping',
        -- The fires of 1991, which this publisher adds to Kuwait and prints once more by themselves.
        'Kuwaiti Oil Fires (GCP)'
    )
