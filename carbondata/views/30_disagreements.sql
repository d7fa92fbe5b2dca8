-- disagreements: one row is an area and year for which two sources differ by more than a band.
-- Sources of one thing differ by method and vintage; beyond the band a reader should ask why.
-- Small figures are left alone: below the floor a large ratio means little.
CREATE VIEW disagreements AS
WITH figures AS (
  SELECT 'grid_intensity' AS table_name, area_id, year, boundary || ' ' || gas AS basis,
         source_id, intensity_g_per_kwh AS figure, 'g/kWh' AS unit, 1.5 AS band, 50 AS least
  FROM grid_intensity
  UNION ALL
  SELECT 'national_emissions', area_id, year, accounting || ' ' || gas || ' land use ' || land_use,
         source_id, emissions_t, 't', 1.5, 5e6
  FROM national_emissions
  UNION ALL
  SELECT 'population', area_id, year, 'people', source_id, people, 'people', 1.1, 1e5
  FROM population
)
SELECT a.table_name, a.area_id, a.year, a.basis, a.source_id AS source_a, b.source_id AS source_b,
       a.figure AS figure_a, b.figure AS figure_b, a.unit, a.figure / b.figure AS ratio
FROM figures AS a
JOIN figures AS b USING (table_name, area_id, year, basis)
WHERE a.source_id < b.source_id
  AND abs(a.figure - b.figure) > a.least
  AND greatest(abs(a.figure), abs(b.figure)) > a.band * least(abs(a.figure), abs(b.figure));

COMMENT ON VIEW disagreements IS
  'An area and year for which two sources of one figure differ by more than a plausible band.';
