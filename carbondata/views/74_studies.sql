-- studies(given): one row per figure that an exact name may mean, NAME[@YEAR][#SOURCE], on every
-- basis and from every study: whether it is eligible and preferred, and why; headlines first.
CREATE MACRO studies(given) AS TABLE
SELECT
  q.id, q.year, q.measure, q.source_id, q.row_id, q.emissions_t_low, q.emissions_t,
  q.emissions_t_high, q.energy_kwh,
  q.gas, q.gwp, q.boundary, q.energy_scope, q.accounting, q.forcing, q.land_use, q.scope,
  q.scope_fr, q.figure, q.factor, q.method, q.status, q.status_source, q.scenario, q.verified,
  q.eligible, q.preferred, q.place = 1 AND q.eligible AS leads, q.why
FROM (SELECT no_name(given) AS said) AS name_
LEFT JOIN named_figures(given) AS q ON true
WHERE CASE WHEN name_.said IS NULL THEN q.id IS NOT NULL ELSE CAST(error(name_.said) AS BOOLEAN) END
ORDER BY q.year DESC, q.measure <> 'emissions', q.place;

COMMENT ON MACRO TABLE studies IS
'Every figure that NAME[@YEAR][#SOURCE] may mean, whether it is taken, and why.
row_id: The key of the figure''s original row; null for nations.
figure: Whether it is published, multiplied by a grid, or summed here.
leads: Whether it is the headline of its subject and year.
why: Why it is taken, or not.';
