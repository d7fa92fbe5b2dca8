-- A Hugging Face model card with co2_eq_emissions: grams of CO2e, so / 1e6. It has no energy, so
-- nothing can be recomputed: only the tool's own figure is kept, with a reason.
-- From the hub's API (JSON: id, createdAt, cardData) or a table of cards (CSV: modelId,
-- created_at).
SELECT
  'hugging_face' AS tool,
  "modelId" AS run_id,
  "modelId" AS run_name,
  NULL::DOUBLE AS energy_kwh,
  NULL::VARCHAR AS energy_scope,
  NULL::DOUBLE AS pue,
  NULL::VARCHAR AS place,
  NULL::VARCHAR AS place_name,
  NULL::VARCHAR AS part_of_place,
  NULL::VARCHAR AS cloud,
  NULL::VARCHAR AS begin_text,
  created_at AS end_text,
  NULL::DOUBLE AS duration_s,
  TRY_CAST(co2_eq_emissions AS DOUBLE) / 1e6 AS tool_emissions_t,
  NULL::DOUBLE AS tool_g_per_kwh,
  CASE
    WHEN co2_eq_emissions IS NOT NULL AND TRY_CAST(co2_eq_emissions AS DOUBLE) IS NULL
      THEN 'emissions_not_a_number'
    ELSE 'no_energy_in_card'
  END AS unread,
  * EXCLUDE ("modelId")
FROM raw
