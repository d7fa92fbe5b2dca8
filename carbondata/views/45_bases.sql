-- What two figures must share to be rivals, and when one is believed no more.

-- stage(boundary): a boundary in the words in which all tables can be compared.
CREATE MACRO stage(boundary) AS CASE
  WHEN boundary IN ('operational', 'use_phase') THEN 'use'
  WHEN boundary = 'operational_embodied' THEN 'life_cycle'
  ELSE boundary
END;

-- own_accounting(accounting): what is bought by contract, or consumed, is another basis; a grid's mix
-- is none of its own.
CREATE MACRO own_accounting(accounting) AS
  CASE WHEN accounting IN ('territorial', 'consumption', 'market') THEN accounting ELSE 'none' END;

-- amount(q), amount_low(q), amount_high(q): what a figure says in its own measure, t or kWh.
CREATE MACRO amount(q) AS
  CASE q.measure WHEN 'electricity' THEN q.energy_kwh ELSE q.emissions_t END;
CREATE MACRO amount_low(q) AS
  CASE q.measure WHEN 'electricity' THEN q.energy_kwh_low ELSE q.emissions_t_low END;
CREATE MACRO amount_high(q) AS
  CASE q.measure WHEN 'electricity' THEN q.energy_kwh_high ELSE q.emissions_t_high END;
CREATE MACRO studies_low(q) AS coalesce(q.studies_t_low, q.studies_kwh_low);
CREATE MACRO studies_high(q) AS coalesce(q.studies_t_high, q.studies_kwh_high);

-- is_contested(q): whether a figure was believed and is not any more; an older edition of a thing's is
-- no other opinion. What is within a tenth of the studies that stand adds nothing to them.
CREATE MACRO is_contested(q) AS
  q.verified AND q.scenario IS NULL AND q.as_if IS NULL AND coalesce(q.counts, 'whole') = 'whole'
  AND (q.status IN ('disputed', 'corrected') OR (q.status = 'superseded' AND q.kind <> 'unit'))
  AND coalesce(amount(q) NOT BETWEEN studies_low(q) / 1.1 AND studies_high(q) * 1.1, false);

COMMENT ON MACRO stage IS 'A boundary in words that all tables share: use, life_cycle, avoided.';
COMMENT ON MACRO own_accounting IS 'The accounting that makes a basis of its own, else none.';
COMMENT ON MACRO amount IS 'What a figure says in its own measure. [t or kWh]';
COMMENT ON MACRO amount_low IS 'Its lower bound. [t or kWh]';
COMMENT ON MACRO amount_high IS 'Its upper bound. [t or kWh]';
COMMENT ON MACRO studies_low IS 'The least of the studies on its basis. [t or kWh]';
COMMENT ON MACRO studies_high IS 'The greatest. [t or kWh]';
COMMENT ON MACRO is_contested IS 'Whether a figure was believed, is not any more, and says something else.';
