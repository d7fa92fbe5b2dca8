-- A row is an area in a month: greenhouse gas for one kWh generated in it. Raw unit: g/kWh, printed to 0.001.
--
-- Life cycle and all gases, as in grid_intensity.sql. 88 countries, some from 2000, most from later. The newest months
-- are provisional. Small systems are coarse here too: Luxembourg and Montenegro have 17 months
-- of zero, through rounding, which are no rows.
-- An empty cell is no figure, hence no row; there is none yet.
SELECT
  CASE country_or_region WHEN 'World' THEN 'WLD' WHEN 'EU' THEN 'EU27' ELSE country_code END AS area_id,
  CAST(date AS DATE) AS month,
  CAST(emissions_intensity_gco2_per_kwh AS DOUBLE) AS intensity_g_per_kwh,
  'life_cycle' AS boundary,
  'location' AS accounting,
  'CO2e' AS gas,
  'unstated' AS gwp,
  'api_country_overview_monthly.csv' AS locator,
  true AS verified
FROM raw_monthly
WHERE CAST(emissions_intensity_gco2_per_kwh AS DOUBLE) <> 0
  AND country_or_region NOT IN (
    -- Continents and regions: their members are rows, and they are no areas of ours.
    'Africa', 'Asia', 'Europe', 'Latin America and Caribbean', 'Middle East', 'North America', 'Oceania',
    -- Clubs, for the same reason. The EU stays: it is EU27.
    'ASEAN', 'G20', 'G7', 'OECD'
  )
