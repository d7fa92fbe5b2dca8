-- The comparison itself.

-- pair_met(dimension, a, s, r): whether two figures meet a rule about both, their years or their
-- studies.
CREATE MACRO pair_met(dimension, a, s, r) AS coalesce(CASE concat(dimension, ' ', a)
  WHEN 'period some_years' THEN years_apart(s, r) = 'some_years'
  WHEN 'period many_years' THEN years_apart(s, r) = 'many_years'
  WHEN 'year open' THEN s.is_open OR r.is_open
  WHEN 'studies differ' THEN greatest(apart(s), apart(r)) > 2
  WHEN 'studies vary' THEN apart(s) > 1.1 AND apart(s) <= 2 OR apart(r) > 1.1 AND apart(r) <= 2
  WHEN 'grid two_mixes' THEN s.kind = 'annual' AND r.kind = 'annual' AND s.energy_kwh > 0
    AND r.energy_kwh > 0 AND (s.factor IS NULL) <> (r.factor IS NULL)
  WHEN 'measure electricity_alone' THEN s.measure = r.measure AND (s.is_alone OR r.is_alone)
END, false);

-- word_of_side(dimension, a, q): whether one side, as it was asked for, meets a rule of pairs.
CREATE MACRO word_of_side(dimension, a, q) AS coalesce(CASE concat(dimension, ' ', a)
  WHEN 'studies contested' THEN q.is_default AND q.contested > 0
  WHEN 'headline other' THEN q.is_default AND q.place > 1
  WHEN 'name default' THEN q.is_word
  WHEN 'caveat stated' THEN q.has_caveat
END, false);

-- same_figure(s, r): whether both sides are one figure: it is itself, whatever its studies differ by.
CREATE MACRO same_figure(s, r) AS s.id = r.id AND s.measure = r.measure AND s.place = r.place;

-- word_met(dimension, a, s, r): whether two figures meet a rule of pairs.
CREATE MACRO word_met(dimension, a, s, r) AS CASE
  WHEN dimension = 'figure' THEN same_figure(s, r)
  WHEN dimension = 'studies' AND same_figure(s, r) THEN false
  ELSE pair_met(dimension, a, s, r) OR word_of_side(dimension, a, s) OR word_of_side(dimension, a, r)
END;

-- may_be_taken(given): one row is the list of figures that a name may mean: where it leaves the
-- study open, those that are preferred.
CREATE MACRO may_be_taken(given) AS TABLE
SELECT list(side(figure_) ORDER BY figure_.place, figure_.year) AS figures
FROM (
  SELECT *, measure = 'electricity' AND NOT bool_or(measure = 'emissions') OVER () AS is_alone
  FROM named_figures(given)
  WHERE preferred OR NOT leaves_study
) AS figure_;

-- no_figure(given): what is said of a name of which nothing is taken.
CREATE MACRO no_figure(given) AS coalesce(no_name(given), concat('nothing is taken of ', given,
  ': SQL takes exact names (FROM quantity_names), as NAME[@YEAR][#SOURCE]; FROM studies(name) says ',
  'what bars its figures'));

-- no_measure(given, measure): what is said of a name that has nothing in a measure.
CREATE MACRO no_measure(given, measure) AS concat('no ', measure, ' of ', given,
  ' may be taken; FROM studies(name) says what there is');

