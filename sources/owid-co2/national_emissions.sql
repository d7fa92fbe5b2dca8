-- One row: what an area emits in a year, in one of four ways of counting.
-- raw: one row per entity and year, 79 columns; emissions in million tonnes with three decimals. An empty cell is no row
-- (UNPIVOT leaves it out); a printed 0.000 is a row of 0 and means less than 500 t. But where co2 is 0.000 while coal, oil
-- and gas are all empty, only an assumed zero of flaring or cement was summed (318 rows: Taiwan before 1896, Norway before
-- 1835, Kosovo from 1994 to 2003, East Timor from 1994 to 1997, Christmas Island and the Ryukyu Islands from 1994, Antarctica
-- from 2008): that says no estimate, so it is no row either.
--
-- What the columns count (the publisher's codebook; for the two of greenhouse gases also its code, owid/etl
-- etl/steps/data/garden/emissions/2024-11-21, for the codebook alone does not tell):
--   co2                       fossil CO2 and industry, emitted in the area; land use left out
--   consumption_co2           the same, less exports, plus imports
--   total_ghg                 CO2, CH4, N2O of all sources with agriculture and land use (Jones et al.)
--   total_ghg_excluding_lucf  the same three gases, of fossil fuels and industry ALONE: agriculture is left out as well
--                             as land use, so that New Zealand halves. It is not the "excluding LULUCF" of an inventory.
-- Both are weighed over 100 years with the factors of IPCC AR6 (CH4 29.8 fossil and 27.2 other, N2O 273).
WITH entities AS (
    SELECT
        CASE country
            WHEN 'World' THEN 'WLD'
            WHEN 'European Union (27)' THEN 'EU27'
            WHEN 'Kosovo' THEN 'XKX'
            WHEN 'Ryukyu Islands (GCP)' THEN 'XRY'
            -- The name in Jones et al.: no cell of the columns used here is filled. Were one filled that the other name
            -- fills too, the two would meet under one key and stop the build.
            WHEN 'Ryukyu Islands' THEN 'XRY'
            -- All others carry an ISO code. One that does not and is not listed below has no area, which stops the build.
            ELSE iso_code
        END AS area_id,
        year,
        CASE
            WHEN CAST(co2 AS DECIMAL(30, 6)) = 0 AND coalesce(coal_co2, oil_co2, gas_co2) IS NULL THEN NULL
            ELSE co2
        END AS co2,
        consumption_co2, total_ghg, total_ghg_excluding_lucf
    FROM raw
    WHERE coalesce(country, '') NOT IN (
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
        -- Groups of Jones et al.
        'Least developed countries (Jones et al.)', 'OECD (Jones et al.)',
        -- No area: the two parts are rows of sector_estimates; the third is their sum in the consumption account.
        'International aviation', 'International shipping', 'International transport',
        -- The fires of 1991 (478 Mt), which this publisher adds to Kuwait (14.9 Mt otherwise) and prints once more by
        -- themselves: kept as an area they would be in the world's sum twice.
        'Kuwaiti Oil Fires (GCP)', 'Kuwaiti Oil Fires'
    )
)
SELECT
    area_id,
    CAST(year AS BIGINT) AS year,
    gas,
    gwp,
    accounting,
    land_use,
    -- Mt -> t. The decimal keeps 42.123 Mt at 42123000 t exactly, where 42.123 * 1e6 need not be.
    CAST(CAST(mt AS DECIMAL(30, 6)) * 1000000 AS DOUBLE) AS emissions_t,
    locator
FROM entities
UNPIVOT (mt FOR column_name IN (co2, consumption_co2, total_ghg, total_ghg_excluding_lucf))
JOIN (
    VALUES
    ('co2', 'CO2', NULL, 'territorial', 'excluded', 'column co2'),
    ('consumption_co2', 'CO2', NULL, 'consumption', 'excluded', 'column consumption_co2'),
    ('total_ghg', 'CO2e', 'AR6-100', 'territorial', 'included', 'column total_ghg'),
    (
        'total_ghg_excluding_lucf', 'CO2e', 'AR6-100', 'territorial', 'excluded_with_agriculture',
        'column total_ghg_excluding_lucf'
    )
) AS meaning (column_name, gas, gwp, accounting, land_use, locator) USING (column_name)
