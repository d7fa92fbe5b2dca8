-- What the readers of logs call. A cell may be a text or a number.
CREATE OR REPLACE TEMP MACRO number_of(x) AS TRY_CAST(x AS DOUBLE);
-- Something is written that is no number.
CREATE OR REPLACE TEMP MACRO is_no_number(x) AS
  (number_of(x) IS NULL AND nullif(trim(CAST(x AS VARCHAR)), '') IS NOT NULL) OR NOT isfinite(number_of(x));
-- No number of tokens: half of one, or thousands with a point (5.678, 1.000), which may be either.
CREATE OR REPLACE TEMP MACRO is_no_count(x) AS
  is_no_number(x) OR number_of(x) <> trunc(number_of(x))
  OR regexp_full_match(trim(CAST(x AS VARCHAR)), '[0-9]{1,3}([.][0-9]{3})+');
-- A text, unless it is blank.
CREATE OR REPLACE TEMP MACRO filled(x) AS
  nullif(trim(CAST(x AS VARCHAR), chr(9) || chr(10) || chr(13) || ' '), '');
-- An id, and no word for none. (With a list, every row would be joined with its words.)
CREATE OR REPLACE TEMP MACRO says_something(x) AS
  NOT regexp_full_match(filled(x), '-|--|none|null|nil|nan|na|n/a|undefined', 'i');
-- An id that nothing else has: a UUID, or sixteen letters and digits in a row. A shorter one may be used again:
-- each file counts its rows from one, and Ollama its answers.
CREATE OR REPLACE TEMP MACRO is_sure(id) AS strlen(id) >= 16
  AND regexp_matches(id, '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-|[a-zA-Z][a-zA-Z0-9]{15}|[a-zA-Z0-9]{15}[a-zA-Z]')
  AND regexp_matches(id, '[0-9]');
-- The id of a span or of a trace, which exporters write in small letters or in capitals, or as a number.
CREATE OR REPLACE TEMP MACRO hexadecimal(id) AS regexp_replace(lower(id), '^0x', '');
-- An object counts the tokens of a call, wherever in it. (max_tokens is asked for, and none of them.)
CREATE OR REPLACE TEMP MACRO counts_tokens(object) AS
  regexp_matches(CAST(object AS VARCHAR), '"(input|output|prompt|completion|total)_tokens"\s*:\s*"?[1-9]');
-- An object that should be an answer counts tokens under any name, or in an answer kept as a text, and not only
-- how many it may have. (A prompt may say so too, and is no answer.)
CREATE OR REPLACE TEMP MACRO counts_somehow(object) AS regexp_matches(
    regexp_replace(CAST(object AS VARCHAR), '"[^"\\]*(max|min|budget|limit|window|remaining)[^"\\]*"\s*:', '"":', 'gi'),
    '"[^"\\]*(tokens|token[_-]?counts?|eval[_-]?count)[^"\\]*"\s*:\s*(\{[^{}]*:\s*)?"?[1-9]', 'i')
  OR regexp_matches(CAST(object AS VARCHAR), ':\s*"\s*\{\s*\\".*usage\\*"\s*:\s*\{[^{}]*:\s*[1-9]');
-- A span counts tokens, and not as one of its attributes.
CREATE OR REPLACE TEMP MACRO counts_elsewhere(span) AS counts_tokens(span)
  OR regexp_matches(CAST(span AS VARCHAR), 'usage\.(input|output|prompt|completion|total)_tokens"|"llm\.(token_count|usage)\.');
-- What a tool wrote of a call, unless it is no amount.
CREATE OR REPLACE TEMP MACRO amount_of(x) AS
  CASE WHEN number_of(x) >= 0 AND number_of(x) < 1e15 THEN number_of(x) END;
-- The text of a member, whatever it is called: as a pointer, as no path may have a quote or a star.
CREATE OR REPLACE TEMP MACRO of_key(object, above, key) AS
  json_extract_string(object, above || '/' || replace(replace(key, '~', '~0'), '/', '~1'));
