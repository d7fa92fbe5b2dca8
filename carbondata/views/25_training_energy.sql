-- training_energy: one row per training run: its published energy, and the energy of its
-- accelerators if they always drew their thermal design power (TDP). The latter is carbondata's
-- estimate, with every factor in the row: hours x TDP / 1000, x PUE if published. It is never
-- entered as a published figure. Runs with unseen figures (verified = false) are only in
-- training_runs.
CREATE VIEW training_energy AS
WITH factors AS (
  SELECT
    r.*,
    coalesce(r.accelerator_hours_h, r.accelerators * r.duration_h) AS hours_h,
    a.name AS accelerator,
    a.tdp_w
  FROM training_runs AS r
  LEFT JOIN accelerators AS a ON a.accelerator_id = r.accelerator_id
  WHERE r.verified
)
SELECT
  run_id, model, activity, year, energy_kwh, energy_scope, method,
  hours_h AS accelerator_hours_h, accelerator, tdp_w, pue,
  hours_h * tdp_w / 1000 * applied_pue('accelerator', pue) AS energy_kwh_at_tdp,
  CASE WHEN hours_h * tdp_w IS NOT NULL THEN counted_scope('accelerator', pue) END
    AS energy_scope_at_tdp,
  source_id, locator
FROM factors;

COMMENT ON VIEW training_energy IS
  'A training run: its published energy, and accelerator-hours x TDP x PUE with each factor.';
COMMENT ON COLUMN training_energy.accelerator_hours_h IS 'Time summed over the accelerators: as published, else accelerators x duration. [h]';
COMMENT ON COLUMN training_energy.accelerator IS 'The name of the accelerator.';
COMMENT ON COLUMN training_energy.energy_kwh_at_tdp IS 'Accelerator-hours x TDP, x PUE if known: an estimate by carbondata. [kWh]';
COMMENT ON COLUMN training_energy.energy_scope_at_tdp IS 'What that estimate covers: the facility if it includes PUE, else accelerators.';
COMMENT ON COLUMN training_energy.year IS 'Year of the run, or of the publication if that is unknown. [year]';
