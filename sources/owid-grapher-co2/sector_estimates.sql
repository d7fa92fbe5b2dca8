-- One row: the CO2 of fuel for international aviation or international shipping in a year, all over the world.
-- raw: the two are entities among the countries, without a code; whole tonnes. With the countries they make the world's total
-- of national_emissions.
SELECT
    'owid-grapher-co2/' || replace(lower("Entity"), ' ', '-') || '-' || "Year" AS estimate_id,
    replace(lower("Entity"), ' ', '_') AS sector,
    'fuel burned between countries; within a country it is part of that country''s emissions' AS scope,
    'carburant brûlé entre les pays ; à l''intérieur d''un pays, il compte dans les émissions de celui-ci' AS scope_fr,
    'whole' AS counts,
    'calendar_year' AS period,
    'WLD' AS area_id,
    CAST("Year" AS BIGINT) AS year,
    CAST("Annual CO₂ emissions" AS DOUBLE) AS emissions_t,
    'CO2' AS gas,
    'use_phase' AS boundary,
    CASE "Entity" WHEN 'International aviation' THEN 'co2_only' END AS forcing,
    -- Fuel statistics times emission factors: no plane or ship was measured.
    'derived' AS method,
    'current' AS status,
    'entity ' || "Entity" AS locator,
    true AS verified,
    'copy' AS evidence,
    "Annual CO₂ emissions" || ' t' AS printed
FROM raw
WHERE "Entity" IN ('International aviation', 'International shipping')
