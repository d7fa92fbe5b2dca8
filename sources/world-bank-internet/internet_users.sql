-- A row is an area in a year. Raw: years are columns, cells are percent of the population, empty where not known.
--
-- Traps: every line ends in a comma, which makes a column without a name; the newest year's column is there before its
-- figures are. UNPIVOT takes each column that is named by four digits, so a new year needs no change, and makes no row of
-- an empty cell.
SELECT
  CASE "Country Code" WHEN 'EUU' THEN 'EU27' ELSE "Country Code" END AS area_id,
  CAST(year AS BIGINT) AS year,
  CAST(percent AS DOUBLE) AS users_percent,
  'IT.NET.USER.ZS' AS locator
FROM (
  UNPIVOT raw ON COLUMNS('^[0-9]{4}$') INTO NAME year VALUE percent
)
-- WLD and EUU (the union of 27) stay. The other aggregates are no areas of ours, and their members are rows.
WHERE "Country Code" NOT IN (
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
