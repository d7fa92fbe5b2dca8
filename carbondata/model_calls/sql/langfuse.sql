-- An observation of Langfuse: a row of its export to blob storage, or of its API.
-- usage_details  an object of counts that add up: what has `input` in its name goes in, what has
--                `output` comes out; `total` is their sum
-- type           only GENERATION and EMBEDDING call a model
-- start_time     UTC, without a zone in the export
WITH read AS NOT MATERIALIZED (
  SELECT *,
    TRY_CAST(coalesce(usage_details, "usageDetails") AS JSON) AS used,
    upper(coalesce(type, 'GENERATION')) AS kind
  FROM raw
), counted AS NOT MATERIALIZED (
  -- Each takes as much memory as the object: a hundred at most, more than any model counts.
  SELECT *, list_transform(json_keys(used)[:100], lambda k: {
    'name': lower(k), 'count': of_key(used, '', k)}) AS parts
  FROM read
)
SELECT
  id AS call_id,
  coalesce(parent_observation_id, "parentObservationId") AS parent_id,
  id AS own_id,
  coalesce(trace_id, "traceId") AS trace,
  coalesce(provided_model_name, "providedModelName", model) AS model,
  coalesce(start_time, "startTime") AS written_at,
  true AS in_utc,
  list_sum(list_transform(list_filter(parts, lambda p: contains(p.name, 'input')), lambda p: number_of(p.count)))
    AS tokens_in,
  list_sum(list_transform(list_filter(parts, lambda p: contains(p.name, 'cache') AND NOT contains(p.name, 'creation')
    AND NOT contains(p.name, 'write')), lambda p: number_of(p.count))) AS tokens_cached,
  list_sum(list_transform(list_filter(parts, lambda p: contains(p.name, 'output')), lambda p: number_of(p.count)))
    AS tokens_out,
  list_sum(list_transform(list_filter(parts, lambda p: contains(p.name, 'reasoning')), lambda p: number_of(p.count)))
    AS tokens_reasoning,
  list_filter(parts, lambda p: p.name = 'total')[1].count AS tokens_total,
  '1' AS calls,
  coalesce(user_id, "userId") AS "user",
  coalesce(total_cost, "totalCost") AS cost,
  CASE WHEN len(json_keys(used)) > 100 THEN 'row_unreadable'
    WHEN len(list_filter(parts, lambda p: is_no_number(p.count))) > 0 THEN 'tokens_not_a_number'
    WHEN len(list_filter(parts, lambda p: number_of(p.count) < 0)) > 0 THEN 'tokens_negative'
    -- Neither in nor out, and no total that would tell of it: thinking, completion_audio.
    WHEN len(list_filter(parts, lambda p: p.name = 'total')) = 0 AND len(list_filter(parts, lambda p:
      number_of(p.count) > 0 AND NOT regexp_matches(p.name, 'input|output|cache|reasoning'))) > 0
      THEN 'tokens_elsewhere' END AS unread,
  kind NOT IN ('GENERATION', 'EMBEDDING') AND (used IS NULL OR used::VARCHAR = '{}') AS is_no_call,
  kind NOT IN ('GENERATION', 'EMBEDDING') AS may_be_total,
  is_broken,
  file_number
FROM counted
