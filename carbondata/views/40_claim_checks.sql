-- claim_amounts: one row is an amount that a claim may speak of, under the name a claim gives it:
-- the id of a run or an equivalent, sector@year for each study, AREA@year on each basis.
-- Figures that nobody here has seen (verified = false) and projections are left out.
CREATE VIEW claim_amounts AS
SELECT run_id AS id, source_id, gas, 'one run' AS basis, status, emissions_t, NULL AS share_of_world
FROM training_runs
WHERE verified
UNION ALL
SELECT equivalent_id, source_id, gas, replace(functional_unit, '_', ' '), status, emissions_t, NULL
FROM equivalents
WHERE verified
UNION ALL
SELECT
  sector || '@' || year, source_id, gas, concat_ws(', ', replace(boundary, '_', ' '), scope),
  status, emissions_t,
  -- A share of the world's electricity is no share of its emissions.
  CASE WHEN share_of <> 'electricity' THEN share_of_world END
FROM sector_estimates
WHERE verified AND area_id = 'WLD' AND scenario IS NULL
UNION ALL
SELECT
  area_id || '@' || year, source_id, gas,
  accounting || ', land use ' || replace(land_use, '_', ' '),
  'current', emissions_t, NULL
FROM national_emissions
UNION ALL
-- The headline of Eurostat: the inventory's total with the flights that leave the country. The
-- world's total holds them already.
SELECT
  n.area_id || '@' || n.year, n.source_id, n.gas,
  'territorial with international aviation, land use excluded',
  'current', n.emissions_t + a.emissions_t, NULL
FROM national_emissions AS n
JOIN sector_estimates AS a USING (source_id, area_id, year, gas)
WHERE n.accounting = 'territorial' AND n.land_use = 'excluded' AND n.area_id <> 'WLD'
  AND a.sector = 'international_aviation' AND a.verified;

COMMENT ON VIEW claim_amounts IS
  'An amount under the name that a claim gives it: a run, an equivalent, sector@year, AREA@year.';

-- claim_checks: one row is a claim worked out from one pair of figures in the tables, so that a
-- claim has as many rows as there are studies and bases to check it with; one row with a null
-- where there is none. Shares that a study printed itself stand beside those worked out.
CREATE VIEW claim_checks AS
WITH worked_out AS (
  SELECT
    c.claim_id,
    CASE c.stated_unit
      WHEN 't' THEN s.emissions_t
      WHEN 'Mt' THEN s.emissions_t / 1e6
      WHEN 'percent' THEN 100 * s.emissions_t / r.emissions_t
      WHEN '1' THEN s.emissions_t / r.emissions_t
      WHEN 'car lifetimes' THEN s.emissions_t / r.emissions_t
    END AS value,
    s.source_id AS subject_source,
    s.gas AS subject_gas,
    s.basis AS subject_basis,
    s.status AS subject_status,
    r.source_id AS reference_source,
    r.gas AS reference_gas,
    r.basis AS reference_basis
  FROM claims AS c
  JOIN claim_amounts AS s ON s.id = c.subject
  LEFT JOIN claim_amounts AS r ON r.id = c.reference
  UNION ALL
  SELECT
    c.claim_id, 100 * s.share_of_world, s.source_id, s.gas, s.basis, s.status,
    s.source_id, s.gas, 'share of the world, as printed'
  FROM claims AS c
  JOIN claim_amounts AS s ON s.id = c.subject
  WHERE c.stated_unit = 'percent' AND starts_with(c.reference, 'WLD@')
)
SELECT
  c.claim_id, c.text_en, c.text_fr, c.stated_value, c.stated_unit, w.value AS value_here,
  w.subject_source, w.subject_gas, w.subject_basis, w.subject_status,
  w.reference_source, w.reference_gas, w.reference_basis,
  w.subject_gas = w.reference_gas AS same_gas,
  c.standing, c.standing_source, c.corrected_value, c.note, c.source_id
FROM claims AS c
LEFT JOIN worked_out AS w ON w.claim_id = c.claim_id AND w.value IS NOT NULL;

COMMENT ON VIEW claim_checks IS
  'A claim worked out from the tables: its stated value beside the value of each pair of figures.';
