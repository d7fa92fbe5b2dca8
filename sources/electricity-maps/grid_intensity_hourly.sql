-- A row is an hour in a grid zone, direct or life cycle: greenhouse gas for one kWh consumed. Raw unit: gCO2eq/kWh.
--
-- The stamp is the start of the hour in UTC, without summer time: 8760 hours, two rows each. One zone, DE, which is a
-- country, so its iso2 finds the area; a zone that is none keeps an empty area_id, which the build refuses.
-- Releases differ in letter case and in the name of the life-cycle column (LCA, Life cycle); any other name leaves a
-- null boundary, which the build refuses.
SELECT
  "Zone id" AS zone,
  areas.area_id,
  CAST("Datetime (UTC)" AS TIMESTAMP) AS start_utc,
  1 AS duration_h,
  CAST(g_per_kwh AS DOUBLE) AS intensity_g_per_kwh,
  CASE
    WHEN basis LIKE '%(direct)' THEN 'direct'
    WHEN basis LIKE '%(Life cycle)' OR basis LIKE '%(LCA)' THEN 'life_cycle'
  END AS boundary,
  'location' AS accounting,
  'CO2e' AS gas,
  'unstated' AS gwp,
  'DE_2023_hourly.csv' AS locator,
  true AS verified,
  concat_ws(
    ' ',
    'Of electricity consumed, imports included.',
    CASE WHEN "Data Estimated" = 'true' THEN 'Estimated by the publisher: ' || "Data Estimation Method" || '.' END
  ) AS note
FROM (UNPIVOT raw_hourly ON COLUMNS('(?i)^carbon intensity') INTO NAME basis VALUE g_per_kwh)
LEFT JOIN areas ON areas.iso2 = "Zone id"
