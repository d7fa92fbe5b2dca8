-- calls_apart: every row, without the totals of calls that are rows themselves: an agent that has no more
-- tokens than the calls of its trace, and what has the tokens of the rows just below it, together.
WITH below AS (
  SELECT parent_id, sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out
  -- What is its own parent, or one of two that are each other's, is no total.
  FROM calls_once AS c WHERE parent_id <> own_id AND reason IS NULL
    AND NOT EXISTS (FROM calls_once AS p WHERE p.own_id = c.parent_id AND p.parent_id = c.own_id)
  GROUP BY parent_id
), of_trace AS (
  SELECT trace, sum(tokens_out) AS tokens_out FROM calls_once
  WHERE trace IS NOT NULL AND reason IS NULL AND may_be_total IS NOT true GROUP BY trace
)
SELECT c.* REPLACE (coalesce(c.reason, CASE
    WHEN c.may_be_total AND c.tokens_out <= t.tokens_out THEN 'total_of_calls'
    WHEN b.tokens_out = c.tokens_out AND b.tokens_in IS NOT DISTINCT FROM c.tokens_in THEN 'total_of_calls'
  END) AS reason)
FROM calls_once AS c
LEFT JOIN below AS b ON b.parent_id = c.own_id
LEFT JOIN of_trace AS t ON t.trace = c.trace
