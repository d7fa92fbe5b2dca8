-- grid_factors: one row per area and year, with the intensity that carbondata applies to
-- electricity used there: life cycle if available, else direct.
CREATE VIEW grid_factors AS
SELECT
  area_id, year, boundary, accounting, gas, gwp, intensity_g_per_kwh_low, intensity_g_per_kwh,
  intensity_g_per_kwh_high, studies, source_id
FROM grid
QUALIFY row_number() OVER (PARTITION BY area_id, year ORDER BY boundary DESC) = 1
ORDER BY area_id, year;
