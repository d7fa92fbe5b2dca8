-- A row is an area in a year. Raw: percent of the population, null where not known.
SELECT
  CASE code WHEN 'EUU' THEN 'EU27' ELSE nullif(code, '') END AS area_id,
  CAST("date" AS BIGINT) AS year,
  CAST(value AS DOUBLE) AS users_percent,
  'IT.NET.USER.ZS' AS locator
FROM (
  SELECT
    coalesce(countryiso3code, '') AS code,
    coalesce(json_extract_string(country, '$.id'), '') AS code_of_two,
    "date",
    value
  FROM raw
)
-- The years before the first and after the last figure are there as well, without one.
WHERE value IS NOT NULL
-- WLD and EUU (the union of 27) stay. The other aggregates are no areas of ours, and their members are rows.
AND code NOT IN (
  -- Regions: Africa in two halves, Arab World, Central Europe and the Baltics, Caribbean, other and all small states,
  -- Euro area, North America, OECD, and the Bank's own regions with and without high income.
  'AFE', 'AFW', 'ARB', 'CEB', 'CSS', 'OSS', 'PSS', 'SST', 'EMU', 'NAC', 'OED',
  'EAP', 'EAS', 'ECA', 'ECS', 'LAC', 'LCN', 'MEA', 'MNA', 'SAS', 'SSA', 'SSF',
  -- Groups by income, debt and lending.
  'HIC', 'UMC', 'MIC', 'LMC', 'LMY', 'LIC', 'LDC', 'HPC', 'FCS', 'IBD', 'IBT', 'IDA', 'IDB', 'IDX',
  'TEA', 'TEC', 'TLA', 'TMN', 'TSA', 'TSS',
  -- Groups by age structure.
  'EAR', 'LTE', 'PRE', 'PST',
  -- Not classified: a group without members.
  'INX',
  -- Channel Islands: two countries in ISO 3166 (Guernsey, Jersey), one here, and without a figure.
  'CHI'
)
-- The API writes no code of three letters for some groups, only its own of two: by income (high, upper and lower middle,
-- low) and those not classified. Any other row without one keeps an empty area_id, which the build refuses.
AND NOT (code = '' AND code_of_two IN ('XD', 'XT', 'XN', 'XM', 'XX', 'XY'))
