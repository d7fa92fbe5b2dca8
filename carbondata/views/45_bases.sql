-- What two figures must share to compete, and when a figure is contested.

-- stage(boundary): a boundary in words shared by all tables.
CREATE MACRO stage(boundary) AS CASE
  WHEN boundary IN ('operational', 'use_phase') THEN 'use'
  WHEN boundary = 'operational_embodied' THEN 'life_cycle'
  ELSE boundary
END;

-- own_accounting(accounting): market-based and consumption figures are on another basis; a grid's
-- mix is not.
CREATE MACRO own_accounting(accounting) AS
  CASE WHEN accounting IN ('territorial', 'consumption', 'market') THEN accounting ELSE 'none' END;

-- amount(q), amount_low(q), amount_high(q): a figure in its own measure, t or kWh.
CREATE MACRO amount(q) AS
  CASE q.measure WHEN 'electricity' THEN q.energy_kwh ELSE q.emissions_t END;
CREATE MACRO amount_low(q) AS
  CASE q.measure WHEN 'electricity' THEN q.energy_kwh_low ELSE q.emissions_t_low END;
CREATE MACRO amount_high(q) AS
  CASE q.measure WHEN 'electricity' THEN q.energy_kwh_high ELSE q.emissions_t_high END;
CREATE MACRO studies_low(q) AS coalesce(q.studies_t_low, q.studies_kwh_low);
CREATE MACRO studies_high(q) AS coalesce(q.studies_t_high, q.studies_kwh_high);

-- is_contested(q): whether a figure was disputed, corrected or superseded; an older edition of the
-- figure of a thing does not count. A figure within a tenth of the current studies adds nothing.
CREATE MACRO is_contested(q) AS
  q.verified AND q.scenario IS NULL AND q.as_if IS NULL AND coalesce(q.counts, 'whole') = 'whole'
  AND (q.status IN ('disputed', 'corrected') OR (q.status = 'superseded' AND q.kind <> 'unit'))
  AND coalesce(amount(q) NOT BETWEEN studies_low(q) / 1.1 AND studies_high(q) * 1.1, false);

COMMENT ON MACRO stage IS 'A boundary in words shared by all tables: use, life_cycle, avoided.';
COMMENT ON MACRO own_accounting IS 'The accounting if it is a separate basis, else none.';
COMMENT ON MACRO amount IS 'A figure in its own measure. [t or kWh]';
COMMENT ON MACRO amount_low IS 'Its lower bound. [t or kWh]';
COMMENT ON MACRO amount_high IS 'Its upper bound. [t or kWh]';
COMMENT ON MACRO studies_low IS 'The lowest of the studies on its basis. [t or kWh]';
COMMENT ON MACRO studies_high IS 'The highest. [t or kWh]';
COMMENT ON MACRO is_contested IS 'Whether a figure was disputed, corrected or superseded, and differs from the current ones.';
