-- A job or a step of one, as sacct writes them with -P (separated by |).
-- ConsumedEnergyRaw  joules; ConsumedEnergy with K, M or G behind. Which devices it covers is the
--                    plugin's to say (acct_gather_energy), and of a shared node it is all, so its
--                    scope is the user's to say. 0 means that nothing was measured, and a number
--                    of 20 digits that there is none.
-- JobID              101 is a job, 101.batch, 101.extern and 101.0 are steps of it, whose energies
--                    overlap: without that of the job nothing can be known
-- Start, End         local times, without a zone; ElapsedRaw is in seconds. A job that was requeued
--                    has a row for each start (sacct -D), and energy of its own in each; its steps
--                    are those of the last start before them
WITH read AS (
  SELECT *,
    concat_ws('/', "Cluster", split_part("JobID", '.', 1)) AS job_name,
    nullif(split_part("JobID", '.', 2), '') AS step,
    coalesce("ConsumedEnergyRaw", "ConsumedEnergy") AS joules_text,
    joules_of(coalesce("ConsumedEnergyRaw", "ConsumedEnergy")) AS joules
  FROM raw
), started AS (
  SELECT *, max(CASE WHEN step IS NULL THEN local_of("Start") END)
    OVER (PARTITION BY job_name ORDER BY local_of("Start")) AS last_start
  FROM read
), jobs AS (
  SELECT *,
    CASE WHEN min(last_start) OVER (PARTITION BY job_name) < max(last_start) OVER (PARTITION BY job_name)
      THEN last_start::VARCHAR END AS attempt,
    CASE WHEN joules > 0 AND joules < 1.8e19 THEN joules / 3.6e6 END AS kwh,
    max(CASE WHEN step IS NULL AND joules > 0 AND joules < 1.8e19 THEN joules END)
      OVER (PARTITION BY job_name, last_start) AS job_joules
  FROM started
)
SELECT
  'slurm' AS tool,
  "JobID" AS run_id,
  job_name AS run_name,
  step AS part,
  kwh AS energy_kwh,
  CASE WHEN local_of("End") IS NULL THEN "Start" END AS begin_text,
  CASE WHEN local_of("End") IS NOT NULL THEN "End" END AS end_text,
  coalesce(TRY_CAST("ElapsedRaw" AS DOUBLE), epoch(local_of("End")) - epoch(local_of("Start")))
    AS duration_s,
  CASE
    WHEN joules_text IS NOT NULL AND joules IS NULL THEN 'energy_not_a_number'
    WHEN joules < 0 THEN 'energy_negative'
    WHEN joules = 0 THEN 'energy_zero'
    WHEN joules >= 1.8e19 THEN 'energy_missing'
    WHEN step IS NOT NULL AND job_joules IS NULL THEN 'steps_overlap'
  END AS unread,
  * EXCLUDE ("JobID", job_name, step, joules_text, joules, kwh, last_start, job_joules)
FROM jobs
