-- compare_all(one): one row is a quantity that the subject may be compared with, nearest first.
-- Whole types of quantities are judged, not each row: there are some hundred of them.
CREATE MACRO compare_all(one) AS TABLE
WITH s AS (
  FROM pick(one)
), candidates AS (
  SELECT q.*, years_apart(s, q) AS apart
  FROM quantities AS q, s
  WHERE q.emissions_t > 0 AND q.verified AND q.scenario IS NULL
    AND q.id <> s.id AND q.subject <> s.subject
), kinds AS (
  SELECT DISTINCT traits, apart FROM candidates
), judged AS (
  SELECT k.traits, k.apart, max(severity(rule.outcome)) AS gravest
  FROM kinds AS k, s, rules AS rule
  WHERE CASE
    WHEN rule.dimension = 'period' THEN rule.trait_a = k.apart
    WHEN rule.b = '*'
      THEN has(s.traits, rule.trait_a) OR has(k.traits, rule.trait_a)
    ELSE opposed(rule, s.traits, k.traits)
  END
  GROUP BY k.traits, k.apart
)
SELECT
  c.id, c.kind, c.year, c.name_en, c.name_fr, c.source_id, basis(c) AS basis, c.emissions_t,
  ratio_of(s, c).low AS ratio_low,
  ratio_of(s, c).central AS ratio,
  ratio_of(s, c).high AS ratio_high,
  verdict(gravest) AS verdict
FROM candidates AS c
CROSS JOIN s
LEFT JOIN judged AS j
  ON j.traits = c.traits AND j.apart IS NOT DISTINCT FROM c.apart
WHERE coalesce(gravest, 1) < 4
ORDER BY abs(ln(nullif(abs(s.emissions_t / c.emissions_t), 0))), c.id, c.source_id, basis;

-- nearest(one, many): of each kind of quantity (run, thing, year) the nearest few, each named
-- once; of years those within five of the subject's own, or of the newest there is.
CREATE MACRO nearest(one, many) AS TABLE
WITH ranked AS (
  FROM compare_all(one)
), around AS (
  SELECT coalesce((SELECT year FROM pick(one)), (SELECT max(year) FROM ranked)) AS year
), once AS (
  SELECT ranked.*
  FROM ranked, around
  WHERE kind <> 'annual' OR abs(ranked.year - around.year) <= 5
  QUALIFY row_number() OVER (
    PARTITION BY id ORDER BY severity(verdict), abs(ln(nullif(abs(ratio), 0))), source_id, basis
  ) = 1
)
FROM once
QUALIFY row_number() OVER (
  PARTITION BY kind, regexp_extract(id, '^[^@]+') ORDER BY abs(ln(nullif(abs(ratio), 0))), id
) = 1 AND dense_rank() OVER (PARTITION BY kind ORDER BY abs(ln(nullif(abs(ratio), 0))), id) <= many
ORDER BY kind, abs(ln(nullif(abs(ratio), 0))), id;
