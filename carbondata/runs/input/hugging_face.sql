-- A Hugging Face model card with co2_eq_emissions: grams of CO2e, so / 1e6. It has no energy, so
-- nothing can be recomputed: only the tool's own figure is kept, with a reason.
-- From the hub's API (JSON: id, createdAt, cardData) or a table of cards (CSV: modelId,
-- created_at).
SELECT
  'hugging_face' AS tool,
  "modelId" AS run_id,
  "modelId" AS run_name,
  created_at AS end_text,
  TRY_CAST(co2_eq_emissions AS DOUBLE) / 1e6 AS tool_emissions_t,
  CASE
    WHEN co2_eq_emissions IS NOT NULL AND TRY_CAST(co2_eq_emissions AS DOUBLE) IS NULL
      THEN 'emissions_not_a_number'
    ELSE 'no_energy_in_card'
  END AS unread,
  * EXCLUDE ("modelId")
FROM raw
