-- An event of a session of Codex (~/.codex/sessions/**/rollout-*.jsonl). Only token_count has tokens.
-- last_token_usage   of one call; input_tokens with the cached, output_tokens with those of reasoning
-- total_token_usage  of the session so far: an event that repeats it is the same call again; where
--                    only this is written, a call is what it grew by
-- turn_context       has the model of the events that follow; times are in UTC
WITH events AS (
  SELECT file_number, json, json ->> '$.timestamp' AS written_at,
    json ->> '$.payload.type' = 'token_count' AND json_type(json, '$.payload.info') = 'OBJECT' AS counts,
    CASE WHEN json ->> '$.type' = 'turn_context' THEN json ->> '$.payload.model' END AS named,
    CASE WHEN json ->> '$.type' = 'session_meta' THEN json ->> '$.payload.id' END AS session_id,
    coalesce(nullif(json_extract(json, '$.payload.info.last_token_usage'), '{}'), 'null') AS last,
    json_extract(json, '$.payload.info.total_token_usage') AS total
  FROM raw
), followed AS (
  SELECT *,
    last_value(named IGNORE NULLS) OVER so_far AS model,
    coalesce(min(session_id) OVER (PARTITION BY file_number), file_number::VARCHAR) AS session_of,
    lag(CASE WHEN counts THEN total END IGNORE NULLS) OVER so_far AS before
  FROM events
  WINDOW so_far AS (PARTITION BY file_number ORDER BY written_at, counts ROWS UNBOUNDED PRECEDING)
), grown AS (
  SELECT *,
    last <> 'null' AS has_last,
    total ->> '$.input_tokens' AS total_in, total ->> '$.output_tokens' AS total_out
  FROM followed
)
SELECT
  CASE WHEN counts THEN concat_ws('/', session_of, total_in, total_out, CASE WHEN total IS NULL THEN written_at END) END
    AS call_id,
  model,
  written_at,
  CASE WHEN has_last THEN number_of(last ->> '$.input_tokens')
    ELSE number_of(total_in) - coalesce(number_of(before ->> '$.input_tokens'), 0) END AS tokens_in,
  CASE WHEN has_last THEN number_of(last ->> '$.cached_input_tokens')
    ELSE number_of(total ->> '$.cached_input_tokens') - coalesce(number_of(before ->> '$.cached_input_tokens'), 0) END
    AS tokens_cached,
  CASE WHEN has_last THEN number_of(last ->> '$.output_tokens')
    ELSE number_of(total_out) - coalesce(number_of(before ->> '$.output_tokens'), 0) END AS tokens_out,
  CASE WHEN has_last THEN number_of(last ->> '$.reasoning_output_tokens') END AS tokens_reasoning,
  '1' AS calls,
  json IS NOT NULL AND counts IS NOT true AS is_no_call,
  json IS NULL AS is_broken,
  file_number
FROM grown
