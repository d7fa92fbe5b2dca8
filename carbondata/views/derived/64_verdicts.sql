-- verdicts: one row per pair of quantity types: the rules that apply, and the gravest outcome.
-- Rules about the two figures themselves (those that judge pairs) come on top in a comparison.

-- One row per word of a type.
CREATE VIEW type_words AS
UNPIVOT (SELECT * EXCLUDE (virtual) FROM quantity_types) ON COLUMNS(* EXCLUDE (type_id))
INTO NAME dimension VALUE word;

-- One row per rule that applies to two types together, in either order.
CREATE VIEW met_together AS
SELECT DISTINCT s.type_id AS subject_type, r.type_id AS reference_type, rule.rule, rule.outcome
FROM (
  SELECT rule, outcome, dimension, a, b FROM rules
  UNION
  SELECT rule, outcome, dimension, b, a FROM rules
) AS rule
JOIN type_words AS s ON s.dimension = rule.dimension AND s.word = rule.a
JOIN type_words AS r ON r.dimension = rule.dimension AND r.word = rule.b;

-- One row per type, with the rules about one side that apply to it.
CREATE VIEW met_alone AS
SELECT
  t.type_id, list(rule.rule ORDER BY rule.rule) FILTER (rule.rule IS NOT NULL) AS rules,
  coalesce(max(severity(rule.outcome)), 1) AS gravest
FROM quantity_types AS t
LEFT JOIN (
  SELECT w.type_id, rules.rule, rules.outcome
  FROM rules
  JOIN type_words AS w ON w.dimension = rules.dimension AND w.word = rules.a
  WHERE rules.b = '*'
) AS rule ON rule.type_id = t.type_id
GROUP BY t.type_id;

CREATE VIEW verdicts AS
WITH together AS (
  SELECT subject_type, reference_type, list(rule ORDER BY rule) AS rules,
    max(severity(outcome)) AS gravest
  FROM met_together
  GROUP BY ALL
)
SELECT
  s.type_id AS subject_type, r.type_id AS reference_type,
  verdict(greatest(s.gravest, r.gravest, coalesce(t.gravest, 1))) AS outcome,
  coalesce(t.rules, []) AS rules, coalesce(s.rules, []) AS subject_rules,
  coalesce(r.rules, []) AS reference_rules
FROM met_alone AS s
CROSS JOIN met_alone AS r
LEFT JOIN together AS t ON t.subject_type = s.type_id AND t.reference_type = r.type_id
ORDER BY subject_type, reference_type;
