-- One row: the CO2 of fuel for ships and planes between countries in a year, all over the world.
-- raw: columns International Shipping and International Aviation, in million tonnes of carbon; with the countries and a
-- statistical difference they make the world's total of national_emissions. Years in which either is empty are no row.
SELECT
    'gcb/international-transport-' || "A" AS estimate_id,
    'international_transport' AS sector,
    'fuel of ships and planes between countries; within a country it is part of that country''s emissions' AS scope,
    'carburant des navires et des avions entre les pays ; à l''intérieur d''un pays, il compte dans les émissions de celui-ci'
        AS scope_fr,
    'whole' AS counts,
    'calendar_year' AS period,
    'WLD' AS area_id,
    CAST("A" AS BIGINT) AS year,
    -- MtC -> t of CO2, by the publisher's 3.664.
    round((CAST("International Shipping" AS DOUBLE) + CAST("International Aviation" AS DOUBLE)) * 3664000) AS emissions_t,
    'CO2' AS gas,
    'use_phase' AS boundary,
    -- Fuel statistics times emission factors: no plane or ship was measured.
    'derived' AS method,
    'current' AS status,
    'sheet Territorial Emissions, columns International Shipping and International Aviation' AS locator,
    true AS verified,
    'copy' AS evidence,
    "International Shipping" || ' and ' || "International Aviation" || ' MtC' AS printed
FROM raw
WHERE CAST("International Shipping" AS DOUBLE) + CAST("International Aviation" AS DOUBLE) > 0
