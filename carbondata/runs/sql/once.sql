-- once: every row that a tool wrote, with the reason if it is not counted because its run is counted
-- in another row of any file (`counted_in`). Of a run's rows the longest counts, as each includes
-- all before it; of a total and its parts (tasks), the total. One that began after the end of those
-- before it is none of them: the name was used again.
-- run       the run of the row: see named.sql
-- attempt   the start, where a run with that name began anew
-- sitting   the same, by the times of rows of which each may include those before it
-- part      the part of a run; null for the whole
-- hardware  the machine whose energy was measured; null if it was not a whole machine
WITH ranked AS (
  SELECT *,
    row_number() OVER states AS state,
    max(energy_kwh) OVER (states ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
      AS most_kwh,
    first_value({'kwh': energy_kwh, 's': duration_s, 'file': file}) OVER states AS kept
  FROM sittings
  WINDOW states AS (PARTITION BY run, attempt, part, sitting, energy_kwh IS NULL, unread IS NULL
    ORDER BY duration_s DESC NULLS LAST, energy_scope NULLS LAST, in_country IS NULL,
      place_basis <> 'region', local_end DESC, file_number, row DESC)
), judged AS (
  SELECT *,
    -- A name that was used again elsewhere, after its run ended, is that of two runs.
    max(part) OVER of_run IS NULL AND min(in_country) OVER of_run <> max(in_country) OVER of_run
      AS elsewhere,
    getvariable('run_area') IS NULL AND CASE
      WHEN elsewhere THEN min(in_country) OVER of_sitting <> max(in_country) OVER of_sitting
      ELSE min(in_country) OVER of_run <> max(in_country) OVER of_run END AS in_two_countries,
    max(sitting) OVER of_run AS sittings,
    -- A zero is a total that was not measured.
    max(CASE WHEN part IS NULL AND energy_kwh > 0 THEN energy_kwh END) OVER of_run AS total_kwh,
    max(CASE WHEN part IS NULL AND state = 1 THEN file END) OVER of_run AS total_file,
    max(CASE WHEN part IS NOT NULL AND state = 1 THEN energy_kwh END) OVER of_run AS part_kwh,
    -- What the row that counts may lack, and another of its run has.
    {'area_id': area_id, 'basis': place_basis, 'low': parts_g_per_kwh_low,
      'high': parts_g_per_kwh_high} AS here,
    CASE WHEN elsewhere THEN min(CASE WHEN area_id IS NOT NULL THEN here END) OVER of_sitting
      ELSE first_value(here) OVER (PARTITION BY run, attempt, unread IS NULL
        ORDER BY area_id IS NULL, place_basis <> 'region', file_number, row) END AS placed,
    min(year) OVER of_sitting AS dated
  FROM ranked
  WINDOW of_run AS (PARTITION BY run, attempt, unread IS NULL),
    of_sitting AS (PARTITION BY run, attempt, sitting, unread IS NULL)
), decided AS (
  SELECT *, CASE
      -- A card has no energy, but a figure, which counts once too.
      WHEN unread = 'no_energy_in_card' AND copy_of IS NOT NULL THEN 'duplicate_file'
      WHEN unread IS NOT NULL THEN unread
      WHEN copy_of IS NOT NULL THEN 'duplicate_file'
      WHEN energy_kwh IS NULL THEN NULL
      WHEN in_two_countries THEN 'places_disagree'
      -- Copies may be rounded to three digits.
      WHEN most_kwh > kept.kwh + abs(kept.kwh) / 100 THEN 'cumulative_rows_disagree'
      WHEN state > 1 AND energy_kwh >= kept.kwh * 0.99
        AND (duration_s < kept.s * 0.999) IS NOT true THEN 'duplicate_run'
      WHEN state > 1 THEN 'cumulative_row'
      -- Parts may overlap, and are measured a moment apart; none is more than the whole.
      WHEN part_kwh > total_kwh * 1.01 THEN 'parts_exceed_run'
      WHEN part IS NOT NULL AND total_kwh IS NOT NULL THEN 'part_of_run'
    END AS why
  FROM judged
)
SELECT
  * EXCLUDE (before_s, lasted_s, start_id, begun, measured, like_name, run_name, run, in_country, job,
    attempt, at_s, is_first, sitting, sittings, part, elsewhere, here, state, most_kwh, kept, in_two_countries, total_kwh,
    total_file, part_kwh, copy_of, file_number, unread, why),
  run_name AS carbondata_run,
  nullif(concat_ws('/', part, attempt, CASE WHEN sittings > 0 THEN sitting END), '') AS carbondata_part,
  why AS unread,
  CASE WHEN why = 'duplicate_file' THEN copy_of WHEN why = 'part_of_run' THEN total_file
    WHEN why IN ('duplicate_run', 'cumulative_row') THEN kept.file END AS counted_in
FROM decided
