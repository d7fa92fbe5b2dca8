-- A result of OpenAI's usage API (organization/usage/completions): the sum of a bucket of time.
-- input_tokens        with input_cached_tokens
-- output_tokens       with those of reasoning
-- num_model_requests  the calls that are added up
-- model, user_id      null unless the export is grouped by them
WITH buckets AS NOT MATERIALIZED (
  SELECT file_number, unnest(coalesce(nullif(json_extract(json, '$.data[*]'), []), [json])) AS bucket FROM raw
), results AS NOT MATERIALIZED (
  SELECT file_number, bucket, unnest(coalesce(
    nullif(json_extract(bucket, '$.results[*]'), []), [NULL])) AS result
  FROM buckets
), told AS NOT MATERIALIZED (
  SELECT *, said_of(result) AS told, number_of(bucket ->> '$.start_time') AS starts,
    number_of(bucket ->> '$.end_time') AS ends
  FROM results
)
SELECT
  concat_ws('/', coalesce(starts::VARCHAR, bucket ->> '$.start_time'), coalesce(ends::VARCHAR, bucket ->> '$.end_time'), told) AS call_id,
  result ->> '$.model' AS model,
  bucket ->> '$.start_time' AS written_at,
  true AS in_utc,
  result ->> '$.input_tokens' AS tokens_in,
  result ->> '$.input_cached_tokens' AS tokens_cached,
  result ->> '$.output_tokens' AS tokens_out,
  result ->> '$.num_model_requests' AS calls,
  result ->> '$.user_id' AS "user",
  result ->> '$.amount.value' AS cost,
  CASE WHEN result IS NULL AND counts_tokens(bucket) THEN 'tokens_elsewhere'
    WHEN len(json_keys(result)) > 100 THEN 'row_unreadable'
    -- An hour of a day that is there too.
    WHEN max(ends) OVER longer >= ends THEN 'duplicate_call' END AS unread,
  bucket IS NULL AS is_broken,
  bucket IS NOT NULL AND result IS NULL AND NOT counts_tokens(bucket) AS is_no_call,
  file_number
FROM told
WINDOW longer AS (PARTITION BY told ORDER BY starts, ends DESC GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
