-- A result of Anthropic's usage report (usage_report/messages), or a row of the table that its console
-- exports: the sum of a bucket of time. How many calls it adds up is not in it.
-- uncached_input_tokens  without those written to the cache (cache_creation) and read from it
-- output_tokens          with those of thinking
WITH buckets AS NOT MATERIALIZED (
  SELECT file_number, unnest(coalesce(nullif(json_extract(json, '$.data[*]'), []), [json])) AS bucket FROM raw
), results AS NOT MATERIALIZED (
  SELECT file_number, bucket, unnest(coalesce(
    nullif(json_extract(bucket, '$.results[*]'), []), [NULL])) AS result
  FROM buckets
), told AS NOT MATERIALIZED (
  SELECT *, said_of(result) AS told, TRY_CAST(bucket ->> '$.starting_at' AS TIMESTAMPTZ) AS starts,
    TRY_CAST(bucket ->> '$.ending_at' AS TIMESTAMPTZ) AS ends
  FROM results
)
SELECT
  concat_ws('/', coalesce(starts::VARCHAR, bucket ->> '$.starting_at'), coalesce(ends::VARCHAR, bucket ->> '$.ending_at'), told) AS call_id,
  result ->> '$.model' AS model,
  bucket ->> '$.starting_at' AS written_at,
  true AS in_utc,
  number_of(result ->> '$.uncached_input_tokens')
    + coalesce(number_of(result ->> '$.cache_read_input_tokens'), 0)
    + coalesce(number_of(result ->> '$.cache_creation.ephemeral_5m_input_tokens'), 0)
    + coalesce(number_of(result ->> '$.cache_creation.ephemeral_1h_input_tokens'), 0) AS tokens_in,
  result ->> '$.cache_read_input_tokens' AS tokens_cached,
  result ->> '$.output_tokens' AS tokens_out,
  result ->> '$.api_key_id' AS "user",
  result ->> '$.amount' AS cost,
  CASE WHEN result IS NULL AND counts_tokens(bucket) THEN 'tokens_elsewhere'
    WHEN len(json_keys(result)) > 100 THEN 'row_unreadable'
    WHEN number_of(result ->> '$.uncached_input_tokens') < 0 THEN 'tokens_negative'
    -- An hour of a day that is there too.
    WHEN max(ends) OVER longer >= ends THEN 'duplicate_call' END AS unread,
  bucket IS NULL AS is_broken,
  bucket IS NOT NULL AND result IS NULL AND NOT counts_tokens(bucket) AS is_no_call,
  file_number
FROM told
WINDOW longer AS (PARTITION BY told ORDER BY starts, ends DESC GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
