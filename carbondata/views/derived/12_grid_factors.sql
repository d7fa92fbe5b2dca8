-- grid_factors: one row is the intensity that carbondata applies to electricity used in an area
-- and year: life cycle where there is one, else direct.
CREATE VIEW grid_factors AS
SELECT
  area_id, year, boundary, accounting, gas, gwp, intensity_g_per_kwh_low, intensity_g_per_kwh,
  intensity_g_per_kwh_high, studies, source_id
FROM grid
QUALIFY row_number() OVER (PARTITION BY area_id, year ORDER BY boundary DESC) = 1
ORDER BY area_id, year;
