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

-- own_order(q): the order of the figures of one source that is named: by its own bases, whatever is
-- preferred among all studies.
CREATE MACRO own_order(q) AS CASE WHEN q.leaves_study OR q.is_row THEN 0
  ELSE CASE WHEN q.eligible THEN 0 ELSE 99 END + coalesce(q.ground, 99) END;

-- may_be_taken(given): one row is the list of figures that a name may mean: where it leaves the
-- study open, those that are preferred.
CREATE MACRO may_be_taken(given) AS TABLE
SELECT list(side(figure_) ORDER BY own_order(figure_), figure_.place, figure_.year) AS figures
FROM (
  SELECT *, measure = 'electricity' AND NOT bool_or(measure = 'emissions') OVER () AS is_alone
  FROM named_figures(given)
  WHERE preferred OR NOT leaves_study
) AS figure_;

-- no_figure(given): what is said of a name of which nothing is taken.
CREATE MACRO no_figure(given) AS coalesce(no_name(given),
  concat('nothing is taken of ', coalesce(given, 'a name that is null'),
  ': SQL takes exact names (FROM quantity_names), as NAME[@YEAR][#SOURCE]; FROM studies(name) says ',
  'what bars its figures'));

-- no_measure(given, measure): what is said of a name that has nothing in a measure.
CREATE MACRO no_measure(given, measure) AS CASE
  WHEN measure NOT IN ('emissions', 'electricity')
  THEN concat('a comparison is of emissions or of electricity, not of ', measure)
  ELSE concat('no ', measure, ' of ', given, ' may be taken; FROM studies(name) says what there is')
END;

-- figures_met(subject, reference, measure): one row is the figure that each of two names takes beside
-- the other, in one measure, and what is said where there is none.
CREATE MACRO figures_met(subject, reference, measure) AS TABLE
WITH found_ AS (
  SELECT one_.figures AS s, other_.figures AS r, measure AS asked,
    CASE
      WHEN one_.figures IS NULL THEN no_figure(subject)
      WHEN other_.figures IS NULL THEN no_figure(reference)
      WHEN NOT list_contains(measures(one_.figures), measure) THEN no_measure(subject, measure)
      ELSE no_measure(reference, measure)
    END AS why
  FROM may_be_taken(subject) AS one_ CROSS JOIN may_be_taken(reference) AS other_
), given_ AS (
  SELECT
    why, asked, in_measure(s, shared_measure(s, r, asked), asked) AS s,
    in_measure(r, shared_measure(s, r, asked), asked) AS r
  FROM found_
), met_ AS (
  SELECT
    why, asked, of_year(s, chosen_year(s, r, anchor_year(s, r))) AS s,
    of_year(r, chosen_year(r, s, anchor_year(s, r))) AS r
  FROM given_
)
SELECT why, asked, on_ground(s, common_ground(s, r)) AS s, on_ground(r, common_ground(s, r)) AS r
FROM met_;

