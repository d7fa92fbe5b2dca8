-- named: every row that a tool wrote, with the run that it is of (`run`).
-- run_name  the name of the run; null if it was lost
-- job       what rows of one run that lost its name have in common
WITH following AS (
  SELECT *, lag(begin_s) OVER in_order AS before_s, lag(duration_s) OVER in_order AS lasted_s
  FROM (SELECT *, epoch(local_end) - duration_s AS begin_s FROM tool_keys)
  WINDOW in_order AS (PARTITION BY job ORDER BY begin_s, duration_s)
), grouped AS (
  -- Rows without a name are one run if they are of one job and began within two seconds, the second
  -- before the end of the first. Times are cut to the second, so a second more tells nothing.
  SELECT *, sum(CASE WHEN begin_s - before_s <= greatest(0.001, least(2, lasted_s - 1)) THEN 0 ELSE 1 END)
    OVER (PARTITION BY job ORDER BY begin_s, duration_s, before_s NULLS FIRST ROWS UNBOUNDED PRECEDING)
    AS start_id
  FROM following
), spread AS (
  -- Of runs begun one after another nobody knows which row is whose: only copies are one run.
  SELECT *, CASE WHEN max(begin_s) OVER at_start - min(begin_s) OVER at_start <= 2
      THEN job || '/' || start_id END AS begun,
    CASE WHEN begin_s IS NOT NULL AND energy_kwh IS NOT NULL AND tool = 'boamps'
      THEN coalesce(min(CASE WHEN tool <> 'boamps' THEN run_name END) OVER alike,
        min(run_name) OVER alike) END AS measured,
    CASE WHEN begin_s IS NOT NULL AND min(run_name) OVER alike = max(run_name) OVER alike
      THEN min(run_name) OVER alike END AS like_name
  FROM grouped
  WINDOW at_start AS (PARTITION BY job, start_id),
    alike AS (PARTITION BY local_end, duration_s, energy_kwh, in_country)
), known AS (
  -- If just one run with a name began then, or has their end, duration and energy, they are its.
  -- A report of BoAmps is of the run whose measure it repeats.
  SELECT *, coalesce(
      min(measured) OVER (PARTITION BY tool, run_name),
      run_name,
      CASE WHEN begun IS NOT NULL AND min(run_name) OVER at_start = max(run_name) OVER at_start
        THEN min(run_name) OVER at_start END,
      like_name,
      begun,
      job || '/' || local_end || '/' || duration_s || '/' || energy_kwh,
      file || '/' || row) AS run
  FROM spread
  WINDOW at_start AS (PARTITION BY job, start_id)
), tasks AS (
  SELECT * FROM known WHERE part IS NOT NULL
), totals AS (
  SELECT job, run, run_name, begin_s, begin_s + duration_s AS end_s FROM known
  WHERE part IS NULL AND job IN (SELECT job FROM tasks)
), wholes AS (
  -- One that lost its name may be the whole of tasks with a name, too.
  SELECT job, run AS whole, min(begin_s) - 2 AS from_s, max(end_s) + 2 AS to_s,
    unnest(CASE WHEN max(run_name) IS NULL THEN [true, false] ELSE [false] END) AS of_named
  FROM totals GROUP BY job, run
)
SELECT * FROM known WHERE part IS NULL
UNION ALL BY NAME
SELECT * FROM tasks WHERE run IN (SELECT run FROM totals)
UNION ALL BY NAME
-- A task without a total of its name is of the total without one that it lies within, or the reverse.
SELECT t.* REPLACE (CASE WHEN t.begin_s + t.duration_s <= w.to_s THEN w.whole ELSE t.run END AS run)
FROM (SELECT * FROM tasks WHERE run NOT IN (SELECT run FROM totals)) AS t
ASOF LEFT JOIN wholes AS w
  ON w.job = t.job AND w.of_named = (t.run_name IS NOT NULL) AND t.begin_s >= w.from_s
