-- quantity_names: one row per name of a quantity: the subject's own, another name of it, or that of
-- one of its rows.
-- parted(name), folded(name): a name without case, accents and punctuation, split into words (runs
-- of letters, numbers, and the slash between two parts), and joined.
CREATE MACRO parted(name) AS
  array_to_string(regexp_extract_all(strip_accents(lower(name)), '[a-z]+|[0-9]+|/'), ' ');
CREATE MACRO folded(name) AS replace(parted(name), ' ', '');

-- One row per subject, with the kind of its quantities.
CREATE VIEW subjects AS
SELECT DISTINCT subject, 'event' AS kind FROM training_runs
UNION SELECT subject, 'unit' FROM equivalents
UNION SELECT subject, 'annual' FROM sector_subjects
UNION SELECT area_id, 'annual' FROM areas WHERE kind <> 'subdivision';

CREATE VIEW quantity_names AS
WITH known AS (
  SELECT subject AS name, subject, NULL AS row_id, NULL AS source_id, NULL AS why_en, NULL AS why_fr
  FROM subjects
  WHERE subject NOT IN (SELECT equivalent_id FROM equivalents)
  UNION
  SELECT run_id, subject, run_id, source_id, NULL, NULL FROM training_runs
  UNION
  SELECT equivalent_id, subject, equivalent_id, source_id, NULL, NULL FROM equivalents
  UNION
  SELECT estimate_id, subject, estimate_id, source_id, NULL, NULL FROM sector_subjects
  UNION
  SELECT unnest([name_en, name_fr]), area_id, NULL, NULL, NULL, NULL
  FROM areas
  WHERE kind <> 'subdivision'
  UNION
  SELECT name, subject, NULL, NULL, why_en, why_fr FROM names WHERE kind <> 'keyword'
)
SELECT
  k.name, k.subject, s.kind, k.row_id, folded(k.name) AS folded,
  parted(k.name) AS words, k.why_en, k.why_fr,
  coalesce(priority, 0) AS priority
FROM known AS k
JOIN subjects AS s ON s.subject = k.subject
LEFT JOIN (SELECT source_id, priority FROM sources) AS o ON o.source_id = k.source_id
ORDER BY k.name, k.subject;

COMMENT ON VIEW subjects IS 'A subject, with the kind of its quantities.';
COMMENT ON COLUMN subjects.kind IS 'event: once; annual: a year of it; unit: one of it.';
