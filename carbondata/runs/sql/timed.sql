-- timed: what a tool recorded, with its place as an area and its times in UTC.
-- A place is an area's id, its two-letter code or its name; anything else stays as it is.
-- A time without an offset is in the zone of the variable `zone`; without that only its year is
-- used, as in local time. A duration of more than a century is not one.
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
    -- NaN is greater than any number.
    CASE WHEN abs(duration_s) <= max_duration_s()
      THEN to_microseconds(CAST(round(duration_s * 1000000) AS BIGINT)) END AS spent
  FROM read
) AS t
LEFT JOIN place_names AS p ON p.name = lower(trim(t.place))
