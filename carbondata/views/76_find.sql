-- find(given): one row per thing that the words of a text may mean, best first: a subject or a
-- place with its newest default figure, a claim, a source. The order of words does not matter.

-- likeness(asked, word): 1 for the same word, less for its plural, the beginning of a longer one
-- (dehumid of dehumidifier), or a typo of one letter; of four letters one makes another
-- word (iron, Iran), or another version (gpt9).
CREATE MACRO likeness(asked, word) AS CASE
  WHEN asked = word THEN 1.0
  WHEN asked = word || 's' OR word = asked || 's' THEN 0.9
  WHEN least(len(asked), len(word)) >= 3 AND (
    asked IN (word || 'es', word || 'x', word || 'e')
    OR word IN (asked || 'es', asked || 'x', asked || 'e')) THEN 0.9
  WHEN least(len(asked), len(word)) >= 5 AND abs(len(asked) - len(word)) <= 2
    AND starts_with(asked, word) THEN 0.5
  WHEN len(asked) >= 4 AND starts_with(word, asked) THEN 0.5
  WHEN least(len(asked), len(word)) >= CASE WHEN regexp_matches(asked, '[0-9]') THEN 4 ELSE 5 END
    AND abs(len(asked) - len(word)) <= 1
    AND damerau_levenshtein(asked, word) = 1 THEN 0.5
END;

-- headlines: one row per subject, with the headline figure of its newest year.
CREATE VIEW headlines AS
SELECT subject, year, measure, emissions_t, energy_kwh, gas, source_id
FROM quantities
WHERE place = 1 AND eligible
QUALIFY row_number() OVER (PARTITION BY subject
  ORDER BY measure <> 'emissions', CASE kind WHEN 'annual' THEN year END DESC) = 1;

CREATE MACRO find(given) AS TABLE
WITH asked_ AS (
  SELECT unnest(telling_words(given)) AS asked
), alike_ AS (
  SELECT asked, word, likeness(asked, word) AS alike
  FROM asked_, (SELECT DISTINCT word FROM search_words)
  WHERE left(asked, 1) = left(word, 1) AND likeness(asked, word) IS NOT NULL
  -- A word that is in names is not the beginning of another: a train is no trainer.
  QUALIFY alike >= 0.9 OR max(alike) OVER (PARTITION BY asked) < 0.9
), told_ AS (
  -- How much of the query a name contains; a name with no other words scores higher.
  SELECT kind, id, sum(alike * weight) * (0.2 + sum(alike * part)) AS score,
    count(*) / (SELECT count(*) FROM asked_) AS share
  FROM (
    SELECT kind, id, name, asked, max(alike) AS alike, arg_max(weight, alike) AS weight,
      arg_max(part, alike) AS part
    FROM search_words JOIN alike_ USING (word) GROUP BY ALL
  )
  GROUP BY kind, id, name
), scored_ AS (
  -- A thing comes before a claim or a source about it.
  SELECT kind, id, max(CASE WHEN kind IN ('claim', 'source') THEN 0.8 ELSE 1 END * score) AS score,
    max(share) AS share
  FROM told_ GROUP BY kind, id
)
SELECT
  s.kind, s.id, t.title_en, t.title_fr, h.year, h.emissions_t, h.gas, h.energy_kwh, h.source_id,
  round(s.score, 3) AS score, s.share
FROM scored_ AS s
JOIN titles AS t ON t.kind = s.kind AND t.id = s.id
LEFT JOIN headlines AS h ON s.kind IN ('subject', 'place') AND h.subject = s.id
WHERE s.share = 1 OR s.score >= 0.25 * (SELECT max(score) FROM scored_)
ORDER BY s.score DESC, list_position(['subject', 'place', 'claim', 'source'], s.kind), s.id
LIMIT 20;

COMMENT ON VIEW titles IS 'Everything that can be found, with its title.';
COMMENT ON COLUMN titles.kind IS 'subject, place, claim or source.';
COMMENT ON COLUMN titles.id IS 'Its id.';
COMMENT ON COLUMN titles.title_en IS 'Its title in English.';
COMMENT ON COLUMN titles.title_fr IS 'Its title in French.';
COMMENT ON VIEW headlines IS 'A subject with the headline figure of its newest year.';
COMMENT ON MACRO likeness IS 'How alike two words are, from 0 to 1; null if they are not.';
COMMENT ON MACRO TABLE find IS
'What the words of a text may mean, best first.
kind: What it is: a subject, a place, a claim or a source.
id: Its id, from `quantities.subject`, `areas`, `claims` or `sources`.
score: How well the words fit: the higher, the better. [1]
share: The share of the words that one of its names has. [1]';
