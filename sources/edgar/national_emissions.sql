-- One row: the greenhouse gases of an area in a year, farming included, land use left out.
-- raw: a row a country, a column a year; million tonnes of CO2e by AR5. Some countries are counted with a small neighbour, as
-- the locator says. The world has the fuel of ships and planes between countries in it, the countries have not.
SELECT
    -- All others carry an ISO code. One that does not and is not listed below has no area, which stops the build.
    CASE "EDGAR Country Code" WHEN 'GLOBAL TOTAL' THEN 'WLD' ELSE "EDGAR Country Code" END AS area_id,
    CAST(year AS BIGINT) AS year,
    'CO2e' AS gas,
    'AR5-100' AS gwp,
    'territorial' AS accounting,
    'excluded' AS land_use,
    -- Mt -> t; to the tonne, far below what is known.
    round(CAST(mt AS DOUBLE) * 1000000) AS emissions_t,
    'sheet GHG_totals_by_country, row ' || "Country" AS locator
FROM (UNPIVOT raw ON COLUMNS(* EXCLUDE ("EDGAR Country Code", "Country")) INTO NAME year VALUE mt)
WHERE
    "EDGAR Country Code" NOT IN (
        -- Fuel between countries.
        'AIR', 'SEA',
        -- Two countries in one, where neither is small beside the other; and the Netherlands Antilles, of which five islands
        -- have been made since.
        'SCG', 'SDN', 'ANT'
    )
    AND CAST(mt AS DOUBLE) <> 0
