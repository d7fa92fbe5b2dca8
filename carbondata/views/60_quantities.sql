-- quantities: one row is an amount that can be compared, on one basis of one source.
-- `subject` and `year` name it (SWE, 2017); `id` writes the two as one (SWE@2017). A subject has as
-- many rows as there are sources, years and bases; `row_id` is the key of the row it came from.
--   figure = published  the emissions as the source gives them
--   figure = at_grid    electricity that the source gives, times the grid of its place and year:
--                       worked out here, its factor named in `factor`
--   figure = summed     two figures of one source added here, as `scope` says
-- Nothing is left out: what nobody has seen (verified = false) and projections (scenario) are
-- rows like others, and the comparison passes them over unless they are asked for.
CREATE VIEW run_electricity AS
SELECT
  run_id, year, area_id, gas, gwp, boundary, accounting, energy_scope,
  emissions_t_low, emissions_t, emissions_t_high, interval,
  energy_kwh_low, energy_kwh, energy_kwh_high, pue, intensity_g_per_kwh,
  method, status, status_source, replaced_by, verified, source_id, locator,
  -- PUE is applied once, and only to what does not hold it yet.
  CASE WHEN energy_scope = 'facility' THEN 1 ELSE coalesce(pue, 1) END AS applied_pue,
  CASE WHEN pue IS NOT NULL THEN 'facility' ELSE energy_scope END AS counted_scope,
  CASE activity
    WHEN 'fine_tuning' THEN 'fine-tuning ' || model
    WHEN 'post_training' THEN 'post-training ' || model
    WHEN 'search' THEN model
    WHEN 'development' THEN model
    ELSE 'training ' || model
  END AS name_en,
  CASE activity
    WHEN 'fine_tuning' THEN 'l''ajustement de « ' || model || ' »'
    WHEN 'post_training' THEN 'le post-entraînement de « ' || model || ' »'
    WHEN 'search' THEN '« ' || model || ' »'
    WHEN 'development' THEN '« ' || model || ' »'
    ELSE 'l''entraînement de « ' || model || ' »'
  END AS name_fr
FROM training_runs;

COMMENT ON VIEW run_electricity IS
  'A training run with its name in a sentence, and the PUE that its energy still lacks.';

CREATE VIEW sector_names AS
FROM (VALUES
  ('ict', 'information and communication technology', 'les technologies de l''information et de la communication'),
  ('internet', 'the internet', 'Internet'),
  ('data_centres', 'data centres', 'les centres de données'),
  ('networks', 'telecommunication networks', 'les réseaux de télécommunication'),
  ('user_devices', 'user devices', 'les terminaux'),
  ('ai', 'artificial intelligence', 'l''intelligence artificielle'),
  ('bitcoin', 'Bitcoin', 'Bitcoin'),
  ('ethereum', 'Ethereum', 'Ethereum'),
  ('ethereum_proof_of_stake', 'Ethereum under proof of stake', 'Ethereum en preuve d''enjeu'),
  ('crypto', 'cryptocurrencies', 'les cryptomonnaies'),
  ('crypto_other', 'cryptocurrencies other than Bitcoin', 'les cryptomonnaies autres que Bitcoin'),
  ('aviation', 'aviation', 'l''aviation'),
  ('domestic_aviation', 'domestic aviation', 'l''aviation intérieure'),
  ('international_aviation', 'international aviation', 'l''aviation internationale'),
  ('private_aviation', 'private aviation', 'l''aviation privée'),
  ('international_shipping', 'international shipping', 'le transport maritime international'),
  ('international_transport', 'international transport', 'les transports internationaux')
) AS names(sector, name_en, name_fr);

COMMENT ON VIEW sector_names IS 'A sector''s name in a sentence, in English and French.';

-- sector_subjects: a sector's estimates under the name that asks for them: bitcoin, bitcoin-chn.
CREATE VIEW sector_subjects AS
SELECT sector || CASE WHEN area_id = 'WLD' THEN '' ELSE '-' || lower(area_id) END AS subject, *
FROM sector_estimates;

COMMENT ON VIEW sector_subjects IS 'A sector estimate with the name of its sector and place.';

