-- The comparison in SQL, on exact ids: the same choice, ratio and verdict as in Python, where
-- operands may be cut short, filtered, counted, given as amounts or put on another grid.

-- years_apart(s, r): how far the years of two sides lie apart, as rules of pairs name it. A thing's
-- figure is good for some years; a year's is for that year.
CREATE MACRO years_apart(s, r) AS CASE
  WHEN abs(s.year - r.year) > 5 THEN 'many_years'
  WHEN s.year <> r.year AND s.kind <> 'unit' AND r.kind <> 'unit' THEN 'some_years'
END;

-- by_energy(s, r): whether the ratio is of the energies: electricity on the same grid factor row.
CREATE MACRO by_energy(s, r) AS coalesce(s.factor = r.factor, false);

-- interval_ratio(...), ratio_of(s, r): a ratio and its bounds, by interval arithmetic. A reference that may be nothing
-- sets no upper bound.
CREATE MACRO interval_ratio(s_low, s, s_high, r_low, r, r_high) AS {
  'low': CASE WHEN s_low IS NOT NULL OR r_high IS NOT NULL
    THEN coalesce(s_low, s) / nullif(coalesce(r_high, r), 0) END,
  'central': s / nullif(r, 0),
  'high': CASE WHEN (s_high IS NOT NULL OR r_low IS NOT NULL) AND coalesce(r_low, r) > 0
    THEN coalesce(s_high, s) / coalesce(r_low, r) END
};
CREATE MACRO ratio_of(s, r) AS CASE WHEN by_energy(s, r)
  THEN interval_ratio(s.energy_kwh_low, s.energy_kwh, s.energy_kwh_high,
    r.energy_kwh_low, r.energy_kwh, r.energy_kwh_high)
  ELSE interval_ratio(s.emissions_t_low, s.emissions_t, s.emissions_t_high,
    r.emissions_t_low, r.emissions_t, r.emissions_t_high)
END;

-- preference(q, own): smaller is preferred; `own` is the other side, on whose basis q should be.
CREATE MACRO preference(q, own) AS {
  'unseen': NOT q.verified,
  'projection': q.scenario IS NOT NULL,
  'other_year': q.kind = 'annual' AND coalesce(q.year <> own.year, false),
  'age': CASE q.kind WHEN 'annual' THEN -q.year ELSE 0 END,
  'worked_out': q.figure <> 'published',
  'bounds_only': q.emissions_t IS NULL,
  'fallen': q.status <> 'current',
  'other_gas': coalesce(q.gas <> own.gas, false),
  'land_use': coalesce(list_position(
    ['excluded', 'excluded_with_agriculture', 'included'], q.land_use), 0),
  'variant': coalesce(q.accounting IN ('market', 'consumption'), false),
  'other_boundary': coalesce(
    contains(q.type_id, ' boundary=use ') <> contains(own.type_id, ' boundary=use '), false),
  'other_gwp': coalesce(q.gwp <> own.gwp, false),
  'priority': q.priority,
  'edition': -q.year,
  'source_id': q.source_id,
  'row_id': q.row_id
};

-- nobody(): the other side where nothing stands beside a figure.
CREATE MACRO nobody() AS
  CAST(NULL AS STRUCT(year BIGINT, gas VARCHAR, gwp VARCHAR, type_id VARCHAR));

