-- taken: one row per figure, with its place among those of its subject, year and measure. On each
-- basis one study is preferred; the first of these is the headline. Barred figures come last.

-- One row per figure, with its place among those on its basis.
CREATE VIEW taken_by_basis AS
SELECT
  *,
  row_number() OVER (
    PARTITION BY subject, of_year, basis
    ORDER BY bar IS NOT NULL, NOT is_named, amount(choices) IS NULL, figure <> 'published',
      NOT is_its_sources, source_place NULLS LAST, year DESC, row_id, source_id
  ) AS place_on_basis,
  count(*) FILTER (bar IS NULL AND is_its_sources) OVER same AS studies,
  array_to_string(list_sort(list_distinct(
    list(source_id) FILTER (bar IS NULL AND is_its_sources) OVER same)), ' ') AS study_sources,
  min(coalesce(emissions_t, emissions_t_low, emissions_t_high))
    FILTER (bar IS NULL AND is_its_sources AND measure = 'emissions') OVER same AS studies_t_low,
  max(coalesce(emissions_t, emissions_t_high, emissions_t_low))
    FILTER (bar IS NULL AND is_its_sources AND measure = 'emissions') OVER same AS studies_t_high,
  min(coalesce(energy_kwh, energy_kwh_low, energy_kwh_high))
    FILTER (bar IS NULL AND is_its_sources AND measure = 'electricity') OVER same
    AS studies_kwh_low,
  max(coalesce(energy_kwh, energy_kwh_high, energy_kwh_low))
    FILTER (bar IS NULL AND is_its_sources AND measure = 'electricity') OVER same
    AS studies_kwh_high
FROM choices
WINDOW same AS (PARTITION BY subject, of_year, basis);

CREATE VIEW taken AS
SELECT
  t.*, g.rank AS ground, bar IS NULL AS eligible, bar IS NULL AND place_on_basis = 1 AS preferred,
  count(*) FILTER (is_contested(t)) OVER (PARTITION BY t.subject, t.of_year, t.basis) AS contested,
  row_number() OVER (
    PARTITION BY t.subject, t.of_year, t.measure
    -- A study's own figure, or one preferred for a reason, before one worked out here.
    ORDER BY bar IS NOT NULL, place_on_basis > 1, amount(t) IS NULL,
      t.figure <> 'published' AND NOT is_named, g.rank NULLS LAST, t.basis,
      place_on_basis, t.row_id, t.source_id
  ) AS place,
  CASE
    WHEN bar IS NOT NULL THEN bar
    WHEN place_on_basis > 1 THEN 'beside ' || first_value(coalesce(t.row_id, t.source_id))
      OVER (PARTITION BY t.subject, t.of_year, t.basis ORDER BY place_on_basis)
    WHEN is_named THEN why_named
    WHEN studies = 1 THEN 'The only study counted on this basis.'
    WHEN source_place IS NOT NULL THEN why_source
    ELSE 'The only published central value on this basis; the others are bounds, or worked out here.'
  END AS why
FROM taken_by_basis AS t
LEFT JOIN grounds AS g
  ON g.gas = CASE t.measure WHEN 'electricity' THEN 'none' ELSE t.gas END
  AND nullif(g.boundary, '*') IS NOT DISTINCT FROM stage(t.boundary)
  AND replace(g.accounting, '*', 'none') = own_accounting(t.accounting)
  AND g.land_use = coalesce(t.land_use, 'none') AND g.forcing = coalesce(t.forcing, 'none');
