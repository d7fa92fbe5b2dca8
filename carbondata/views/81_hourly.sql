-- hourly_series: one row per series of hours (or half-hours) of one zone, boundary and source,
-- under each of its names: that of the zone, and that of the area if it has only one zone.
CREATE VIEW hourly_series AS
WITH series AS (
  SELECT
    zone, area_id, boundary, gas, source_id, duration_h,
    min(start_utc) AS from_utc,
    max(start_utc) + to_microseconds(hours_us(duration_h)) AS to_utc,
    count(*) AS intervals
  FROM grid_intensity_hourly
  WHERE verified
  GROUP BY zone, area_id, boundary, gas, source_id, duration_h
), named AS (
  SELECT zone AS place, * FROM series
  UNION ALL
  SELECT area_id AS place, * FROM series
  WHERE area_id IS NOT NULL
  QUALIFY min(zone) OVER (PARTITION BY area_id) = max(zone) OVER (PARTITION BY area_id)
)
SELECT
  named.*,
  row_number() OVER (
    PARTITION BY place, boundary ORDER BY priority, intervals DESC, source_id, duration_h
  ) = 1 AS preferred
FROM named JOIN (SELECT source_id, priority FROM sources) USING (source_id);

COMMENT ON VIEW hourly_series IS
  'The hours of a zone in one boundary from one source, under each of its names.';
COMMENT ON COLUMN hourly_series.place IS 'Its name: that of the zone, or of the area if it has only one zone.';
COMMENT ON COLUMN hourly_series.duration_h IS 'Length of each interval. [h]';
COMMENT ON COLUMN hourly_series.from_utc IS 'Start of the first interval.';
COMMENT ON COLUMN hourly_series.to_utc IS 'End of the last interval.';
COMMENT ON COLUMN hourly_series.intervals IS 'The number of known intervals. [intervals]';
COMMENT ON COLUMN hourly_series.preferred IS 'Whether it is the one used for this place and boundary.';