-- named_quantities(given): one row is a quantity that an exact name may mean: NAME[@YEAR][#SOURCE].
-- What a macro is asked about may be a column of the asker's, in a lateral join: the macro's own
-- tables are called what no asker's are.
CREATE MACRO named_quantities(given) AS TABLE
SELECT
  quantity_.*,
  split_part(split_part(given, '#', 1), '@', 2) = '' AND name_.row_id IS NULL
    AND quantity_.kind = 'annual' AS is_open
FROM quantity_names AS name_
JOIN quantities AS quantity_ ON quantity_.subject = name_.subject
  AND (name_.row_id IS NULL OR quantity_.row_id = name_.row_id)
WHERE regexp_full_match(given, '[^@#]+(@[0-9]{4})?(#[^@#]+)?')
  AND name_.name = split_part(split_part(given, '#', 1), '@', 1)
  AND split_part(split_part(given, '#', 1), '@', 2) IN ('', CAST(quantity_.year AS VARCHAR))
  AND split_part(given, '#', 2) IN ('', quantity_.source_id);

-- side(q): of a quantity what a comparison needs.
CREATE MACRO side(q) AS {
  'id': q.id, 'source_id': q.source_id, 'type_id': q.type_id, 'kind': q.kind, 'year': q.year,
  'is_open': q.is_open, 'gas': q.gas, 'gwp': q.gwp, 'factor': q.factor,
  'emissions_t_low': q.emissions_t_low, 'emissions_t': q.emissions_t,
  'emissions_t_high': q.emissions_t_high, 'energy_kwh_low': q.energy_kwh_low,
  'energy_kwh': q.energy_kwh, 'energy_kwh_high': q.energy_kwh_high
};

-- met_by_pair(pairs, s, r): of the rules that judge pairs those that two figures meet.
CREATE MACRO met_by_pair(pairs, s, r) AS list_filter(pairs, lambda rule_: CASE rule_.dimension
  WHEN 'period' THEN coalesce(rule_.a = years_apart(s, r), false)
  WHEN 'year' THEN rule_.a = 'open' AND (s.is_open OR r.is_open)
  ELSE false
END);

-- no_figure(given): what is said of a name that nothing is called by.
CREATE MACRO no_figure(given) AS concat('there is no figure of ', given,
  ': SQL takes exact names (FROM quantity_names), as NAME[@YEAR][#SOURCE]');

-- compare(subject, reference): one row is the comparison; a refused one has no ratio. What nothing
-- is called by is an error.
CREATE MACRO compare(subject, reference) AS TABLE
WITH subject_ AS (
  SELECT arg_min(side(taken_), preference(taken_, nobody())) AS s_, no_figure(subject) AS why_
  FROM named_quantities(subject) AS taken_
), both_ AS (
  SELECT
    any_value(subject_.s_) AS s, arg_min(side(taken_), preference(taken_, subject_.s_)) AS r,
    coalesce(CASE WHEN any_value(subject_.s_) IS NULL THEN any_value(subject_.why_) END,
      no_figure(reference)) AS why
  FROM subject_, named_quantities(reference) AS taken_
), pairs_ AS (
  SELECT list({'rule': rule, 'dimension': dimension, 'a': a, 'gravest': severity(outcome)}
    ORDER BY rule) AS pairs
  FROM rules WHERE judges = 'pair'
), judged_ AS (
  SELECT
    s, r, why, ratio_of(s, r) AS ratios, v, met_by_pair(pairs, s, r) AS met,
    verdict(list_max(list_append([rule_.gravest FOR rule_ IN met], severity(v.outcome))))
      AS verdict
  FROM both_ CROSS JOIN pairs_
  LEFT JOIN verdicts AS v ON v.subject_type = s.type_id AND v.reference_type = r.type_id
)
SELECT
  s.id AS subject, s.source_id AS subject_source, s.emissions_t AS subject_t,
  r.id AS reference, r.source_id AS reference_source, r.emissions_t AS reference_t,
  CASE WHEN verdict <> 'refuse' THEN ratios.low END AS ratio_low,
  CASE WHEN verdict <> 'refuse' THEN ratios.central END AS ratio,
  CASE WHEN verdict <> 'refuse' THEN ratios.high END AS ratio_high, verdict,
  list_sort(list_distinct(list_concat(v.rules, v.subject_rules, v.reference_rules,
    [rule_.rule FOR rule_ IN met]))) AS rules
FROM judged_
WHERE CASE
  WHEN s IS NULL OR r IS NULL THEN CAST(error(why) AS BOOLEAN)
  WHEN coalesce(r.emissions_t, r.emissions_t_low, 0) <= 0 THEN CAST(error(concat(r.id, ' (',
    r.source_id, ') is not above zero: nothing to divide by; pick another basis')) AS BOOLEAN)
  ELSE true
END;

COMMENT ON MACRO years_apart IS 'How far two years lie apart, as the rules of pairs name it.';
COMMENT ON MACRO by_energy IS 'Whether a grid factor cancels, so that a ratio is of energies.';
COMMENT ON MACRO interval_ratio IS 'A ratio with bounds, by interval arithmetic.';
COMMENT ON MACRO ratio_of IS 'The ratio of two quantities with its bounds.';
COMMENT ON MACRO preference IS 'The order in which figures are taken, the smallest first.';
COMMENT ON MACRO nobody IS 'What stands beside a figure where nothing does.';
COMMENT ON MACRO side IS 'Of a quantity what a comparison needs.';
COMMENT ON MACRO met_by_pair IS 'Of the rules that judge pairs those that two figures meet.';
COMMENT ON MACRO no_figure IS 'What is said of a name that nothing is called by.';
COMMENT ON MACRO TABLE named_quantities IS 'The quantities that NAME[@YEAR][#SOURCE] may mean.';
COMMENT ON MACRO TABLE compare IS
  'Two exact names compared: the figures taken, the ratio with its bounds, the verdict, its rules.';
