-- same_rows: rows with the name of a run that other rows have too, and whether one is the same row
-- again (`again`): the same energy in one place and year, at the same time or at none.
WITH placed AS (
  SELECT s.rowid AS id, carbondata_run AS run_key, carbondata_part AS part, file, s.area_id, year,
    energy_kwh, start_us, end_us, p.part_id, coalesce(p.area_id, s.area_id) AS country
  FROM same_named AS s LEFT JOIN place_names AS p ON p.name = folded(s.area_id)
), runs_named AS (
  -- A country is also the place of the one part of it that is named, but two parts are two places.
  SELECT * REPLACE (CASE WHEN min(part_id) OVER there = max(part_id) OVER there THEN country
    ELSE coalesce(part_id, country) END AS area_id),
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
)
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
