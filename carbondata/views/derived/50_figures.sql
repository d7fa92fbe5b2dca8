-- figures: one row per amount that a source gives for a subject, or that is worked out here from
-- one.
--   figure = published  as the source gives it
--   figure = at_grid    the source's electricity times the grid of its place and year, worked out
--                       here, with its factor in `factor`
--   figure = summed     two figures of one source added here, as `scope` says
--   figure = multiplied a power times a time of one source, multiplied here
-- Its measure is emissions or electricity: a study that gives both has a row for each.

-- One row per training run.
CREATE VIEW run_figures AS
SELECT
  subject, year, 'event' AS kind, name_en, name_fr, gas, gwp, boundary, energy_scope,
  accounting, NULL AS forcing, NULL AS land_use, NULL AS functional_unit, NULL AS scenario,
  NULL AS scope, NULL AS scope_fr, as_if, as_if_fr, NULL AS counts, NULL AS period, area_id,
  method, status, status_source, replaced_by, verified, interval,
  emissions_t_low, emissions_t, emissions_t_high,
  energy_kwh_low * applied_pue AS energy_kwh_low,
  energy_kwh * applied_pue AS energy_kwh,
  energy_kwh_high * applied_pue AS energy_kwh_high, energy_figure,
  counted_scope, pue, intensity_g_per_kwh,
  source_id, locator, run_id AS row_id
FROM run_electricity;

-- One row per study's figure of a sector.
CREATE VIEW sector_figures AS
SELECT
  s.subject, s.year, 'annual' AS kind,
  concat_ws('', n.name_en, CASE WHEN s.area_id <> 'WLD' THEN ' (' || a.name_en || ')' END,
    ' in ', s.year) AS name_en,
  concat_ws('', n.name_fr, CASE WHEN s.area_id <> 'WLD' THEN ' (' || a.name_fr || ')' END,
    ' en ', s.year) AS name_fr,
  s.gas, s.gwp, s.boundary, NULL AS energy_scope, NULL AS accounting, s.forcing, NULL AS land_use,
  NULL AS functional_unit, s.scenario, s.scope, s.scope_fr, NULL AS as_if, NULL AS as_if_fr,
  s.counts, s.period, s.area_id, s.method, s.status, s.status_source,
  s.replaced_by, s.verified, s.interval, s.emissions_t_low, s.emissions_t, s.emissions_t_high,
  s.electricity_kwh_low AS energy_kwh_low, s.electricity_kwh AS energy_kwh,
  s.electricity_kwh_high AS energy_kwh_high, NULL AS counted_scope, NULL AS pue,
  NULL::DOUBLE AS intensity_g_per_kwh,
  s.source_id, s.locator, s.estimate_id AS row_id
FROM sector_subjects AS s
JOIN sectors AS n ON n.sector = s.sector
JOIN areas AS a ON a.area_id = s.area_id;

CREATE VIEW electric_figures AS
FROM run_figures UNION ALL BY NAME FROM sector_figures;

-- One row per thing, with the emissions and electricity of one of it.
CREATE VIEW thing_figures AS
SELECT
  subject, year, 'unit' AS kind, name_en, name_fr, gas, gwp,
  boundary, energy_scope, accounting, forcing, functional_unit, area_id, method, status,
  status_source, replaced_by, verified,
  interval, emissions_t_low, emissions_t, emissions_t_high,
  energy_kwh_low, energy_kwh, energy_kwh_high, source_id, locator, equivalent_id AS row_id
FROM equivalents;

-- One row per amount of electricity, times the grid of its place and year.
CREATE VIEW figures_at_grid AS
SELECT
  'at_grid' AS figure,
  e.* EXCLUDE (counted_scope) REPLACE (
    g.intensity_g_per_kwh AS intensity_g_per_kwh, g.gas AS gas, g.gwp AS gwp,
    g.accounting AS accounting, coalesce(e.counted_scope, e.energy_scope) AS energy_scope,
    CASE e.kind WHEN 'event' THEN 'operational' ELSE 'use_phase' END AS boundary,
    'derived' AS method,
    -- A single source without bounds of its own gives no bounds.
    CASE WHEN g.studies > 1 OR e.energy_kwh_low IS NOT NULL
      THEN emissions_t(coalesce(e.energy_kwh_low, e.energy_kwh), g.intensity_g_per_kwh_low)
    END AS emissions_t_low,
    emissions_t(e.energy_kwh, g.intensity_g_per_kwh) AS emissions_t,
    CASE WHEN g.studies > 1 OR e.energy_kwh_high IS NOT NULL
      THEN emissions_t(coalesce(e.energy_kwh_high, e.energy_kwh), g.intensity_g_per_kwh_high)
    END AS emissions_t_high,
    CASE WHEN g.studies > 1 THEN 'study_spread' ELSE e.interval END AS interval
  ),
  concat_ws(' ', g.source_id, g.area_id, g.year, g.boundary) AS factor,
  g.source_id AS factor_source, g.boundary AS electricity
