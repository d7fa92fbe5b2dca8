-- sittings: every row that a tool wrote, with the sitting that it is of: where a name was used again
-- after the end of the rows before it, another one begins.
-- at_s      when it began, in seconds
-- is_first  whether it is the first of its copies
-- about_kwh, about_s  by which copies are known. A UUID is of one run, so its numbers may be rounded.
WITH rounded AS (
  SELECT *,
    CASE WHEN is_uuid THEN CAST(printf('%.2e', energy_kwh) AS DOUBLE) ELSE energy_kwh END AS about_kwh,
    CASE WHEN is_uuid THEN CAST(printf('%.2e', duration_s) AS DOUBLE) ELSE duration_s END AS about_s
  FROM (SELECT *, length(run_name) = 36 AND run_name[9] = '-' AND run_name[24] = '-' AS is_uuid FROM named)
), clocked AS (
  -- In UTC if the zones of all are known; if only of some, nobody knows what came first.
  SELECT *,
    CASE WHEN tool = 'boamps' THEN NULL  -- the time of a measure is part of its name
      WHEN count(start_us) OVER of_name = count(begin_s) OVER of_name THEN start_us / 1e6
      WHEN count(start_us) OVER of_name = 0 THEN begin_s END AS at_s,
    row_number() OVER (PARTITION BY run, attempt, part, unread IS NULL, about_kwh, about_s, nth
      ORDER BY tool = 'boamps', begin_s, file_number, row) = 1 AS is_first
  FROM (SELECT *, dense_rank() OVER (PARTITION BY run, attempt, part, about_kwh, about_s, file_number
      ORDER BY local_end) AS nth FROM rounded)
  WINDOW of_name AS (PARTITION BY run, attempt, part, unread IS NULL)
), apart AS (
  -- States of a run begin together; of an experiment, runs may begin while others last. What begins
  -- a whole number of quarters of an hour later in another file may be by the clock of another zone.
  SELECT *, CASE WHEN apart_s > 2 AND (other_id IS NOT NULL
      OR at_s >= max(at_s + duration_s) OVER (in_time ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - 1)
      AND NOT coalesce(is_uuid AND start_us IS NULL AND file_number <> before_file AND apart_s < 27 * 3600
        AND abs(apart_s - 900 * round(apart_s / 900)) <= 2, false)
    THEN 1 ELSE 0 END AS begins
  FROM (SELECT *, at_s - lag(at_s) OVER in_time AS apart_s, lag(file_number) OVER in_time AS before_file
    FROM clocked
    WINDOW in_time AS (PARTITION BY run, attempt, part, unread IS NULL, is_first ORDER BY at_s, duration_s))
  WINDOW in_time AS (PARTITION BY run, attempt, part, unread IS NULL, is_first ORDER BY at_s, duration_s)
)
-- A copy in another file, whose clock may be another, is of the sitting of the first.
SELECT * EXCLUDE (begins, sat, nth, is_uuid, about_kwh, about_s, apart_s, before_file), min(sat) OVER (
  PARTITION BY run, attempt, part, unread IS NULL, about_kwh, about_s, nth) AS sitting
FROM (SELECT *, CASE WHEN is_first THEN sum(begins) OVER (
    PARTITION BY run, attempt, part, unread IS NULL, is_first ORDER BY at_s, duration_s
    ROWS UNBOUNDED PRECEDING) END AS sat FROM apart)
