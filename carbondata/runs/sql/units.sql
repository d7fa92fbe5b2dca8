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
