-- The results of a benchmark of ML.ENERGY (results.json). Every cell is text.
-- gpu_energy  J of the GPUs over the whole benchmark (entire_benchmark_measurement), by Zeus: an
--             accelerator's. The energies of its steady state and of its requests are parts of it.
-- time        s of that measurement; date is the local time at which it was written, without a zone
SELECT
  'ml_energy' AS tool,
  model_id AS run_id,
  concat_ws('/', 'ml_energy', model_id, date, time, gpu_energy) AS run_name,
  TRY_CAST(gpu_energy AS DOUBLE) / 3.6e6 AS energy_kwh,
  'accelerator' AS energy_scope,
  nullif(date, '') AS end_text,
  TRY_CAST(time AS DOUBLE) AS duration_s,
  NULL::VARCHAR AS unread,
  * EXCLUDE (model_id, date, time, gpu_energy)
FROM raw
