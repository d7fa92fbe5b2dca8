-- One row: the CO2 of fuel for ships and planes between countries in a year, all over the world.
-- raw: entity XIT among the countries; `Total` in million tonnes, six decimals, empty before 1950 (no row). Ships and planes
-- are not told apart in this file. Together with the countries they make the world's total of national_emissions.
SELECT
    'gcb-flat/international-transport-' || "Year" AS estimate_id,
    'international_transport' AS sector,
    'fuel of ships and planes between countries; within a country it is part of that country''s emissions' AS scope,
    'carburant des navires et des avions entre les pays ; à l''intérieur d''un pays, il compte dans les émissions de celui-ci'
        AS scope_fr,
    'whole' AS counts,
    'calendar_year' AS period,
    'WLD' AS area_id,
    CAST("Year" AS BIGINT) AS year,
    -- Mt -> t, exactly.
    CAST(CAST("Total" AS DECIMAL(30, 6)) * 1000000 AS DOUBLE) AS emissions_t,
    'CO2' AS gas,
    'use_phase' AS boundary,
    -- Fuel statistics times emission factors: no plane or ship was measured.
    'derived' AS method,
    'current' AS status,
    'entity International Transport, column Total' AS locator,
    true AS verified,
    'copy' AS evidence,
    "Total" || ' Mt' AS printed
FROM raw
WHERE "ISO 3166-1 alpha-3" = 'XIT' AND "Total" IS NOT NULL
