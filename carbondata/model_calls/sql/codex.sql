-- An event of a session of Codex (~/.codex/sessions/**/rollout-*.jsonl). Only token_count has tokens.
-- last_token_usage   of one call; input_tokens with the cached, output_tokens with those of reasoning
-- total_token_usage  of the session so far: an event that repeats it is the same call again; where
--                    only this is written, a call is what it grew by
-- session_meta       one to a file, but that a fork repeats the session it goes on from: which events
--                    are whose is said nowhere, so that of sessions joined in one file none counts
-- turn_context       has the model of the events that follow; times are in UTC
WITH events AS NOT MATERIALIZED (
  SELECT file_number, is_broken, cell[1] AS written_at,
    cell[3] = 'token_count' AND cell[5] IS NOT NULL AS counts,
    CASE WHEN cell[2] = 'turn_context' THEN cell[4] END AS named,
    CASE WHEN cell[2] = 'session_meta' THEN cell[6] END AS session_id,
    CASE WHEN cell[2] = 'session_meta' THEN coalesce(cell[11],
      json_extract_string(TRY_CAST(cell[12] AS JSON), '$.*.thread_spawn.parent_thread_id')[1]) END AS forked_from,
    coalesce(nullif(TRY_CAST(cell[7] AS JSON), '{}'), 'null') AS last,
    TRY_CAST(cell[8] AS JSON) AS total,
    coalesce(cell[9], cell[10]) IS NOT NULL AS is_elsewhere
  FROM (SELECT file_number, json IS NULL AS is_broken, json_extract_string(json, ['$.timestamp', '$.type',
      '$.payload.type', '$.payload.model', '$.payload.info', '$.payload.id', '$.payload.info.last_token_usage',
      '$.payload.info.total_token_usage', '$.info.last_token_usage', '$.info.total_token_usage',
      '$.payload.forked_from_id', '$.payload.source']) AS cell
    FROM raw WHERE json IS NULL OR contains(json, '"token_count"') OR contains(json, '"turn_context"')
      OR contains(json, '"session_meta"'))
), followed AS NOT MATERIALIZED (
  SELECT *,
    count(DISTINCT session_id) OVER own > 1 AND (
      count(DISTINCT session_id) FILTER (forked_from IS NULL) OVER own > 1
      OR NOT list_has_all(list(session_id) OVER own, list(forked_from) FILTER (forked_from IS NOT NULL) OVER own))
      AS is_joined,
    last_value(named IGNORE NULLS) OVER so_far AS model,
    coalesce(min(session_id) OVER own, file_number::VARCHAR) AS session_of,
    lag(CASE WHEN counts THEN total END IGNORE NULLS) OVER so_far AS before
  FROM events
  WINDOW own AS (PARTITION BY file_number), so_far AS (PARTITION BY file_number ORDER BY written_at, counts ROWS UNBOUNDED PRECEDING)
), grown AS NOT MATERIALIZED (
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
  CASE WHEN is_elsewhere THEN 'tokens_elsewhere' WHEN is_joined THEN 'sessions_joined' END AS unread,
  NOT is_broken AND counts IS NOT true AND NOT is_elsewhere AS is_no_call,
  is_broken,
  file_number
FROM grown
