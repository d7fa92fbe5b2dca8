-- The formulas of a footprint, each once: for the views, and for runs one by one or in bulk.
-- Portable, and no semicolon within: `carbondata.runs.macros` writes them out for other engines.
-- In Python they are `carbondata.formulas`.

-- PUE is applied once: never to the energy of a facility, which holds it. Where it is not known, the
-- energy stays what it is, and so does what it covers.
CREATE MACRO applied_pue(scope, pue) AS
  CASE WHEN pue IS NULL OR scope = 'facility' THEN 1 ELSE pue END;

COMMENT ON MACRO applied_pue IS
  'What an energy of this scope is multiplied by to count PUE once: 1 where it holds it. [1]';

CREATE MACRO counted_scope(scope, pue) AS
  CASE WHEN pue IS NULL THEN scope ELSE 'facility' END;

COMMENT ON MACRO counted_scope IS
  'What an energy covers once its PUE is applied: the facility where there is one.';

CREATE MACRO emissions_t(energy_kwh, g_per_kwh) AS energy_kwh * g_per_kwh / 1000000;

COMMENT ON MACRO emissions_t IS
  'What an electricity emits on a grid: energy times intensity, g to t. [t]';

-- Of two years equally near, the earlier: it was known when the run was made.
CREATE MACRO year_distance(year, wanted) AS
  2 * abs(year - wanted) + CASE WHEN year > wanted THEN 1 ELSE 0 END;

COMMENT ON MACRO year_distance IS
  'How far a year is from the one that is wanted: the least is the nearest, the earlier of two.';

-- A comparison with NaN is true when NaN is on the greater side, in DuckDB as in Spark, so that the
-- upper limits catch it.
CREATE MACRO energy_reason(energy_kwh, energy_kwh_low, energy_kwh_high, scope, pue) AS
  CASE
    WHEN energy_kwh IS NULL THEN 'energy_missing'
    WHEN energy_kwh < 0 THEN 'energy_negative'
    WHEN energy_kwh > max_run_kwh() THEN 'energy_impossible'
    WHEN energy_kwh_low < 0 OR energy_kwh_low > energy_kwh
      OR energy_kwh_high < energy_kwh OR energy_kwh_high > max_run_kwh()
      THEN 'energy_bounds_impossible'
    WHEN scope IS NULL OR NOT is_energy_scope(scope) THEN 'energy_scope_unknown'
    WHEN pue < min_pue() THEN 'pue_below_1'
    WHEN pue > max_pue() THEN 'pue_above_4'
  END;

COMMENT ON MACRO energy_reason IS
  'Why nothing can be worked out from a run''s energy, its bounds, scope and PUE; null if it can.';

-- A factor of another year is a remark; with any other reason, nothing was worked out.
CREATE MACRO is_worked_out(reason) AS coalesce(reason = 'year_gap', true);

COMMENT ON MACRO is_worked_out IS
  'Whether a run with this reason has a footprint: it has none, or the factor is of another year.';

CREATE MACRO hours_us(hours) AS CAST(hours * 3600000000 AS BIGINT);

COMMENT ON MACRO hours_us IS 'Hours in whole microseconds. [us]';

-- The part of the first interval, the whole ones between, the part of the last. All in microseconds
-- but g_h_between, which is intensity x hours. The slots are where those two intervals start, with
-- the same number added or not.
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
  'The time-weighted mean of an intensity over a stretch; null where it is not wholly covered.';
