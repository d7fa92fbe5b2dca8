-- repeated: rows with the name of a run that other rows have too, each with the reason if it is not
-- counted, and the file of the row that is (`counted_in`). In one place and year, for one part:
-- the same energy, at the same time or at none, is the same row again; of rows that begin together
-- the longest counts, as it includes the others; rows that follow each other all count. Anything
-- else contradicts itself and is not worked out. A row of the whole (of a table) includes the parts
-- of the run (tasks, sittings, of a tool) if it has their energy.
, ordered AS (
  SELECT *,
    end_us IS NOT NULL AND coalesce(start_us >= max(end_us) FILTER (NOT again) OVER (
      PARTITION BY run_key, part, area_id, year ORDER BY start_us, end_us
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), start_us IS NOT NULL) AS follows
  FROM compared
), judged AS (
  SELECT *,
    sum(CASE WHEN again THEN 0 ELSE 1 END) OVER run AS rows_left,
    bool_and(follows OR again) OVER run AS in_turn,
    bool_and(start_us IS NOT NULL OR again) OVER run
      AND max(start_us) OVER run - min(start_us) OVER run <= 2000000 AS together,
    max(energy_kwh) FILTER (NOT again) OVER run AS most_kwh,
    first_value({'kwh': energy_kwh, 'end_us': end_us, 'file': file}) OVER (
      PARTITION BY run_key, part, area_id, year ORDER BY again, end_us DESC, energy_kwh DESC) AS kept,
    max(CASE WHEN part IS NULL AND NOT again THEN {'kwh': energy_kwh, 'file': file} END) OVER whole
      AS total,
    sum(CASE WHEN part IS NOT NULL AND NOT again THEN energy_kwh END) OVER whole AS parts_kwh
  FROM ordered
  WINDOW run AS (PARTITION BY run_key, part, area_id, year),
    whole AS (PARTITION BY run_key, area_id, year)
), decided AS (
  SELECT *, CASE
      WHEN again THEN 'duplicate_run'
      WHEN part IS NOT NULL AND total.kwh >= 0.99 * parts_kwh THEN 'part_of_run'
      WHEN part IS NULL AND energy_kwh > 0 AND total.kwh < 0.99 * parts_kwh THEN 'run_id_repeated'
      WHEN rows_left = 1 OR in_turn THEN NULL
      WHEN NOT together THEN 'run_id_repeated'
      WHEN most_kwh > kept.kwh THEN 'cumulative_rows_disagree'
      WHEN energy_kwh < kept.kwh OR end_us < kept.end_us THEN 'cumulative_row'
    END AS why
  FROM judged
)
SELECT s.* REPLACE (
  why AS unread,
  CASE why WHEN 'duplicate_run' THEN first_file WHEN 'cumulative_row' THEN kept.file
    WHEN 'part_of_run' THEN total.file
    ELSE s.counted_in END AS counted_in)
FROM same_named AS s JOIN decided AS d ON d.id = s.rowid