-- traits(q): what a quantity is in each dimension, as dimension=word: for the rules, which name
-- two traits that meet, and for the filters of an operand.
-- One text, for a hundred thousand rows have but some hundred of them: |gas=CO2|gwp=AR6-100|...
CREATE MACRO traits(q) AS concat('|', concat_ws('|',
  'measure=emissions',
  'gas=' || coalesce(q.gas, 'unstated'),
  'gwp=' || q.gwp,
  'boundary=' || q.boundary,
  -- A boundary in the two words in which all tables can be compared.
  CASE
    WHEN q.boundary IN ('operational', 'use_phase') THEN 'boundary=use'
    WHEN q.boundary = 'operational_embodied' THEN 'boundary=life_cycle'
  END,
  'electricity=' || q.electricity,
  'energy_scope=' || q.energy_scope,
  'accounting=' || coalesce(q.accounting, 'none'),
  'forcing=' || coalesce(q.forcing, 'none'),
  'land_use=' || coalesce(q.land_use, 'none'),
  'functional_unit=' || coalesce(q.functional_unit, q.kind),
  CASE WHEN q.functional_unit IN ('vehicle_km', 'passenger_km', 'tonne_km', 'person_year',
    'household_year', 'item_year', 'hour', 'kg', 'litre', 'kwh') THEN 'functional_unit=per_unit' END,
  'figure=' || q.figure,
  'method=' || q.method,
  'status=' || q.status,
  'verified=' || q.verified,
  'scope=' || q.scope,
  'scenario=' || q.scenario,
  CASE WHEN q.scenario IS NOT NULL THEN 'projection=true' END
), '|');

-- has(among, trait): whether a trait is among the traits of a quantity.
CREATE MACRO has(among, trait) AS contains(among, '|' || trait || '|');

