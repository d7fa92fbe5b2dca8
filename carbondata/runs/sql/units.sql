-- The names of places, folded: without case, accents and spaces around them.
CREATE OR REPLACE TEMP MACRO folded(x) AS lower(strip_accents(trim(x)));
-- A lost value that a tool wrote as a word.
CREATE OR REPLACE TEMP MACRO stated(x) AS
  CASE WHEN lower(trim(x)) NOT IN ('', 'nan', 'none', 'null', 'nil', 'n/a', 'na', '<na>', '-') THEN trim(x) END;
-- The name of a run, however it is written: 1.0 is 1, {A1B2...} is a1b2-...; only an odd one changes.
CREATE OR REPLACE TEMP MACRO known_by(x) AS CASE
  WHEN length(x) IN (32, 36, 38, 45) AND NOT (length(x) = 36 AND x = lower(x)) AND regexp_full_match(x,
    '(?:urn:uuid:)?\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?', 'i')
    THEN regexp_replace(regexp_replace(lower(x), 'urn:uuid:|[^0-9a-f]', '', 'g'),
      '^(.{8})(.{4})(.{4})(.{4})', '\1-\2-\3-\4-')
  WHEN contains(x, '.0') THEN regexp_replace(stated(x), '^(\d+)\.0+$', '\1')
  ELSE trim(x) END;
CREATE OR REPLACE TEMP MACRO is_odd(x) AS
  length(x) IN (32, 38, 45) OR (length(x) = 36 AND x <> lower(x)) OR contains(x, '.0')
  OR starts_with(x, ' ') OR ends_with(x, ' ');

-- An amount with its unit, as tools print it: 17.85 mWh in kWh, 19.3 ug in g, 3.6M (joules) in J.
CREATE OR REPLACE TEMP MACRO prefix_of(x) AS
  CASE x WHEN '' THEN 1 WHEN 'p' THEN 1e-12 WHEN 'n' THEN 1e-9 WHEN 'u' THEN 1e-6 WHEN 'µ' THEN 1e-6
    WHEN 'μ' THEN 1e-6 WHEN 'm' THEN 1e-3 WHEN 'k' THEN 1e3 WHEN 'K' THEN 1e3 WHEN 'M' THEN 1e6
    WHEN 'G' THEN 1e9 WHEN 'T' THEN 1e12 END;
CREATE OR REPLACE TEMP MACRO amount_of(x, unit) AS
  TRY_CAST(regexp_extract(trim(x), '^[-+0-9.eE]+') AS DOUBLE)
  * prefix_of(regexp_extract(trim(x), '^[-+0-9.eE]+ *([pnuµμmkKMGT]?)' || unit || '$', 1));
CREATE OR REPLACE TEMP MACRO kwh_of(x) AS CASE
  WHEN regexp_full_match(trim(x), '[-+0-9.eE]+ *[pnuµμmkKMGT]?Wh') THEN amount_of(x, 'Wh') / 1000 END;
CREATE OR REPLACE TEMP MACRO grams_of(x) AS CASE
  WHEN regexp_full_match(trim(x), '[-+0-9.eE]+ *[pnuµμmkKMGT]?g.*')
    THEN amount_of(regexp_replace(trim(x), '(g).*$', '\1'), 'g') END;
CREATE OR REPLACE TEMP MACRO joules_of(x) AS CASE
  WHEN regexp_full_match(trim(x), '[-+0-9.eE]+[KMGT]?') THEN amount_of(x, '') END;