-- compare(subject, reference): one row is the comparison, also where there is no answer: then it has
-- no ratio, and says why as its `reason`. A name that nothing is called by, or of which no study is
-- taken by default, so takes no other row of a table of questions with it. measure :=
-- 'electricity' or 'emissions' picks one; without it emissions where both sides have them.
CREATE MACRO compare(subject, reference, measure := NULL) AS TABLE
WITH pairs_ AS (
  SELECT
    list({'rule': rule, 'dimension': dimension, 'a': a, 'gravest': severity(outcome)} ORDER BY rule)
      FILTER (WHERE judges = 'pair') AS pairs,
    list(rule ORDER BY rule) FILTER (WHERE outcome = 'refuse') AS refusing
  FROM rules
), weighed_ AS (
  SELECT
    s, r, why, refusing, v,
    CASE WHEN same_figure(s, r) THEN interval_ratio(NULL, 1.0::DOUBLE, NULL, NULL, 1.0::DOUBLE, NULL)
      ELSE ratio_of(s, r) END AS ratios,
    [rule_ FOR rule_ IN pairs IF word_met(rule_.dimension, rule_.a, s, r)
      AND (rule_.dimension <> 'measure' OR asked IS NULL)] AS met
  FROM figures_met(subject, reference, measure) CROSS JOIN pairs_
  LEFT JOIN verdicts AS v ON v.subject_type = s.type_id AND v.reference_type = r.type_id
), judged_ AS (
  SELECT
    s, r, ratios, refusing, verdict(list_max(
      list_append([rule_.gravest FOR rule_ IN met], severity(v.outcome)))) AS outcome,
    list_sort(list_distinct(list_concat(v.rules, v.subject_rules, v.reference_rules,
      [rule_.rule FOR rule_ IN met]))) AS all_rules,
    CASE WHEN s IS NULL OR r IS NULL THEN why
      WHEN coalesce(amount(r), amount_low(r), 0) <= 0 THEN concat(r.id, ' (',
        r.source_id, ') is not above zero: nothing to divide by; pick another basis') END AS lack
  FROM weighed_
), told_ AS (
  SELECT
    s, r, all_rules, lack, CASE WHEN lack IS NULL AND outcome <> 'refuse' THEN ratios END AS ratios,
    outcome,
    coalesce(lack, CASE WHEN outcome = 'refuse' THEN concat('may not be compared: ',
      array_to_string([rule_ FOR rule_ IN refusing IF list_contains(all_rules, rule_)], ', '))
    END) AS reason
  FROM judged_
)
SELECT
  s.id AS subject, s.source_id AS subject_source, s.emissions_t AS subject_t,
  r.id AS reference, r.source_id AS reference_source, r.emissions_t AS reference_t,
  s.measure, s.energy_kwh AS subject_kwh, r.energy_kwh AS reference_kwh,
  ratios.low AS ratio_low, ratios.central AS ratio, ratios.high AS ratio_high,
  CASE WHEN lack IS NULL THEN outcome END AS verdict,
  CASE WHEN lack IS NULL THEN all_rules END AS rules, reason
FROM told_;

COMMENT ON MACRO pair_met IS 'Whether two figures meet a rule about both.';
COMMENT ON MACRO word_of_side IS 'Whether one side, as it was asked for, meets a rule of pairs.';
COMMENT ON MACRO own_order IS 'The order of the figures of one named source: by its own bases.';
COMMENT ON MACRO same_figure IS 'Whether both sides are one figure.';
COMMENT ON MACRO word_met IS 'Whether two figures meet a rule of pairs.';
COMMENT ON MACRO no_figure IS 'What is said of a name of which nothing is taken.';
COMMENT ON MACRO no_measure IS 'What is said of a name that has nothing in a measure.';
COMMENT ON MACRO TABLE may_be_taken IS
'The figures that NAME[@YEAR][#SOURCE] may take, as a list.
figures: What a comparison needs of each, those that lead first; null where none may be taken.';
COMMENT ON MACRO TABLE figures_met IS
'The figures that two exact names take beside each other, in one measure.
why: What is said where there is none.
asked: The measure that was asked for.
s: What a comparison needs of the subject''s figure.
r: The same of the reference.';
COMMENT ON MACRO TABLE compare IS
'Two exact names compared: the figures, the ratio with bounds, the verdict, its rules, or a reason.
subject: The id of the subject''s figure; null where none is taken.
subject_source: The source of that figure.
subject_t: Its emissions; null of electricity alone. [t]
reference: The id of the reference''s figure; null where none is taken.
reference_source: The source of that figure.
reference_t: Its emissions; null of electricity alone. [t]
measure: What is compared, emissions or electricity.
subject_kwh: The electricity of the subject, or behind it. [kWh]
reference_kwh: That of the reference. [kWh]
ratio_low: The lower bound of the ratio; null where nobody gives one. [1]
ratio: How many times the reference goes into the subject; null where there is no answer. [1]
ratio_high: The upper bound of the ratio; null where nobody gives one. [1]
verdict: ok, note, caution or refuse; null where a side has no figure.
rules: Every rule that the two meet, by its name in `rules`.
reason: Why there is no ratio; null where there is one.';
