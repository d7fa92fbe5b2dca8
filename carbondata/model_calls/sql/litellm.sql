-- A row of LiteLLM's table of spend logs (LiteLLM_SpendLogs), exported as a table or as JSON.
-- prompt_tokens      with those that the provider had in its cache; metadata says how many
-- completion_tokens  with those of reasoning
-- cache_hit          LiteLLM answered from its own cache: no model ran
-- startTime          UTC, without a zone
-- user, end_user     '' if there is none
WITH read AS NOT MATERIALIZED (
  -- Most say nothing of it.
  SELECT *, CASE WHEN contains(metadata, '_tokens') THEN TRY_CAST(metadata AS JSON) END AS more FROM raw
)
SELECT
  request_id AS call_id,
  coalesce(nullif(model, ''), nullif(model_group, '')) AS model,
  "startTime" AS written_at,
  true AS in_utc,
  prompt_tokens AS tokens_in,
  coalesce(
    more ->> '$.usage_object.prompt_tokens_details.cached_tokens',
    more ->> '$.additional_usage_values.prompt_tokens_details.cached_tokens',
    more ->> '$.additional_usage_values.cache_read_input_tokens') AS tokens_cached,
  completion_tokens AS tokens_out,
  coalesce(
    more ->> '$.usage_object.completion_tokens_details.reasoning_tokens',
    more ->> '$.additional_usage_values.completion_tokens_details.reasoning_tokens')
    AS tokens_reasoning,
  total_tokens AS tokens_total,
  '1' AS calls,
  coalesce(nullif("user", ''), nullif(end_user, '')) AS "user",
  spend AS cost,
  CASE WHEN lower(cache_hit) = 'true' THEN 'answered_from_cache' END AS unread,
  is_broken,
  file_number
FROM read
