-- Operands: what a user writes for one side of a comparison, taken apart.
--   [COUNT*]NAME[@AREA][@YEAR][#SOURCE][:column=value ...]     1000*train-km, SWE@2017#gcb:gas=CO2
--   NUMBER UNIT [CO2|CO2e] [@AREA@YEAR]                        284 t, 656347 kWh@USA@2017
-- AREA after a training run or an energy asks for that electricity on the grid of AREA.

-- units: one row is a unit of an amount, and how many t or kWh it is.
-- Pound: 0.45359237 kg exactly (international yard and pound agreement of 1959).
CREATE TABLE units AS
FROM (VALUES
  ('g', 'emissions', 1e-6), ('kg', 'emissions', 1e-3), ('t', 'emissions', 1.0),
  ('kt', 'emissions', 1e3), ('Mt', 'emissions', 1e6), ('Gt', 'emissions', 1e9),
  ('lb', 'emissions', 0.00045359237),
  ('Wh', 'energy', 1e-3), ('kWh', 'energy', 1.0), ('MWh', 'energy', 1e3),
  ('GWh', 'energy', 1e6), ('TWh', 'energy', 1e9)
) AS units(unit, measure, factor);

COMMENT ON TABLE units IS 'A unit that an amount may have: how many tonnes or kWh it is.';
COMMENT ON COLUMN units.unit IS 'The unit.';
COMMENT ON COLUMN units.measure IS 'emissions or energy.';
COMMENT ON COLUMN units.factor IS 'Tonnes or kWh in one. [t or kWh]';

-- operand(given): the parts of an operand as one struct; a part that is not there is null. What
-- does not fit the pattern as a whole is `rest`.
CREATE MACRO operand(given) AS {
  'amount': TRY_CAST(regexp_extract(trim(given), '^((?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?) *[A-Za-z]+', 1) AS DOUBLE),
  'unit': nullif(regexp_extract(trim(given),
    '^(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)? *([A-Za-z]+)(?: +CO2e?)?(?:@|$)', 1), ''),
  'gas': nullif(regexp_extract(trim(given), '^[0-9.]+[^@]* (CO2e?)(?:@|$)', 1), ''),
  'count': TRY_CAST(regexp_extract(trim(given), '^((?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?) *[*×]', 1) AS DOUBLE),
  'name': trim(regexp_extract(trim(given), '^(?:(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)? *[*×])?([^@#:]+)', 1)),
  'area': nullif(regexp_extract(trim(given), '@([A-Za-z][A-Za-z0-9-]*)', 1), ''),
  'year': TRY_CAST(regexp_extract(trim(given), '@([0-9]+)(?:[#:]|$)', 1) AS BIGINT),
  'source': nullif(regexp_extract(trim(given), '#([^@#:]+)', 1), ''),
  'filters': regexp_extract_all(trim(given), ':([a-z_]+=[^:@#]+)', 1),
  'rest': regexp_replace(trim(given), '^(?:(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)? *[*×] *)?[^@#:*×]+'
    '(@[A-Za-z][A-Za-z0-9-]*)?(@[0-9]{4})?(#[^@#:]+)?(:[a-z_]+=[^:@#]+)*$', '')
};

-- in_reach(x): an amount or a count with which a ratio can be worked out: above zero, and below a
-- number that nothing on earth comes near.
CREATE MACRO in_reach(x) AS x > 0 AND x < 1e18;

-- amount_fr(given): an amount as French writes it, not to be broken: 3,2 t éq. CO₂.
CREATE MACRO amount_fr(given) AS replace(replace(replace(replace(given,
  '.', ','), 'CO2e', 'éq. CO₂'), 'CO2', 'de CO₂'), ' ', chr(160));

-- folded(name): a name without case, accents and punctuation: gpt-3 is GPT3, suede is Suède.
CREATE MACRO folded(name) AS regexp_replace(strip_accents(lower(name)), '[^a-z0-9/]', '', 'g');

-- quantity_names: one row is a name by which a quantity can be asked for: a subject's own, or
-- that of one row of it.
CREATE TABLE quantity_names AS
WITH known AS (
  SELECT run_id AS name, run_id AS subject, NULL AS row_id, source_id
  FROM training_runs
  WHERE coalesce(emissions_t, emissions_t_low, energy_kwh) IS NOT NULL
  UNION
  SELECT coalesce(thing, equivalent_id), coalesce(thing, equivalent_id), NULL, NULL
  FROM equivalents
  UNION
  SELECT equivalent_id, thing, equivalent_id, source_id FROM equivalents WHERE thing IS NOT NULL
  UNION
  SELECT subject, subject, NULL, NULL FROM sector_subjects
  UNION
  SELECT estimate_id, subject, estimate_id, source_id FROM sector_subjects
  UNION
  SELECT area_id, area_id, NULL, NULL FROM areas WHERE kind <> 'subdivision'
  UNION
  SELECT name_en, area_id, NULL, NULL FROM areas WHERE kind <> 'subdivision'
  UNION
  SELECT name_fr, area_id, NULL, NULL FROM areas WHERE kind <> 'subdivision'
)
SELECT
  name, subject, row_id, folded(name) AS folded,
  folded(regexp_extract(name, '[^/]+$')) AS ending,
  -- Of several candidates those of the preferred sources are named first.
  coalesce(priority, 0) AS priority
FROM known LEFT JOIN sources USING (source_id);

COMMENT ON TABLE quantity_names IS 'A name by which a quantity can be asked for.';
COMMENT ON COLUMN quantity_names.name IS 'The name.';
COMMENT ON COLUMN quantity_names.subject IS 'The subject in `quantities` that it stands for.';
COMMENT ON COLUMN quantity_names.row_id IS 'For the name of one row, its key.';
COMMENT ON COLUMN quantity_names.folded IS 'The name without case, accents and punctuation.';
COMMENT ON COLUMN quantity_names.ending IS 'What stands behind its slash, folded.';
COMMENT ON COLUMN quantity_names.priority IS 'That of its source, the smallest preferred. [1]';

-- likeness(wanted, folded, ending): how well a name fits, 1 best: itself, the part behind its
-- slash, the beginning of that part, a piece of it. More than one of the best is an ambiguity.
CREATE MACRO likeness(wanted, folded, ending) AS CASE
  WHEN folded = wanted THEN 1
  WHEN ending = wanted THEN 2
  WHEN starts_with(ending, wanted) THEN 3
  ELSE 4
END;

-- of_fr(phrase): a French name with its article, after "de": du Canada, des États-Unis, d'Israël.
CREATE MACRO of_fr(phrase) AS CASE
  WHEN starts_with(phrase, 'le ') THEN 'du ' || phrase[4:]
  WHEN starts_with(phrase, 'les ') THEN 'des ' || phrase[5:]
  -- The h of Haïti is mute; that of other names is not.
  WHEN regexp_matches(phrase, '^([AEIOUYÉÎaeiouéî]|Haïti)') THEN 'd''' || phrase
  ELSE 'de ' || phrase
END;

-- bases(one, others): every row that the operands may mean, as one struct `q` with its `measure`
-- (emissions, energy) and how many `times` it is meant; `side` is 0 for the subject, then the place
-- of the reference. An operand that means nothing, or might mean several things, has no row.
-- One struct, because DuckDB plans each column of each step, and plans for longer than it works.
CREATE MACRO bases(one, others) AS TABLE
WITH taken_apart AS MATERIALIZED (
  SELECT *, folded(o.name) AS wanted, o.source IS NULL AND len(o.filters) = 0 AS bare
  FROM (
    -- Unnesting keeps the filters below from coming before it, each with the patterns once more.
    SELECT side, given, unnest([operand(given)]) AS o
    FROM (
      SELECT unnest(range(len(others) + 1)) AS side, trim(unnest(list_prepend(one, others))) AS given
    )
  )
), alike AS (
  SELECT
    side, likeness(wanted, folded, ending) AS likeness,
    list(DISTINCT {'subject': subject, 'row_id': row_id}) AS meant
  FROM taken_apart JOIN quantity_names ON contains(folded, wanted)
  WHERE o.unit IS NULL AND o.rest = '' AND wanted <> ''
    AND (o.count IS NULL OR in_reach(o.count))
  GROUP BY ALL
), named AS MATERIALIZED (
  SELECT t.side, t.given, t.o, t.bare, n.meant[1].subject AS subject, n.meant[1].row_id AS row_id
  FROM taken_apart AS t
  JOIN (SELECT side, arg_min(meant, likeness) AS meant FROM alike GROUP BY side) AS n
    ON n.side = t.side AND len(n.meant) = 1
), held AS (
  SELECT
    n.side, n.given, n.o.count AS times,
    q.* REPLACE (
      q.emissions_t_low * coalesce(n.o.count, 1) AS emissions_t_low,
      q.emissions_t * coalesce(n.o.count, 1) AS emissions_t,
      q.emissions_t_high * coalesce(n.o.count, 1) AS emissions_t_high,
      q.energy_kwh_low * coalesce(n.o.count, 1) AS energy_kwh_low,
      q.energy_kwh * coalesce(n.o.count, 1) AS energy_kwh,
      q.energy_kwh_high * coalesce(n.o.count, 1) AS energy_kwh_high,
      q.standing_t * coalesce(n.o.count, 1) AS standing_t,
      -- What has been counted is no rate any more.
      concat(
        CASE WHEN n.o.count IS NULL THEN q.traits
          ELSE replace(q.traits, '|functional_unit=per_unit|', '|') END,
        CASE WHEN n.o.year IS NULL AND n.row_id IS NULL AND q.kind = 'annual' THEN 'year=open|' END
      ) AS traits
    )
  FROM named AS n JOIN quantities AS q ON q.subject = n.subject
  WHERE n.o.area IS NULL
    AND (n.row_id IS NULL OR q.row_id = n.row_id)
    AND (n.o.year IS NULL OR q.year = n.o.year)
    AND (n.o.source IS NULL OR q.source_id = n.o.source)
    AND len(list_filter(n.o.filters, lambda f: NOT has(q.traits, f))) = 0
), electric AS (
  -- The electricity of a run, or an amount of it, that another grid is asked for.
  SELECT
    side, given, o.count AS times, o.area, coalesce(o.year, r.year) AS year, r.run_id AS row_id,
    r.name_en, r.name_fr,
    energy_kwh_low * applied_pue * coalesce(o.count, 1) AS energy_kwh_low,
    energy_kwh * applied_pue * coalesce(o.count, 1) AS energy_kwh,
    energy_kwh_high * applied_pue * coalesce(o.count, 1) AS energy_kwh_high, pue, interval, counted_scope AS energy_scope,
    'derived' AS method, status, status_source, replaced_by, verified, source_id, locator
  FROM named JOIN run_electricity AS r ON r.run_id = named.subject
  WHERE o.area IS NOT NULL AND bare AND energy_kwh IS NOT NULL
  UNION ALL BY NAME
  SELECT
    side, given, o.area, o.year,
    regexp_extract(given, '^[^@]+') || ' of electricity' AS name_en,
    amount_fr(regexp_extract(given, '^[^@]+')) || ' d''électricité' AS name_fr,
    o.amount * factor AS energy_kwh,
    'current' AS status, true AS verified
  FROM taken_apart JOIN units ON unit = o.unit
  WHERE measure = 'energy' AND o.gas IS NULL AND bare AND o.rest = '' AND in_reach(o.amount * factor)
), on_grid AS (
  SELECT
    e.side, e.given, e.times,
    coalesce(e.row_id || '@' || g.area_id || '@' || g.year, e.given) AS id,
    coalesce(e.row_id, e.given) AS subject, g.year, 'event' AS kind, 'emissions' AS measure,
    'at_grid' AS figure,
    concat(e.name_en, ' on the grid of ', a.phrase_en, ' in ', g.year) AS name_en,
    concat(e.name_fr, ' sur le réseau ', of_fr(a.phrase_fr), ' en ', g.year) AS name_fr,
    CASE WHEN studies > 1 OR energy_kwh_low IS NOT NULL
      THEN coalesce(energy_kwh_low, energy_kwh) * g.intensity_g_per_kwh_low / 1e6 END
      AS emissions_t_low,
    energy_kwh * g.intensity_g_per_kwh / 1e6 AS emissions_t,
    CASE WHEN studies > 1 OR energy_kwh_high IS NOT NULL
      THEN coalesce(energy_kwh_high, energy_kwh) * g.intensity_g_per_kwh_high / 1e6 END
      AS emissions_t_high,
    CASE WHEN studies > 1 THEN 'study_spread' ELSE interval END AS interval,
    g.gas, g.gwp, 'operational' AS boundary, energy_scope, g.accounting, g.area_id,
    energy_kwh_low, energy_kwh, energy_kwh_high, pue, g.intensity_g_per_kwh,
    g.boundary AS electricity, concat_ws(' ', g.source_id, g.area_id, g.year, g.boundary) AS factor,
    g.source_id AS factor_source, method, status, status_source, replaced_by, verified,
    coalesce(e.source_id, g.source_id) AS source_id, e.locator, row_id,
    concat('|', concat_ws('|', 'measure=emissions', 'gas=' || g.gas, 'gwp=' || g.gwp,
      'boundary=operational', 'boundary=use', 'electricity=' || g.boundary,
      'energy_scope=' || energy_scope, 'accounting=' || g.accounting, 'forcing=none',
      'land_use=none', 'functional_unit=event', 'figure=at_grid', 'method=' || method,
      'status=' || status, 'verified=' || verified), '|') AS traits
  FROM electric AS e
  JOIN grid_factors AS g ON g.area_id = upper(e.area) AND g.year = e.year
  JOIN areas AS a ON a.area_id = g.area_id
), amounts AS (
  SELECT
    side, given, given AS id, given AS subject, 'event' AS kind, 'given' AS figure,
    given AS name_en, amount_fr(given) AS name_fr, measure, true AS verified, 'current' AS status,
    CASE measure WHEN 'emissions' THEN o.amount * factor END AS emissions_t,
    CASE measure WHEN 'energy' THEN o.amount * factor END AS energy_kwh,
    o.gas AS gas,
    concat('|', concat_ws('|', 'measure=' || measure,
      CASE measure WHEN 'emissions' THEN 'gas=' || coalesce(o.gas, 'unstated') END,
      'accounting=none', 'forcing=none', 'land_use=none', 'functional_unit=event', 'figure=given',
      'status=current',
      'verified=true'), '|') AS traits
  FROM taken_apart JOIN units ON unit = o.unit
  WHERE o.area IS NULL AND o.year IS NULL AND bare AND o.rest = ''
    AND (o.gas IS NULL OR measure = 'emissions')
    AND in_reach(o.amount * factor)
)
SELECT side, held AS q FROM held
UNION ALL
SELECT side, on_grid FROM on_grid
UNION ALL
SELECT side, amounts FROM amounts;
