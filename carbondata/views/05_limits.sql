-- The limits of numbers and words, for the other files. Written by carbondata/tables/limits.py:
-- change it there, then `python -m carbondata.tables.limits > carbondata/views/05_limits.sql`.
CREATE MACRO first_run_year() AS 1950;
COMMENT ON MACRO first_run_year IS
  'The first year that a run may have.';

CREATE MACRO last_run_year() AS 2100;
COMMENT ON MACRO last_run_year IS
  'The last year that a run may have.';

CREATE MACRO min_pue() AS CAST(1.0 AS DOUBLE);
COMMENT ON MACRO min_pue IS
  'The lowest possible PUE. [1]';

CREATE MACRO max_pue() AS CAST(4.0 AS DOUBLE);
COMMENT ON MACRO max_pue IS
  'The highest plausible PUE. [1]';

CREATE MACRO min_run_kwh() AS CAST(1e-18 AS DOUBLE);
COMMENT ON MACRO min_run_kwh IS
  'Less than any run takes. [kWh]';

CREATE MACRO max_run_kwh() AS CAST(30000000000000.0 AS DOUBLE);
COMMENT ON MACRO max_run_kwh IS
  'More than the world generates in a year. [kWh]';

CREATE MACRO max_power_w() AS CAST(1000000000.0 AS DOUBLE);
COMMENT ON MACRO max_power_w IS
  'The largest plausible power of a run. [W]';

CREATE MACRO max_duration_s() AS CAST(3200000000.0 AS DOUBLE);
COMMENT ON MACRO max_duration_s IS
  'A century. [s]';

CREATE MACRO electricity_boundaries() AS ['direct', 'life_cycle'];
COMMENT ON MACRO electricity_boundaries IS
  'The boundaries that an intensity may have.';

CREATE MACRO is_energy_scope(scope) AS scope IN ('accelerator', 'server', 'facility');
COMMENT ON MACRO is_energy_scope IS
  'Whether a word is a scope of a run''s energy.';
