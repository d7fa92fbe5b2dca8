-- A row is an area in a year: greenhouse gas for one kWh generated in it. Raw unit: g/kWh, printed to 0.01.
--
-- Life cycle, all gases: Ember says so of its current series ("supporting material" of the Global Electricity Review
-- 2024: upstream methane, supply chain and building, CO2 equivalent over 100 years), though the column says gco2. Which
-- report's warming potentials it used is not said there. Generation, not consumption: imports do not count.
-- Traps:
-- * Ember divides emissions by generation after rounding both to 0.01 Mt and 0.01 TWh, so that small systems are coarse
--   (Falkland Islands: 500 or 1000), and that two have zeros, which say that it is small, not that there is none, and are no
--   rows: Burundi 2000 to 2012, the Central African Republic 2013 to 2022.
-- * The states are made with one factor a fuel (coal 820, gas 490, hydro 24, nuclear 12: the publisher's
--   api_generation_usa_yearly.csv), the nations with factors of their own. Same boundary, other method.
-- An empty cell is no figure, hence no row: one, Puerto Rico 2016 among the states.
WITH nations AS (
  SELECT
    CASE country_or_region WHEN 'World' THEN 'WLD' WHEN 'EU' THEN 'EU27' ELSE country_code END AS area_id,
    year,
    emissions_intensity_gco2_per_kwh AS g_per_kwh,
    'api_country_overview_yearly.csv' AS locator,
    CAST(NULL AS VARCHAR) AS note
  FROM raw
  WHERE country_or_region NOT IN (
    -- Continents and regions: their members are rows, and they are no areas of ours.
    'Africa', 'Asia', 'Europe', 'Latin America and Caribbean', 'Middle East', 'North America', 'Oceania',
    -- Clubs, for the same reason. The EU stays: it is EU27.
    'ASEAN', 'G20', 'G7', 'OECD'
  )
), states AS (
  SELECT
    areas.area_id,
    raw_usa.year,
    raw_usa.emissions_intensity_gco2_per_kwh AS g_per_kwh,
    'api_overview_usa_yearly.csv' AS locator,
    'Made with one factor for each fuel; Ember''s own series for the United States as a whole is 11 to 14 % above the '
      || 'total of the states.' AS note
  FROM raw_usa
  -- A state that is not in `areas` keeps an empty area_id, which the build refuses.
  LEFT JOIN areas
    ON areas.parent_id = 'USA'
    AND areas.name_en = CASE state WHEN 'Washington, D.C.' THEN 'District of Columbia' ELSE state END
  WHERE state NOT IN (
    'US Total',    -- the file of nations has the United States
    'Puerto Rico'  -- and Puerto Rico, as PRI
  )
)
SELECT
  area_id,
  CAST(year AS BIGINT) AS year,
  CAST(g_per_kwh AS DOUBLE) AS intensity_g_per_kwh,
  'life_cycle' AS boundary,
  'location' AS accounting,
  'CO2e' AS gas,
  'unstated' AS gwp,
  locator,
  true AS verified,
  note
FROM (FROM nations UNION ALL FROM states)
WHERE CAST(g_per_kwh AS DOUBLE) <> 0