-- compare(subject, reference): one row is the comparison; a refused one has no ratio. What nothing
-- is called by, or what no study is taken of by default, is an error. measure := 'electricity' or
-- 'emissions' picks one; without it emissions where both sides have them.
CREATE MACRO compare(subject, reference, measure := NULL) AS TABLE
WITH found_ AS (
  -- What is asked may be a column of an asker's table that is called as one here.
  SELECT one_.figures AS s, other_.figures AS r, subject AS s_asked, reference AS r_asked,
    CASE WHEN one_.figures IS NULL THEN no_figure(subject) ELSE no_figure(reference) END AS why
  FROM may_be_taken(subject) AS one_ CROSS JOIN may_be_taken(reference) AS other_
), given_ AS (
  SELECT
    CASE WHEN measure IS NULL OR list_contains(measures(s), measure)
        AND list_contains(measures(r), measure)
      THEN why
      ELSE no_measure(CASE WHEN list_contains(measures(s), measure) THEN r_asked ELSE s_asked END,
        measure) END AS why,
    in_measure(s, shared_measure(s, r, measure), measure) AS s,
    in_measure(r, shared_measure(s, r, measure), measure) AS r
  FROM found_
), met_ AS (
  SELECT
    why, of_year(s, chosen_year(s, r, anchor_year(s, r))) AS s,
    of_year(r, chosen_year(r, s, anchor_year(s, r))) AS r
  FROM given_
), both_ AS (
  SELECT why, on_ground(s, common_ground(s, r)) AS s, on_ground(r, common_ground(s, r)) AS r
  FROM met_
), pairs_ AS (
  SELECT list({'rule': rule, 'dimension': dimension, 'a': a, 'gravest': severity(outcome)}
    ORDER BY rule) AS pairs
  FROM rules WHERE judges = 'pair'
), weighed_ AS (
  SELECT
    s, r, why, v,
    CASE WHEN same_figure(s, r) THEN interval_ratio(NULL, 1.0::DOUBLE, NULL, NULL, 1.0::DOUBLE, NULL)
      ELSE ratio_of(s, r) END AS ratios,
    [rule_ FOR rule_ IN pairs IF word_met(rule_.dimension, rule_.a, s, r)
      AND (rule_.dimension <> 'measure' OR measure IS NULL)] AS met
  FROM both_ CROSS JOIN pairs_
  LEFT JOIN verdicts AS v ON v.subject_type = s.type_id AND v.reference_type = r.type_id
), judged_ AS (
  SELECT *, verdict(list_max(list_append([rule_.gravest FOR rule_ IN met], severity(v.outcome))))
    AS verdict
  FROM weighed_
)
SELECT
  s.id AS subject, s.source_id AS subject_source, s.emissions_t AS subject_t,
  r.id AS reference, r.source_id AS reference_source, r.emissions_t AS reference_t,
  s.measure, s.energy_kwh AS subject_kwh, r.energy_kwh AS reference_kwh,
  CASE WHEN verdict <> 'refuse' THEN ratios.low END AS ratio_low,
  CASE WHEN verdict <> 'refuse' THEN ratios.central END AS ratio,
  CASE WHEN verdict <> 'refuse' THEN ratios.high END AS ratio_high, verdict,
  list_sort(list_distinct(list_concat(v.rules, v.subject_rules, v.reference_rules,
    [rule_.rule FOR rule_ IN met]))) AS rules
FROM judged_
WHERE CASE
  WHEN s IS NULL OR r IS NULL THEN CAST(error(why) AS BOOLEAN)
  WHEN coalesce(amount(r), amount_low(r), 0) <= 0 THEN CAST(error(concat(r.id,
    ' (', r.source_id, ') is not above zero: nothing to divide by; pick another basis')) AS BOOLEAN)
  ELSE true
END;

COMMENT ON MACRO pair_met IS 'Whether two figures meet a rule about both.';
COMMENT ON MACRO word_of_side IS 'Whether one side, as it was asked for, meets a rule of pairs.';
COMMENT ON MACRO same_figure IS 'Whether both sides are one figure.';
COMMENT ON MACRO word_met IS 'Whether two figures meet a rule of pairs.';
COMMENT ON MACRO no_figure IS 'What is said of a name of which nothing is taken.';
COMMENT ON MACRO no_measure IS 'What is said of a name that has nothing in a measure.';
COMMENT ON MACRO TABLE may_be_taken IS 'The figures that NAME[@YEAR][#SOURCE] may take, as a list.';
COMMENT ON MACRO TABLE compare IS
  'Two exact names compared: the figures taken, the ratio with its bounds, the verdict, its rules.';
