-- titles: one row per thing that can be found, with its title.
CREATE VIEW titles AS
WITH called AS (
  SELECT 'subject' AS kind, subject AS id, model AS title_en,
    sized_fr(coalesce(model_fr, model)) AS title_fr
  FROM training_runs JOIN training_order USING (run_id)
  WHERE place = 1 AND verified
  UNION ALL
  SELECT 'subject', subject, any_value(name_en ORDER BY year DESC, equivalent_id),
    any_value(name_fr ORDER BY year DESC, equivalent_id)
  FROM equivalents GROUP BY subject
  UNION ALL
  SELECT DISTINCT 'subject', e.subject,
    concat_ws('', n.name_en, CASE WHEN e.area_id <> 'WLD' THEN ' (' || a.name_en || ')' END),
    concat_ws('', coalesce(t.name, n.name_fr),
      CASE WHEN e.area_id <> 'WLD' THEN ' (' || a.name_fr || ')' END)
  FROM sector_subjects AS e
  JOIN sectors AS n ON n.sector = e.sector
  LEFT JOIN names AS t ON t.kind = 'title' AND t.subject = e.sector
    AND t.language IS DISTINCT FROM 'en'
  JOIN areas AS a ON a.area_id = e.area_id
  UNION ALL
  SELECT 'place', area_id, name_en, coalesce(name_fr, name_en) FROM areas
  UNION ALL
  SELECT 'claim', claim_id, text_en, text_fr FROM claims
  UNION ALL
  SELECT 'source', source_id, title, title FROM sources
),
-- A title of `names` has no article and begins with a capital, so does a name that stands in for one.
bare AS (
  SELECT kind, id, title_en, title_fr,
    CASE WHEN kind = 'subject' THEN regexp_replace(title_en, '^(an?|one|the) ', '')
      ELSE title_en END AS bare_en,
    CASE WHEN kind = 'subject' THEN regexp_replace(title_fr, '^((une?|les?|la) |l'')', '')
      ELSE title_fr END AS bare_fr
  FROM called
),
headed AS (
  SELECT kind, id,
    CASE WHEN bare_en <> title_en AND regexp_matches(bare_en, '^\p{Ll}[^A-Z]')
      THEN upper(bare_en[1]) || bare_en[2:] ELSE bare_en END AS title_en,
    CASE WHEN bare_fr <> title_fr AND regexp_matches(bare_fr, '^\p{Ll}[^A-Z]')
      THEN upper(bare_fr[1]) || bare_fr[2:] ELSE bare_fr END AS title_fr
  FROM bare
)
SELECT
  c.kind, c.id, coalesce(any_value(n.name) FILTER (n.language IS DISTINCT FROM 'fr'),
    any_value(title_en)) AS title_en,
  coalesce(any_value(n.name) FILTER (n.language IS DISTINCT FROM 'en'), any_value(title_fr))
    AS title_fr
FROM headed AS c
LEFT JOIN (FROM names WHERE kind = 'title') AS n ON c.kind = 'subject' AND n.subject = c.id
GROUP BY c.kind, c.id;
