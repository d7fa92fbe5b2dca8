-- trouble(given): one row says why an operand means nothing, with what would; null where it does
-- mean something. What is wrong with the writing comes before what is not in the tables.
CREATE MACRO trouble(given) AS TABLE
WITH asked AS (
  SELECT operand(given) AS o, trim(given) AS text
), alike AS (
  SELECT *, likeness(folded(operand(given).name), folded, ending) AS likeness
  FROM quantity_names
  WHERE contains(folded, folded(operand(given).name)) AND folded(operand(given).name) <> ''
), named AS (
  SELECT min(name) AS name, subject, row_id, min(priority) AS priority
  FROM (FROM alike QUALIFY likeness = min(likeness) OVER ())
  GROUP BY subject, row_id
), near AS (
  SELECT name
  FROM quantity_names
  ORDER BY greatest(
    jaro_winkler_similarity(ending, folded(operand(given).name)),
    jaro_winkler_similarity(folded, folded(operand(given).name))) DESC, priority, name
  LIMIT 3
), held AS (
  SELECT DISTINCT
    year, q.source_id, traits,
    len(list_filter(operand(given).filters, lambda f: NOT has(traits, f))) = 0 AS fits
  FROM quantities AS q JOIN named AS n
    ON q.subject = n.subject AND (n.row_id IS NULL OR q.row_id = n.row_id)
)
SELECT CASE
  WHEN text = '' THEN 'an empty operand: write an id (SWE@2017) or an amount (284 t)'
  WHEN length(text) > 300
    THEN text[:40] || '… is too long for an operand: write an id (SWE@2017) or an amount (284 t)'
  WHEN regexp_matches(text, '^[-−]')
    THEN text || ' is below zero: an amount of gas or electricity is a positive number'
  WHEN regexp_matches(text, '^[0-9.]+,|^[0-9]*[.][0-9]*[.]')
    THEN text || ': write the number with a point and without separators (626155 lb, 3.2 t)'
  WHEN regexp_matches(text, '^[0-9.eE+-]+ *(@|$)')
    THEN text || ' has no unit: write one of '
      || (SELECT string_agg(unit, ', ' ORDER BY measure, factor) FROM units)
  WHEN regexp_matches(text, '^[0-9.]+([eE][+-]?[0-9]+)? *[^0-9.*× ]')
    AND o.count IS NULL AND (o.unit IS NULL OR o.unit NOT IN (SELECT unit FROM units))
    THEN coalesce(o.unit, text) || ' is no unit known here: write one of '
      || (SELECT string_agg(unit, ', ' ORDER BY measure, factor) FROM units)
  WHEN NOT in_reach(coalesce(o.count, o.amount * (SELECT factor FROM units WHERE unit = o.unit)))
    THEN text || ' is out of reach: a count or an amount is above zero, and below 1e18 t or kWh'
  WHEN o.unit IS NOT NULL AND (o.area IS NOT NULL OR o.year IS NOT NULL)
    AND o.unit NOT IN (SELECT unit FROM units WHERE measure = 'energy')
    THEN text || ': only electricity is put on a grid (656347 kWh@USA@2017)'
  WHEN (o.area IS NOT NULL OR o.unit IS NOT NULL) AND (o.source IS NOT NULL OR len(o.filters) > 0)
    THEN text || ': #SOURCE and :column=value pick among published figures; this one is '
      || CASE WHEN o.area IS NULL THEN 'given' ELSE 'worked out here' END
  WHEN o.gas IS NOT NULL AND o.unit IN (SELECT unit FROM units WHERE measure = 'energy')
    THEN text || ': electricity is no ' || o.gas || '; write ' || replace(text, ' ' || o.gas, '')
  WHEN o.rest <> '' OR o.name = ''
    THEN text || ' cannot be read: write NAME[@AREA][@YEAR][#SOURCE][:column=value]'
  WHEN o.area IS NOT NULL AND upper(o.area) NOT IN (SELECT area_id FROM areas)
    THEN 'there is no area ' || o.area || '; nearest: '
      || (SELECT string_agg(area_id, ', ') FROM (
        SELECT area_id FROM areas
        ORDER BY greatest(jaro_winkler_similarity(area_id, upper(o.area)),
          jaro_winkler_similarity(lower(name_en), lower(o.area))) DESC LIMIT 3))
  WHEN o.unit IS NOT NULL AND o.year IS NULL AND o.area IS NOT NULL
    THEN text || ': name the year of the grid as well (' || text || '@2020)'
  WHEN o.unit IS NOT NULL AND o.year IS NOT NULL AND o.area IS NULL
    THEN text || ': name the area of the grid as well ('
      || replace(text, '@' || o.year, '@USA@' || o.year) || ')'
  WHEN o.unit IS NULL AND (SELECT count(*) FROM named) = 0
    THEN 'there is no ' || o.name || '; nearest: ' || (SELECT string_agg(name, ', ') FROM near)
  WHEN o.unit IS NULL AND (SELECT count(*) FROM named) > 1
    THEN o.name || ' could be any of ' || (SELECT count(*) FROM named) || ': '
      || (SELECT string_agg(name, ', ' ORDER BY priority, name)
          FROM (FROM named ORDER BY priority, name LIMIT 5))
  WHEN o.area IS NOT NULL AND o.unit IS NULL AND NOT EXISTS (
    FROM run_electricity WHERE run_id IN (SELECT subject FROM named) AND energy_kwh IS NOT NULL)
    THEN o.name || ' has no published electricity to put on another grid'
  WHEN o.area IS NOT NULL AND NOT EXISTS (
    FROM grid_factors WHERE area_id = upper(o.area) AND (o.year IS NULL OR year = o.year))
    THEN 'no grid intensity of ' || upper(o.area) || ' for '
    || coalesce(CAST(o.year AS VARCHAR), 'the year of the run') || '; there is: '
    || coalesce((SELECT string_agg(year, ', ' ORDER BY year) FROM (
      SELECT CAST(year AS VARCHAR) AS year FROM grid_factors WHERE area_id = upper(o.area)
      ORDER BY abs(grid_factors.year - coalesce(o.year, 2020)) LIMIT 4)), 'none')
  WHEN o.unit IS NULL AND o.area IS NULL AND NOT EXISTS (FROM held)
    THEN o.name || ' is known, but no emissions of it are in the tables'
  WHEN o.area IS NULL AND o.year IS NOT NULL AND o.year NOT IN (SELECT year FROM held)
    THEN 'no figure of ' || o.name || ' for ' || o.year || '; nearest years: '
      || (SELECT string_agg(year, ', ' ORDER BY year) FROM (
        SELECT DISTINCT year, abs(year - o.year) AS gap FROM held ORDER BY gap LIMIT 4))
  WHEN o.source IS NOT NULL AND o.source NOT IN (SELECT source_id FROM held)
    THEN 'no figure of ' || o.name || ' from ' || o.source || '; there is: '
      || (SELECT string_agg(DISTINCT source_id, ', ' ORDER BY source_id) FROM held)
  WHEN o.source IS NOT NULL AND o.year IS NOT NULL AND NOT EXISTS (
    FROM held WHERE year = o.year AND source_id = o.source)
    THEN 'no figure of ' || o.name || ' for ' || o.year || ' from ' || o.source
      || '; that year is in: ' || (
        SELECT string_agg(DISTINCT source_id, ', ' ORDER BY source_id) FROM held
        WHERE year = o.year)
  WHEN o.unit IS NULL AND o.area IS NULL AND NOT EXISTS (
    FROM held WHERE fits
      AND (o.year IS NULL OR year = o.year) AND (o.source IS NULL OR source_id = o.source))
    THEN 'no figure of ' || o.name || ' with ' || array_to_string(o.filters, ', ')
      || '; there is: ' || coalesce((
        SELECT string_agg(DISTINCT trait, ', ' ORDER BY trait)
        FROM (
          SELECT unnest(string_split(traits, '|')) AS trait FROM held
          WHERE (o.year IS NULL OR year = o.year) AND (o.source IS NULL OR source_id = o.source))
        WHERE split_part(trait, '=', 1) IN (
          SELECT unnest(list_transform(o.filters, lambda f: split_part(f, '=', 1))))),
        (SELECT string_agg(DISTINCT part, ', ' ORDER BY part)
          FROM (SELECT split_part(unnest(string_split(trim(traits, '|'), '|')), '=', 1) || '=…' AS part
            FROM held)))
END AS trouble
FROM asked;
