-- The comparison: the basis picked for each operand, the rules that two meet, the ratio.

-- preference(q, own): smaller is preferred; `own` is the other side, on whose basis q should be.
-- What was seen before what was not; a year that had passed before a projection; the other side's
-- year, else the newest; as published before worked out here; a figure before bounds; what stands
-- before what was replaced; the other side's gas and boundary; the headline of inventories
-- (territorial, without land use) before variants; then the source preferred for it.
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
  'accounting': coalesce(q.accounting IN ('market', 'consumption'), false),
  'other_boundary': coalesce(has(q.traits, 'boundary=use') <> has(own.traits, 'boundary=use'), false),
  'other_gwp': coalesce(q.gwp <> own.gwp, false),
  'priority': q.priority,
  'edition': -q.year,
  'source_id': q.source_id,
  'row_id': q.row_id
};

-- significant(x, digits): x rounded to so many significant digits; exactly half to the even one,
-- as Python does.
CREATE MACRO significant(x, digits) AS CASE
  WHEN x = 0 THEN 0 ELSE round_even(x, CAST(digits - 1 - floor(log10(abs(x))) AS INTEGER))
END;

-- written(x, digits): a number as text, without decimals that would be digits too many.
CREATE MACRO written(x, digits) AS CASE
  WHEN abs(significant(x, digits)) >= pow(10, digits - 1)
    THEN CAST(CAST(significant(x, digits) AS HUGEINT) AS VARCHAR)
  ELSE CAST(significant(x, digits) AS VARCHAR)
END;

-- meant_digits(ratio, low, high): how many digits the bounds allow; two where there are none.
CREATE MACRO meant_digits(ratio, low, high) AS CASE
  WHEN (high - low) / 2 > 0.3 * abs(ratio) THEN 1 ELSE 2
END;

-- in_time(years): a span of time in the unit in which it reads best. A year is 365.25 days.
CREATE MACRO in_time(years) AS CASE
  WHEN years >= 1 THEN {'value': years, 'unit': 'year'}
  WHEN years * 365.25 >= 2 THEN {'value': years * 365.25, 'unit': 'day'}
  WHEN years * 8766 >= 1 THEN {'value': years * 8766, 'unit': 'hour'}
  WHEN years * 525960 >= 1 THEN {'value': years * 525960, 'unit': 'minute'}
  ELSE {'value': years * 31557600, 'unit': 'second'}
END;

-- reading(ratio, s, r): what the ratio is: a time of the reference's year, a count of it, a share.
-- Where nobody published its middle, the upper bound is read, and told with the lower one.
CREATE MACRO reading(ratio, s, r) AS CASE
  WHEN r.kind = 'annual' AND s.kind <> 'annual' THEN in_time(ratio)
  WHEN r.kind = 'unit' AND r.times IS NULL THEN {'value': ratio, 'unit': 'count'}
  WHEN ratio < 1 THEN {'value': 100 * ratio, 'unit': 'percent'}
  ELSE {'value': ratio, 'unit': 'times'}
END;

-- ratio_of(s, r): the ratio and its bounds, by interval arithmetic. Electricity on the same grid
-- factor row: the factor cancels, and the bounds are those of the energies.
CREATE MACRO ratio_of(s, r) AS CASE
  WHEN s.factor = r.factor OR (s.measure = 'energy' AND r.measure = 'energy') THEN {
    'low': CASE WHEN s.energy_kwh_low IS NOT NULL OR r.energy_kwh_high IS NOT NULL
      THEN coalesce(s.energy_kwh_low, s.energy_kwh)
        / coalesce(r.energy_kwh_high, r.energy_kwh) END,
    'central': s.energy_kwh / r.energy_kwh,
    'high': CASE WHEN s.energy_kwh_high IS NOT NULL OR r.energy_kwh_low IS NOT NULL
      THEN coalesce(s.energy_kwh_high, s.energy_kwh)
        / coalesce(r.energy_kwh_low, r.energy_kwh) END
  }
  ELSE {
    'low': CASE WHEN s.emissions_t_low IS NOT NULL OR r.emissions_t_high IS NOT NULL
      THEN coalesce(s.emissions_t_low, s.emissions_t)
        / coalesce(r.emissions_t_high, r.emissions_t) END,
    'central': s.emissions_t / r.emissions_t,
    -- A reference that may be nothing sets no upper bound.
    'high': CASE WHEN (s.emissions_t_high IS NOT NULL OR r.emissions_t_low IS NOT NULL)
      AND coalesce(r.emissions_t_low, r.emissions_t) > 0
      THEN coalesce(s.emissions_t_high, s.emissions_t)
        / coalesce(r.emissions_t_low, r.emissions_t) END
  }
END;

