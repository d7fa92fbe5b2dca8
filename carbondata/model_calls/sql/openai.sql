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
)
SELECT
  concat_ws('/', bucket ->> '$.start_time', bucket ->> '$.end_time', result ->> '$.object', result ->> '$.model',
    result ->> '$.project_id', result ->> '$.user_id', result ->> '$.api_key_id', result ->> '$.batch',
    result ->> '$.service_tier') AS call_id,
  result ->> '$.model' AS model,
  bucket ->> '$.start_time' AS written_at,
  true AS in_utc,
  result ->> '$.input_tokens' AS tokens_in,
  result ->> '$.input_cached_tokens' AS tokens_cached,
  result ->> '$.output_tokens' AS tokens_out,
  result ->> '$.num_model_requests' AS calls,
  result ->> '$.user_id' AS "user",
  result ->> '$.amount.value' AS cost,
  bucket IS NULL AS is_broken,
  bucket IS NOT NULL AND result IS NULL AS is_no_call,
  file_number
FROM results