CREATE VIEW quantities AS
WITH runs AS (
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
  FROM run_electricity
), sectors AS (
  SELECT
    subject, year, 'annual' AS kind,
    concat_ws('', n.name_en, CASE WHEN s.area_id <> 'WLD' THEN ' (' || a.name_en || ')' END,
      ' in ', year) AS name_en,
    concat_ws('', n.name_fr, CASE WHEN s.area_id <> 'WLD' THEN ' (' || a.name_fr || ')' END,
      ' en ', year) AS name_fr,
    gas, gwp, boundary, NULL AS energy_scope, NULL AS accounting, forcing, NULL AS land_use,
    NULL AS functional_unit, scenario, scope, s.area_id, method, status, status_source, replaced_by,
    verified, interval, emissions_t_low, emissions_t, emissions_t_high,
    electricity_kwh_low AS energy_kwh_low, electricity_kwh AS energy_kwh,
    electricity_kwh_high AS energy_kwh_high, NULL AS counted_scope, NULL AS pue,
    NULL::DOUBLE AS intensity_g_per_kwh,
    s.source_id, s.locator, estimate_id AS row_id
  FROM sector_subjects AS s
  JOIN sector_names AS n USING (sector)
  JOIN areas AS a ON a.area_id = s.area_id
), electric AS (
  FROM runs UNION ALL BY NAME FROM sectors
), things AS (
  SELECT
    coalesce(thing, equivalent_id) AS subject, year, 'unit' AS kind, name_en, name_fr, gas, gwp,
    boundary, NULL AS energy_scope, NULL AS accounting, forcing, NULL AS land_use,
    functional_unit, NULL AS scenario, NULL AS scope, area_id, method, status, status_source,
    replaced_by, verified, interval, emissions_t_low, emissions_t, emissions_t_high,
    source_id, locator, equivalent_id AS row_id
  FROM equivalents
), nations AS (
  SELECT
    n.area_id AS subject, year, 'annual' AS kind,
    a.phrase_en || ' in ' || year AS name_en, a.phrase_fr || ' en ' || year AS name_fr, gas, gwp,
    NULL AS boundary, NULL AS energy_scope, accounting, NULL AS forcing, land_use,
    NULL AS functional_unit, NULL AS scenario, NULL AS scope, n.area_id, NULL AS method,
    'current' AS status, NULL AS status_source, NULL AS replaced_by, true AS verified,
    NULL AS interval, NULL::DOUBLE AS emissions_t_low, emissions_t,
    NULL::DOUBLE AS emissions_t_high, n.source_id, n.locator, NULL AS row_id
  FROM national_emissions AS n JOIN areas AS a ON a.area_id = n.area_id
), with_flights AS (
  -- The headline of Eurostat: the inventory's total with the flights that leave the country. The
  -- world's total holds them already.
  SELECT
    n.* REPLACE (
      n.emissions_t + a.emissions_t AS emissions_t, 'derived' AS method,
      'with international aviation' AS scope
    )
  FROM nations AS n
  JOIN sector_estimates AS a
    ON a.source_id = n.source_id AND a.area_id = n.area_id AND a.year = n.year AND a.gas = n.gas
  WHERE n.accounting = 'territorial' AND n.land_use = 'excluded' AND n.area_id <> 'WLD'
    AND a.sector = 'international_aviation' AND a.verified
), figures AS (
  SELECT
    'published' AS figure, * EXCLUDE (counted_scope), NULL AS factor, NULL AS factor_source,
    NULL AS electricity
  FROM electric
  WHERE emissions_t IS NOT NULL OR emissions_t_low IS NOT NULL
  UNION ALL BY NAME
  SELECT
    'at_grid' AS figure,
    e.* EXCLUDE (counted_scope) REPLACE (
      g.intensity_g_per_kwh AS intensity_g_per_kwh, g.gas AS gas, g.gwp AS gwp, g.accounting AS accounting, e.counted_scope AS energy_scope,
      CASE e.kind WHEN 'event' THEN 'operational' ELSE 'use_phase' END AS boundary,
      'derived' AS method,
      -- One source without bounds of its own says nothing about doubt: then there are none.
      CASE WHEN g.studies > 1 OR e.energy_kwh_low IS NOT NULL
        THEN coalesce(e.energy_kwh_low, e.energy_kwh) * g.intensity_g_per_kwh_low / 1e6
      END AS emissions_t_low,
      e.energy_kwh * g.intensity_g_per_kwh / 1e6 AS emissions_t,
      CASE WHEN g.studies > 1 OR e.energy_kwh_high IS NOT NULL
        THEN coalesce(e.energy_kwh_high, e.energy_kwh) * g.intensity_g_per_kwh_high / 1e6
      END AS emissions_t_high,
      CASE WHEN g.studies > 1 THEN 'study_spread' ELSE e.interval END AS interval
    ),
    concat_ws(' ', g.source_id, g.area_id, g.year, g.boundary) AS factor,
    g.source_id AS factor_source, g.boundary AS electricity
  FROM electric AS e
  JOIN grid_factors AS g ON g.area_id = e.area_id AND g.year = e.year
  WHERE e.energy_kwh IS NOT NULL AND e.scenario IS NULL
  UNION ALL BY NAME
  SELECT 'published' AS figure, * FROM things
  UNION ALL BY NAME
  SELECT 'published' AS figure, * FROM nations
  UNION ALL BY NAME
  SELECT 'summed' AS figure, * FROM with_flights
)
SELECT
  CASE f.kind WHEN 'annual' THEN f.subject || '@' || f.year ELSE f.subject END AS id,
  f.subject, f.year, f.kind, 'emissions' AS measure, f.figure, f.name_en, f.name_fr,
  f.emissions_t_low, f.emissions_t, f.emissions_t_high, f.interval, f.gas, f.gwp, f.boundary,
  f.energy_scope, f.accounting, f.forcing, f.land_use, f.functional_unit, f.scenario, f.scope,
  f.area_id, f.energy_kwh_low, f.energy_kwh, f.energy_kwh_high, f.pue,
  f.intensity_g_per_kwh,
  f.electricity, f.factor, f.factor_source, f.method, f.status, f.status_source, year(w.published) AS status_year,
  f.replaced_by, coalesce(sr.emissions_t, ss.emissions_t) AS standing_t, f.verified, s.priority,
  f.source_id, f.locator, f.row_id,
  traits(f) AS traits
FROM figures AS f
JOIN sources AS s ON s.source_id = f.source_id
LEFT JOIN sources AS w ON w.source_id = f.status_source
LEFT JOIN training_runs AS sr ON sr.run_id = f.replaced_by
LEFT JOIN sector_estimates AS ss ON ss.estimate_id = f.replaced_by;

COMMENT ON VIEW quantities IS
  'An amount of greenhouse gas that can be compared, with its type, on one basis of one source.';
