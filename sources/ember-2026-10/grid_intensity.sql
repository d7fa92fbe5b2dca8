-- A row is an area in a year: greenhouse gas for one kWh generated in it. Raw: one row an area, `years` an object of g CO2e/kWh
-- by year. Life cycle, and of generation: imports do not count. The file says that its factors are the midpoints of IPCC AR5,
-- all gases over 100 years.
SELECT
  iso3 AS area_id,
  CAST(year AS BIGINT) AS year,
  CAST(json_extract_string(years, '$."' || year || '"') AS DOUBLE) AS intensity_g_per_kwh,
  'life_cycle' AS boundary,
  'location' AS accounting,
  'CO2e' AS gas,
  'unstated' AS gwp,
  'grid.json, years of ' || name AS locator,
  true AS verified
FROM raw, LATERAL (SELECT unnest(json_keys(years)) AS year)
