-- A calculation exported by the Green Algorithms calculator (separated by semicolons).
-- energy_needed is in kWh and includes PUE and the number of runs (PSF): a facility's.
-- carbonEmissions is in g, carbonIntensity in g/kWh. There is no date: the year must be given.
SELECT
  'green_algorithms' AS tool,
  NULL::VARCHAR AS run_id,
  TRY_CAST(energy_needed AS DOUBLE) AS energy_kwh,
  'facility' AS energy_scope,
  TRY_CAST("PUE" AS DOUBLE) AS pue,
  location AS place_name,
  TRY_CAST("runTime" AS DOUBLE) * 3600 AS duration_s,
  TRY_CAST("carbonEmissions" AS DOUBLE) / 1e6 AS tool_emissions_t,
  TRY_CAST("carbonIntensity" AS DOUBLE) AS tool_g_per_kwh,
  CASE WHEN energy_needed IS NOT NULL AND TRY_CAST(energy_needed AS DOUBLE) IS NULL
    THEN 'energy_not_a_number' END AS unread,
  * EXCLUDE ("PUE")
FROM raw
