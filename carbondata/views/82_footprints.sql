-- A run is a row with energy_kwh, energy_scope, area_id and year; it may have pue, energy_kwh_low
-- and energy_kwh_high. Its emissions are worked out here, both for SQL and for the batch query:
-- `carbondata.runs.batch_query` expands these macros, so keep them portable and write
-- `query_table(a_parameter)` for a table.

-- located_by_year: one row per run, with the factor of its place and year.
-- runs     area_id, year, and any other columns of a run
-- factors  one row per place and year, for one boundary: see `run_factors`
CREATE MACRO located_by_year(runs, factors) AS TABLE
SELECT
  r.*,
  f.factor_id, f.source_id, f.factor_year, f.boundary, f.gas,
  f.intensity_g_per_kwh, f.intensity_g_per_kwh_low, f.intensity_g_per_kwh_high,
  CASE
    WHEN r.area_id IS NULL THEN 'area_missing'
    WHEN r.year IS NULL THEN 'year_missing'
    WHEN r.year < first_run_year() OR r.year > last_run_year() THEN 'year_out_of_range'
    WHEN f.area_id IS NULL THEN 'area_unknown'
    ELSE f.factor_reason
  END AS factor_reason
FROM query_table(runs) AS r
LEFT JOIN query_table(factors) AS f ON f.area_id = r.area_id AND f.for_year = r.year;

COMMENT ON MACRO TABLE located_by_year IS
  'Each run with the grid factor of its place and year, or the reason why there is none.';

-- emitted: one row per located run, with its emissions, or the reason why they are unknown.
--   counted_kwh  energy x PUE, which is applied once: never to the energy of a facility
--   emissions_t  counted_kwh x intensity, with the bounds of energy and factor
CREATE MACRO emitted(located) AS TABLE
SELECT
  c.*,
  emissions_t(c.counted_kwh, c.intensity_g_per_kwh) AS emissions_t,
  CASE
    WHEN c.counted_kwh IS NOT NULL
      AND (c.energy_kwh_low IS NOT NULL OR c.intensity_g_per_kwh_low IS NOT NULL)
    THEN emissions_t(
      coalesce(c.energy_kwh_low / nullif(c.energy_kwh, 0), 1) * c.counted_kwh,
      coalesce(c.intensity_g_per_kwh_low, c.intensity_g_per_kwh))
  END AS emissions_t_low,
  CASE
    WHEN c.counted_kwh IS NOT NULL
      AND (c.energy_kwh_high IS NOT NULL OR c.intensity_g_per_kwh_high IS NOT NULL)
    THEN emissions_t(
      coalesce(c.energy_kwh_high / nullif(c.energy_kwh, 0), 1) * c.counted_kwh,
      coalesce(c.intensity_g_per_kwh_high, c.intensity_g_per_kwh))
  END AS emissions_t_high
FROM (
  SELECT
    j.*,
    CASE WHEN is_worked_out(j.reason) THEN counted_scope(j.energy_scope, j.pue) END
      AS emissions_scope,
    CASE WHEN is_worked_out(j.reason) THEN j.energy_kwh * applied_pue(j.energy_scope, j.pue) END
      AS counted_kwh
  FROM (
    SELECT
      l.*,
      CASE
        WHEN l.unread IS NOT NULL THEN l.unread
        WHEN l.end_us <= l.start_us THEN 'end_before_start'
        ELSE coalesce(
          energy_reason(l.energy_kwh, l.energy_kwh_low, l.energy_kwh_high, l.energy_scope, l.pue),
          power_reason(l.energy_kwh, l.start_us, l.end_us),
          l.factor_reason)
      END AS reason
    FROM query_table(located) AS l
  ) AS j
) AS c;

COMMENT ON MACRO TABLE emitted IS
  'Each run with a grid factor, with its energy after PUE and its emissions.';

-- footprints: one row per row of a table of runs, with the factor of its place and year, and its
-- emissions or the reason why they are unknown: the same digits as `carbondata.footprints` in
-- Python. A run's own columns keep their names; if one of ours has the same name, it gets `_1`.
CREATE MACRO footprints(runs, of_boundary := 'life_cycle', allow_year_gap := 0) AS TABLE
WITH whole_runs AS (
  FROM query_table(runs)
  UNION ALL BY NAME
  -- Optional columns of a run are null.
  SELECT NULL::DOUBLE AS pue, NULL::DOUBLE AS energy_kwh_low, NULL::DOUBLE AS energy_kwh_high
  WHERE false
), typed_runs AS (
  SELECT
    r AS run,
    CAST(energy_kwh AS DOUBLE) AS energy_kwh,
    CAST(energy_kwh_low AS DOUBLE) AS energy_kwh_low,
    CAST(energy_kwh_high AS DOUBLE) AS energy_kwh_high,
    energy_scope, CAST(pue AS DOUBLE) AS pue, area_id, CAST(year AS BIGINT) AS year,
    NULL::VARCHAR AS unread, NULL::BIGINT AS start_us, NULL::BIGINT AS end_us
  FROM whole_runs AS r
), chosen_factors AS (
  FROM run_factors(of_boundary, allow_year_gap := allow_year_gap)
), located_runs AS (
  FROM located_by_year('typed_runs', 'chosen_factors')
)
SELECT
  run.*,
  factor_id, source_id, factor_year, boundary, gas,
  intensity_g_per_kwh, intensity_g_per_kwh_low, intensity_g_per_kwh_high,
  reason, emissions_scope, counted_kwh, emissions_t, emissions_t_low, emissions_t_high
FROM emitted('located_runs');

COMMENT ON MACRO TABLE footprints IS
'The emissions of each run of a table, with its factor, or the reason why they are unknown.
factor_id: The grid factor that was used, by place, year, boundary and source.
source_id: The source of that factor.
factor_year: The year of that factor. [year]
boundary: Its boundary: direct, or life_cycle.
gas: CO2 or CO2e.
intensity_g_per_kwh: The factor; its bounds with _low and _high. [g/kWh]
reason: Why a run has no emissions, or year_gap; otherwise null.
emissions_scope: What the emissions cover: accelerator, server, or facility if PUE is included.
counted_kwh: Energy times PUE, applied once. [kWh]
emissions_t: Counted energy times intensity; its bounds with _low and _high. [t]';
