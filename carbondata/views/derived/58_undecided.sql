-- undecided: one row per open or wrong decision in `preferred` and `caveats`: a tie between
-- studies, or a study that does not exist, may not be taken, or is one of two. The build stops
-- there.

-- One row per study that is taken although another one has an equal claim: both are named, or
-- neither; both are published, or neither; their sources are not both ranked; and of one source's
-- figures of a thing, neither is newer.
CREATE VIEW ties AS
SELECT
  w.subject, CASE w.kind WHEN 'annual' THEN w.year END AS year,
  coalesce(w.row_id, w.source_id) AS taken, coalesce(o.row_id, o.source_id) AS other
FROM (FROM taken_by_basis WHERE bar IS NULL AND place_on_basis = 1) AS w
JOIN (FROM taken_by_basis WHERE bar IS NULL AND place_on_basis > 1) AS o
  ON o.subject = w.subject AND o.of_year = w.of_year AND o.basis = w.basis
WHERE o.is_named = w.is_named AND (w.is_named OR (
  (amount(o) IS NULL) = (amount(w) IS NULL)
  -- The electricity of one training, even if its study has several rows of emissions.
  AND NOT (o.source_id = w.source_id AND o.measure = 'electricity'
    AND o.energy_kwh IS NOT DISTINCT FROM w.energy_kwh)
  AND (o.figure = 'published') = (w.figure = 'published')
  AND CASE
    WHEN o.source_id = w.source_id THEN w.kind <> 'unit' OR o.year = w.year
    ELSE coalesce(o.source_place = w.source_place, true)
  END));

CREATE VIEW undecided AS
SELECT
  taken AS row, 'study' AS column_name, taken AS value,
  concat_ws(' ', 'nothing decides between', taken, 'and',
    string_agg(other, ', ' ORDER BY other), 'of ' || subject, year) AS what,
  'name one of them in a preferred.csv, with the reason' AS remedy
FROM ties
GROUP BY subject, year, taken
UNION ALL
SELECT row_id, 'figure', figure, 'it may not be taken: ' || any_value(bar),
  'name another, or fix the row'
FROM choices WHERE is_named
GROUP BY row_id, figure HAVING bool_and(bar IS NOT NULL)
UNION ALL
SELECT study, 'study', study, 'neither a source nor a row with a figure that is ' || figure,
  'name the key of a row of quantities, and which figure of it'
FROM preferred AS p
WHERE NOT EXISTS (
    FROM figures AS f
    WHERE p.study IN (f.row_id, f.source_id)
      AND p.figure IN (f.figure, CASE f.measure WHEN 'electricity' THEN 'electricity' END))
  AND p.study NOT IN (SELECT run_id FROM training_runs)
  -- A source that does not exist or is not fetched cannot be checked.
  AND split_part(p.study, '/', 1) IN (SELECT source_id FROM sources WHERE rows > 0)
UNION ALL
SELECT row_id, 'row_id', row_id, 'a caveat for no figure of ' || subject,
  'name the key of a row of quantities, and its subject'
FROM caveats AS c
WHERE split_part(row_id, '/', 1) IN (SELECT source_id FROM sources)
  AND NOT EXISTS (FROM figures AS f WHERE f.row_id = c.row_id AND f.subject = c.subject)
ORDER BY ALL;
