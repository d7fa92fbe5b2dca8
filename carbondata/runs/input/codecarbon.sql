-- A row of codecarbon's emissions.csv, of any release from 2020 to 2026. Every cell is text.
--
-- emissions        kg CO2e, so / 1000
-- energy_consumed  kWh of CPU, GPU and memory: a server's. Releases with a column `pue` (2023 on)
--                  have already multiplied by it, so a pue above 1 makes it a facility's;
--                  1 is the default and says nothing, so the energy stays a server's.
-- *_power          W at the last sample (in mid-2021 kWh under that name): not used
-- timestamp        local time, without a zone, of the row's end; duration is in seconds
-- run_id           since August 2021; before that, experiment_id names one run
-- A run that is written repeatedly (flush) has several rows, each including all before it:
-- the longest is the run, the others are marked as cumulative. Without a run_id, rows of the same
-- project and country that began within two seconds of each other are one run.
-- Each row of a task (task_name) counts. Rows with an impossible duration are not compared.
WITH read AS (
  SELECT
    *,
    coalesce(run_id, CASE
      WHEN NOT bool_or(run_id IS NOT NULL) OVER (PARTITION BY file) THEN experiment_id
    END) AS run_name,
    TRY_CAST(energy_consumed AS DOUBLE) AS kwh,
    CASE WHEN run_id IS NULL
      THEN [project_name, coalesce(country_iso_code, country_name, country)] END AS project,
    CASE WHEN abs(TRY_CAST(duration AS DOUBLE)) <= max_duration_s() THEN TRY_CAST(duration AS DOUBLE) END
      AS seconds,
    TRY_CAST(pue AS DOUBLE) AS stated_pue,
    local_of("timestamp") AS ended
  FROM raw
), begun AS (
  SELECT *, epoch(ended) - seconds AS start_s,
    lag(epoch(ended) - seconds) OVER (
      PARTITION BY file, run_name, project ORDER BY epoch(ended) - seconds
    ) AS before_s
  FROM read
), grouped AS (
  SELECT *, CASE WHEN run_name IS NULL THEN sum(CASE WHEN start_s - before_s <= 2 THEN 0 ELSE 1 END)
    OVER (PARTITION BY file, run_name, project ORDER BY start_s ROWS UNBOUNDED PRECEDING) END AS unnamed
  FROM begun
), ranked AS (
  SELECT *,
    row_number() OVER (later ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS rank,
    max(kwh) OVER (later ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS most_kwh,
    first_value(kwh) OVER (later ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
      AS last_kwh
  FROM grouped
  WINDOW later AS (
    PARTITION BY file, run_name, project, unnamed, task_name, kwh IS NULL
    ORDER BY seconds DESC NULLS LAST, ended DESC, row DESC
  )
)
SELECT
  'codecarbon' AS tool,
  run_name AS run_id,
  kwh AS energy_kwh,
  CASE WHEN stated_pue > 1 THEN 'facility' ELSE 'server' END AS energy_scope,
  CASE WHEN stated_pue > 1 THEN stated_pue END AS pue,
  coalesce(country_iso_code, country_name, country) AS place,
  "timestamp" AS end_text,
  TRY_CAST(duration AS DOUBLE) AS duration_s,
  TRY_CAST(emissions AS DOUBLE) / 1000 AS tool_emissions_t,
  1000 * TRY_CAST(emissions AS DOUBLE) / nullif(kwh, 0) AS tool_g_per_kwh,
  CASE
    WHEN energy_consumed IS NOT NULL AND kwh IS NULL THEN 'energy_not_a_number'
    WHEN duration IS NOT NULL AND TRY_CAST(duration AS DOUBLE) IS NULL THEN 'duration_not_a_number'
    WHEN seconds < 0 THEN 'duration_negative'
    WHEN pue IS NOT NULL AND stated_pue IS NULL THEN 'pue_not_a_number'
    WHEN stated_pue < min_pue() THEN 'pue_below_1'
    WHEN kwh IS NOT NULL AND most_kwh > last_kwh THEN 'cumulative_rows_disagree'
    WHEN kwh IS NOT NULL AND rank > 1 THEN 'cumulative_row'
    WHEN "timestamp" IS NOT NULL AND ended IS NULL THEN 'time_unreadable'
  END AS unread,
  * EXCLUDE (run_id, pue, run_name, project, kwh, seconds, stated_pue, ended, start_s, before_s, unnamed,
             rank, most_kwh, last_kwh)
FROM ranked
