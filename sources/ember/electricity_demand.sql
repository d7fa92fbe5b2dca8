-- A row is an area in a year: the electricity it used, losses of its grid included. Raw units: TWh of nations, GWh of
-- states, printed to 0.01.
--
-- Demand is what Ember calls generation plus net imports. 2024 is there for 100 areas.
-- The states of the United States add up to within 0.6 % of the nation.
-- An empty cell is no figure, hence no row; there is none yet.
WITH nations AS (
  SELECT
    CASE country_or_region WHEN 'World' THEN 'WLD' WHEN 'EU' THEN 'EU27' ELSE country_code END AS area_id,
    year,
    CAST(demand_twh AS DOUBLE) * 1e9 AS electricity_kwh,
    'api_country_overview_yearly.csv' AS locator
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
    CAST(raw_usa.demand_gwh AS DOUBLE) * 1e6 AS electricity_kwh,
    'api_overview_usa_yearly.csv' AS locator
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
  'demand' AS flow,
  electricity_kwh,
  locator,
  true AS verified,
  CASE WHEN electricity_kwh = 0 THEN 'Zero through the publisher''s rounding: small, not none.' END AS note
FROM (FROM nations UNION ALL FROM states)
WHERE electricity_kwh IS NOT NULL
