-- grid: one intensity per area, year and boundary: that of the preferred source, with the lowest
-- and the highest that any source gives. Only verified figures are used; each row names its source.
CREATE VIEW grid AS
SELECT
  area_id, year, boundary, accounting, gas, gwp,
  min(intensity_g_per_kwh) OVER basis AS intensity_g_per_kwh_low,
  intensity_g_per_kwh,
  max(intensity_g_per_kwh) OVER basis AS intensity_g_per_kwh_high,
  count(*) OVER basis AS studies,
  source_id
FROM grid_intensity JOIN (SELECT source_id, priority FROM sources) USING (source_id)
WHERE verified
WINDOW basis AS (PARTITION BY area_id, year, boundary)
QUALIFY row_number() OVER (
  PARTITION BY area_id, year, boundary ORDER BY priority, source_id
) = 1;

COMMENT ON VIEW grid IS
  'An area''s grid intensity in a year and boundary, from the preferred source.';
COMMENT ON COLUMN grid.intensity_g_per_kwh_low IS
  'The lowest intensity that any source gives for the place, year and boundary. [g/kWh]';
COMMENT ON COLUMN grid.intensity_g_per_kwh IS 'The intensity of the preferred source. [g/kWh]';
COMMENT ON COLUMN grid.intensity_g_per_kwh_high IS
  'The highest intensity that any source gives for them. [g/kWh]';
COMMENT ON COLUMN grid.studies IS 'The number of sources that give one. [sources]';
COMMENT ON COLUMN grid.source_id IS 'The preferred source.';
