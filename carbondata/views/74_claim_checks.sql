-- in_stated_unit(unit, s, ratio): a comparison in the unit in which a claim states it. Pound:
-- 0.45359237 kg.
CREATE MACRO in_stated_unit(unit, s, ratio) AS CASE unit
  WHEN 't' THEN s.emissions_t
  WHEN 'Mt' THEN s.emissions_t / 1e6
  WHEN 'g' THEN s.emissions_t * 1e6
  WHEN 'lb' THEN s.emissions_t / 0.00045359237
  WHEN 'lb/kWh' THEN s.emissions_t / 0.00045359237 / s.energy_kwh
  WHEN 'TWh' THEN s.energy_kwh / 1e9
  WHEN 'percent' THEN 100 * ratio
  WHEN 'percent less' THEN 100 * (1 - ratio)
  WHEN '1' THEN ratio
  WHEN 'car lifetimes' THEN ratio
  WHEN 'car-years' THEN ratio
  WHEN 'person-years' THEN ratio
  WHEN 'miles' THEN ratio
  WHEN 'flights' THEN ratio
END;

-- is_amount(unit): whether in_stated_unit takes the subject alone for it, and no ratio.
CREATE MACRO is_amount(unit) AS unit IN ('t', 'Mt', 'g', 'lb', 'lb/kWh', 'TWh');

-- half_a_digit(x): half a unit of the last digit that is written of x; 5: 0.5, 3.7: 0.05.
CREATE MACRO half_a_digit(x) AS 0.5 * pow(10, -length(
  rtrim(regexp_extract(CAST(x AS VARCHAR), '\.([0-9]*)', 1), '0')));

-- claim_checks: one row is a claim worked out from the tables, on the basis that the claim took,
-- beside the best present figure for the same.
--   value_here    the claim's own figures, in its own unit; null where the tables do not hold them
--   arithmetic    reproduced: it rounds to the digits stated, or is on the right side of a bound;
--                 near: within a tenth; not reproduced; not stated; not computable
--   standing      whether the claim stands, and who says so: a sum can be right of wrong figures
--   present_value the same with what stands today: the figure that replaced the claim's, or the
--                 one that a comparison takes
CREATE VIEW claim_checks AS
WITH asked AS (
  SELECT
    *,
    -- An amount alone is compared with one tonne, of which only the amount is used.
    CASE WHEN is_amount(stated_unit) OR reference IS NULL THEN '1 t CO2e' ELSE reference END
      AS beside
  FROM claims
), own AS (
  SELECT c.*, k.subject AS s, k.reference AS r, k.ratio.central AS ratio, k.verdict, k.reasons
  FROM asked AS c, LATERAL (FROM compared(c.subject, [c.beside])) AS k
), picked AS (
  -- A claim of a sector's share or electricity alone: the study's own row.
  SELECT
    c.claim_id, e.share_of_world, e.electricity_kwh, e.source_id, e.status
  FROM claims AS c JOIN sector_estimates AS e ON e.estimate_id = c.subject
), present AS (
  SELECT c.claim_id, k.subject AS s, k.reference AS r, k.ratio.central AS ratio
  FROM own AS c, LATERAL (FROM compared(
    CASE WHEN c.s.status = 'current' THEN c.subject ELSE coalesce(c.s.replaced_by, c.s.id) END,
    [CASE WHEN c.r.status = 'current' THEN c.beside ELSE coalesce(c.r.replaced_by, c.r.id) END]
  )) AS k
), valued AS (
  SELECT
    c.*,
    o.s, o.r, o.verdict, o.reasons, p.source_id AS study,
    coalesce(
      in_stated_unit(c.stated_unit, o.s, o.ratio),
      CASE c.stated_unit
        WHEN 'percent' THEN 100 * p.share_of_world
        WHEN 'TWh' THEN p.electricity_kwh / 1e9
      END
    ) AS value_here,
    -- A factor that was published comes before the quotient of two rounded figures.
    coalesce(
      CASE c.stated_unit WHEN 'lb/kWh' THEN n.s.intensity_g_per_kwh / 453.59237 END,
      in_stated_unit(c.stated_unit, n.s, n.ratio)
    ) AS present_value,
    n.s AS present_s
  FROM asked AS c
  LEFT JOIN own AS o USING (claim_id)
  LEFT JOIN picked AS p USING (claim_id)
  LEFT JOIN present AS n USING (claim_id)
)
SELECT
  claim_id, text_en, text_fr, who, year, stated_as, stated_value, stated_unit, value_here,
  value_here / stated_value - 1 AS difference,
  CASE
    WHEN value_here IS NULL THEN 'not computable'
    WHEN stated_value IS NULL THEN 'not stated'
    WHEN stated_as = 'at_least' AND value_here >= stated_value THEN 'reproduced'
    WHEN stated_as = 'at_most' AND value_here <= stated_value THEN 'reproduced'
    WHEN abs(value_here / stated_value - 1) > 0.1 THEN 'not reproduced'
    WHEN abs(value_here - stated_value) <= half_a_digit(stated_value) THEN 'reproduced'
    ELSE 'near'
  END AS arithmetic,
  verdict, standing, standing_source, corrected_value,
  present_value, present_s.source_id AS present_source,
  subject, coalesce(s.source_id, study) AS subject_source,
  s.gas AS subject_gas, reference,
  CASE WHEN beside = reference THEN r.source_id END AS reference_source,
  CASE WHEN beside = reference THEN r.gas END AS reference_gas,
  note, source_id
FROM valued;

COMMENT ON VIEW claim_checks IS
  'A claim worked out from the tables: its arithmetic, its standing, the best present figure.';
