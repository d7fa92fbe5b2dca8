-- search_words: one row per word in a name or text of something to find, with its weight.
CREATE VIEW search_words AS
WITH texts AS (
  SELECT kind, id, unnest([id, title_en, title_fr]) AS name FROM titles
  UNION
  SELECT 'source', source_id, publisher FROM sources
  UNION
  SELECT CASE WHEN a.area_id IS NULL THEN 'subject' ELSE 'place' END, n.subject, n.name
  FROM names AS n LEFT JOIN areas AS a ON a.area_id = n.subject
), words AS (
  SELECT kind, id, name, unnest(telling_words(name)) AS word FROM texts WHERE name IS NOT NULL
), rarity AS (
  -- Rarity within its kind: France is one place, but in the names of many things.
  SELECT kind, word,
    ln((SELECT count(DISTINCT (kind, id)) FROM words) / count(DISTINCT id)) AS weight
  FROM words GROUP BY kind, word
)
SELECT
  kind, id, name, word, weight,
  coalesce(weight / nullif(sum(weight) OVER (PARTITION BY kind, id, name), 0), 0) AS part
FROM words JOIN rarity USING (kind, word)
ORDER BY word, kind, id, name;