-- severity(outcome), verdict(gravest): an outcome as a number to compare by, and back; null is ok.
CREATE MACRO severity(outcome) AS list_position(['ok', 'note', 'caution', 'refuse'], outcome);
CREATE MACRO verdict(gravest) AS ['ok', 'note', 'caution', 'refuse'][coalesce(gravest, 1)];

-- years_apart(s, r): how far the years of two sides lie apart. A thing's figure is good for some
-- years; a year's is for that year.
CREATE MACRO years_apart(s, r) AS CASE
  WHEN abs(s.year - r.year) > 5 THEN 'period=many_years'
  WHEN s.year <> r.year AND s.kind <> 'unit' AND r.kind <> 'unit' THEN 'period=some_years'
END;

-- opposed(rule, these, those): whether two sides have the two traits of a rule, in either order.
CREATE MACRO opposed(rule, these, those) AS
  (has(these, rule.trait_a) AND has(those, rule.trait_b))
  OR (has(these, rule.trait_b) AND has(those, rule.trait_a));

-- meets(rule, side, s, r): whether two sides meet a rule; a rule of one side is asked for each.
CREATE MACRO meets(rule, side, s, r) AS CASE
  WHEN rule.dimension = 'period' THEN side = 'both' AND rule.trait_a = years_apart(s, r)
  WHEN rule.b <> '*' THEN side = 'both' AND opposed(rule, s.traits, r.traits)
  WHEN side = 'subject' THEN has(s.traits, rule.trait_a)
  WHEN side = 'reference' THEN has(r.traits, rule.trait_a)
  ELSE false
END;

-- to_three(x): a number to three digits, without zeros that say nothing: 284, 3.2.
CREATE MACRO to_three(x) AS regexp_replace(written(x, 3), '\.0$', '');

-- mass(t): an amount of gas as text, to three digits in the unit in which it reads best.
CREATE MACRO mass(t) AS CASE
  WHEN abs(t) >= 1e9 THEN to_three(t / 1e9) || ' Gt'
  WHEN abs(t) >= 1e6 THEN to_three(t / 1e6) || ' Mt'
  WHEN abs(t) >= 1 THEN to_three(t) || ' t'
  WHEN abs(t) >= 1e-3 THEN to_three(t * 1e3) || ' kg'
  ELSE to_three(t * 1e6) || ' g'
END;

-- amount(q): how much a quantity is, as text; of one that has bounds alone, these.
CREATE MACRO amount(q) AS coalesce(
  mass(q.emissions_t),
  mass(q.emissions_t_low) || ' to ' || mass(q.emissions_t_high),
  to_three(q.energy_kwh) || ' kWh');

-- told(text, side, q, standing, point): a rule's text about the side q, the placeholders filled,
-- numbers with the language's decimal point.
CREATE MACRO told(text, side, q, standing, point) AS replace(replace(replace(replace(replace(
  text, '{side}', side),
  '{year}', coalesce(CAST(q.year AS VARCHAR), '?')),
  '{status_source}', coalesce(q.status_source, '?')),
  '{standing}', coalesce(standing || replace(mass(q.standing_t), '.', point) || ' (' || q.replaced_by || ')', '')),
  '{factor}', coalesce(q.factor, '?'));

-- no_other(): the side on whose basis a quantity is picked where nothing stands beside it.
CREATE MACRO no_other() AS {'year': CAST(NULL AS BIGINT), 'gas': CAST(NULL AS VARCHAR),
  'gwp': CAST(NULL AS VARCHAR), 'traits': CAST(NULL AS VARCHAR)};

-- compared(one, others): one row is a comparison with one of the references, refused or not; an
-- operand that means nothing has no row. `compare` is the same for readers, who get the texts of
-- the rules with their placeholders filled.
CREATE MACRO compared(one, others) AS TABLE
WITH found AS MATERIALIZED (
  FROM bases(one, others)
), s AS MATERIALIZED (
  SELECT arg_min(q, preference(q, no_other())) AS s FROM found WHERE side = 0
), r AS MATERIALIZED (
  SELECT side AS place, arg_min(q, preference(q, s)) AS r, any_value(s) AS s
  FROM found, s
  WHERE side > 0 AND s IS NOT NULL
  GROUP BY side
), met AS (
  SELECT
    place,
    max(severity(rule.outcome)) AS gravest,
    list({
      'dimension': rule.dimension, 'side': sides.side, 'outcome': rule.outcome,
      'text_en': rule.text_en, 'text_fr': rule.text_fr,
      'error_factor': rule.error_factor, 'error_source': rule.error_source,
      'error_case': rule.error_case
    } ORDER BY severity(rule.outcome) DESC, rule.dimension, sides.side) AS reasons
  FROM r, rules AS rule, (VALUES ('subject'), ('reference'), ('both')) AS sides(side)
  WHERE meets(rule, sides.side, s, r)
  GROUP BY place
)
SELECT
  place, s AS subject, r AS reference, ratio,
  reading(coalesce(ratio.central, ratio.high, ratio.low), s, r) AS reading,
  meant_digits(ratio.central, ratio.low, ratio.high) AS digits,
  verdict(gravest) AS verdict,
  coalesce(reasons, []) AS reasons
