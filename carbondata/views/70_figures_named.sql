-- The comparison in SQL, on exact names: the same choice, ratio and verdict as in Python, where
-- operands may also be abbreviated, filtered, counted, given as amounts or put on another grid.

-- years_apart(s, r): how far apart the years of two sides are, in the words of the rules of pairs.
-- The figure of a thing is good for some years; an annual figure is for its year.
CREATE MACRO years_apart(s, r) AS CASE
  WHEN abs(s.year - r.year) > 5 THEN 'many_years'
  WHEN s.year <> r.year AND s.kind <> 'unit' AND r.kind <> 'unit' THEN 'some_years'
END;

-- by_energy(s, r): whether the ratio is of energies: electricity on the same grid factor row.
CREATE MACRO by_energy(s, r) AS coalesce(s.factor = r.factor, false);

-- apart(q): the highest study on a figure's basis over the lowest; 1 if a study was named, or if it
-- is the only one. is_one_range(q): whether the only study gives bounds and no central value.
CREATE MACRO apart(q) AS CASE WHEN q.is_default AND q.studies > 1 AND studies_low(q) > 0
  THEN studies_high(q) / studies_low(q) ELSE 1 END;
CREATE MACRO is_one_range(q) AS
  coalesce(q.is_default AND q.studies = 1 AND studies_low(q) < studies_high(q), false);

-- by_studies(q): whether its bounds are those of its studies: it has no bounds of its own, or the
-- studies differ by more than a factor of 2, or by more than the grid bounds of an at_grid figure.
CREATE MACRO by_studies(q) AS
  q.is_default AND q.studies > 1 AND studies_low(q) IS NOT NULL
  AND ((amount_low(q) IS NULL AND amount_high(q) IS NULL) OR apart(q) > 2
    OR coalesce(q.factor IS NOT NULL AND q.studies_t_high - q.studies_t_low
      > coalesce(q.emissions_t_high, q.emissions_t) - coalesce(q.emissions_t_low, q.emissions_t),
      false));

-- low_of(q), high_of(q): the bounds of a figure in its own measure; kwh_bound(q, studies_t, own):
-- the same in kWh for an at_grid figure.
CREATE MACRO low_of(q) AS CASE WHEN by_studies(q) THEN studies_low(q) ELSE amount_low(q) END;
CREATE MACRO high_of(q) AS CASE WHEN by_studies(q) THEN studies_high(q) ELSE amount_high(q) END;
CREATE MACRO kwh_bound(q, studies_t, own) AS CASE WHEN by_studies(q) AND q.emissions_t <> 0
  THEN studies_t * (q.energy_kwh / q.emissions_t) ELSE own END;

-- interval_ratio(...), ratio_of(s, r): a ratio and its bounds, by interval arithmetic. A reference
-- that may be zero gives no upper bound.
CREATE MACRO interval_ratio(s_low, s, s_high, r_low, r, r_high) AS [{
    'low': CASE WHEN x_.s_low IS NOT NULL OR x_.r_high IS NOT NULL
      THEN coalesce(x_.s_low, x_.s) / nullif(coalesce(x_.r_high, x_.r), 0) END,
    'central': x_.s / nullif(x_.r, 0),
    'high': CASE WHEN (x_.s_high IS NOT NULL OR x_.r_low IS NOT NULL)
        AND coalesce(x_.r_low, x_.r) > 0
      THEN coalesce(x_.s_high, x_.s) / coalesce(x_.r_low, x_.r) END
  }
  -- Compute each bound only once.
  FOR x_ IN [{'s_low': s_low, 's': s, 's_high': s_high, 'r_low': r_low, 'r': r, 'r_high': r_high}]
][1];
CREATE MACRO ratio_of(s, r) AS CASE WHEN by_energy(s, r)
  THEN interval_ratio(
    kwh_bound(s, s.studies_t_low, s.energy_kwh_low), s.energy_kwh,
    kwh_bound(s, s.studies_t_high, s.energy_kwh_high),
    kwh_bound(r, r.studies_t_low, r.energy_kwh_low), r.energy_kwh,
    kwh_bound(r, r.studies_t_high, r.energy_kwh_high))
  WHEN s.measure = r.measure
  THEN interval_ratio(low_of(s), amount(s), high_of(s), low_of(r), amount(r), high_of(r))
END;

