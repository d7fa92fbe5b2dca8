-- Times as text: with their own zone (Z, +02:00), or naive and then of the zone named in `zone`.
CREATE OR REPLACE TEMP MACRO is_zoned(x) AS regexp_matches(x, '\d\d([Zz]|[+-]\d\d:?\d\d)$');
CREATE OR REPLACE TEMP MACRO local_of(x) AS
  TRY_CAST(regexp_replace(x, '(\d\d)([Zz]|[+-]\d\d:?\d\d)$', '\1') AS TIMESTAMP);
CREATE OR REPLACE TEMP MACRO utc_of(x) AS CASE
  WHEN is_zoned(x) THEN timezone('UTC', TRY_CAST(x AS TIMESTAMPTZ))
  WHEN getvariable('zone') IS NOT NULL
    THEN timezone('UTC', timezone(getvariable('zone'), local_of(x))) END;
-- An hour that the clocks skip is none; one that they show twice is two.
CREATE OR REPLACE TEMP MACRO time_reason_of(x) AS CASE
  WHEN local_of(x) IS NULL THEN 'time_unreadable'
  WHEN is_zoned(x) THEN NULL
  WHEN getvariable('zone') IS NULL THEN 'time_without_zone'
  WHEN timezone(getvariable('zone'), timezone(getvariable('zone'), local_of(x))) <> local_of(x)
    THEN 'time_skipped_by_clocks'
  WHEN timezone(getvariable('zone'),
         timezone(getvariable('zone'), local_of(x)) + INTERVAL 1 HOUR) = local_of(x)
    OR timezone(getvariable('zone'),
         timezone(getvariable('zone'), local_of(x)) - INTERVAL 1 HOUR) = local_of(x)
    THEN 'time_shown_twice' END;
CREATE OR REPLACE TEMP TABLE names AS
SELECT lower(name) AS name, any_value(area_id) AS area_id FROM (
  SELECT area_id, unnest(
    CASE WHEN kind = 'subdivision' THEN [area_id] ELSE [area_id, iso2, name_en, name_fr] END
  ) AS name
  FROM areas)
WHERE name IS NOT NULL
GROUP BY lower(name)
HAVING count(DISTINCT area_id) = 1;
