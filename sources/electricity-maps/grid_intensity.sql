-- A row is a country in a year, direct or life cycle: greenhouse gas for one kWh consumed. Raw unit: gCO2eq/kWh.
--
-- Consumption: the publisher follows the flows between grids, so imports count. Ember's series is of generation; where a
-- country imports much, the two differ for that reason alone.
-- 2024 has both boundaries. 2025 has one figure, and the file does not say which: it is life cycle, for the same project's
-- file of 2024 is within 2 g of the life cycle of 2024 (median over the zones; 72 g from direct). The two makings are of
-- different dates, and single zones moved far (Falkland Islands 355 in 2024's release, 700 in the later one).
WITH of_2024 AS (
  SELECT
    "Zone id" AS zone,
    year(CAST("Datetime (UTC)" AS TIMESTAMP)) AS year,
    -- The life-cycle column is called LCA in some releases; any other name leaves a null, which the build refuses.
    CASE
      WHEN basis LIKE '%(direct)' THEN 'direct'
      WHEN basis LIKE '%(Life cycle)' OR basis LIKE '%(LCA)' THEN 'life_cycle'
    END AS boundary,
    CAST(g_per_kwh AS DOUBLE) AS intensity_g_per_kwh,
    'ci_yearly_2024_by_location.csv' AS locator
  FROM (UNPIVOT raw ON COLUMNS('(?i)^carbon intensity') INTO NAME basis VALUE g_per_kwh)
), of_2025 AS (
  SELECT
    key AS zone,
    2025 AS year,  -- by the name of the file; the rows do not say
    'life_cycle' AS boundary,
    -- Another unit leaves a null, which the build refuses.
    CASE json_extract_string(carbonIntensity, '$.unit')
      WHEN 'gCO2eq/kWh' THEN CAST(json_extract_string(carbonIntensity, '$.value') AS DOUBLE)
    END AS intensity_g_per_kwh,
    'yearly_2025.json' AS locator
  FROM raw_2025
)
SELECT
  areas.area_id,
  year,
  intensity_g_per_kwh,
  boundary,
  'location' AS accounting,
  'CO2e' AS gas,
  'unstated' AS gwp,
  zones.locator,
  true AS verified,
  concat_ws(
    ' ',
    'Of electricity consumed, imports included.',
    CASE zone
      WHEN 'ES' THEN 'The Balearic and Canary Islands, Ceuta and Melilla are zones of their own.'
      WHEN 'FR' THEN 'Corsica is a zone of its own.'
      WHEN 'GB' THEN 'The zone is called Great Britain; Northern Ireland and Orkney are zones of their own.'
      WHEN 'IN' THEN 'The zone is called Mainland India.'
      WHEN 'PT' THEN 'Madeira is a zone of its own.'
    END
  ) AS note
FROM (FROM of_2024 UNION ALL FROM of_2025) AS zones
-- A zone that is no country of `areas` keeps an empty area_id, which the build refuses.
LEFT JOIN areas ON areas.iso2 = zones.zone
-- A zone with a hyphen is a part of a country: a price area, state, island or utility (US-CAL-CISO). 146 in 2024.
-- Chile and Russia are there in parts only, so that they have no row.
WHERE zone NOT LIKE '%-%'
  -- Not the publisher's: nf-co2footprint added it, from a report of Ember, for 2023, one figure in both columns.
  AND zone <> 'GLOBAL'
