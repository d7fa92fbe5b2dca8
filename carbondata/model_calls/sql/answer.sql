-- The rows of the answer: groups added up by what was asked for. What differs in kind is never added:
-- reasons, scopes of the energy, gases. Sums beyond all whole numbers are unknown.
SELECT {keys},
  string_agg(DISTINCT subject, '; ' ORDER BY subject) AS subject,
  string_agg(DISTINCT proxy, '; ' ORDER BY proxy) AS proxy,
  nullif(array_to_string(list_sort(list_distinct(flatten(list(string_split(studies, '; '))))), '; '), '') AS studies,
  energy_scope,
  reason,
  CAST(sum(rows) AS BIGINT) AS rows,
  TRY_CAST(CASE WHEN sum(rows_without_calls) = 0 THEN sum(calls) END AS BIGINT) AS calls,
  TRY_CAST(sum(tokens_in) AS BIGINT) AS tokens_in,
  TRY_CAST(sum(tokens_cached) AS BIGINT) AS tokens_cached,
  TRY_CAST(sum(tokens_out) AS BIGINT) AS tokens_out,
  TRY_CAST(sum(tokens_reasoning) AS BIGINT) AS tokens_reasoning,
  TRY_CAST(sum(tokens_left_out) AS BIGINT) AS tokens_left_out,
  sum(energy_kwh_low) AS energy_kwh_low,
  sum(energy_kwh_high) AS energy_kwh_high,
  string_agg(DISTINCT factor_id, '; ' ORDER BY factor_id) AS factor_id,
  gas,
  boundary,
  sum(emissions_t_low) AS emissions_t_low,
  sum(emissions_t_high) AS emissions_t_high,
  sum(tool_energy_kwh_low) AS tool_energy_kwh_low,
  sum(tool_energy_kwh_high) AS tool_energy_kwh_high,
  sum(tool_emissions_t_low) AS tool_emissions_t_low,
  sum(tool_emissions_t_high) AS tool_emissions_t_high
FROM calls_fine
GROUP BY {keys}, energy_scope, reason, gas, boundary
ORDER BY energy_kwh_high DESC NULLS LAST, tokens_out DESC NULLS LAST, {keys}, reason
