-- studies(given): one row is a figure that an exact name may mean, NAME[@YEAR][#SOURCE], on every
-- basis and of every study: whether it may be taken, is preferred, and why; those that lead first.
CREATE MACRO studies(given) AS TABLE
SELECT
  q.id, q.year, q.measure, q.source_id, q.row_id, q.emissions_t_low, q.emissions_t,
  q.emissions_t_high, q.energy_kwh,
  q.gas, q.gwp, q.boundary, q.energy_scope, q.accounting, q.forcing, q.land_use, q.scope, q.figure,
  q.factor, q.method, q.status, q.status_source, q.scenario, q.verified, q.eligible, q.preferred,
  q.place = 1 AND q.eligible AS leads, q.why
FROM (SELECT no_name(given) AS said) AS name_
LEFT JOIN named_figures(given) AS q ON true
WHERE CASE WHEN name_.said IS NULL THEN q.id IS NOT NULL ELSE CAST(error(name_.said) AS BOOLEAN) END
ORDER BY q.year DESC, q.measure <> 'emissions', q.place;

COMMENT ON MACRO TABLE studies IS
'Every figure that NAME[@YEAR][#SOURCE] may mean, and whether and why it is taken.
row_id: The key of the row of its source that the figure comes from; null of a nation.
figure: Whether it is published, worked out at a grid, or summed here.
leads: Whether it leads the figures of its subject and year.
why: Why it is taken, or is not.';
