-- The comparison itself.

-- pair_met(dimension, a, s, r): whether a rule about both figures, their years or their studies
-- applies.
CREATE MACRO pair_met(dimension, a, s, r) AS coalesce(CASE concat(dimension, ' ', a)
  WHEN 'period some_years' THEN years_apart(s, r) = 'some_years'
  WHEN 'period many_years' THEN years_apart(s, r) = 'many_years'
  WHEN 'year open' THEN s.is_open OR r.is_open
  WHEN 'studies differ' THEN greatest(apart(s), apart(r)) > 2
  WHEN 'studies vary' THEN apart(s) > 1.1 AND apart(s) <= 2 OR apart(r) > 1.1 AND apart(r) <= 2
  WHEN 'studies one_range' THEN is_one_range(s) OR is_one_range(r)
  WHEN 'grid two_mixes' THEN s.kind = 'annual' AND r.kind = 'annual' AND s.energy_kwh > 0
    AND r.energy_kwh > 0 AND (s.factor IS NULL) <> (r.factor IS NULL)
  WHEN 'measure electricity_alone' THEN s.measure = r.measure AND (s.is_alone OR r.is_alone)
END, false);

-- word_of_side(dimension, a, q): whether a rule of pairs applies to one side, as it was asked for.
CREATE MACRO word_of_side(dimension, a, q) AS coalesce(CASE concat(dimension, ' ', a)
  WHEN 'studies contested' THEN q.is_default AND q.contested > 0
  WHEN 'headline other' THEN q.is_default AND q.place > 1
  WHEN 'name default' THEN q.is_word
  WHEN 'caveat stated' THEN q.has_caveat
END, false);

-- same_figure(s, r): whether both sides are the same figure, however its studies differ.
CREATE MACRO same_figure(s, r) AS s.id = r.id AND s.measure = r.measure AND s.place = r.place;

-- word_met(dimension, a, s, r): whether a rule of pairs applies to two figures.
CREATE MACRO word_met(dimension, a, s, r) AS CASE
  WHEN dimension = 'figure' THEN same_figure(s, r)
  WHEN dimension = 'studies' AND same_figure(s, r) THEN false
  ELSE pair_met(dimension, a, s, r) OR word_of_side(dimension, a, s) OR word_of_side(dimension, a, r)
END;

-- own_order(q): the order of the figures of a named source: by its own bases, regardless of
-- preferences among studies.
CREATE MACRO own_order(q) AS CASE WHEN q.leaves_study OR q.is_row THEN 0
  ELSE CASE WHEN q.eligible THEN 0 ELSE 99 END + coalesce(q.ground, 99) END;

-- may_be_taken(given): one row with the list of figures that a name may mean; if it leaves the
-- study open, only preferred ones.
CREATE MACRO may_be_taken(given) AS TABLE
SELECT list(side(figure_) ORDER BY own_order(figure_), figure_.place, figure_.year) AS figures
FROM (
  SELECT *, measure = 'electricity' AND NOT bool_or(measure = 'emissions') OVER () AS is_alone
  FROM named_figures(given)
  WHERE preferred OR NOT leaves_study
) AS figure_;

-- no_figure(given): the message for a name without a usable figure.
CREATE MACRO no_figure(given) AS coalesce(no_name(given),
  concat('nothing is taken of ', coalesce(given, 'a name that is null'),
  ': SQL takes exact names (FROM quantity_names), as NAME[@YEAR][#SOURCE]; FROM studies(name) says ',
  'what bars its figures'));

-- no_measure(given, measure): the message for a name without a figure in a measure.
CREATE MACRO no_measure(given, measure) AS CASE
  WHEN measure NOT IN ('emissions', 'electricity')
  THEN concat('a comparison is of emissions or of electricity, not of ', measure)
  ELSE concat('no ', measure, ' of ', given, ' may be taken; FROM studies(name) says what there is')
END;

-- figures_met(subject, reference, measure): one row with the figures of two names for a comparison
-- with each other, in one measure, or the message if there is none.
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

-- compare(subject, reference): one row with the comparison, even without an answer: then it has no
-- ratio, and `reason` says why. So an unknown name, or one without a default study, does not fail
-- the other rows of a table of questions. measure := 'electricity' or 'emissions' chooses one.
-- The default is emissions if both sides have them.
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
        r.source_id, ') is not above zero, so there is no ratio; choose another figure') END AS lack
  FROM weighed_
), told_ AS (
  SELECT
    s, r, all_rules, lack, CASE WHEN lack IS NULL AND outcome <> 'refuse' THEN ratios END AS ratios,
    outcome,
    coalesce(lack, CASE WHEN outcome = 'refuse' THEN concat('cannot be compared: ',
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

COMMENT ON MACRO pair_met IS 'Whether a rule about both figures applies.';
COMMENT ON MACRO word_of_side IS 'Whether a rule of pairs applies to one side, as it was asked for.';
COMMENT ON MACRO own_order IS 'The order of the figures of a named source: by its own bases.';
COMMENT ON MACRO same_figure IS 'Whether both sides are the same figure.';
COMMENT ON MACRO word_met IS 'Whether a rule of pairs applies to two figures.';
COMMENT ON MACRO no_figure IS 'The message for a name without a usable figure.';
COMMENT ON MACRO no_measure IS 'The message for a name without a figure in a measure.';
COMMENT ON MACRO TABLE may_be_taken IS
'The figures that NAME[@YEAR][#SOURCE] may take, as a list.
figures: The parts of each that a comparison needs, headlines first; null if there are none.';
COMMENT ON MACRO TABLE figures_met IS
'The figures of two exact names for a comparison with each other, in one measure.
why: The message if there are none.
asked: The requested measure.
s: The parts of the subject''s figure that a comparison needs.
r: The same for the reference.';
COMMENT ON MACRO TABLE compare IS
'A comparison of two exact names: figures, ratio with bounds, verdict and rules, or a reason.
subject: The id of the subject''s figure; null if there is none.
subject_source: The source of that figure.
subject_t: Its emissions; null if it has only electricity. [t]
reference: The id of the reference''s figure; null if there is none.
reference_source: The source of that figure.
reference_t: Its emissions; null if it has only electricity. [t]
measure: What is compared, emissions or electricity.
subject_kwh: The electricity of the subject, or behind its emissions. [kWh]
reference_kwh: That of the reference. [kWh]
ratio_low: The lower bound of the ratio; null if there is none. [1]
ratio: The subject over the reference; null if there is no answer. [1]
ratio_high: The upper bound of the ratio; null if there is none. [1]
verdict: ok, note, caution or refuse; null if a side has no figure.
rules: Every rule that applies, by its name in `rules`.
reason: Why there is no ratio; null if there is one.';
