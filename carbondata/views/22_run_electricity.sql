-- run_electricity: one row per training run, with its name in a sentence and the PUE still to be
-- applied to its energy.
-- Each step names its text once: a macro within macros is written out at each of its uses.
CREATE VIEW run_electricity AS
WITH said AS (
  SELECT
    *,
    run_said(activity, model) AS said_en,
    run_said_fr(activity, coalesce(model_fr, model)) AS said_fr
  FROM training_runs
), plain AS (
  SELECT
    *,
    unremarked(said_en) AS plain_en,
    sized_fr(unremarked(said_fr)) AS plain_fr
  FROM said
)
SELECT
  run_id, subject, as_if, as_if_fr, year, area_id, gas, gwp, boundary, accounting, energy_scope,
  emissions_t_low, emissions_t, emissions_t_high, interval,
  energy_kwh_low, energy_kwh, energy_kwh_high, energy_figure, pue, intensity_g_per_kwh,
  method, status, status_source, replaced_by, verified, source_id, locator,
  applied_pue(energy_scope, pue) AS applied_pue,
  counted_scope(energy_scope, pue) AS counted_scope,
  remarked(plain_en, said_en) AS name_en,
  regexp_replace(remarked(plain_fr, said_fr), ' ?; ', ' ; ') AS name_fr
FROM plain;

COMMENT ON VIEW run_electricity IS
  'A training run with its name in a sentence, and the PUE still to be applied to its energy.';
COMMENT ON COLUMN run_electricity.applied_pue IS
  'The factor from the energy to that of the facility: the PUE, or 1 if it is included. [1]';
COMMENT ON COLUMN run_electricity.counted_scope IS 'What the energy covers once PUE is applied.';
COMMENT ON COLUMN run_electricity.name_en IS 'Name in an English sentence.';
COMMENT ON COLUMN run_electricity.name_fr IS 'Name in a French sentence.';
COMMENT ON COLUMN run_electricity.area_id IS 'The grid that fed the run, if known.';
COMMENT ON COLUMN run_electricity.year IS 'Year of the run, or of the publication if that is unknown. [year]';
