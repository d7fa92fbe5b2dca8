-- A line of a session of Claude Code, as JSON lines. Lines without usage call no model.
-- message.id    is repeated while an answer is written, and in the log of a task that the session
--               started; the last has the whole answer. Without one, the line has an id of its own
-- input_tokens  without those written to the cache and read from it
WITH found AS NOT MATERIALIZED (
  -- All paths at once, as each would read the line again.
  SELECT file_number, json IS NULL AS is_broken, json_extract_string(json, ['$.message.id', '$.message.model',
    '$.timestamp', '$.costUSD', '$.message.usage', '$.message.usage.input_tokens',
    '$.message.usage.cache_read_input_tokens', '$.message.usage.cache_creation_input_tokens',
    '$.message.usage.output_tokens', '$.usage.output_tokens', '$[0]',
    '$.uuid']) AS cell
  FROM raw WHERE json IS NULL OR contains(json, '"usage"')
)
SELECT
  coalesce(cell[1], cell[12]) AS call_id,
  cell[2] AS model,
  cell[3] AS written_at,
  number_of(cell[6]) + coalesce(number_of(cell[7]), 0) + coalesce(number_of(cell[8]), 0) AS tokens_in,
  cell[7] AS tokens_cached,
  cell[9] AS tokens_out,
  '1' AS calls,
  cell[4] AS cost,
  CASE WHEN number_of(cell[6]) < 0 THEN 'tokens_negative'
    WHEN cell[5] IS NULL AND coalesce(cell[10], cell[11]) IS NOT NULL THEN 'tokens_elsewhere' END AS unread,
  NOT is_broken AND (cell[2] = '<synthetic>' OR (cell[5] IS NULL AND coalesce(cell[10], cell[11]) IS NULL)) AS is_no_call,
  is_broken,
  file_number
FROM found
