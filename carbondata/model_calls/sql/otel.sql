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
  SELECT file_number, span,
    CASE WHEN json_type(span, '$.attributes') = 'OBJECT' THEN
      list_transform(json_keys(span, '$.attributes'), lambda k: {
        'key': k, 'value': json_extract_string(span, '$.attributes."' || k || '"')})
    ELSE list_transform(list_transform(json_extract(span, '$.attributes[*]'),
        lambda a: json_extract_string(a, ['$.key', '$.value.intValue', '$.value.stringValue', '$.value.doubleValue'])),
      lambda c: {'key': c[1], 'value': coalesce(c[2], c[3], c[4])}) END AS attributes
  FROM spans
), kept AS NOT MATERIALIZED (
  SELECT *, list_filter(attributes, lambda a: starts_with(a.key, 'gen_ai.') OR a.key IN ('user.id', 'enduser.id'))
    AS own FROM named
), read AS NOT MATERIALIZED (
  SELECT file_number, span,
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
    coalesce(span ->> '$.traceId', span ->> '$.context.trace_id') AS trace
  FROM kept
)
SELECT
  trace || '/' || coalesce(span ->> '$.spanId', span ->> '$.context.span_id') AS call_id,
  trace || '/' || coalesce(span ->> '$.spanId', span ->> '$.context.span_id') AS own_id,
  trace || '/' || coalesce(nullif(span ->> '$.parentSpanId', ''), span ->> '$.parent_id') AS parent_id,
  trace,
  model,
  coalesce(span ->> '$.startTimeUnixNano', span ->> '$.start_time') AS written_at,
  sent AS tokens_in, cached AS tokens_cached, written AS tokens_out, reasoned AS tokens_reasoning,
  '1' AS calls,
  who AS "user",
  span IS NOT NULL AND sent IS NULL AND written IS NULL
    AND coalesce(operation, '') NOT IN ('chat', 'generate_content', 'text_completion') AS is_no_call,
  coalesce(operation IN ('invoke_agent', 'create_agent', 'invoke_workflow', 'execute_tool'), false) AS may_be_total,
  span IS NULL AS is_broken,
  file_number
FROM read
