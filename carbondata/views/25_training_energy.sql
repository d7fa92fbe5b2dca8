-- training_energy: one row is a training run: its published energy beside what its accelerators
-- would take if they drew their thermal design power (TDP) all the time.
-- The second is an estimate of ours, every factor of it in the row: hours x TDP / 1000, x PUE where
-- the publication gives one. It is never typed in as if it had been published.
-- Runs whose figures nobody here has seen (verified = false) are in training_runs alone.
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
  'A training run: published energy beside accelerator-hours x TDP x PUE, each factor named.';
COMMENT ON COLUMN training_energy.accelerator_hours_h IS 'Time summed over the accelerators: as published, else accelerators x duration. [h]';
COMMENT ON COLUMN training_energy.accelerator IS 'The name of the accelerator.';
COMMENT ON COLUMN training_energy.energy_kwh_at_tdp IS 'Accelerator-hours x TDP, x PUE where it is known: an estimate of carbondata. [kWh]';
COMMENT ON COLUMN training_energy.energy_scope_at_tdp IS 'What that estimate covers: the facility where PUE is in it, else accelerators.';
COMMENT ON COLUMN training_energy.year IS 'Year of the run; of the publication where the run''s is not known. [year]';
