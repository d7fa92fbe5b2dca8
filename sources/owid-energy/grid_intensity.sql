-- A row is an area in a year: greenhouse gas for one kWh generated in it. Raw unit: g CO2e/kWh.
--
-- Ember's series by another way: equal to that of the source `ember` to 0.01 for more than four areas in five until 2020,
-- revised after. Life cycle, as the chart's title says; generation, not consumption; the warming potentials are not said.
-- Traps: 1990 to 1999 are there for 33 European countries only; 2025 for fewer than half of the areas, and the world.
-- Small systems are coarse (Ember divides what it has rounded to 0.01 Mt and 0.01 TWh).
SELECT
  CASE Code WHEN 'OWID_WRL' THEN 'WLD' WHEN 'OWID_EU27' THEN 'EU27' WHEN 'OWID_KOS' THEN 'XKX' ELSE Code END AS area_id,
  CAST(Year AS BIGINT) AS year,
  CAST("Carbon intensity of electricity - gCO2e/kWh" AS DOUBLE) AS intensity_g_per_kwh,
  'life_cycle' AS boundary,
  'location' AS accounting,
  'CO2e' AS gas,
  'unstated' AS gwp,
  'carbon-intensity-electricity' AS locator,
  true AS verified
FROM raw
-- An empty cell is no figure, hence no row; there is none yet. Nor is a zero, through Ember's rounding (Burundi 2000 to 2012,
-- the Central African Republic 2013 to 2023): it says that it is small, not that there is none.
WHERE CAST("Carbon intensity of electricity - gCO2e/kWh" AS DOUBLE) <> 0
  AND Entity NOT IN (
    -- Continents, by Our World in Data's borders: their members are rows.
    'Africa', 'Asia', 'Europe', 'North America', 'Oceania', 'South America',
    -- Income groups of the World Bank, for the same reason.
    'High-income countries', 'Upper-middle-income countries', 'Lower-middle-income countries', 'Low-income countries',
    -- Regions and clubs as Ember adds them up.
    'ASEAN (Ember)', 'Africa (Ember)', 'Asia (Ember)', 'Europe (Ember)', 'G20 (Ember)', 'G7 (Ember)',
    'Latin America and Caribbean (Ember)', 'Middle East (Ember)', 'North America (Ember)', 'OECD (Ember)',
    'Oceania (Ember)',
    -- A second line for what "European Union (27)" says already.
    'EU (Ember)'
  )
