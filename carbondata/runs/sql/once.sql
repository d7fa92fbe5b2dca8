-- once: every row that a tool wrote, with the reason if it is not counted because its run is counted
-- in another row of any file (`counted_in`). Of a run's rows the longest counts, as each includes
-- all before it; of a total and its parts (tasks), the total.
-- run_name  the name of the run in its country and year; null if it was lost
-- job       what rows of one run that lost its name have in common
-- part      the part of a run; null for the whole
-- hardware  the machine whose energy was measured; null if it was not a whole machine
WITH following AS (
  SELECT *, lag(begin_s) OVER (PARTITION BY job ORDER BY begin_s) AS before_s
  FROM (SELECT *, epoch(local_end) - duration_s AS begin_s FROM tool_rows)
), grouped AS (
  -- Rows without a name are one run if they are of one job and began within two seconds.
  SELECT *, sum(CASE WHEN begin_s - before_s <= 2 THEN 0 ELSE 1 END)
    OVER (PARTITION BY job ORDER BY begin_s, before_s NULLS FIRST ROWS UNBOUNDED PRECEDING) AS start_id
  FROM following
), named AS (
  -- If just one run with a name began then, or has their end, duration and energy, they are its.
  SELECT *, coalesce(
      run_name,
      CASE WHEN min(run_name) OVER at_start = max(run_name) OVER at_start
        THEN min(run_name) OVER at_start END,
      CASE WHEN begin_s IS NOT NULL AND min(run_name) OVER alike = max(run_name) OVER alike
        THEN min(run_name) OVER alike END,
      job || '/' || start_id,
      file || '/' || row) AS run
  FROM grouped
  WINDOW at_start AS (PARTITION BY job, start_id),
    alike AS (PARTITION BY local_end, duration_s, energy_kwh, area_id)
), ranked AS (
  SELECT *,
    row_number() OVER states AS state,
    max(energy_kwh) OVER (states ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
      AS most_kwh,
    first_value({'kwh': energy_kwh, 's': duration_s, 'file': file}) OVER states AS kept
  FROM named
  WINDOW states AS (PARTITION BY run, in_country, year, part, energy_kwh IS NULL, unread IS NULL
    ORDER BY duration_s DESC NULLS LAST, energy_scope NULLS LAST, local_end DESC, file_number,
      row DESC)
), judged AS (
  SELECT *,
    max(CASE WHEN part IS NULL THEN energy_kwh END) OVER of_run AS total_kwh,
    max(CASE WHEN part IS NULL AND state = 1 THEN file END) OVER of_run AS total_file,
    max(CASE WHEN part IS NOT NULL AND state = 1 THEN energy_kwh END) OVER of_run AS part_kwh
  FROM ranked
  WINDOW of_run AS (PARTITION BY run, in_country, year, unread IS NULL)
), decided AS (
  SELECT *, CASE
      WHEN unread IS NOT NULL THEN unread
      WHEN copy_of IS NOT NULL THEN 'duplicate_file'
      WHEN energy_kwh IS NULL THEN NULL
      -- To the digits that are printed.
      WHEN most_kwh > kept.kwh + abs(kept.kwh) / 1e6 THEN 'cumulative_rows_disagree'
      WHEN state > 1 AND energy_kwh >= kept.kwh * 0.999999
        AND NOT duration_s < kept.s * 0.999999 THEN 'duplicate_run'
      WHEN state > 1 THEN 'cumulative_row'
      -- Parts may overlap, and are measured a moment apart; none is more than the whole.
      WHEN part_kwh > total_kwh * 1.01 THEN 'parts_exceed_run'
      WHEN part IS NOT NULL AND total_kwh IS NOT NULL THEN 'part_of_run'
    END AS why
  FROM judged
)
SELECT
  * EXCLUDE (before_s, start_id, run_name, run, in_country, job, part, state, most_kwh, kept,
    total_kwh, total_file, part_kwh, copy_of, file_number, unread, why),
  run_name AS carbondata_run, part AS carbondata_part, why AS unread,
  CASE WHEN why = 'duplicate_file' THEN copy_of WHEN why = 'part_of_run' THEN total_file
    WHEN why IN ('duplicate_run', 'cumulative_row') THEN kept.file END AS counted_in
FROM decided
