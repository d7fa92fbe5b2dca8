-- A row of Eco2AI's emission.csv. Every cell is text.
-- power_consumption(kWh)  kWh of CPU, GPU and memory: a server's; first called (kWTh). It has been
--                         multiplied by the setting `pue`, which is 1 unless its user set it, and
--                         which the file does not say.
-- CO2_emissions(kg)       kg, so / 1000
-- start_time              local time, without a zone; duration(s) is since then, so that the rows of
--                         the epochs of one id include those before them
-- region/country          the two-letter code of a country, and a part of it: IN/Gujarat
WITH read AS (
  SELECT *,
    coalesce("power_consumption(kWh)", "power_consumption(kWTh)") AS kwh_text,
    TRY_CAST(coalesce("power_consumption(kWh)", "power_consumption(kWTh)") AS DOUBLE) AS kwh,
    TRY_CAST("CO2_emissions(kg)" AS DOUBLE) AS kg
  FROM raw
)
SELECT
  'eco2ai' AS tool,
  id AS run_id,
  known_by(stated(id)) AS run_name,
  concat_ws('/', 'eco2ai', project_name, "region/country") AS job,
  kwh AS energy_kwh,
  'server' AS energy_scope,
  stated(split_part("region/country", '/', 1)) AS place,
  stated(split_part("region/country", '/', 2)) AS part_of_place,
  start_time AS begin_text,
  TRY_CAST("duration(s)" AS DOUBLE) AS duration_s,
  kg / 1000 AS tool_emissions_t,
  1000 * kg / nullif(kwh, 0) AS tool_g_per_kwh,
  concat_ws('/', 'machine', "CPU_name", "GPU_name") AS hardware,
  CASE
    WHEN kwh_text IS NOT NULL AND kwh IS NULL THEN 'energy_not_a_number'
    WHEN "duration(s)" IS NOT NULL AND TRY_CAST("duration(s)" AS DOUBLE) IS NULL
      THEN 'duration_not_a_number'
    WHEN start_time IS NOT NULL AND local_of(start_time) IS NULL THEN 'time_unreadable'
  END AS unread,
  * EXCLUDE (id, kwh_text, kwh, kg)
FROM read