-- name_in(given): the name in NAME[@YEAR][#SOURCE]; no_name(given): the message for an unknown
-- name, else null.
CREATE MACRO name_in(given) AS split_part(split_part(given, '#', 1), '@', 1);
CREATE MACRO no_name(given) AS CASE
  WHEN name_in(given) NOT IN (SELECT known_.name FROM quantity_names AS known_)
  THEN concat('no such name: ', name_in(given), '; SQL takes exact names: FROM quantity_names, or ',
    'FROM find(''', replace(name_in(given), '''', ''''''), ''')')
END;

-- named_figures(given): one row per figure that an exact name may mean: NAME[@YEAR][#SOURCE].
-- The argument may be a column of the caller's in a lateral join, so the macro's own tables have
-- names that no caller uses.
CREATE MACRO named_figures(given) AS TABLE
SELECT
  quantity_.*,
  split_part(split_part(given, '#', 1), '@', 2) = '' AND name_.row_id IS NULL
    AND quantity_.kind = 'annual' AS is_open,
  -- A thing or a training has one study for all years, so a named year selects rows.
  name_.row_id IS NULL AND split_part(given, '#', 2) = ''
    AND (quantity_.kind = 'annual' OR split_part(split_part(given, '#', 1), '@', 2) = '')
    AS leaves_study,
  name_.row_id IS NOT NULL AS is_row, name_.why_en IS NOT NULL AS is_word
FROM quantity_names AS name_
JOIN quantities AS quantity_ ON quantity_.subject = name_.subject
  AND (name_.row_id IS NULL OR quantity_.row_id = name_.row_id)
WHERE regexp_full_match(given, '[^@#]+(@[0-9]{4})?(#[^@#]+)?')
  AND name_.name = name_in(given)
  AND split_part(split_part(given, '#', 1), '@', 2) IN ('', CAST(quantity_.year AS VARCHAR))
  AND split_part(given, '#', 2) IN ('', quantity_.source_id);

-- side(q): the parts of a figure that a comparison needs.
CREATE MACRO side(q) AS {
  'place': q.place, 'id': q.id, 'source_id': q.source_id, 'type_id': q.type_id, 'kind': q.kind,
  'year': q.year, 'measure': q.measure, 'ground': q.ground, 'is_open': q.is_open,
  'is_default': q.leaves_study, 'is_row': q.is_row, 'is_word': q.is_word,
  'is_alone': q.is_alone, 'has_caveat': q.caveat_en IS NOT NULL, 'contested': q.contested, 'factor': q.factor,
  'studies': q.studies, 'studies_t_low': q.studies_t_low, 'studies_t_high': q.studies_t_high,
  'studies_kwh_low': q.studies_kwh_low, 'studies_kwh_high': q.studies_kwh_high,
  'emissions_t_low': q.emissions_t_low, 'emissions_t': q.emissions_t,
  'emissions_t_high': q.emissions_t_high, 'energy_kwh_low': q.energy_kwh_low,
  'energy_kwh': q.energy_kwh, 'energy_kwh_high': q.energy_kwh_high
};

COMMENT ON MACRO years_apart IS 'How far apart two years are, in the words of the rules of pairs.';
COMMENT ON MACRO by_energy IS 'Whether a ratio is of energies, because the grid factor cancels.';
COMMENT ON MACRO apart IS 'The highest study on a figure''s basis over the lowest.';
COMMENT ON MACRO is_one_range IS
  'Whether the only study on a figure''s basis gives bounds and no central value.';
COMMENT ON MACRO by_studies IS 'Whether a figure''s bounds are those of its studies.';
COMMENT ON MACRO low_of IS
  'The lower bound of a figure, its own or that of its studies. [t or kWh]';
COMMENT ON MACRO high_of IS 'The upper bound. [t or kWh]';
COMMENT ON MACRO kwh_bound IS 'A bound of electricity, its own or that of its studies. [kWh]';
COMMENT ON MACRO interval_ratio IS 'A ratio with bounds, by interval arithmetic.';
COMMENT ON MACRO ratio_of IS 'The ratio of two quantities with its bounds.';
COMMENT ON MACRO name_in IS 'The name in NAME[@YEAR][#SOURCE].';
COMMENT ON MACRO no_name IS 'The message for an unknown name; null for others.';
COMMENT ON MACRO side IS 'The parts of a quantity that a comparison needs.';
COMMENT ON MACRO TABLE named_figures IS
'The figures that NAME[@YEAR][#SOURCE] may mean.
subject: The id of the subject.
kind: event (once), annual (a year of it) or unit (one of it).
row_id: The key of the figure''s original row; null for nations.
is_open: Whether the name leaves the year open.
leaves_study: Whether the name leaves the study open.
is_row: Whether the name is the key of one row.
is_word: Whether the name is a word that could mean several subjects, with a default.';
