-- disagreements: one row per area and year for which sources differ by more than a band.
-- Sources of the same figure differ by method and vintage; beyond the band a reader should ask why.
-- Small figures are ignored: below the floor a large ratio means little. An older edition or a copy
-- of a source is not another opinion: `revisions` shows how those differ.
CREATE VIEW disagreements AS
WITH figures AS (
  SELECT 'grid_intensity' AS table_name, area_id, year, boundary || ', ' || gas AS basis,
         source_id, intensity_g_per_kwh AS figure, 'g/kWh' AS unit, 1.5 AS band, 50 AS least
  FROM grid_intensity
  UNION ALL
  SELECT 'national_emissions', area_id, year,
         accounting || ', ' || gas || ', land use ' || land_use,
         source_id, emissions_t, 't', 1.5, 5e6
  FROM national_emissions
  UNION ALL
  SELECT 'population', area_id, year, 'people', source_id, people, 'people', 1.1, 1e5
  FROM population
), editions AS (
  SELECT study AS source_id, any_value(edition_of) AS edition_of FROM preferred
  WHERE edition_of IS NOT NULL GROUP BY study
), opinions AS (
  SELECT f.*
  FROM figures AS f JOIN sources AS s USING (source_id) LEFT JOIN editions AS e USING (source_id)
  QUALIFY row_number() OVER (
    PARTITION BY table_name, area_id, year, basis, coalesce(e.edition_of, source_id)
    ORDER BY e.edition_of IS NOT NULL, s.priority, source_id
  ) = 1
)
SELECT
  table_name, area_id, year, basis, unit,
  min(figure) AS lowest, arg_min(source_id, (figure, source_id)) AS lowest_source,
  max(figure) AS highest, arg_max(source_id, (figure, source_id)) AS highest_source
FROM opinions
GROUP BY table_name, area_id, year, basis, unit
HAVING max(figure) - min(figure) > any_value(least)
  AND max(figure) > any_value(band) * abs(min(figure));

COMMENT ON VIEW disagreements IS
  'An area and year for which sources of the same figure differ by more than a plausible band.';
COMMENT ON COLUMN disagreements.table_name IS 'The table whose rows disagree.';
COMMENT ON COLUMN disagreements.basis IS 'What the sources have in common: boundary, accounting, gas, land use.';
COMMENT ON COLUMN disagreements.unit IS 'The unit of the figures.';
COMMENT ON COLUMN disagreements.lowest IS 'The lowest figure, in that unit.';
COMMENT ON COLUMN disagreements.lowest_source IS 'The source that gives it.';
COMMENT ON COLUMN disagreements.highest IS 'The highest figure, in that unit.';
COMMENT ON COLUMN disagreements.highest_source IS 'The source that gives it.';
COMMENT ON COLUMN disagreements.year IS 'Calendar year. [year]';
