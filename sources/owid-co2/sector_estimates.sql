-- One row: the CO2 of fuel for international aviation or international shipping in a year, all over the world.
-- raw: the two are entities among the countries, without an ISO code; `co2` in million tonnes, three decimals. An empty
-- cell (the years before 1950) is no row. Together with the countries they make the world's total of national_emissions.
SELECT
    'owid-co2/' || replace(lower(country), ' ', '-') || '-' || year AS estimate_id,
    CASE country
        WHEN 'International aviation' THEN 'international_aviation'
        WHEN 'International shipping' THEN 'international_shipping'
    END AS sector,
    'fuel burned between countries; within a country it is part of that country''s emissions' AS scope,
    'carburant brûlé entre les pays ; à l''intérieur d''un pays, il compte dans les émissions de celui-ci' AS scope_fr,
    'whole' AS counts,
    'calendar_year' AS period,
    'WLD' AS area_id,
    CAST(year AS BIGINT) AS year,
    -- Mt -> t, exactly.
    CAST(CAST(co2 AS DECIMAL(30, 6)) * 1000000 AS DOUBLE) AS emissions_t,
    'CO2' AS gas,
    'use_phase' AS boundary,
    CASE country WHEN 'International aviation' THEN 'co2_only' END AS forcing,
    -- Fuel statistics times emission factors: no plane or ship was measured.
    'derived' AS method,
    'current' AS status,
    'entity ' || country || ', column co2' AS locator,
    true AS verified,
    'copy' AS evidence,
    co2 || ' Mt' AS printed
FROM raw
WHERE country IN ('International aviation', 'International shipping') AND co2 IS NOT NULL
