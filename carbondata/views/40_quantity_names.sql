-- quantity_names: one row is a name by which a quantity can be asked for: a subject's own, another
-- name of it, or that of one row of it.
CREATE MACRO folded(name) AS
  regexp_replace(strip_accents(lower(name)), '[^a-z0-9/]', '', 'g');

CREATE VIEW quantity_names AS
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
  SELECT unnest([area_id, name_en, name_fr]), area_id, NULL, NULL
  FROM areas
  WHERE kind <> 'subdivision'
  UNION
  SELECT name, subject, NULL, NULL FROM names
)
SELECT
  name, subject, row_id, folded(name) AS folded, folded(regexp_extract(name, '[^/]+$')) AS ending,
  coalesce(priority, 0) AS priority
FROM known LEFT JOIN (SELECT source_id, priority FROM sources) USING (source_id)
ORDER BY name, subject;
