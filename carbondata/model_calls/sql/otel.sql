-- A span of OpenTelemetry's conventions for generative AI: of the JSON of OTLP (resourceSpans), or as
-- the SDK prints it (attributes as an object).
-- gen_ai.usage.input_tokens   with those from the cache (cache_read); earlier: prompt_tokens
-- gen_ai.usage.output_tokens  with those of reasoning; earlier: completion_tokens
-- gen_ai.operation.name       invoke_agent and the like may add up the calls below them
WITH spans AS NOT MATERIALIZED (
  SELECT file_number, unnest(coalesce(
    nullif(json_extract(json, '$.resourceSpans[*].scopeSpans[*].spans[*]'), []), [json])) AS span
  FROM raw
), named AS NOT MATERIALIZED (
  SELECT file_number, span IS NULL AS is_broken, span,
    json_extract_string(span, ['$.traceId', '$.context.trace_id', '$.spanId', '$.context.span_id', '$.parentSpanId',
      '$.parent_id', '$.startTimeUnixNano', '$.start_time']) AS cell,
    -- Only what is looked for: others hold whole prompts. (Each takes as much memory as the span: a hundred at most.)
    CASE WHEN json_type(span, '$.attributes') = 'OBJECT' THEN
      list_transform(list_filter(json_keys(span, '$.attributes'), lambda k: is_told(k))[:100], lambda k: {
        'key': k, 'value': of_key(span, '/attributes', k)})
    ELSE list_transform(list_filter(json_extract(span, '$.attributes[*]'), lambda a: is_told(a ->> '$.key'))[:100],
      lambda a: {'key': a ->> '$.key', 'value': coalesce(a ->> '$.value.intValue', a ->> '$.value.stringValue',
        a ->> '$.value.doubleValue')}) END AS own
  FROM spans
), read AS NOT MATERIALIZED (
  SELECT file_number, is_broken, span,
    list_filter(own, lambda a: a.key IN ('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'))[1].value AS sent,
    list_filter(own, lambda a: a.key IN ('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'))[1].value
      AS written,
    list_filter(own, lambda a: a.key IN ('gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens'))[1].value AS cached,
    list_filter(own, lambda a: a.key = 'gen_ai.usage.reasoning.output_tokens')[1].value AS reasoned,
    coalesce(list_filter(own, lambda a: a.key = 'gen_ai.response.model')[1].value,
      list_filter(own, lambda a: a.key = 'gen_ai.request.model')[1].value) AS model,
    list_filter(own, lambda a: a.key = 'gen_ai.operation.name')[1].value AS operation,
    list_filter(own, lambda a: a.key IN ('user.id', 'enduser.id'))[1].value AS who,
    hexadecimal(coalesce(cell[1], cell[2])) AS trace,
    hexadecimal(coalesce(cell[3], cell[4])) AS id,
    hexadecimal(coalesce(nullif(cell[5], ''), cell[6])) AS above,
    coalesce(cell[7], cell[8]) AS begun
  FROM named
)
SELECT
  trace || '/' || id AS call_id,
  trace || '/' || id AS own_id,
  trace || '/' || above AS parent_id,
  trace,
  model,
  begun AS written_at,
  sent AS tokens_in, cached AS tokens_cached, written AS tokens_out, reasoned AS tokens_reasoning,
  '1' AS calls,
  who AS "user",
  CASE WHEN sent IS NULL AND written IS NULL AND counts_elsewhere(span) THEN 'tokens_elsewhere' END AS unread,
  NOT is_broken AND sent IS NULL AND written IS NULL AND NOT counts_elsewhere(span)
    AND coalesce(operation, '') NOT IN ('chat', 'generate_content', 'text_completion') AS is_no_call,
  coalesce(operation IN ('invoke_agent', 'create_agent', 'invoke_workflow', 'execute_tool'), false) AS may_be_total,
  is_broken,
  file_number
FROM read
