-- calls_apart: every row, without the totals of calls that are rows themselves: an agent that has no more
-- tokens than the calls of its trace, and what wrote the tokens that the calls next below it wrote, together.
-- (What went in may differ: a framework counts the cached tokens or does not.)
WITH RECURSIVE between_ AS (
  SELECT own_id, any_value(parent_id) AS parent_id FROM spans_between GROUP BY own_id
), above_ AS (
  -- Up from each call, through the spans that are none, to the next call. (Spans may be each other's parents.)
  SELECT own_id, parent_id AS id, 0 AS steps FROM calls_once WHERE parent_id IS NOT NULL AND reason IS NULL
  UNION ALL
  SELECT a.own_id, b.parent_id, a.steps + 1
  FROM above_ AS a JOIN between_ AS b ON b.own_id = a.id WHERE a.steps < 30
), below AS (
  SELECT a.id, sum(c.tokens_out) AS tokens_out
  -- What is its own parent, or one of two that are each other's, is no total.
  FROM calls_once AS c JOIN above_ AS a USING (own_id) WHERE a.id <> own_id AND reason IS NULL
    AND NOT EXISTS (FROM calls_once AS p WHERE p.own_id = a.id AND p.parent_id = c.own_id)
  GROUP BY a.id
), of_trace AS (
  SELECT trace, sum(tokens_out) AS tokens_out FROM calls_once
  WHERE trace IS NOT NULL AND reason IS NULL AND may_be_total IS NOT true GROUP BY trace
)
SELECT c.* REPLACE (coalesce(c.reason, CASE
    WHEN c.may_be_total AND c.tokens_out <= t.tokens_out THEN 'total_of_calls'
    WHEN b.tokens_out = c.tokens_out THEN 'total_of_calls'
  END) AS reason)
FROM calls_once AS c
LEFT JOIN below AS b ON b.id = c.own_id
LEFT JOIN of_trace AS t ON t.trace = c.trace
