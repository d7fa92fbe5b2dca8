-- footprints: every row of a table of runs (energy_kwh, energy_scope, pue, area_id, year) with the
-- factor of its own place and year and what it emits; null where there is no such factor, or where
-- a figure is impossible. PUE is applied once: never to the energy of a facility.
CREATE MACRO footprints(runs, of_boundary := 'life_cycle') AS TABLE
SELECT
  r.*,
  f.factor_id,
  f.source_id,
  f.gas,
  f.intensity_g_per_kwh,
  CASE WHEN r.energy_kwh BETWEEN 0 AND 30000000000000 AND r.energy_scope IN ('accelerator', 'server', 'facility')
    AND coalesce(r.pue BETWEEN 1 AND 4, true)
    THEN r.energy_kwh * CASE WHEN r.energy_scope = 'facility' THEN 1 ELSE coalesce(r.pue, 1) END
      * f.intensity_g_per_kwh / 1000000
  END AS emissions_t
FROM query_table(runs) AS r
LEFT JOIN factor_choices AS f
  ON f.area_id = r.area_id AND f.for_year = r.year AND f.boundary = of_boundary
  AND f.year_gap = 0;
