-- choices: one row per figure, with the reason that bars it from being the default, if any, and
-- what it shares with its competitors: subject, year (one for all years of a training or a thing)
-- and basis. A barred figure can still be asked for.

-- One row per figure, with its basis.
CREATE VIEW figures_by_basis AS
SELECT
  rowid AS number, subject, year, kind, measure, figure, gas, boundary, accounting, forcing, land_use,
  flow, scenario, as_if, counts, energy_figure, period, status, status_source, verified, emissions_t_low, emissions_t,
  emissions_t_high, energy_kwh_low, energy_kwh, energy_kwh_high, source_id, row_id,
  CASE kind WHEN 'annual' THEN year ELSE 0 END AS of_year,
  -- Each in order of preference.
  [
    list_position(['emissions', 'electricity'], measure),
    list_position(['CO2e', 'CO2', 'unstated'], coalesce(gas, 'unstated')),
    list_position(['use', 'life_cycle', 'unstated', 'avoided'], coalesce(stage(boundary), 'unstated')),
    list_position(['none', 'territorial', 'consumption', 'market'], own_accounting(accounting)),
    list_position(['none', 'co2_only', 'with_non_co2'], coalesce(forcing, 'none')),
    list_position(['none', 'excluded', 'included', 'excluded_with_agriculture'],
      coalesce(land_use, 'none')),
    list_position(['none', 'demand', 'generation'], coalesce(flow, 'none'))
  ] AS basis
FROM figures;

-- One row per figure, with the reason that bars it, regardless of other figures.
CREATE VIEW figures_barred AS
SELECT
  f.*,
  CASE
    WHEN NOT f.verified THEN 'not checked against the source'
    WHEN f.scenario LIKE 'projection%' THEN 'a ' || f.scenario
    WHEN f.scenario IS NOT NULL THEN 'a projection: ' || f.scenario
    WHEN f.status <> 'current' THEN concat_ws(' by ', f.status,
      CASE f.status_source WHEN f.source_id THEN 'its own source' ELSE f.status_source END)
    WHEN f.as_if IS NOT NULL THEN 'as if ' || f.as_if
    WHEN f.counts = 'part' THEN 'a part of it'
    WHEN f.counts = 'more' THEN 'more than it'
    WHEN f.accounting = 'market' AND f.measure = 'emissions' THEN 'as bought by contract'
    WHEN f.flow = 'generation' THEN 'generated, not used'
    WHEN amount(f) = 0 THEN 'zero'
    WHEN f.land_use = 'excluded_with_agriculture' THEN 'farming is left out'
    WHEN f.figure = 'summed' THEN 'two figures added here'
    WHEN f.energy_figure = 'multiplied' AND (f.measure = 'electricity' OR f.figure = 'at_grid')
      THEN 'a power and a time multiplied here'
    WHEN p.row_id IS NOT NULL THEN 'worked out here beside the study''s own figure'
  END AS own_bar
FROM figures_by_basis AS f
LEFT JOIN (
  SELECT DISTINCT row_id, stage(boundary) AS stage, accounting = 'market' AS bought
  FROM figures WHERE figure = 'published' AND measure = 'emissions' AND row_id IS NOT NULL
) AS p
  ON f.figure = 'at_grid' AND p.row_id = f.row_id AND p.stage IS NOT DISTINCT FROM stage(f.boundary)
  AND NOT coalesce(p.bought, false);

-- One row per figure, with the reason that bars it because of others: a study of the calendar year
-- bars a rate.
CREATE VIEW figures_barred_by_others AS
SELECT
  *,
  coalesce(own_bar, CASE
    WHEN period <> 'calendar_year' AND bool_or(own_bar IS NULL AND period = 'calendar_year')
      OVER (PARTITION BY subject, of_year, measure)
      THEN replace(period, '_', ' ') || ', and a calendar year''s study is there'
  END) AS bar
FROM figures_barred;

-- One row per named study and measure: a study named for its emissions is also preferred for its
-- electricity, unless a line says otherwise.
CREATE VIEW named_studies AS
SELECT study, CASE figure WHEN 'electricity' THEN 'published' ELSE figure END AS figure,
  CASE figure WHEN 'electricity' THEN 'electricity' ELSE 'emissions' END AS measure, edition_of, why
FROM preferred
UNION ALL
SELECT study, 'published', 'electricity', any_value(edition_of), any_value(why)
FROM preferred
GROUP BY study
HAVING NOT bool_or(figure = 'electricity');

CREATE VIEW choices AS
SELECT
  f.* EXCLUDE (own_bar), r.study IS NOT NULL AS is_named, r.why AS why_named,
  CASE WHEN o.study IS NOT NULL THEN s.priority END AS source_place, o.why AS why_source,
  -- Of one source's figures of a thing, the newest counts; of several editions or copies of a
  -- source, the first.
  row_number() OVER (
    PARTITION BY f.subject, f.of_year, f.basis, coalesce(o.edition_of, f.source_id), f.bar IS NULL
    ORDER BY r.study IS NULL, amount(f) IS NULL, f.figure = 'published' DESC, s.priority,
      f.year DESC, f.row_id, f.source_id
  ) = 1 AS is_its_sources
FROM figures_barred_by_others AS f
JOIN (SELECT source_id, priority FROM sources) AS s ON s.source_id = f.source_id
LEFT JOIN named_studies AS r
  ON r.study = f.row_id AND r.figure = f.figure AND r.measure = f.measure
LEFT JOIN named_studies AS o
  ON o.study = f.source_id AND o.figure = f.figure AND o.measure = f.measure;
