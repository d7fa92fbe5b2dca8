-- studies(given): one row is a figure that an operand may mean, on every basis and of every study,
-- with the one that a comparison takes and why the others are behind it.
CREATE MACRO studies(given) AS TABLE
WITH found AS (
  SELECT unnest(q) FROM bases(given, CAST([] AS VARCHAR[]))
), taken AS (
  FROM pick(given)
)
SELECT
  q.id, q.source_id, q.emissions_t_low, q.emissions_t, q.emissions_t_high, q.energy_kwh,
  basis(q) AS basis, q.method, q.status, q.status_source,
  q.emissions_t / t.emissions_t AS of_taken,
  CASE
    WHEN q.source_id IS NOT DISTINCT FROM t.source_id AND basis(q) = basis(t)
      AND q.row_id IS NOT DISTINCT FROM t.row_id AND q.year IS NOT DISTINCT FROM t.year
      THEN concat_ws(', ', 'taken: ' || q.status, replace(q.figure, '_', ' '), 'priority ' || q.priority)
    WHEN NOT q.verified THEN 'not seen in its document'
    WHEN q.scenario IS NOT NULL THEN 'a projection: ' || q.scenario
    WHEN q.emissions_t IS NULL THEN 'bounds only'
    WHEN q.year <> t.year THEN 'another year'
    WHEN q.figure <> t.figure THEN 'worked out here, not published'
    WHEN q.status <> t.status THEN q.status || ' by ' || coalesce(q.status_source, '?')
    WHEN q.land_use <> t.land_use OR q.accounting <> t.accounting THEN 'another basis'
    ELSE concat('priority ', q.priority, ' behind ', t.priority)
  END AS why
FROM found AS q LEFT JOIN taken AS t ON true
ORDER BY starts_with(why, 'taken') DESC, q.emissions_t DESC NULLS LAST, q.source_id;

-- explain(one, other): one row is a factor by which the second figure differs from the first; the
-- factors of all rows multiply to the whole. What a figure does not say goes into the last one.
--   energy   electricity of the computers      pue    what the facility adds
--   applied  the factor applied, against the grid's of its own place and year
--   place    the grid of the other place in the same year      year   that grid in the other year
--   rest     boundary, other gases, rounding, and what is not published
CREATE MACRO explain(one, other) AS TABLE
WITH found AS (
  FROM compared(one, [other])
), sides AS (
  SELECT
    subject.emissions_t AS a_t, reference.emissions_t AS b_t,
    subject.energy_kwh AS a_kwh, reference.energy_kwh AS b_kwh,
    CASE WHEN subject.pue IS NOT NULL AND reference.pue IS NOT NULL THEN subject.pue END AS a_pue,
    CASE WHEN subject.pue IS NOT NULL AND reference.pue IS NOT NULL THEN reference.pue END AS b_pue,
    subject.intensity_g_per_kwh AS a_g, reference.intensity_g_per_kwh AS b_g,
    aa.intensity_g_per_kwh AS aa_g, ba.intensity_g_per_kwh AS ba_g, bb.intensity_g_per_kwh AS bb_g,
    subject.area_id AS a_area, reference.area_id AS b_area,
    subject.year AS a_year, reference.year AS b_year,
    subject.boundary AS a_boundary, reference.boundary AS b_boundary
  FROM found
  LEFT JOIN grid_factors AS aa
    ON aa.area_id = found.subject.area_id AND aa.year = found.subject.year
  LEFT JOIN grid_factors AS ba
    ON ba.area_id = found.reference.area_id AND ba.year = found.subject.year
  LEFT JOIN grid_factors AS bb
    ON bb.area_id = found.reference.area_id AND bb.year = found.reference.year
), steps AS (
  SELECT
    *,
    coalesce(b_kwh / coalesce(b_pue, 1) / (a_kwh / coalesce(a_pue, 1)), 1) AS f_energy,
    coalesce(b_pue / a_pue, 1) AS f_pue,
    coalesce(bb_g / ba_g * ba_g / aa_g * b_g / bb_g * aa_g / a_g IS NOT NULL, false) AS chained,
    b_t / a_t AS whole
  FROM sides
), factors AS (
  SELECT unnest([
    {'step': 'energy', 'first': format('{:,} kWh', CAST(round(a_kwh / coalesce(a_pue, 1)) AS BIGINT)),
     'second': format('{:,} kWh', CAST(round(b_kwh / coalesce(b_pue, 1)) AS BIGINT)), 'factor': f_energy,
     'known': a_kwh IS NOT NULL AND b_kwh IS NOT NULL},
    {'step': 'pue', 'first': CAST(a_pue AS VARCHAR), 'second': CAST(b_pue AS VARCHAR),
     'factor': f_pue, 'known': a_pue IS NOT NULL},
    {'step': 'applied', 'first': round(a_g, 1) || ' g/kWh', 'second': round(b_g, 1) || ' g/kWh',
     'factor': CASE WHEN chained THEN b_g / bb_g * aa_g / a_g ELSE coalesce(b_g / a_g, 1) END,
     'known': a_g IS NOT NULL AND b_g IS NOT NULL},
    {'step': 'place', 'first': a_area || ' ' || a_year, 'second': b_area || ' ' || a_year,
     'factor': CASE WHEN chained THEN ba_g / aa_g ELSE 1 END, 'known': chained},
    {'step': 'year', 'first': b_area || ' ' || a_year, 'second': b_area || ' ' || b_year,
     'factor': CASE WHEN chained THEN bb_g / ba_g ELSE 1 END, 'known': chained},
    {'step': 'rest', 'first': a_boundary, 'second': b_boundary,
     'factor': whole / f_energy / f_pue / coalesce(b_g / a_g, 1), 'known': whole IS NOT NULL},
    {'step': 'whole', 'first': mass(a_t), 'second': mass(b_t), 'factor': whole,
     'known': whole IS NOT NULL}
  ], recursive := true)
  FROM steps
)
SELECT step, first, second, CASE WHEN known THEN factor END AS factor FROM factors;
