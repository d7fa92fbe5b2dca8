-- studies(given): one row is a figure that an exact name may mean, NAME[@YEAR][#SOURCE], on every
-- basis and of every study; the one that a comparison takes where nothing stands beside it first.
CREATE MACRO studies(given) AS TABLE
SELECT
  q.id, q.source_id, q.emissions_t_low, q.emissions_t, q.emissions_t_high, q.energy_kwh, q.gas,
  q.gwp, q.boundary, q.energy_scope, q.accounting, q.forcing, q.land_use, q.scope, q.figure, q.factor,
  q.method, q.status, q.status_source, q.scenario, q.verified,
  row_number() OVER (ORDER BY preference(q, nobody())) = 1 AS taken
FROM named_quantities(given) AS q
ORDER BY taken DESC, q.emissions_t DESC NULLS LAST, q.source_id;

COMMENT ON MACRO TABLE studies IS
  'Every figure that NAME[@YEAR][#SOURCE] may mean, the one that a comparison takes first.';
