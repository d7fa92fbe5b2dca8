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
  concat_ws('/', bucket ->> '$.start_time', bucket ->> '$.end_time', told) AS call_id,
  result ->> '$.model' AS model,
  bucket ->> '$.start_time' AS written_at,
  true AS in_utc,
  result ->> '$.input_tokens' AS tokens_in,
  result ->> '$.input_cached_tokens' AS tokens_cached,
  result ->> '$.output_tokens' AS tokens_out,
  result ->> '$.num_model_requests' AS calls,
  result ->> '$.user_id' AS "user",
  result ->> '$.amount.value' AS cost,
  -- An hour of a day that is there too.
  CASE WHEN max(ends) OVER longer >= ends THEN 'duplicate_call' END AS unread,
  bucket IS NULL AS is_broken,
  bucket IS NOT NULL AND result IS NULL AS is_no_call,
  file_number
FROM told
WINDOW longer AS (PARTITION BY told ORDER BY starts, ends DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
