-- repeated: rows with the name of a run that other rows have too, each with the reason if it is not
-- counted, and the file of the row that is (`counted_in`). In one place and year, for one part:
-- the same energy, at the same time or at none, is the same row again; of rows that begin together
-- the longest counts, as it includes the others; rows that follow each other all count. Anything
-- else contradicts itself and is not worked out.
WITH placed AS (
  SELECT s.rowid AS id, carbondata_run AS run_key, carbondata_part AS part, file, s.area_id, year,
    energy_kwh, start_us, end_us, p.part_id, coalesce(p.area_id, s.area_id) AS country
  FROM same_named AS s LEFT JOIN place_names AS p ON p.name = folded(s.area_id)
), runs_named AS (
  -- A country is also the place of the one part of it that is named, but two parts are two places.
  SELECT * REPLACE (CASE WHEN min(part_id) OVER there = max(part_id) OVER there THEN country
    ELSE area_id END AS area_id),
    part_id IS NULL AS is_coarse
  FROM placed
  WINDOW there AS (PARTITION BY run_key, part, country, year)
), stepped AS (
  -- Energies are the same to the digits that are printed.
  SELECT *, energy_kwh > (1 + 1e-6) * lag(energy_kwh) OVER (
      PARTITION BY run_key, part, area_id, year ORDER BY energy_kwh) AS is_more
  FROM runs_named
), leveled AS (
  -- Here and below sum, as DuckDB takes quadratic time for count(*) FILTER over a window.
  SELECT *, sum(CASE WHEN is_more THEN 1 ELSE 0 END) OVER (
      PARTITION BY run_key, part, area_id, year ORDER BY energy_kwh
      ROWS UNBOUNDED PRECEDING) AS level
  FROM stepped
), compared AS (
  SELECT *,
    (row_number() OVER equal > 1 AND (start_us IS NULL OR (start_us = lag(start_us) OVER equal
      AND end_us IS NOT DISTINCT FROM lag(end_us) OVER equal)))
    -- One moment is in two years where clocks differ.
    OR coalesce(start_us = lag(start_us) OVER moment AND end_us = lag(end_us) OVER moment, false)
      AS again,
    CASE WHEN start_us = lag(start_us) OVER moment THEN first_value(file) OVER moment
      ELSE first_value(file) OVER equal END AS first_file
  FROM leveled
  WINDOW equal AS (
    PARTITION BY run_key, part, area_id, year, level
    ORDER BY start_us, end_us, is_coarse, file),
  moment AS (
    PARTITION BY run_key, part, area_id, energy_kwh, start_us, end_us ORDER BY is_coarse, year, file)
), ordered AS (
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
      PARTITION BY run_key, part, area_id, year ORDER BY again, end_us DESC, energy_kwh DESC) AS kept
  FROM ordered
  WINDOW run AS (PARTITION BY run_key, part, area_id, year)
), decided AS (
  SELECT *, CASE
      WHEN again THEN 'duplicate_run'
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
    ELSE s.counted_in END AS counted_in)
FROM same_named AS s JOIN decided AS d ON d.id = s.rowid
