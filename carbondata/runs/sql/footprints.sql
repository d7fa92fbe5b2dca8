-- footprints: what each located run emits, or the reason why that is not known. Portable.
--   counted_kwh  energy x PUE, which is applied once: never to the energy of a facility
--   emissions_t  counted_kwh x intensity / 1e6 (g to t), with the bounds of energy and factor
-- A comparison with NaN is true when NaN is on the greater side, in DuckDB as in Spark, so that the
-- upper limits catch it.
SELECT
  c.*,
  c.counted_kwh * c.intensity_g_per_kwh / 1000000 AS emissions_t,
  CASE
    WHEN c.energy_kwh_low IS NOT NULL OR c.intensity_g_per_kwh_low IS NOT NULL
    THEN coalesce(c.energy_kwh_low / nullif(c.energy_kwh, 0), 1) * c.counted_kwh
      * coalesce(c.intensity_g_per_kwh_low, c.intensity_g_per_kwh) / 1000000
  END AS emissions_t_low,
  CASE
    WHEN c.energy_kwh_high IS NOT NULL OR c.intensity_g_per_kwh_high IS NOT NULL
    THEN coalesce(c.energy_kwh_high / nullif(c.energy_kwh, 0), 1) * c.counted_kwh
      * coalesce(c.intensity_g_per_kwh_high, c.intensity_g_per_kwh) / 1000000
  END AS emissions_t_high
FROM (
  SELECT
    j.*,
    CASE WHEN j.reason IS NULL OR j.reason = 'year_gap'
      THEN CASE WHEN j.pue IS NULL THEN j.energy_scope ELSE 'facility' END END AS emissions_scope,
    CASE WHEN j.reason IS NULL OR j.reason = 'year_gap'
      THEN j.energy_kwh
        * CASE WHEN j.pue IS NULL OR j.energy_scope = 'facility' THEN 1 ELSE j.pue END
    END AS counted_kwh
  FROM (
    SELECT
      l.*,
      CASE
        WHEN l.unread IS NOT NULL THEN l.unread
        WHEN l.end_us <= l.start_us THEN 'end_before_start'
        WHEN l.energy_kwh IS NULL THEN 'energy_missing'
        WHEN l.energy_kwh < 0 THEN 'energy_negative'
        -- More than the world generates in a year.
        WHEN l.energy_kwh > 30000000000000 THEN 'energy_impossible'
        WHEN l.energy_kwh_low < 0 OR l.energy_kwh_low > l.energy_kwh
          OR l.energy_kwh_high < l.energy_kwh OR l.energy_kwh_high > 30000000000000
          THEN 'energy_bounds_impossible'
        WHEN l.energy_scope IS NULL
          OR l.energy_scope NOT IN ('accelerator', 'server', 'facility')
          THEN 'energy_scope_unknown'
        WHEN l.pue < 1 THEN 'pue_below_1'
        WHEN l.pue > 4 THEN 'pue_above_4'
        ELSE l.factor_reason
      END AS reason
    FROM located AS l
  ) AS j
) AS c
