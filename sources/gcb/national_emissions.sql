-- One row: the fossil CO2 that an area emits in a year (fuels, cement, flaring; land use is not in it), by territory or by
-- consumption.
-- raw, raw_consumption: a sheet each, a row a year (column A), a column an area under its English name; million tonnes of
-- carbon. The world has the fuel of ships and planes between countries in it, the countries have not.
--
-- A zero says that there is no estimate: all 2,983 are of 1989 or before, nearly all before an area's first figure (Rwanda
-- until 1949, Croatia until 1884), and it is no row. Federations that fell apart have been divided among their successors.
-- The difference between the world and its parts is below 0.4 Mt in all years but 1991: there it is the burning wells of
-- Kuwait, which the flat file of 2023 printed by themselves (477.924832 Mt).
WITH cells AS (
    SELECT 'territorial' AS accounting, * FROM (UNPIVOT raw ON COLUMNS(* EXCLUDE "A") INTO NAME country VALUE mtc)
    UNION ALL
    SELECT 'consumption' AS accounting, *
    FROM (UNPIVOT raw_consumption ON COLUMNS(* EXCLUDE "A") INTO NAME country VALUE mtc)
)
SELECT
    coalesce(
        -- Names of the workbook that are not those of `areas`. One that is in neither has no area, which stops the build.
        map {
            'Bonaire, Saint Eustatius and Saba': 'BES', 'Brunei Darussalam': 'BRN', 'Congo': 'COG', 'EU27': 'EU27',
            'Faeroe Islands': 'FRO', 'Micronesia (Federated States of)': 'FSM', 'Sao Tome and Principe': 'STP',
            'Sint Maarten (Dutch part)': 'SXM', 'State of Palestine': 'PSE', 'USA': 'USA', 'Viet Nam': 'VNM',
            'Wallis and Futuna Islands': 'WLF', 'Statistical Difference': 'XKF'
        }[country],
        areas.area_id
    ) AS area_id,
    CAST("A" AS BIGINT) AS year,
    'CO2' AS gas,
    accounting,
    'excluded' AS land_use,
    -- MtC -> t of CO2, by the publisher's 3.664; to the tonne, of which the workbook has no parts.
    round(CAST(mtc AS DOUBLE) * 3664000) AS emissions_t,
    'sheet ' || if(accounting = 'territorial', 'Territorial', 'Consumption') || ' Emissions, column ' || country AS locator
FROM cells
LEFT JOIN areas ON areas.name_en = country AND areas.kind <> 'subdivision'
WHERE
    CAST(mtc AS DOUBLE) <> 0
    AND country NOT IN (
        -- Groups of countries; and fuel between countries, which is rows of sector_estimates.
        'KP Annex B', 'Non KP Annex B', 'OECD', 'Non-OECD', 'Africa', 'Asia', 'Central America', 'Europe', 'Middle East',
        'North America', 'Oceania', 'South America', 'International Shipping', 'International Aviation'
    )
    AND (country <> 'Statistical Difference' OR (accounting = 'territorial' AND "A" = '1991'))