-- All that a sum says of the calls it adds up, and no number: model, project, user, whatever comes.
CREATE OR REPLACE TEMP MACRO said_of(result) AS list_aggregate(list_transform(
  -- Each takes as much memory as the object: a hundred at most.
  list_filter(list_sort(json_keys(result))[:100], lambda k: coalesce(json_type(result, '/' || replace(replace(k, '~', '~0'), '/', '~1')), '')
    IN ('VARCHAR', 'BOOLEAN', 'NULL')),
  lambda k: k || '=' || coalesce(of_key(result, '', k), '')), 'string_agg', '/');
-- Why a call cannot be counted; null if it can. The model and the time are looked at in the sums.
CREATE OR REPLACE TEMP MACRO call_reason(unread, tokens_in, cached, tokens_out, reasoning, total, calls, cost) AS
  CASE
    WHEN unread IS NOT NULL THEN unread
    WHEN is_no_count(tokens_in) OR is_no_count(cached) OR is_no_count(tokens_out)
      OR is_no_count(reasoning) OR is_no_count(total) THEN 'tokens_not_a_number'
    WHEN is_no_number(calls) THEN 'calls_not_a_number'
    WHEN number_of(tokens_in) < 0 OR number_of(cached) < 0 OR number_of(tokens_out) < 0
      OR number_of(reasoning) < 0 OR number_of(total) < 0 THEN 'tokens_negative'
    WHEN number_of(calls) <= 0 THEN 'calls_not_positive'
    -- More than a model has ever written.
    WHEN greatest(number_of(tokens_in), number_of(tokens_out), number_of(calls)) >= 1e15 THEN 'tokens_impossible'
    WHEN number_of(tokens_out) IS NULL AND number_of(total) IS NOT NULL THEN 'only_total_tokens'
    WHEN number_of(tokens_out) IS NULL AND number_of(tokens_in) IS NULL AND number_of(cost) > 0
      THEN 'cost_without_tokens'
    WHEN number_of(tokens_out) IS NULL THEN 'tokens_missing'
    WHEN number_of(cached) > number_of(tokens_in) OR number_of(reasoning) > number_of(tokens_out)
      OR number_of(total) <> number_of(tokens_in) + number_of(tokens_out) THEN 'tokens_contradict'
    WHEN number_of(tokens_out) = 0 THEN 'no_output'
  END;
-- A number that counts from 1970, in the unit that makes it a date from 1998 to 2103: s, ms, us or ns.
CREATE OR REPLACE TEMP MACRO since_1970(x) AS CASE
  WHEN x BETWEEN 9e8 AND 4.2e9 THEN make_timestamp(CAST(x * 1e6 AS BIGINT))
  WHEN x BETWEEN 9e11 AND 4.2e12 THEN make_timestamp(CAST(x * 1e3 AS BIGINT))
  WHEN x BETWEEN 9e14 AND 4.2e15 THEN make_timestamp(CAST(x AS BIGINT))
  WHEN x BETWEEN 9e17 AND 4.2e18 THEN make_timestamp(CAST(x / 1e3 AS BIGINT)) END;
-- The month of a time as it is written: 2025-03. Most are written in one form, which is quick to test.
CREATE OR REPLACE TEMP MACRO is_plain(x) AS
  x LIKE '____-__-%' AND TRY_CAST(x AS TIMESTAMP) IS NOT NULL;
CREATE OR REPLACE TEMP MACRO month_of(x) AS CASE
  WHEN is_plain(x) THEN left(x, 7)
  WHEN length(x) = 7 AND x[5] = '-' AND TRY_CAST(x || '-01' AS DATE) IS NOT NULL THEN x
  ELSE strftime(coalesce(local_of(trim(x)), since_1970(number_of(x))), '%Y-%m') END;
-- Whether a time has its zone: it ends in one, or is a number, a day or a month. A zone by name is none.
CREATE OR REPLACE TEMP MACRO has_zone(x) AS
  suffix(x, 'Z') OR length(x) <= 10 OR is_zoned(trim(x)) OR number_of(x) IS NOT NULL;
-- The attributes of a span that tell of a call.
CREATE OR REPLACE TEMP MACRO is_told(key) AS starts_with(key, 'gen_ai.usage.')
  OR key IN ('gen_ai.response.model', 'gen_ai.request.model', 'gen_ai.operation.name', 'user.id', 'enduser.id');
