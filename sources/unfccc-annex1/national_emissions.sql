-- One row: the greenhouse gases of a party in a year, farming included, land use and international fuel left out.
-- raw: a row a party (ISO 3166-1, two letters) and year; whole tonnes of CO2e. France is counted with its overseas
-- territories, as the Convention does. A party of which no area has the code has none, which stops the build.
SELECT
    areas.area_id,
    CAST(raw.year AS BIGINT) AS year,
    'CO2e' AS gas,
    'unstated' AS gwp,
    'territorial' AS accounting,
    'excluded' AS land_use,
    CAST(total_emissions AS DOUBLE) AS emissions_t,
    'row ' || emissions_id AS locator
FROM raw
LEFT JOIN areas ON areas.iso2 = raw.actor_id AND areas.kind = 'country'
