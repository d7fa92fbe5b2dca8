-- A row of codecarbon's emissions.csv, of any release from 2020 to 2026. Every cell is text.
--
-- emissions        kg CO2e, so / 1000; the export of the dashboard calls it emissions_sum
-- energy_consumed  kWh of CPU, GPU and memory: a server's. Releases with a column `pue` (2023 on)
--                  have already multiplied by it, so a pue above 1 makes it a facility's;
--                  1 is the default and says nothing, so the energy stays a server's.
-- *_power          W at the last sample (in mid-2021 kWh under that name): not used
-- timestamp        local time, without a zone, of the row's end; duration is in seconds
-- run_id           since August 2021; before that there was experiment_id at most
-- task_name        a task of a run; the total of the run has the same run_id and no task_name
-- cpu_energy, gpu_energy, ram_energy  kWh, of which energy_consumed is the sum
-- gpu_energy       kWh of the GPUs; more than half as much again as their TDP allows is in another
--                  unit. gpu_model says what they are: 8 x NVIDIA A100-SXM4-80GB. Without any number
--                  of them it is judged as that of one
-- tracking_mode    `machine` measures the whole machine, `process` only a process
WITH read AS (
  SELECT
    *,
    stated(run_id) AS named,
    concat_ws('/', 'codecarbon', project_name, coalesce(country_iso_code, country_name, country))
      AS job,
    TRY_CAST(energy_consumed AS DOUBLE) AS kwh,
    TRY_CAST(coalesce(emissions, emissions_sum) AS DOUBLE) AS kg,
    TRY_CAST(duration AS DOUBLE) AS seconds,
    TRY_CAST(pue AS DOUBLE) AS stated_pue,
    TRY_CAST(gpu_energy AS DOUBLE) AS gpu_kwh,
    list_filter([TRY_CAST(part AS DOUBLE) FOR part IN [cpu_energy, gpu_energy, ram_energy]],
      lambda part: part IS NOT NULL) AS part_kwh,
    list_sum([CAST(n AS DOUBLE) FOR n IN regexp_extract_all(gpu_model, '(?:^|\D)(\d{1,3}) *x ', 1)])
      AS gpus_named,
    coalesce(list_max(list_filter([TRY_CAST(gpu_count AS DOUBLE), gpus_named],
      lambda n: isfinite(n) AND n >= 1)), 1) AS gpus
  FROM raw
)
SELECT
  'codecarbon' AS tool,
  named AS run_id,
  known_by(named) AS run_name,
  -- What names the runs of a file in which none has a name: an experiment may have many, one after
  -- another or at once.
  stated(experiment_id) AS other_id,
  stated(experiment_id) || '/' || job AS other_name,
  job,
  stated(task_name) AS part,
  kwh AS energy_kwh,
  CASE WHEN stated_pue > 1 THEN 'facility' ELSE 'server' END AS energy_scope,
  CASE WHEN stated_pue > 1 THEN stated_pue END AS pue,
  stated(country_iso_code) AS place,
  coalesce(stated(country_name), stated(country)) AS place_name,
  stated(region) AS part_of_place,
  stated(cloud_provider) || '/' || stated(cloud_region) AS cloud,
  CASE WHEN coalesce(lower(tracking_mode), 'machine') = 'machine' THEN
    concat_ws('/', 'machine', cpu_count, cpu_model, gpu_count, gpu_model, ram_total_size) END
    AS hardware,
  "timestamp" AS end_text,
  seconds AS duration_s,
  kg / 1000 AS tool_emissions_t,
  1000 * kg / nullif(kwh, 0) AS tool_g_per_kwh,
  CASE
    WHEN energy_consumed IS NOT NULL AND kwh IS NULL THEN 'energy_not_a_number'
    WHEN duration IS NOT NULL AND seconds IS NULL THEN 'duration_not_a_number'
    WHEN seconds < 0 THEN 'duration_negative'
    WHEN list_contains([isfinite(part) FOR part IN part_kwh], false) THEN 'energy_not_a_number'
    WHEN list_min(part_kwh) < 0 THEN 'energy_negative'
    WHEN pue IS NOT NULL AND stated_pue IS NULL THEN 'pue_not_a_number'
    WHEN stated_pue < min_pue() THEN 'pue_below_1'
    -- A few seconds are measured too coarsely, so ten times as much may be.
    WHEN isfinite(seconds) AND kwh <= max_run_kwh() AND gpu_kwh * 3600000
      > CASE WHEN seconds >= 10 THEN 1.5 * seconds ELSE 15 * greatest(seconds, 1) END
        * tdp_w * gpus * greatest(1, coalesce(stated_pue, 1)) THEN 'gpu_power_above_tdp'
    -- To the digits that are printed.
    WHEN list_sum(part_kwh) > 1.01 * kwh THEN 'energy_below_its_parts'
    WHEN "timestamp" IS NOT NULL AND local_of("timestamp") IS NULL THEN 'time_unreadable'
  END AS unread,
  * EXCLUDE (run_id, pue, named, job, kwh, kg, seconds, stated_pue, gpu_kwh, part_kwh, gpus_named, gpus,
    chip, tdp_w)
FROM read LEFT JOIN chips ON chip = CASE WHEN gpu_kwh > 0 THEN chip_of(gpu_model) END
