-- A row is a half-hour of the grid of Great Britain: CO2 for one kWh consumed. Raw unit: gCO2/kWh.
--
-- Direct: the publisher counts CO2 of generation alone (wind, solar, water and nuclear power are 0 g, biomass 120 g, gas
-- 394 to 651 g, coal 937 g), with imports, and with the losses of transmission and distribution.
-- `actual` is the publisher's estimate after the fact; `forecast` is not used. The stamp is the start, in UTC: `Z` is asked
-- for by name, any other offset leaves a null, which the build refuses.
-- A window begins with the last half-hour of the window before. Where both print the same, it is one row; where not, the
-- build refuses the two.
-- Left out: five half-hours of 2023-01-26 without an `actual`, and five zeros (2023-01-31 01:00, 2023-06-07 09:30 to
-- 11:00) between neighbours of 59 to 124 g, where the forecast was 89 to 185 g: no value, written as 0.
-- The publisher has nothing from 2023-10-20 22:00 to 2023-10-22 19:30. View `hourly_gaps` lists every hole.
SELECT
  'GB' AS zone,
  'GBR' AS area_id,
  start_utc,
  date_diff('second', start_utc, end_utc) / 3600 AS duration_h,
  CAST(actual AS DOUBLE) AS intensity_g_per_kwh,
  'direct' AS boundary,
  'location' AS accounting,
  'CO2' AS gas,
  NULL AS gwp,
  'intensity.actual' AS locator,
  true AS verified,
  'Great Britain, without Northern Ireland; imports and losses of the network included.' AS note
FROM (
  SELECT DISTINCT
    CASE WHEN "from" LIKE '%Z' THEN CAST(rtrim("from", 'Z') AS TIMESTAMP) END AS start_utc,
    CASE WHEN "to" LIKE '%Z' THEN CAST(rtrim("to", 'Z') AS TIMESTAMP) END AS end_utc,
    json_extract_string(intensity, '$.actual') AS actual
  FROM raw
)
WHERE CAST(actual AS DOUBLE) > 0
