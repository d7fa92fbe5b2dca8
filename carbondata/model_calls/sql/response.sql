-- An answer of a provider, one to a line, as its library writes it; EcoLogits adds `impacts`.
-- OpenAI     prompt_tokens or input_tokens with the cached ones; created in s since 1970
-- Anthropic  input_tokens without those written to the cache and read from it; no time
-- EcoLogits  impacts.energy in kWh and impacts.gwp in kgCO2eq, a number or its min and max, with the
--            PUE; gwp is that of the use and of making the hardware (embodied)
WITH read AS (
  SELECT file_number, json, json_extract(json, '$.usage') AS used,
    json_extract(json, '$.impacts.energy.value') AS energy,
    json_extract(json, '$.impacts.gwp.value') AS gas,
    json_extract(json, '$.impacts.embodied.gwp.value') AS made
  FROM raw
)
SELECT
  json ->> '$.id' AS call_id,
  json ->> '$.model' AS model,
  coalesce(json ->> '$.created', json ->> '$.created_at', json ->> '$.timestamp') AS written_at,
  coalesce(number_of(used ->> '$.prompt_tokens'), number_of(used ->> '$.input_tokens')
    + coalesce(number_of(used ->> '$.cache_read_input_tokens'), 0)
    + coalesce(number_of(used ->> '$.cache_creation_input_tokens'), 0)) AS tokens_in,
  coalesce(used ->> '$.prompt_tokens_details.cached_tokens', used ->> '$.input_tokens_details.cached_tokens',
    used ->> '$.cache_read_input_tokens') AS tokens_cached,
  coalesce(used ->> '$.completion_tokens', used ->> '$.output_tokens') AS tokens_out,
  coalesce(used ->> '$.completion_tokens_details.reasoning_tokens',
    used ->> '$.output_tokens_details.reasoning_tokens') AS tokens_reasoning,
  used ->> '$.total_tokens' AS tokens_total,
  '1' AS calls,
  json ->> '$.user' AS "user",
  number_of(coalesce(energy ->> '$.min', energy ->> '$')) AS tool_energy_kwh_low,
  number_of(coalesce(energy ->> '$.max', energy ->> '$')) AS tool_energy_kwh_high,
  number_of(coalesce(gas ->> '$.min', gas ->> '$')) / 1000 AS tool_emissions_t_low,
  number_of(coalesce(gas ->> '$.max', gas ->> '$')) / 1000 AS tool_emissions_t_high,
  number_of(coalesce(made ->> '$.min', made ->> '$')) / 1000 AS tool_embodied_t_low,
  number_of(coalesce(made ->> '$.max', made ->> '$')) / 1000 AS tool_embodied_t_high,
  CASE WHEN number_of(coalesce(used ->> '$.prompt_tokens', used ->> '$.input_tokens')) < 0 THEN 'tokens_negative' END
    AS unread,
  json IS NOT NULL AND used IS NULL AS is_no_call,
  json IS NULL AS is_broken,
  file_number
FROM read
