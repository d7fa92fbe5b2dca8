-- timed: what a tool recorded, with its place as an area and its times as moments.
-- A place is an area's id, its two-letter code or its name; what is none of these stays as it is.
-- A time without a zone is told by the zone named in `zone`; without one only its year is used,
-- which is that of the calendar on the wall. A run of more than a century is none.
SELECT
  t.* EXCLUDE (place, end_text, local_end, utc_end, spent, unread),
  coalesce(p.area_id, t.place) AS area_id,
  year(coalesce(local_end - spent, local_end)) AS year,
  epoch_us(utc_end) - epoch_us(spent) AS start_us,
  epoch_us(utc_end) AS end_us,
  CASE WHEN end_text IS NOT NULL THEN time_reason_of(end_text) END AS time_reason,
  coalesce(unread, CASE WHEN duration_s IS NOT NULL AND spent IS NULL THEN 'duration_impossible' END)
    AS unread,
  year(local_end - spent) <> year(local_end - INTERVAL 1 MICROSECOND) AS spans_years
FROM (
  SELECT *,
    local_of(end_text) AS local_end,
    utc_of(end_text) AS utc_end,
    -- Not a number is greater than any.
    CASE WHEN abs(duration_s) <= max_duration_s()
      THEN to_microseconds(CAST(round(duration_s * 1000000) AS BIGINT)) END AS spent
  FROM read
) AS t
LEFT JOIN place_names AS p ON p.name = lower(trim(t.place))
