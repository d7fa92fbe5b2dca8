-- A line of a session of Claude Code (~/.claude/projects/*/*.jsonl). Lines without usage call no model.
-- message.id    is repeated while an answer is written, and in the log of a subagent; the last has the
--               whole answer
-- input_tokens  without those written to the cache and read from it
SELECT
  json ->> '$.message.id' AS call_id,
  json ->> '$.message.model' AS model,
  json ->> '$.timestamp' AS written_at,
  number_of(json ->> '$.message.usage.input_tokens')
    + coalesce(number_of(json ->> '$.message.usage.cache_read_input_tokens'), 0)
    + coalesce(number_of(json ->> '$.message.usage.cache_creation_input_tokens'), 0) AS tokens_in,
  json ->> '$.message.usage.cache_read_input_tokens' AS tokens_cached,
  json ->> '$.message.usage.output_tokens' AS tokens_out,
  '1' AS calls,
  json ->> '$.costUSD' AS cost,
  CASE WHEN number_of(json ->> '$.message.usage.input_tokens') < 0 THEN 'tokens_negative' END AS unread,
  json IS NOT NULL AND (json ->> '$.message.model' = '<synthetic>' OR json_extract(json, '$.message.usage') IS NULL)
    AS is_no_call,
  json IS NULL AS is_broken,
  file_number
FROM raw
