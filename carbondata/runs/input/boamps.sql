-- A measure from a BoAmps report (Boavizta, JSON). powerConsumption is energy in kWh, measured over
-- measurementDuration seconds. Its scope is only known for codecarbon: a server.
-- quality is a percentage of error: high 10, medium 25, low 50. The country is a name.
WITH measures AS (
  -- A report without a measure still gives a row.
  SELECT file, row, report,
    unnest(coalesce(nullif(json_extract(report, '$.measures[*]'), []), [NULL])) AS measure
  FROM raw
), read AS (
  SELECT
    *,
    measure ->> '$.powerConsumption' AS kwh_text,
    TRY_CAST(measure ->> '$.powerConsumption' AS DOUBLE) AS kwh,
    CASE report ->> '$.quality' WHEN 'high' THEN 0.1 WHEN 'medium' THEN 0.25 WHEN 'low' THEN 0.5 END
      AS error
  FROM measures
)
SELECT
  'boamps' AS tool,
  report ->> '$.header.reportId' AS run_id,
  kwh AS energy_kwh,
  kwh * (1 - error) AS energy_kwh_low,
  kwh * (1 + error) AS energy_kwh_high,
  CASE WHEN measure ->> '$.measurementMethod' ILIKE 'code%carbon' THEN 'server' END AS energy_scope,
  NULL::DOUBLE AS pue,
  report ->> '$.environment.country' AS place,
  -- The date of the report would be that of its publication.
  measure ->> '$.measurementDateTime' AS end_text,
  TRY_CAST(measure ->> '$.measurementDuration' AS DOUBLE) AS duration_s,
  NULL::DOUBLE AS tool_emissions_t,
  TRY_CAST(report ->> '$.environment.powerSourceCarbonIntensity' AS DOUBLE) AS tool_g_per_kwh,
  CASE WHEN kwh_text IS NOT NULL AND kwh IS NULL THEN 'energy_not_a_number' END AS unread,
  file, row, report::VARCHAR AS report
FROM read
