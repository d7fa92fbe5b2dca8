-- A round of a report of perun, over all its hosts. Every cell is text, with its unit.
-- energy   960.506 kJ: of processors, memory, GPUs and what the setting power_overhead adds, a
--          server's. It has been multiplied by the setting `pue`, which is 1 unless its user set it,
--          and which the report does not say
-- runtime  995.967 s; a run is named by its beginning, in local time, unless its user named it
SELECT
  'perun' AS tool,
  concat_ws('/', app, run, round) AS run_id,
  concat_ws('/', app, run, round, energy, runtime) AS run_name,
  amount_of(energy, 'J') / 3.6e6 AS energy_kwh,
  'server' AS energy_scope,
  CASE WHEN local_of(run) IS NOT NULL THEN run ELSE last_run END AS begin_text,
  amount_of(runtime, 's') AS duration_s,
  CASE WHEN energy IS NOT NULL AND energy NOT IN ('', 'nan') AND amount_of(energy, 'J') IS NULL
    THEN 'energy_not_a_number' END AS unread,
  * EXCLUDE (app, run, round)
FROM raw
