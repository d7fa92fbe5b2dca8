-- An answer of a provider, one to a line, as its library writes it; EcoLogits adds `impacts`.
-- OpenAI     prompt_tokens or input_tokens with the cached ones; created in s since 1970
-- Anthropic  input_tokens without those written to the cache and read from it; no time
-- Batches    the answer of OpenAI is in response.body, that of Anthropic in result.message
-- EcoLogits  impacts.energy in kWh and impacts.gwp in kgCO2eq, a number or its min and max, with the
--            PUE; gwp is that of the use and of making the hardware (embodied)
WITH answers AS NOT MATERIALIZED (
  SELECT file_number, json IS NULL AS is_broken, CASE WHEN contains(json, '"custom_id"')
    THEN coalesce(json_extract(json, '$.response.body'), json_extract(json, '$.result.message'), json) ELSE json END AS json
  FROM raw WHERE json IS NULL OR contains(json, '"usage"') OR contains(json, 'oken') OR contains(json, 'eval')
), found AS NOT MATERIALIZED (
  -- All paths at once, as each would read the line again.
  SELECT file_number, is_broken, json, json_extract_string(json, ['$.id', '$.model', '$.created',
    '$.created_at', '$.timestamp', '$.user', '$.usage', '$.usage.prompt_tokens', '$.usage.input_tokens',
    '$.usage.cache_read_input_tokens', '$.usage.cache_creation_input_tokens',
    '$.usage.prompt_tokens_details.cached_tokens', '$.usage.input_tokens_details.cached_tokens',
    '$.usage.completion_tokens', '$.usage.output_tokens', '$.usage.completion_tokens_details.reasoning_tokens',
    '$.usage.output_tokens_details.reasoning_tokens', '$.usage.total_tokens', '$.impacts.energy.value',
    '$.impacts.energy.value.min', '$.impacts.energy.value.max', '$.impacts.gwp.value', '$.impacts.gwp.value.min',
    '$.impacts.gwp.value.max', '$.impacts.embodied.gwp.value', '$.impacts.embodied.gwp.value.min',
    '$.impacts.embodied.gwp.value.max']) AS cell
  FROM answers
)
SELECT
  -- A short id may be used again: of another second, or of another prompt, it is another call.
  CASE WHEN is_sure(cell[1]) THEN lower(cell[1])
    WHEN says_something(cell[1]) THEN concat_ws('/', cell[1], coalesce(TRY_CAST(number_of(cell[3]) AS BIGINT)::VARCHAR, cell[3]),
      coalesce(cell[8], cell[9])) END AS call_id,
  cell[2] AS model,
  coalesce(cell[3], cell[4], cell[5]) AS written_at,
  coalesce(number_of(cell[8]),
    number_of(cell[9]) + coalesce(number_of(cell[10]), 0) + coalesce(number_of(cell[11]), 0)) AS tokens_in,
  coalesce(cell[12], cell[13], cell[10]) AS tokens_cached,
  coalesce(cell[14], cell[15]) AS tokens_out,
  coalesce(cell[16], cell[17]) AS tokens_reasoning,
  cell[18] AS tokens_total,
  '1' AS calls,
  cell[6] AS "user",
  amount_of(coalesce(cell[20], cell[19])) AS tool_energy_kwh_low,
  amount_of(coalesce(cell[21], cell[19])) AS tool_energy_kwh_high,
  amount_of(coalesce(cell[23], cell[22])) / 1000 AS tool_emissions_t_low,
  amount_of(coalesce(cell[24], cell[22])) / 1000 AS tool_emissions_t_high,
  amount_of(coalesce(cell[26], cell[25])) / 1000 AS tool_embodied_t_low,
  amount_of(coalesce(cell[27], cell[25])) / 1000 AS tool_embodied_t_high,
  CASE WHEN number_of(coalesce(cell[8], cell[9])) < 0 THEN 'tokens_negative'
    WHEN cell[7] IS NULL AND counts_somehow(json) THEN 'tokens_elsewhere' END AS unread,
  NOT is_broken AND cell[7] IS NULL AND NOT counts_somehow(json) AS is_no_call,
  is_broken,
  file_number
FROM found
