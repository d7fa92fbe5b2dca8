-- at_once: how many counted runs of the same machine, place and time there are, as the ranks of one
-- job each measure the whole machine; null for one alone, and for a few seconds. Two runs are of the
-- same time if neither their starts nor their ends are more than a twentieth apart, or a minute.
, begun AS (
  SELECT *, unread IS NULL AND hardware IS NOT NULL AND duration_s >= 10 AS whole,
    least(60, duration_s / 20) AS slack_s
  FROM once
), by_start AS (
  SELECT *, sum(CASE WHEN begin_s - lag_s <= slack_s THEN 0 ELSE 1 END)
    OVER (PARTITION BY whole, hardware, area_id ORDER BY begin_s, lag_s NULLS FIRST ROWS UNBOUNDED PRECEDING)
    AS start_id
  FROM (SELECT *, lag(begin_s) OVER (PARTITION BY whole, hardware, area_id ORDER BY begin_s) AS lag_s
    FROM begun)
), by_end AS (
  SELECT * EXCLUDE (lag_s), sum(CASE WHEN duration_s + begin_s - lag_s <= slack_s THEN 0 ELSE 1 END) OVER (same_start ROWS UNBOUNDED PRECEDING) AS end_id
  FROM (SELECT * EXCLUDE (lag_s), lag(begin_s + duration_s) OVER same_start AS lag_s FROM by_start
    WINDOW same_start AS (PARTITION BY whole, hardware, area_id, start_id ORDER BY begin_s + duration_s))
  WINDOW same_start AS (PARTITION BY whole, hardware, area_id, start_id ORDER BY begin_s + duration_s, lag_s NULLS FIRST)
)
SELECT * EXCLUDE (whole, slack_s, hardware, begin_s, start_id, end_id, local_end),
  CASE WHEN whole THEN nullif(count(*) OVER same, 1) END AS runs_at_once,
  CASE WHEN whole THEN row_number() OVER largest END AS rank_at_once,
  first_value(file) OVER largest AS first_at_once
FROM by_end
WINDOW same AS (PARTITION BY whole, hardware, area_id, start_id, end_id),
  largest AS (
    PARTITION BY whole, hardware, area_id, start_id, end_id ORDER BY energy_kwh DESC, file, row)
