-- located: each run with the mean intensity over exactly its hours. Portable, and two equi-joins:
-- no run is exploded into its hours; the running sums of `hours` make the mean a subtraction.
-- runs    area_id, start_us, end_us (microseconds since 1970, UTC), time_reason
-- series  one row per place, for one boundary: zone_id (a small number), step_us, factor_id ...
-- hours   slot, intensity_g_per_kwh, g_h_before, g_h_through, intervals_through
-- A slot is an interval's start in microseconds plus its zone_id: starts are whole minutes, so one
-- number encodes both, and joins on one number are twice as fast. Slots are computed before the
-- joins, or DuckDB would expect as few as there are zones and build the larger side.
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
    stretch_mean(
      r.start_us, r.end_us, r.step_us, r.start_slot, r.end_slot,
      a.intensity_g_per_kwh, z.intensity_g_per_kwh,
      z.g_h_before - a.g_h_through, z.intervals_through - a.intervals_through
    ) AS intensity_g_per_kwh,
    CAST(NULL AS DOUBLE) AS intensity_g_per_kwh_low,
    CAST(NULL AS DOUBLE) AS intensity_g_per_kwh_high
  FROM (
    SELECT
      i.*,
      s.factor_id, s.source_id, CAST(NULL AS BIGINT) AS factor_year, s.boundary, s.gas, s.step_us,
      i.start_us - i.start_us % s.step_us + s.zone_id AS start_slot,
      -- The last interval contains the instant just before the end.
      i.end_us - 1 - (i.end_us - 1) % s.step_us + s.zone_id AS end_slot
    FROM runs AS i
    LEFT JOIN series AS s ON s.place = i.area_id
  ) AS r
  LEFT JOIN hours AS a ON a.slot = r.start_slot
  LEFT JOIN hours AS z ON z.slot = r.end_slot
) AS m