-- hourly_sums: one row per interval, with the sums before it and up to its end: intensity x hours,
-- and intervals covered. The mean over any stretch is then a difference of two rows; if fewer hours
-- are covered than have elapsed, there is a gap.
CREATE VIEW hourly_sums AS
WITH running AS (
  SELECT
    zone, boundary, source_id, duration_h, start_utc, intensity_g_per_kwh,
    sum(intensity_g_per_kwh * duration_h) OVER w AS g_h_through,
    row_number() OVER w AS intervals_through
  FROM grid_intensity_hourly
  WHERE verified
  WINDOW w AS (PARTITION BY zone, boundary, source_id, duration_h ORDER BY start_utc
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
SELECT
  *,
  -- Exactly the sum of the previous row, so that the difference of adjacent rows is exactly zero.
  coalesce(lag(g_h_through) OVER (
    PARTITION BY zone, boundary, source_id, duration_h ORDER BY start_utc
  ), 0) AS g_h_before
FROM running;

COMMENT ON VIEW hourly_sums IS
  'An interval of a zone, with running sums that give the mean of any stretch by subtraction.';
COMMENT ON COLUMN hourly_sums.duration_h IS 'Length of the interval. [h]';
COMMENT ON COLUMN hourly_sums.g_h_before IS 'Intensity x hours, summed over all intervals before this one. [g/kWh h]';
COMMENT ON COLUMN hourly_sums.g_h_through IS 'The same, including this one. [g/kWh h]';
COMMENT ON COLUMN hourly_sums.intervals_through IS 'The number of intervals up to and including this one. [intervals]';

-- hourly_gaps: one row per gap in a series, from `from_utc` to `to_utc`.
CREATE VIEW hourly_gaps AS
SELECT
  zone, boundary, source_id,
  start_utc + to_microseconds(hours_us(duration_h)) AS from_utc,
  next_utc AS to_utc,
  date_diff('second', from_utc, to_utc) / 3600 AS gap_h
FROM (
  SELECT *, lead(start_utc) OVER (
    PARTITION BY zone, boundary, source_id, duration_h ORDER BY start_utc
  ) AS next_utc
  FROM grid_intensity_hourly
  WHERE verified
)
WHERE from_utc < next_utc;

COMMENT ON VIEW hourly_gaps IS 'A gap in the hours of a zone.';
COMMENT ON COLUMN hourly_gaps.from_utc IS 'End of the last interval before the gap.';
COMMENT ON COLUMN hourly_gaps.to_utc IS 'Start of the first interval after it.';
COMMENT ON COLUMN hourly_gaps.gap_h IS 'The length of the gap. [h]';

-- mean_intensity: the time-weighted mean over each stretch of a table `stretches` (place, boundary,
-- start_utc, end_utc): part of the first interval, the whole ones in between, part of the last.
-- The mean is null if the stretch is not fully covered.
CREATE MACRO mean_intensity(stretches) AS TABLE
WITH cut AS (
  SELECT
    t.place, t.boundary, t.start_utc, t.end_utc,
    s.zone, s.source_id, s.gas, s.duration_h,
    epoch_us(t.start_utc) AS start_us,
    epoch_us(t.end_utc) AS end_us,
    hours_us(s.duration_h) AS step_us
  FROM query_table(stretches) AS t
  LEFT JOIN hourly_series AS s ON s.place = t.place AND s.boundary = t.boundary AND s.preferred
), slots AS (
  SELECT
    *,
    make_timestamp(start_us // step_us * step_us) AS first_utc,
    -- The last interval contains the instant just before the end.
    make_timestamp((end_us - 1) // step_us * step_us) AS last_utc
  FROM cut
)
SELECT
  c.place, c.boundary, c.start_utc, c.end_utc, c.zone, c.source_id, c.gas,
  stretch_mean(
    c.start_us, c.end_us, c.step_us, epoch_us(c.first_utc), epoch_us(c.last_utc),
    a.intensity_g_per_kwh, z.intensity_g_per_kwh,
    z.g_h_before - a.g_h_through, z.intervals_through - a.intervals_through
  ) AS mean_g_per_kwh
FROM slots AS c
LEFT JOIN hourly_sums AS a
  ON a.zone = c.zone AND a.boundary = c.boundary AND a.source_id = c.source_id
  AND a.duration_h = c.duration_h AND a.start_utc = c.first_utc
LEFT JOIN hourly_sums AS z
  ON z.zone = c.zone AND z.boundary = c.boundary AND z.source_id = c.source_id
  AND z.duration_h = c.duration_h AND z.start_utc = c.last_utc;

COMMENT ON MACRO TABLE mean_intensity IS
'The mean intensity over each stretch of a table; null if it is not fully covered.
mean_g_per_kwh: The time-weighted mean of the intensity; null if it is not fully covered. [g/kWh]';

-- start_times: every start within a window at which the mean over `hours` can be lowest or highest,
-- with that mean: starts at which the run's start or end coincides with that of an interval.
-- A time with an offset does not depend on the zone of the session; a naive one is UTC.
CREATE MACRO start_times(of_place, of_boundary, window_from, window_to, hours) AS TABLE
WITH said AS (
  SELECT CAST(window_from AS VARCHAR) AS begun, CAST(window_to AS VARCHAR) AS ended,
    ':.*([+-]\d\d(:?\d\d)?|[Zz])$' AS zoned
), wanted AS (
  SELECT
    CASE WHEN regexp_matches(begun, zoned) THEN timezone('UTC', CAST(begun AS TIMESTAMPTZ))
      ELSE CAST(begun AS TIMESTAMP) END AS from_utc,
    CASE WHEN regexp_matches(ended, zoned) THEN timezone('UTC', CAST(ended AS TIMESTAMPTZ))
      ELSE CAST(ended AS TIMESTAMP) END AS to_utc
  FROM said
), series AS (
  SELECT * FROM hourly_series
  WHERE place = of_place AND boundary = of_boundary AND preferred
), edges AS (
  SELECT s.start_utc AS edge_utc
  FROM hourly_sums AS s
  JOIN series ON s.zone = series.zone AND s.boundary = series.boundary
    AND s.source_id = series.source_id AND s.duration_h = series.duration_h
  JOIN wanted ON s.start_utc BETWEEN wanted.from_utc AND wanted.to_utc
  UNION
  SELECT unnest([from_utc, to_utc]) FROM wanted
), started AS (
  SELECT edge_utc AS start_utc FROM edges
  UNION
  SELECT edge_utc - to_microseconds(hours_us(hours)) FROM edges
), stretches AS (
  SELECT
    of_place AS place, of_boundary AS boundary, start_utc,
    start_utc + to_microseconds(hours_us(hours)) AS end_utc
  FROM started CROSS JOIN wanted
  WHERE start_utc >= from_utc AND end_utc <= to_utc
)
FROM mean_intensity('stretches')
WHERE mean_g_per_kwh IS NOT NULL;

COMMENT ON MACRO TABLE start_times IS
'Every start in a window at which the mean over so many hours can be lowest or highest.
end_utc: When the run ends, UTC.
mean_g_per_kwh: The time-weighted mean of the intensity; null if it is not fully covered. [g/kWh]';
COMMENT ON COLUMN hourly_series.source_id IS 'The source of the row: a folder in sources/, a row of `sources`.';
