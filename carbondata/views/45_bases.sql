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

-- is_contested(q): whether a figure was believed and is not any more; an older edition of a thing's is
-- no other opinion. What is within a tenth of the studies that stand adds nothing to them.
CREATE MACRO is_contested(q) AS
  q.verified AND q.scenario IS NULL AND q.as_if IS NULL AND coalesce(q.counts, 'whole') = 'whole'
  AND (q.status IN ('disputed', 'corrected') OR (q.status = 'superseded' AND q.kind <> 'unit'))
  AND coalesce(q.emissions_t NOT BETWEEN q.studies_t_low / 1.1 AND q.studies_t_high * 1.1, false);

COMMENT ON MACRO stage IS 'A boundary in words that all tables share: use, life_cycle, avoided.';
COMMENT ON MACRO own_accounting IS 'The accounting that makes a basis of its own, else none.';
COMMENT ON MACRO is_contested IS 'Whether a figure was believed, is not any more, and says something else.';
