-- quantities: one row is an amount that can be compared, on one basis of one source.
-- `subject` and `year` name it (SWE, 2017); `id` writes the two as one (SWE@2017). A subject has as
-- many rows as there are sources, years and bases; `row_id` is the key of the row it came from.
--   figure = published  the emissions as the source gives them
--   figure = at_grid    electricity that the source gives, times the grid of its place and year:
--                       worked out here, its factor named in `factor`
--   figure = summed     two figures of one source added here, as `scope` says
-- Nothing is left out: what nobody has seen (verified = false) and projections (scenario) are
-- rows like others, and the comparison passes them over unless they are asked for.

-- One row is a training run.
CREATE VIEW run_figures AS
SELECT
  run_id AS subject, year, 'event' AS kind, name_en, name_fr, gas, gwp, boundary, energy_scope,
  accounting, NULL AS forcing, NULL AS land_use, NULL AS functional_unit, NULL AS scenario,
  NULL AS scope, area_id, method, status, status_source, replaced_by, verified, interval,
  emissions_t_low, emissions_t, emissions_t_high,
  energy_kwh_low * applied_pue AS energy_kwh_low,
  energy_kwh * applied_pue AS energy_kwh,
  energy_kwh_high * applied_pue AS energy_kwh_high,
  counted_scope, pue, intensity_g_per_kwh,
  source_id, locator, run_id AS row_id
FROM run_electricity;

-- One row is a study's figure of a sector.
CREATE VIEW sector_figures AS
SELECT
  s.subject, s.year, 'annual' AS kind,
  concat_ws('', n.name_en, CASE WHEN s.area_id <> 'WLD' THEN ' (' || a.name_en || ')' END,
    ' in ', s.year) AS name_en,
  concat_ws('', n.name_fr, CASE WHEN s.area_id <> 'WLD' THEN ' (' || a.name_fr || ')' END,
    ' en ', s.year) AS name_fr,
  s.gas, s.gwp, s.boundary, NULL AS energy_scope, NULL AS accounting, s.forcing, NULL AS land_use,
  NULL AS functional_unit, s.scenario, s.scope, s.area_id, s.method, s.status, s.status_source,
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

