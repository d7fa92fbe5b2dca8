-- The formulas of a footprint, each defined once: for the views, and for single and batch runs.
-- Portable, without semicolons inside: `carbondata.runs.macros` expands them for other engines.
-- `carbondata.formulas` has them in Python.

-- PUE is applied once: never to the energy of a facility, which includes it. If PUE is unknown,
-- energy and scope stay as they are.
CREATE MACRO applied_pue(scope, pue) AS
  CASE WHEN pue IS NULL OR scope = 'facility' THEN 1 ELSE pue END;

COMMENT ON MACRO applied_pue IS
  'The factor that makes an energy of this scope count PUE once; 1 if it includes PUE. [1]';

CREATE MACRO counted_scope(scope, pue) AS
  CASE WHEN pue IS NULL THEN scope ELSE 'facility' END;

COMMENT ON MACRO counted_scope IS
  'The scope of an energy once PUE is applied: the facility if there is a PUE.';

CREATE MACRO emissions_t(energy_kwh, g_per_kwh) AS energy_kwh * g_per_kwh / 1000000;

COMMENT ON MACRO emissions_t IS
  'The emissions of electricity on a grid: energy times intensity, g to t. [t]';

-- Of two equally near years, take the earlier one: it was known when the run was made.
CREATE MACRO year_distance(year, wanted) AS
  2 * abs(year - wanted) + CASE WHEN year > wanted THEN 1 ELSE 0 END;

COMMENT ON MACRO year_distance IS
  'The distance of a year from the wanted one; of two equally near years the earlier is nearer.';

-- Whether NaN compares as greater than any number or as unlike all differs between engines: a limit
-- is `NOT x <= limit`, which NaN fails everywhere, and comes before the other one.
CREATE MACRO energy_reason(energy_kwh, energy_kwh_low, energy_kwh_high, scope, pue) AS
  CASE
    WHEN energy_kwh IS NULL THEN 'energy_missing'
    WHEN NOT energy_kwh <= max_run_kwh() THEN 'energy_impossible'
    WHEN energy_kwh < 0 THEN 'energy_negative'
    WHEN energy_kwh = 0 THEN 'energy_zero'
    WHEN energy_kwh < min_run_kwh() THEN 'energy_impossible'
    WHEN NOT ((energy_kwh_low = 0 OR energy_kwh_low >= min_run_kwh())
        AND energy_kwh_low <= energy_kwh)
      OR NOT (energy_kwh_high >= energy_kwh AND energy_kwh_high <= max_run_kwh())
      THEN 'energy_bounds_impossible'
    WHEN scope IS NULL OR NOT is_energy_scope(scope) THEN 'energy_scope_unknown'
    WHEN NOT pue <= max_pue() THEN 'pue_above_4'
    WHEN pue < min_pue() THEN 'pue_below_1'
  END;

COMMENT ON MACRO energy_reason IS
  'Why a run''s energy, bounds, scope and PUE give no footprint; null if they do.';

-- No run draws more than a gigawatt: its energy or its times are in another unit.
CREATE MACRO power_reason(energy_kwh, start_us, end_us) AS
  CASE WHEN end_us > start_us
      AND NOT energy_kwh / ((end_us - start_us) / CAST(3600000000 AS DOUBLE)) <= max_power_w() / 1000
    THEN 'power_above_1_gw' END;

COMMENT ON MACRO power_reason IS
  'Why a run''s energy cannot be of its time; null if it can, or if the times are unknown.';

-- A factor of another year is only a remark; with any other reason, nothing was worked out.
CREATE MACRO is_worked_out(reason) AS coalesce(reason = 'year_gap', true);

COMMENT ON MACRO is_worked_out IS
  'Whether a run with this reason has a footprint: no reason, or only a factor of another year.';

CREATE MACRO hours_us(hours) AS CAST(hours * 3600000000 AS BIGINT);

COMMENT ON MACRO hours_us IS 'Hours in whole microseconds. [us]';

-- Part of the first interval, the whole ones in between, part of the last. All in microseconds,
-- except g_h_between, which is intensity x hours. The slots are the starts of those two intervals,
-- both with or without the same offset.
CREATE MACRO stretch_mean(
  start_us, end_us, step_us, first_slot, last_slot, first_g, last_g, g_h_between, intervals
) AS
  CASE
    WHEN end_us <= start_us THEN NULL
    WHEN first_slot = last_slot THEN first_g
    WHEN intervals * step_us <> last_slot - first_slot THEN NULL
    ELSE (
      g_h_between * CAST(3600000000 AS DOUBLE)
      + first_g * (step_us - start_us % step_us)
      + last_g * ((end_us - 1) % step_us + 1)
    ) / (end_us - start_us)
  END;

COMMENT ON MACRO stretch_mean IS
  'The time-weighted mean of an intensity over a stretch; null if it is not fully covered.';
