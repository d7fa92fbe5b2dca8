-- A task of a trace that nf-co2footprint wrote, separated by tabs. Amounts have their units.
-- energy_consumption  17.85 mWh; it has been multiplied by the setting `pue`, which the trace does
--                     not say, so its scope is the user's to say
-- CO2e                5 mg; carbon_intensity 280 gCO2e/kWh. There is no place and no date.
-- A cached task was computed by an earlier run: its energy is in the trace of that run.
SELECT
  'nf_co2footprint' AS tool,
  task_id AS run_id,
  -- A number names a task in its trace only; a row with the same cells of the trace is a copy,
  -- whatever somebody added to it.
  concat_ws('/', 'nf', *COLUMNS(lambda c: split_part(lower(c), '_given', 1) IN ('task_id', 'name', 'status', 'energy_consumption',
    'co2e', 'co2e_market', 'time', 'carbon_intensity', 'cpus', 'powerdraw_cpu', 'cpu_model', 'cpu_usage',
    'requested_memory'))) AS run_name,
  kwh_of(energy_consumption) AS energy_kwh,
  grams_of("CO2e") / 1e6 AS tool_emissions_t,
  grams_of(carbon_intensity) AS tool_g_per_kwh,
  CASE
    WHEN upper(status) = 'CACHED' THEN 'cached_task'
    WHEN energy_consumption IS NOT NULL AND kwh_of(energy_consumption) IS NULL
      THEN 'energy_not_a_number'
  END AS unread,
  * EXCLUDE (task_id)
FROM raw
