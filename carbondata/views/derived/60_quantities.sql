-- quantities: one row per amount that can be compared, on one basis of one study.
-- `subject` and `year` name it (SWE, 2017); `id` joins the two (SWE@2017). A subject has a row for
-- each study, year and basis; `row_id` is the key of the original row.
-- Nothing is left out: a figure that is not used by default can still be asked for.

-- dimensions(q): the value of a quantity in each dimension, in the words that rules use.
CREATE MACRO dimensions(q) AS {
  'measure': q.measure,
  'gas': CASE q.measure WHEN 'emissions' THEN coalesce(q.gas, 'unstated') END,
  'gwp': q.gwp,
  -- A nation's figure covers its territory, so it has no boundary.
  'boundary': coalesce(stage(q.boundary), CASE
    WHEN q.measure = 'emissions' AND own_accounting(q.accounting) = 'none' THEN 'unstated' END),
  'electricity': q.electricity,
  'energy_scope': q.energy_scope,
  'flow': q.flow,
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
  'projection': CASE WHEN q.scenario IS NOT NULL THEN 'true' END,
  'as_if': CASE WHEN q.as_if IS NOT NULL THEN 'true' END,
  'counts': nullif(q.counts, 'whole'),
  'period': nullif(q.period, 'calendar_year')
};

-- type_id(t): the dimensions that apply, as dimension=word.
CREATE MACRO type_id(t) AS concat_ws(' ',
  'measure=' || t.measure, 'gas=' || t.gas, 'gwp=' || t.gwp, 'boundary=' || t.boundary,
  'electricity=' || t.electricity, 'energy_scope=' || t.energy_scope, 'flow=' || t.flow,
  'accounting=' || t.accounting, 'forcing=' || t.forcing, 'land_use=' || t.land_use,
  'functional_unit=' || t.functional_unit, 'figure=' || t.figure, 'method=' || t.method,
  'status=' || t.status, 'verified=' || t.verified, 'projection=' || t.projection,
  'as_if=' || t.as_if,
  'counts=' || t.counts, 'period=' || t.period
);

-- One row per figure with caveats, with all of them.
CREATE VIEW told_caveats AS
SELECT
  f.subject, f.source_id, f.year, f.row_id,
  string_agg(DISTINCT c.text_en, '; ' ORDER BY c.text_en) AS text_en,
  string_agg(DISTINCT c.text_fr, ' ; ' ORDER BY c.text_fr) AS text_fr
FROM (SELECT DISTINCT subject, source_id, year, row_id FROM figures) AS f
JOIN caveats AS c ON c.subject = f.subject
  AND coalesce(c.year = f.year, true) AND coalesce(c.row_id = f.row_id, true)
GROUP BY ALL;

CREATE VIEW quantities AS
SELECT
  CASE f.kind WHEN 'annual' THEN f.subject || '@' || f.year ELSE f.subject END AS id,
  f.subject, f.year, f.kind, f.measure, f.figure, f.name_en, f.name_fr,
  f.emissions_t_low, f.emissions_t, f.emissions_t_high, f.interval, f.gas, f.gwp, f.boundary,
  f.energy_scope, f.flow, f.accounting, f.forcing, f.land_use, f.functional_unit, f.scenario, f.scope,
  f.scope_fr, f.counts, f.period, f.as_if, f.as_if_fr, f.area_id, f.energy_kwh_low, f.energy_kwh,
  f.energy_kwh_high, f.pue,
  f.intensity_g_per_kwh, f.electricity, f.factor, f.factor_source, f.method, f.status,
  f.status_source, year(w.published) AS status_year, f.replaced_by,
  CASE f.measure WHEN 'emissions' THEN coalesce(sr.emissions_t, ss.emissions_t) END AS standing_t,
  CASE f.measure WHEN 'electricity'
    THEN coalesce(sr.energy_kwh * sr.applied_pue, ss.electricity_kwh) END AS standing_kwh,
  f.verified,
  t.eligible, t.preferred, t.place, t.ground, t.why, t.studies, t.study_sources,
  t.studies_t_low, t.studies_t_high, t.studies_kwh_low, t.studies_kwh_high,
  t.contested, c.text_en AS caveat_en, c.text_fr AS caveat_fr,
  f.source_id, f.locator, f.row_id, type_id(dimensions(f)) AS type_id
FROM taken AS t
JOIN figures AS f ON f.rowid = t.number
LEFT JOIN sources AS w ON w.source_id = f.status_source
LEFT JOIN run_electricity AS sr ON sr.run_id = f.replaced_by
LEFT JOIN sector_estimates AS ss ON ss.estimate_id = f.replaced_by
LEFT JOIN told_caveats AS c
  ON c.subject = f.subject AND c.source_id = f.source_id
  AND c.year IS NOT DISTINCT FROM f.year AND c.row_id IS NOT DISTINCT FROM f.row_id
ORDER BY f.subject, f.year, f.measure, f.source_id, f.figure, f.gas, f.accounting, f.land_use, f.row_id;
