-- footprint_factors: one row per grid intensity that a footprint may use: verified and
-- location-based. `preferred` marks the one in the view `grid`; another is used only if its source
-- is named. The bounds are the lowest and the highest figure that any source gives for the same
-- place, year, boundary and gas; null if only one source gives it.
CREATE VIEW footprint_factors AS
SELECT
  f.area_id || '@' || f.year || '/' || f.boundary || '/' || f.source_id AS factor_id,
  f.area_id,
  f.year,
  f.boundary,
  f.gas,
  f.gwp,
  f.intensity_g_per_kwh,
  CASE WHEN count(*) OVER same > 1 THEN min(f.intensity_g_per_kwh) OVER same END
    AS intensity_g_per_kwh_low,
  CASE WHEN count(*) OVER same > 1 THEN max(f.intensity_g_per_kwh) OVER same END
    AS intensity_g_per_kwh_high,
  f.source_id,
  g.source_id IS NOT NULL AS preferred
FROM grid_intensity AS f
LEFT JOIN grid AS g
  ON g.area_id = f.area_id AND g.year = f.year AND g.boundary = f.boundary
  AND g.source_id = f.source_id
WHERE f.verified AND f.accounting = 'location'
WINDOW same AS (PARTITION BY f.area_id, f.year, f.boundary, f.gas);

COMMENT ON VIEW footprint_factors IS
  'A grid intensity that a footprint may use, its id, and the range of the sources that give it.';
COMMENT ON COLUMN footprint_factors.factor_id IS 'The id: area, year, boundary, source: FRA@2023/life_cycle/owid-energy.';
COMMENT ON COLUMN footprint_factors.intensity_g_per_kwh_low IS 'The lowest intensity that any source gives; null if only one gives it. [g/kWh]';
COMMENT ON COLUMN footprint_factors.intensity_g_per_kwh_high IS 'The highest intensity that any source gives; null if only one gives it. [g/kWh]';
COMMENT ON COLUMN footprint_factors.intensity_g_per_kwh IS 'Greenhouse gas emitted for one kWh of electricity. [g/kWh]';
COMMENT ON COLUMN footprint_factors.source_id IS 'The source of the row: a folder in sources/, a row of `sources`.';
COMMENT ON COLUMN footprint_factors.preferred IS 'Whether it is the one in the view grid; another is used only if its source is named.';

-- factor_choices: one row per place, year and boundary that a run may name, with the nearest factor
-- and how many years away it is; 0 is the run's own year. Any other is only offered: a footprint
-- uses it only if a year gap is allowed.
CREATE VIEW factor_choices AS
WITH years AS (
  SELECT unnest(range(first_run_year(), last_run_year() + 1)) AS for_year
), wanted AS (
  SELECT area_id, for_year, boundary
  FROM areas CROSS JOIN years
  CROSS JOIN (SELECT unnest(electricity_boundaries()) AS boundary)
), taken AS (
  SELECT
    w.area_id, w.for_year, w.boundary,
    CASE
      WHEN year_distance(earlier.year, w.for_year) <= year_distance(later.year, w.for_year)
        OR later.year IS NULL
      THEN earlier.year
      ELSE later.year
    END AS year
  FROM wanted AS w
  ASOF LEFT JOIN (FROM footprint_factors WHERE preferred) AS earlier
    ON earlier.area_id = w.area_id AND earlier.boundary = w.boundary
    AND earlier.year <= w.for_year
  ASOF LEFT JOIN (FROM footprint_factors WHERE preferred) AS later
    ON later.area_id = w.area_id AND later.boundary = w.boundary AND later.year >= w.for_year
)
SELECT
  t.area_id,
  t.for_year,
  t.boundary,
  f.factor_id,
  f.year AS factor_year,
  abs(f.year - t.for_year) AS year_gap,
  f.intensity_g_per_kwh,
  f.intensity_g_per_kwh_low,
  f.intensity_g_per_kwh_high,
  f.gas,
  f.gwp,
  f.source_id
FROM taken AS t
LEFT JOIN footprint_factors AS f
  ON f.preferred AND f.area_id = t.area_id AND f.boundary = t.boundary AND f.year = t.year;

COMMENT ON VIEW factor_choices IS
  'The nearest grid factor for a place, year and boundary, and how many years away it is.';
COMMENT ON COLUMN factor_choices.area_id IS 'The place, a row of `areas`.';
COMMENT ON COLUMN factor_choices.intensity_g_per_kwh IS 'Greenhouse gas emitted for one kWh of electricity. [g/kWh]';
COMMENT ON COLUMN factor_choices.for_year IS 'The year of the run.';
COMMENT ON COLUMN factor_choices.factor_id IS 'The id of the nearest factor; null if there is none.';
COMMENT ON COLUMN factor_choices.factor_year IS 'The year of that factor; of two equally near, the earlier.';
COMMENT ON COLUMN factor_choices.year_gap IS 'How many years away it is; 0 is the run''s own year. [year]';
COMMENT ON COLUMN factor_choices.intensity_g_per_kwh_low IS 'The lowest intensity that any source gives; null if only one gives it. [g/kWh]';
COMMENT ON COLUMN factor_choices.intensity_g_per_kwh_high IS 'The highest intensity that any source gives; null if only one gives it. [g/kWh]';

-- run_factors: one row per place and year, for one boundary: the factor of a run there, at most
-- allow_year_gap years away, or the reason why there is none.
CREATE MACRO run_factors(of_boundary, allow_year_gap := 0) AS TABLE
SELECT
  area_id, for_year, boundary, taken.* EXCLUDE (boundary),
  CASE
    WHEN year_gap IS NULL THEN 'no_factor_for_area'
    WHEN year_gap > allow_year_gap THEN 'no_factor_for_year'
    WHEN year_gap > 0 THEN 'year_gap'
  END AS factor_reason
FROM (
  SELECT
    area_id, for_year, boundary, year_gap,
    CASE WHEN year_gap <= allow_year_gap THEN {
      factor_id: factor_id, source_id: source_id, factor_year: factor_year,
      boundary: boundary, gas: gas, intensity_g_per_kwh: intensity_g_per_kwh,
      intensity_g_per_kwh_low: intensity_g_per_kwh_low,
      intensity_g_per_kwh_high: intensity_g_per_kwh_high} END AS taken
  FROM factor_choices
  WHERE boundary = of_boundary
);

COMMENT ON MACRO TABLE run_factors IS
'The grid factor for a run in a place and year, or the reason why there is none.
factor_reason: Why there is none, or year_gap if it is for another year; otherwise null.';
