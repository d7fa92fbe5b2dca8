-- A measure from a BoAmps report (Boavizta, JSON). powerConsumption is energy in kWh, measured over
-- measurementDuration seconds. Its scope is only known for codecarbon: a server.
-- quality is a percentage of error: high 10, medium 25, low 50. The country is a name.
-- measurementDateTime is when the measurement began; codecarbon's export writes when it ended.
WITH measures AS (
  -- A report without a measure still gives a row.
  SELECT file, row, file_number, copy_of, report,
    unnest(coalesce(nullif(json_extract(report, '$.measures[*]'), []), [NULL])) AS measure
  FROM raw
), read AS (
  SELECT
    *,
    coalesce(measure ->> '$.measurementMethod' ILIKE 'code%carbon', false) AS by_codecarbon,
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
  CASE WHEN by_codecarbon THEN 'server' END AS energy_scope,
  report ->> '$.environment.country' AS place_name,
  report ->> '$.environment.location' AS part_of_place,
  -- Measures of one report that began together are of one run, by several tools.
  concat_ws(' ', report ->> '$.header.reportId', measure ->> '$.measurementDateTime') AS run_name,
  -- The date of the report would be that of its publication.
  CASE WHEN NOT by_codecarbon THEN measure ->> '$.measurementDateTime' END AS begin_text,
  CASE WHEN by_codecarbon THEN measure ->> '$.measurementDateTime' END AS end_text,
  TRY_CAST(measure ->> '$.measurementDuration' AS DOUBLE) AS duration_s,
  TRY_CAST(report ->> '$.environment.powerSourceCarbonIntensity' AS DOUBLE) AS tool_g_per_kwh,
  CASE WHEN kwh_text IS NOT NULL AND kwh IS NULL THEN 'energy_not_a_number' END AS unread,
  file, row, file_number, copy_of, report::VARCHAR AS report
FROM read
