-- factor_choices: one row is a place, a year and a boundary that a run may name: the factor for it,
-- and how many years away that factor is. 0 is the run's own year. Any other is offered, never
-- taken: a footprint takes it only where a year gap is asked for.
-- The bounds are the lowest and highest figure that any source gives for the factor's own place,
-- year, boundary and gas; null where one source alone speaks.
CREATE VIEW factor_choices AS
WITH spread AS (
  SELECT area_id, year, boundary, gas,
         min(intensity_g_per_kwh) AS low, max(intensity_g_per_kwh) AS high
  FROM grid_intensity
  WHERE verified AND accounting = 'location'
  GROUP BY ALL
  HAVING count(*) > 1
), factors AS (
  SELECT g.*, s.low, s.high
  FROM grid AS g LEFT JOIN spread AS s USING (area_id, year, boundary, gas)
), years AS (
  SELECT unnest(range(1990, 2051)) AS for_year
), wanted AS (
  SELECT area_id, for_year, boundary
  FROM areas CROSS JOIN years
  CROSS JOIN (SELECT unnest(['direct', 'life_cycle']) AS boundary)
)
SELECT
  w.area_id,
  w.for_year,
  w.boundary,
  f.area_id || '@' || f.year || '/' || f.boundary || '/' || f.source_id AS factor_id,
  f.year AS factor_year,
  abs(f.year - w.for_year) AS year_gap,
  f.intensity_g_per_kwh,
  f.low AS intensity_g_per_kwh_low,
  f.high AS intensity_g_per_kwh_high,
  f.gas,
  f.gwp,
  f.source_id
FROM wanted AS w
LEFT JOIN factors AS f ON f.area_id = w.area_id AND f.boundary = w.boundary
-- Of two factors equally near, the earlier: it was known when the run was made.
QUALIFY row_number() OVER (
  PARTITION BY w.area_id, w.for_year, w.boundary ORDER BY abs(f.year - w.for_year), f.year
) = 1;

COMMENT ON VIEW factor_choices IS
  'The grid factor for a place, year and boundary, and how many years away the nearest one is.';
