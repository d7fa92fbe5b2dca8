-- A row is a year of India: the electricity generated there. Raw unit: GWh, printed to 0.01.
--
-- Generation, not demand: what is lost in plants and lines, and sold abroad, is in it. The states are left out: what is
-- generated in one is used in others.
SELECT
  'IND' AS area_id,
  CAST("Year" AS BIGINT) AS year,
  'generation' AS flow,
  CAST("Value" AS DOUBLE) * 1e6 AS electricity_kwh,
  'India Total, Total Generation' AS locator,
  true AS verified
FROM raw
WHERE "State" = 'India Total' AND "Variable" = 'Total Generation' AND "Unit" = 'GWh'