-- One row is electricity times the grid of its place and year.
CREATE VIEW figures_at_grid AS
SELECT
  'at_grid' AS figure,
  e.* EXCLUDE (counted_scope) REPLACE (
    g.intensity_g_per_kwh AS intensity_g_per_kwh, g.gas AS gas, g.gwp AS gwp,
    g.accounting AS accounting, e.counted_scope AS energy_scope,
    CASE e.kind WHEN 'event' THEN 'operational' ELSE 'use_phase' END AS boundary,
    'derived' AS method,
    -- One source without bounds of its own says nothing about doubt: then there are none.
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
FROM electric_figures AS e
JOIN grid_factors AS g ON g.area_id = e.area_id AND g.year = e.year
WHERE e.energy_kwh IS NOT NULL AND e.scenario IS NULL;

-- One row is what one of a thing emits.
CREATE VIEW thing_figures AS
SELECT
  coalesce(thing, equivalent_id) AS subject, year, 'unit' AS kind, name_en, name_fr, gas, gwp,
  boundary, forcing, functional_unit, area_id, method, status, status_source, replaced_by, verified,
  interval, emissions_t_low, emissions_t, emissions_t_high, source_id, locator,
  equivalent_id AS row_id
FROM equivalents;

-- One row is a nation's year.
CREATE VIEW nation_figures AS
SELECT
  n.area_id AS subject, year, 'annual' AS kind,
  a.phrase_en || ' in ' || year AS name_en, a.phrase_fr || ' en ' || year AS name_fr, gas, gwp,
  accounting, land_use, n.area_id, 'current' AS status, true AS verified, emissions_t,
  NULL AS scope, NULL AS method, n.source_id, n.locator
FROM national_emissions AS n JOIN areas AS a ON a.area_id = n.area_id;

-- The headline of Eurostat: the inventory's total with the flights that leave the country. The
-- world's total holds them already.
CREATE VIEW summed_figures AS
SELECT
  n.* REPLACE (
    n.emissions_t + a.emissions_t AS emissions_t, 'derived' AS method,
    'with international aviation' AS scope
  )
FROM nation_figures AS n
JOIN sector_estimates AS a
  ON a.source_id = n.source_id AND a.area_id = n.area_id AND a.year = n.year AND a.gas = n.gas
WHERE n.accounting = 'territorial' AND n.land_use = 'excluded' AND n.area_id <> 'WLD'
  AND a.sector = 'international_aviation' AND a.verified;

CREATE VIEW figures AS
SELECT
  'published' AS figure, * EXCLUDE (counted_scope), NULL AS factor, NULL AS factor_source,
  NULL AS electricity
FROM electric_figures
WHERE emissions_t IS NOT NULL OR emissions_t_low IS NOT NULL
UNION ALL BY NAME FROM figures_at_grid
UNION ALL BY NAME SELECT 'published' AS figure, * FROM thing_figures
UNION ALL BY NAME SELECT 'published' AS figure, * FROM nation_figures
UNION ALL BY NAME SELECT 'summed' AS figure, * FROM summed_figures;

-- dimensions(q): what a quantity is in each dimension, in the words that rules name.
CREATE MACRO dimensions(q) AS {
  'measure': 'emissions',
  'gas': coalesce(q.gas, 'unstated'),
  'gwp': q.gwp,
  -- In the words in which all tables can be compared.
  'boundary': CASE
    WHEN q.boundary IN ('operational', 'use_phase') THEN 'use'
    WHEN q.boundary = 'operational_embodied' THEN 'life_cycle'
    ELSE q.boundary
  END,
  'electricity': q.electricity,
  'energy_scope': q.energy_scope,
  'accounting': coalesce(q.accounting, 'none'),
  'forcing': coalesce(q.forcing, 'none'),
  'land_use': coalesce(q.land_use, 'none'),
  'functional_unit': CASE
    WHEN q.functional_unit IN ('vehicle_km', 'passenger_km', 'tonne_km', 'person_year',
      'household_year', 'item_year', 'hour', 'kg', 'litre', 'kwh') THEN 'per_unit'
    WHEN q.functional_unit = 'unstated' THEN 'unstated'
    WHEN q.kind = 'unit' THEN 'one'
    ELSE q.kind
  END,
  'figure': q.figure,
  'method': q.method,
  'status': q.status,
  'verified': CAST(q.verified AS VARCHAR),
  'projection': CASE WHEN q.scenario IS NOT NULL THEN 'true' END
};

-- type_id(t): the dimensions that apply, as dimension=word.
CREATE MACRO type_id(t) AS concat_ws(' ',
  'measure=' || t.measure, 'gas=' || t.gas, 'gwp=' || t.gwp, 'boundary=' || t.boundary,
  'electricity=' || t.electricity, 'energy_scope=' || t.energy_scope,
  'accounting=' || t.accounting, 'forcing=' || t.forcing, 'land_use=' || t.land_use,
  'functional_unit=' || t.functional_unit, 'figure=' || t.figure, 'method=' || t.method,
  'status=' || t.status, 'verified=' || t.verified, 'projection=' || t.projection
);

CREATE VIEW quantities AS
SELECT
  CASE f.kind WHEN 'annual' THEN f.subject || '@' || f.year ELSE f.subject END AS id,
  f.subject, f.year, f.kind, 'emissions' AS measure, f.figure, f.name_en, f.name_fr,
  f.emissions_t_low, f.emissions_t, f.emissions_t_high, f.interval, f.gas, f.gwp, f.boundary,
  f.energy_scope, f.accounting, f.forcing, f.land_use, f.functional_unit, f.scenario, f.scope,
  f.area_id, f.energy_kwh_low, f.energy_kwh, f.energy_kwh_high, f.pue,
  f.intensity_g_per_kwh, f.electricity, f.factor, f.factor_source, f.method, f.status,
  f.status_source, year(w.published) AS status_year, f.replaced_by,
  coalesce(sr.emissions_t, ss.emissions_t) AS standing_t, f.verified, s.priority,
  CAST(NULL AS BOOLEAN) AS preferred, CAST(NULL AS VARCHAR) AS why,
  f.source_id, f.locator, f.row_id, type_id(dimensions(f)) AS type_id
FROM figures AS f
JOIN sources AS s ON s.source_id = f.source_id
LEFT JOIN sources AS w ON w.source_id = f.status_source
LEFT JOIN training_runs AS sr ON sr.run_id = f.replaced_by
LEFT JOIN sector_estimates AS ss ON ss.estimate_id = f.replaced_by
ORDER BY f.subject, f.year, f.source_id, f.figure, f.gas, f.accounting, f.land_use, f.row_id;
