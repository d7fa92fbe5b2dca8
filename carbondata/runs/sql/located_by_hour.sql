-- located: each run beside the mean intensity of exactly its hours. Portable, and two equi-joins:
-- no run is exploded into its hours; the running sums of `hours` make the mean a subtraction.
-- runs    area_id, start_us, end_us (microseconds since 1970, UTC), time_reason
-- series  one row for a place, of one boundary: zone_id (a number), step_us, factor_id ...
-- hours   zone_id, slot_us, intensity_g_per_kwh, g_h_before, g_h_through, intervals_through
SELECT
  m.*,
  CASE
    WHEN m.area_id IS NULL THEN 'area_missing'
    WHEN m.time_reason IS NOT NULL THEN m.time_reason
    WHEN m.start_us IS NULL OR m.end_us IS NULL THEN 'time_missing'
    WHEN m.factor_id IS NULL THEN 'area_without_hours'
    WHEN m.intensity_g_per_kwh IS NULL THEN 'hours_not_covered'
  END AS factor_reason
FROM (
  SELECT
    r.*,
    s.factor_id, s.source_id, CAST(NULL AS BIGINT) AS factor_year, s.boundary, s.gas,
    CASE
      WHEN r.end_us <= r.start_us THEN NULL
      WHEN a.slot_us = z.slot_us THEN a.intensity_g_per_kwh
      WHEN (z.intervals_through - a.intervals_through) * s.step_us <> z.slot_us - a.slot_us
        THEN NULL
      ELSE (
        (z.g_h_before - a.g_h_through) * CAST(3600000000 AS DOUBLE)
        + a.intensity_g_per_kwh * (a.slot_us + s.step_us - r.start_us)
        + z.intensity_g_per_kwh * (r.end_us - z.slot_us)
      ) / (r.end_us - r.start_us)
    END AS intensity_g_per_kwh,
    CAST(NULL AS DOUBLE) AS intensity_g_per_kwh_low,
    CAST(NULL AS DOUBLE) AS intensity_g_per_kwh_high
  FROM runs AS r
  LEFT JOIN series AS s ON s.place = r.area_id
  LEFT JOIN hours AS a ON a.zone_id = s.zone_id AND a.slot_us = r.start_us - r.start_us % s.step_us
  -- The last interval holds the moment just before the end.
  LEFT JOIN hours AS z
    ON z.zone_id = s.zone_id AND z.slot_us = r.end_us - 1 - (r.end_us - 1) % s.step_us
) AS m
