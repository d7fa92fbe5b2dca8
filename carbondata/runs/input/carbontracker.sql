-- What a tracker of carbontracker used, from its log. Every cell is text.
-- energy_kwh  of the processors, memory and GPUs, times the PUE that carbontracker assumes (1.55 to
--             1.59 by release), which the log does not say: a facility's
-- co2eq_g     g; end is the local time of the message, without a zone; duration_s is the time of the
--             epochs that were measured. Each message includes those before it
-- predicted_  what it expected of all epochs: kept, not used
-- country     the two-letter code of a country, from the address of the network; region is in it
SELECT
  'carbontracker' AS tool,
  log AS run_id,
  coalesce(first, log) AS run_name,
  TRY_CAST(energy_kwh AS DOUBLE) AS energy_kwh,
  'facility' AS energy_scope,
  country AS place,
  region AS part_of_place,
  "end" AS end_text,
  TRY_CAST(duration_s AS DOUBLE) AS duration_s,
  TRY_CAST(co2eq_g AS DOUBLE) / 1e6 AS tool_emissions_t,
  TRY_CAST(co2eq_g AS DOUBLE) / nullif(TRY_CAST(energy_kwh AS DOUBLE), 0) AS tool_g_per_kwh,
  CASE
    WHEN energy_kwh IS NOT NULL AND TRY_CAST(energy_kwh AS DOUBLE) IS NULL THEN 'energy_not_a_number'
    WHEN duration_s IS NOT NULL AND TRY_CAST(duration_s AS DOUBLE) IS NULL
      THEN 'duration_not_a_number'
  END AS unread,
  * EXCLUDE (log, first, energy_kwh, duration_s)
FROM raw
