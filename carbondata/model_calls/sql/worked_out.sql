-- calls_fine: every group of calls with its energy and emissions as ranges, or the reason why it has
-- none; with its energy alone if the place or the year has no factor.
-- tokens_left_out  tokens in of calls that a study per token out speaks of: it counts them with its own
--                  prompts, not with these
WITH placed AS (
  SELECT g.*, coalesce(getvariable('run_area'), p.area_id) AS place,
    coalesce(CAST(getvariable('run_year') AS BIGINT), TRY_CAST(left(g.month, 4) AS BIGINT)) AS year
  FROM call_groups AS g LEFT JOIN call_places AS p USING (area)
), studied AS (
  SELECT p.* EXCLUDE (reason), a.subject, a.proxy, a.studies, a.scope,
    least(p.tokens_out * a.token_low, p.calls * a.prompt_low) AS kwh_low,
    greatest(p.tokens_out * a.token_high, p.calls * a.prompt_high) AS kwh_high,
    CASE WHEN a.token_low IS NOT NULL THEN p.tokens_in END AS sent,
    coalesce(p.reason, a.reason, CASE WHEN a.token_low IS NULL AND p.rows_without_calls > 0 THEN 'calls_unknown' END)
      AS why
  FROM placed AS p LEFT JOIN call_studies AS a ON a.model = p.model AND a.length = p.length
), located AS (
  SELECT s.*,
    f.factor_id, f.source_id, f.factor_year, f.gas, f.boundary,
    f.intensity_g_per_kwh,
    coalesce(f.intensity_g_per_kwh_low, f.intensity_g_per_kwh) AS g_low,
    coalesce(f.intensity_g_per_kwh_high, f.intensity_g_per_kwh) AS g_high,
    CASE
      WHEN place IS NULL THEN CASE WHEN area IS NULL THEN 'area_missing' ELSE 'area_unknown' END
      WHEN year < first_run_year() OR year > last_run_year() THEN 'year_out_of_range'
      ELSE f.factor_reason
    END AS factor_reason
  FROM studied AS s LEFT JOIN factors AS f ON f.area_id = s.place AND f.for_year = s.year
)
SELECT
  model, month, coalesce(place, area) AS area_id, "user",
  CASE WHEN why IS NULL THEN subject END AS subject,
  proxy,
  CASE WHEN why IS NULL THEN studies END AS studies,
  CASE WHEN why IS NULL THEN scope END AS energy_scope,
  coalesce(why, factor_reason) AS reason,
  rows, calls, rows_without_calls, tokens_in, tokens_cached, tokens_out, tokens_reasoning,
  CASE WHEN why IS NULL THEN sent END AS tokens_left_out,
  CASE WHEN why IS NULL THEN kwh_low END AS energy_kwh_low,
  CASE WHEN why IS NULL THEN kwh_high END AS energy_kwh_high,
  CASE WHEN why IS NULL THEN factor_id END AS factor_id,
  CASE WHEN why IS NULL THEN source_id END AS source_id,
  CASE WHEN why IS NULL THEN intensity_g_per_kwh END AS intensity_g_per_kwh,
  CASE WHEN why IS NULL THEN gas END AS gas,
  CASE WHEN why IS NULL AND factor_id IS NOT NULL THEN boundary END AS boundary,
  CASE WHEN why IS NULL THEN emissions_t(kwh_low, g_low) END AS emissions_t_low,
  CASE WHEN why IS NULL THEN emissions_t(kwh_high, g_high) END AS emissions_t_high,
  tool_rows, tool_energy_kwh_low, tool_energy_kwh_high, tool_emissions_t_low, tool_emissions_t_high,
  tool_embodied_t_low, tool_embodied_t_high,
  has_zone
FROM located
