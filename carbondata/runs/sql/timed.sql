-- timed: what a tool recorded, with its place as an area and its times as moments.
-- A place is an area's id, its two-letter code or its name; what is none of these stays as it is.
-- A time without a zone is told by the zone named in `zone`; without one only its year is used,
-- which is that of the calendar on the wall.
SELECT
  t.* EXCLUDE (place, end_text, local_start, local_end, utc_end),
  coalesce(p.area_id, t.place) AS area_id,
  year(coalesce(local_start, local_end)) AS year,
  epoch_us(utc_end) - CAST(round(duration_s * 1000000) AS BIGINT) AS start_us,
  epoch_us(utc_end) AS end_us,
  CASE WHEN end_text IS NOT NULL THEN time_reason_of(end_text) END AS time_reason,
  year(local_start) <> year(local_end - INTERVAL 1 MICROSECOND) AS spans_years
FROM (
  SELECT *,
    local_of(end_text) AS local_end,
    local_of(end_text) - to_microseconds(CAST(round(duration_s * 1000000) AS BIGINT)) AS local_start,
    utc_of(end_text) AS utc_end
  FROM read
) AS t
LEFT JOIN names AS p ON p.name = lower(trim(t.place))