FROM (SELECT *, ratio_of(s, r) AS ratio FROM r) LEFT JOIN met USING (place);

-- basis(q): the type of a quantity in one line.
CREATE MACRO basis(q) AS concat_ws(', ', coalesce(q.gas, q.measure), q.gwp, q.boundary,
  q.energy_scope, q.accounting, q.forcing, 'land use ' || q.land_use, q.scope,
  CASE q.figure WHEN 'at_grid' THEN 'electricity at ' || q.factor END);

-- pick(given): the one row that an operand stands for where nothing stands beside it.
CREATE MACRO pick(given) AS TABLE
SELECT unnest(q)
FROM bases(given, CAST([] AS VARCHAR[]))
ORDER BY preference(q, no_other())
LIMIT 1;

-- reading_text(x, digits, ratio): a reading in words: 2.6 minutes, 5.0 of it, 12 %; from the one
-- bound to the other where these alone are published.
CREATE MACRO reading_text(x, digits, ratio) AS CASE WHEN x.value IS NOT NULL THEN concat(
  CASE WHEN ratio.central IS NULL THEN written(x.value * ratio.low / ratio.high, digits) || ' to ' END,
  written(x.value, digits),
  CASE x.unit
    WHEN 'percent' THEN ' %' WHEN 'count' THEN ' of it' WHEN 'times' THEN ' times'
    ELSE ' ' || x.unit || CASE WHEN significant(x.value, digits) = 1 THEN '' ELSE 's' END
  END) END;

-- outcome_fr(outcome): the outcome of a rule as French says it.
CREATE MACRO outcome_fr(outcome) AS CASE outcome
  WHEN 'caution' THEN 'attention' WHEN 'refuse' THEN 'refus' ELSE outcome
END;

-- not_above_zero(q): why nothing is divided by q, and what would do instead.
CREATE MACRO not_above_zero(q) AS concat(q.id, ' (', q.source_id, ') is not above zero: nothing to ',
  'divide by; pick another basis (FROM studies(''', q.id, ''') lists them)');

-- compare(one, other): the comparison for a reader. A refused one has no number unless forced.
CREATE MACRO compare(one, other, forced := false) AS TABLE
WITH found AS (
  FROM compared(one, [other])
)
SELECT
  subject.id AS subject, amount(subject) AS subject_amount,
  basis(subject) AS subject_basis, subject.source_id AS subject_source,
  reference.id AS reference, amount(reference) AS reference_amount,
  basis(reference) AS reference_basis, reference.source_id AS reference_source,
  CASE WHEN forced OR verdict <> 'refuse' THEN ratio.low END AS ratio_low,
  CASE WHEN forced OR verdict <> 'refuse' THEN ratio.central END AS ratio,
  CASE WHEN forced OR verdict <> 'refuse' THEN ratio.high END AS ratio_high,
  CASE WHEN forced OR verdict <> 'refuse' THEN reading_text(reading, digits, ratio) END AS reading,
  verdict,
  list_transform(reasons, lambda x: x.outcome || ': ' || CASE x.side
    WHEN 'reference' THEN told(x.text_en, 'the reference', reference, '; what stands: ', '.')
    ELSE told(x.text_en, 'the subject', subject, '; what stands: ', '.') END) AS reasons,
  list_transform(reasons, lambda x: outcome_fr(x.outcome) || ' : ' || CASE x.side
    WHEN 'reference' THEN told(x.text_fr, 'la référence', reference, ' ; ce qui vaut : ', ',')
    ELSE told(x.text_fr, 'le sujet', subject, ' ; ce qui vaut : ', ',') END) AS reasons_fr
FROM found
-- Whatever columns are asked for, an operand that means nothing is an error.
WHERE CASE
  WHEN coalesce(reference.emissions_t, reference.emissions_t_low, reference.energy_kwh) <= 0
    THEN CAST(error(not_above_zero(reference)) AS BOOLEAN)
  ELSE true
END
UNION ALL BY NAME
SELECT NULL AS subject
WHERE CASE WHEN EXISTS (FROM found) THEN false ELSE CAST(error(coalesce(
  (SELECT trouble FROM trouble(one) WHERE trouble IS NOT NULL),
  (SELECT trouble FROM trouble(other) WHERE trouble IS NOT NULL),
  'these two cannot be read')) AS BOOLEAN) END;
