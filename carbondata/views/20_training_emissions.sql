-- training_emissions: one row per training run: the published figures and two recomputations.
--   from_power  the publication's own power x hours x PUE x grid factor
--   at_grid     its energy x carbondata's grid factor for its place and year
-- PUE is applied once: to energy of accelerators or servers, never to that of a facility.
-- Runs with unseen figures (verified = false) are only in training_runs.
CREATE VIEW training_emissions AS
WITH runs AS (
  SELECT
    *,
    CASE WHEN counted_scope(power_scope, pue) = 'facility'
      THEN power_w * duration_h * applied_pue(power_scope, pue) / 1000 END AS energy_kwh_from_power,
    CASE WHEN counted_scope(energy_scope, pue) = 'facility'
      THEN energy_kwh * applied_pue(energy_scope, pue) END AS facility_kwh
  FROM training_runs
  WHERE verified
), factors AS (
  SELECT
    area_id,
    year,
    intensity_g_per_kwh AS grid_g_per_kwh,
    boundary AS grid_boundary,
    gas AS grid_gas,
    source_id AS grid_source
  FROM grid_factors
)
SELECT
  r.run_id,
  r.model,
  r.activity,
  r.year,
  r.area_id,
  r.energy_kwh,
  r.energy_scope,
  r.pue,
  r.intensity_g_per_kwh,
  r.emissions_t,
  r.gas,
  r.accounting,
  r.method,
  r.status,
  r.energy_kwh_from_power,
  emissions_t(r.energy_kwh_from_power, r.intensity_g_per_kwh) AS emissions_t_from_power,
  r.facility_kwh,
  f.grid_g_per_kwh,
  f.grid_boundary,
  f.grid_gas,
  f.grid_source,
  emissions_t(r.facility_kwh, f.grid_g_per_kwh) AS emissions_t_at_grid,
  r.source_id,
  r.locator
FROM runs AS r
LEFT JOIN factors AS f ON f.area_id = r.area_id AND f.year = r.year;

COMMENT ON VIEW training_emissions IS
  'A training run: its published emissions, and those recomputed from its power and its grid.';
COMMENT ON COLUMN training_emissions.energy_kwh_from_power IS 'Power x hours x PUE, all as published; null if a factor is unpublished. [kWh]';
COMMENT ON COLUMN training_emissions.emissions_t_from_power IS 'That energy times the intensity that the publication applied. [t]';
COMMENT ON COLUMN training_emissions.facility_kwh IS 'The published energy with PUE applied once; null if PUE is unknown. [kWh]';
COMMENT ON COLUMN training_emissions.grid_g_per_kwh IS 'The grid intensity for the run''s place and year, from carbondata. [g/kWh]';
COMMENT ON COLUMN training_emissions.grid_boundary IS 'The boundary of that intensity: life_cycle if available, else direct.';
COMMENT ON COLUMN training_emissions.grid_gas IS 'The gas of that intensity: CO2 or CO2e.';
COMMENT ON COLUMN training_emissions.grid_source IS 'The source of that intensity.';
COMMENT ON COLUMN training_emissions.emissions_t_at_grid IS 'The emissions of the facility''s energy on that grid. [t]';
COMMENT ON COLUMN training_emissions.area_id IS 'The grid that fed the run, if known.';
COMMENT ON COLUMN training_emissions.intensity_g_per_kwh IS 'Grid intensity that the publication applied. [g/kWh]';
COMMENT ON COLUMN training_emissions.year IS 'Year of the run, or of the publication if that is unknown. [year]';
