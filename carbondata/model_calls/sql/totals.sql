-- calls_apart: every row, without the totals of calls that are rows themselves: an agent in whose trace
-- calls are, and what has the tokens of the rows below it, together.
WITH below AS (
  SELECT parent_id, sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out
  FROM calls_once WHERE parent_id IS NOT NULL AND reason IS NULL GROUP BY parent_id
), with_calls AS (
  SELECT DISTINCT trace FROM calls_once
  WHERE trace IS NOT NULL AND reason IS NULL AND may_be_total IS NOT true
)
SELECT c.* REPLACE (coalesce(c.reason, CASE
    WHEN c.may_be_total AND (w.trace IS NOT NULL OR b.parent_id IS NOT NULL) THEN 'total_of_calls'
    WHEN b.tokens_out = c.tokens_out AND b.tokens_in IS NOT DISTINCT FROM c.tokens_in THEN 'total_of_calls'
  END) AS reason)
FROM calls_once AS c
LEFT JOIN below AS b ON b.parent_id = c.own_id
LEFT JOIN with_calls AS w ON w.trace = c.trace
