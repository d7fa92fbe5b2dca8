-- timed: what a tool recorded, with its place as an area and its times in UTC.
-- The country is what its code, its name and the region of its cloud say; where they contradict
-- each other, what two of the three say. A part of it (`part_of_place`) is taken if it has a factor
-- for the year. A place that nothing is known of stays as it is.
-- A time without an offset is in the zone of the variable `zone`; without that only its year is
-- used, as in local time. A duration of more than a century is not one.
, dated AS (
  SELECT *,
    coalesce(local_of(end_text), local_of(begin_text) + spent) AS local_end,
    coalesce(utc_of(end_text), utc_of(begin_text) + spent) AS utc_end,
    coalesce(end_text, begin_text) AS time_text
  FROM (
    -- NaN is greater than any number.
    SELECT *, CASE WHEN abs(duration_s) <= max_duration_s()
      THEN to_microseconds(CAST(round(duration_s * 1000000) AS BIGINT)) END AS spent
    FROM read)
), named AS (
  SELECT d.*, year(coalesce(local_of(begin_text), local_end - spent, local_end)) AS year,
    coalesce(c.area_id, z.area_id) AS by_code, n.area_id AS by_name, k.area_id AS by_cloud,
    c.part_id AS stated_part
  FROM dated AS d
  LEFT JOIN place_names AS c ON c.name = folded(d.place)
  -- The zone of a map: US-CAL-CISO is somewhere in the USA.
  LEFT JOIN place_names AS z ON c.name IS NULL AND z.name = regexp_extract(lower(d.place), '^ *([a-z]{2})-', 1)
  LEFT JOIN place_names AS n ON n.name = folded(d.place_name)
  LEFT JOIN cloud_names AS k ON k.name = lower(d.cloud)
), agreed AS (
  SELECT *, CASE
    WHEN by_code = by_name OR by_code = by_cloud THEN by_code
    WHEN by_name = by_cloud THEN by_name
    WHEN len(list_distinct([by_code, by_name, by_cloud])) = 1 THEN coalesce(by_code, by_name, by_cloud)
  END AS in_country
  FROM named
)
SELECT
  a.* EXCLUDE (
    place, place_name, part_of_place, cloud, begin_text, end_text, time_text, utc_end, spent,
    unread, by_code, by_name, by_cloud, stated_part),
  coalesce(u.area_id, in_country, place, place_name, cloud) AS area_id,
  CASE
    WHEN u.area_id IS NOT NULL THEN 'region'
    WHEN by_code IS NULL AND in_country = by_name AND place IS NOT NULL THEN 'country_name'
    WHEN coalesce(part_of_place, stated_part) IS NOT NULL OR s.area_id IS NOT NULL THEN 'country_mean'
    WHEN by_code IS NULL AND by_name IS NULL AND by_cloud IS NOT NULL THEN 'cloud_region'
    WHEN in_country IS NOT NULL THEN 'country'
  END AS place_basis,
  CASE WHEN u.area_id IS NULL THEN s.parts_g_per_kwh_low END AS parts_g_per_kwh_low,
  CASE WHEN u.area_id IS NULL THEN s.parts_g_per_kwh_high END AS parts_g_per_kwh_high,
  epoch_us(utc_end) - epoch_us(spent) AS start_us,
  epoch_us(utc_end) AS end_us,
  CASE WHEN time_text IS NOT NULL THEN time_reason_of(time_text) END AS time_reason,
  CASE
    WHEN is_of_rows(run_id) OR is_of_rows(time_text) OR is_of_rows(end_text) THEN 'total_of_rows'
    WHEN unread IS NOT NULL THEN unread
    WHEN duration_s IS NOT NULL AND spent IS NULL THEN 'duration_impossible'
    WHEN energy_kwh <= max_run_kwh() AND energy_kwh * 3600000 / nullif(duration_s, 0) > max_power_w()
      THEN 'power_above_1_gw'
    WHEN in_country IS NULL AND coalesce(by_code, by_name, by_cloud) IS NOT NULL
      AND getvariable('run_area') IS NULL THEN 'places_disagree'
  END AS unread,
  year(local_end - spent) <> year(local_end - INTERVAL 1 MICROSECOND) AS spans_years
FROM agreed AS a
LEFT JOIN part_names AS p ON p.country_id = in_country AND p.name = folded(a.part_of_place)
LEFT JOIN usable_places AS u ON u.area_id = coalesce(stated_part, p.part_id)
  AND u.year = coalesce(CAST(getvariable('run_year') AS BIGINT), a.year)
LEFT JOIN spreads AS s ON s.area_id = in_country
  AND s.year = coalesce(CAST(getvariable('run_year') AS BIGINT), a.year)
