-- located: each run beside the factor of its place and year. Portable: DuckDB, Spark, any SQL.
-- runs     area_id, year, and whatever else a run has
-- factors  one row for a place and year, of one boundary: see `factor_choices`
SELECT
  r.*,
  f.factor_id, f.source_id, f.factor_year, f.boundary, f.gas,
  f.intensity_g_per_kwh, f.intensity_g_per_kwh_low, f.intensity_g_per_kwh_high,
  CASE
    WHEN r.area_id IS NULL THEN 'area_missing'
    WHEN r.year IS NULL THEN 'year_missing'
    WHEN r.year < 1950 OR r.year > 2100 THEN 'year_out_of_range'
    WHEN f.area_id IS NULL THEN 'area_unknown'
    ELSE f.factor_reason
  END AS factor_reason
FROM runs AS r
LEFT JOIN factors AS f ON f.area_id = r.area_id AND f.for_year = r.year