FROM (FROM electric_figures UNION ALL BY NAME FROM thing_figures) AS e
JOIN grid_factors AS g ON g.area_id = e.area_id AND g.year = e.year
WHERE e.energy_kwh IS NOT NULL AND e.scenario IS NULL;

-- One row per nation and year.
CREATE VIEW nation_figures AS
SELECT
  n.area_id AS subject, year, 'annual' AS kind,
  a.phrase_en || ' in ' || year AS name_en, a.phrase_fr || ' en ' || year AS name_fr, gas, gwp,
  accounting, land_use, n.area_id, 'current' AS status, true AS verified, emissions_t,
  NULL AS scope, NULL AS scope_fr, NULL AS method, n.source_id, n.locator
FROM national_emissions AS n JOIN areas AS a ON a.area_id = n.area_id;

-- One row per nation and year, with its electricity.
CREATE VIEW demand_figures AS
SELECT
  d.area_id AS subject, year, 'annual' AS kind,
  a.phrase_en || ' in ' || year AS name_en, a.phrase_fr || ' en ' || year AS name_fr, flow,
  d.area_id, 'current' AS status, verified, electricity_kwh AS energy_kwh, d.source_id, d.locator
FROM electricity_demand AS d JOIN areas AS a ON a.area_id = d.area_id
WHERE a.kind <> 'subdivision';

-- The headline of Eurostat: the inventory total plus the flights that leave the country. The world
-- total already includes them.
CREATE VIEW summed_figures AS
SELECT
  n.* REPLACE (
    n.emissions_t + a.emissions_t AS emissions_t, 'derived' AS method,
    'with international aviation' AS scope, 'aviation internationale comprise' AS scope_fr
  )
FROM nation_figures AS n
JOIN sector_estimates AS a
  ON a.source_id = n.source_id AND a.area_id = n.area_id AND a.year = n.year AND a.gas = n.gas
WHERE n.accounting = 'territorial' AND n.land_use = 'excluded' AND n.area_id <> 'WLD'
  AND a.sector = 'international_aviation' AND a.verified;

-- One row per amount of electricity that a study gives: for running a thing, whatever else the
-- study counts in its emissions.
CREATE VIEW figures_of_electricity AS
SELECT
  'electricity' AS measure, coalesce(energy_figure, 'published') AS figure, energy_figure,
  subject, year, kind, name_en, name_fr, energy_scope, flow, functional_unit, scenario, scope,
  scope_fr, as_if, as_if_fr, counts, period, area_id, method, status, status_source, replaced_by,
  verified,
  CASE WHEN coalesce(energy_kwh_low, energy_kwh_high) IS NOT NULL THEN interval END AS interval,
  energy_kwh_low, energy_kwh, energy_kwh_high, pue, source_id, locator, row_id
FROM (
  SELECT * EXCLUDE (counted_scope) REPLACE (coalesce(counted_scope, energy_scope) AS energy_scope)
  FROM electric_figures
  UNION ALL BY NAME FROM thing_figures
  UNION ALL BY NAME FROM demand_figures
)
WHERE coalesce(energy_kwh, energy_kwh_low, energy_kwh_high) IS NOT NULL;

-- A table, so that later views sort only the decisive columns by number (rowid), without the texts.
CREATE TABLE figures AS
SELECT * REPLACE (coalesce(measure, 'emissions') AS measure)
FROM (
SELECT
  'emissions' AS measure, 'published' AS figure, * EXCLUDE (counted_scope), NULL AS factor,
  NULL AS factor_source, NULL AS electricity
FROM electric_figures
WHERE coalesce(emissions_t, emissions_t_low) IS NOT NULL
UNION ALL BY NAME FROM figures_at_grid
UNION ALL BY NAME FROM figures_of_electricity
UNION ALL BY NAME
SELECT 'published' AS figure, * FROM thing_figures
WHERE coalesce(emissions_t, emissions_t_low) IS NOT NULL
UNION ALL BY NAME SELECT 'published' AS figure, * FROM nation_figures
UNION ALL BY NAME SELECT 'summed' AS figure, * FROM summed_figures
);
