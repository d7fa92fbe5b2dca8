-- A row of the table that Anthropic's console exports: the sum of a day or an hour, in UTC. How many
-- calls it adds up is not in it.
SELECT
  model_version AS model,
  usage_date_utc AS written_at,
  true AS in_utc,
  number_of(usage_input_tokens_no_cache) + coalesce(number_of(usage_input_tokens_cache_write_5m), 0)
    + coalesce(number_of(usage_input_tokens_cache_write_1h), 0)
    + coalesce(number_of(usage_input_tokens_cache_read), 0) AS tokens_in,
  usage_input_tokens_cache_read AS tokens_cached,
  usage_output_tokens AS tokens_out,
  api_key AS "user",
  CASE WHEN number_of(usage_input_tokens_no_cache) < 0 THEN 'tokens_negative'
    WHEN is_no_number(usage_input_tokens_no_cache) THEN 'tokens_not_a_number' END AS unread,
  is_broken,
  file_number
FROM raw
