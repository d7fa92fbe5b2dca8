-- sittings: every row that a tool wrote, with the sitting that it is of: where a name was used again
-- after the end of the rows before it, another one begins.
-- at_s      when it began, in seconds
-- is_first  whether it is the first of its copies
WITH clocked AS (
  -- In UTC if the zones of all are known; if only of some, nobody knows what came first.
  SELECT *,
    CASE WHEN tool = 'boamps' THEN NULL  -- the time of a measure is part of its name
      WHEN count(start_us) OVER of_name = count(begin_s) OVER of_name THEN start_us / 1e6
      WHEN count(start_us) OVER of_name = 0 THEN begin_s END AS at_s,
    row_number() OVER (PARTITION BY run, attempt, part, unread IS NULL, energy_kwh, duration_s, nth
      ORDER BY tool = 'boamps', begin_s, file_number, row) = 1 AS is_first
  FROM (SELECT *, dense_rank() OVER (PARTITION BY run, attempt, part, energy_kwh, duration_s, file_number
      ORDER BY local_end) AS nth FROM named)
  WINDOW of_name AS (PARTITION BY run, attempt, part, unread IS NULL)
), apart AS (
  -- States of a run begin together; of an experiment, runs may begin while others last.
  SELECT *, CASE WHEN at_s > lag(at_s) OVER in_time + 2 AND (other_id IS NOT NULL
      OR at_s >= max(at_s + duration_s) OVER (in_time ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - 1)
    THEN 1 ELSE 0 END AS begins
  FROM clocked
  WINDOW in_time AS (PARTITION BY run, attempt, part, unread IS NULL, is_first ORDER BY at_s, duration_s)
)
-- A copy in another file, whose clock may be another, is of the sitting of the first.
SELECT * EXCLUDE (begins, sat, nth), min(sat) OVER (
  PARTITION BY run, attempt, part, unread IS NULL, energy_kwh, duration_s, nth) AS sitting
FROM (SELECT *, CASE WHEN is_first THEN sum(begins) OVER (
    PARTITION BY run, attempt, part, unread IS NULL, is_first ORDER BY at_s, duration_s
    ROWS UNBOUNDED PRECEDING) END AS sat FROM apart)
