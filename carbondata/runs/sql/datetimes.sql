-- Times as text: with an offset (Z, UTC, +02, +02:00), or naive and then in the zone of the
-- variable `zone`. Other forms are not times: DuckDB would silently drop a zone that it does not
-- know.
CREATE OR REPLACE TEMP MACRO zone_of(x) AS
  regexp_extract(x, '(?::\d+(?:\.\d+)? *[+-][01]\d(?::?\d\d)?|\d *(?:[Zz]|UTC|GMT))$');
CREATE OR REPLACE TEMP MACRO is_zoned(x) AS zone_of(x) <> '';
CREATE OR REPLACE TEMP MACRO wall_of(x) AS
  regexp_replace(x, '(:\d+(?:\.\d+)?) *[+-][01]\d(?::?\d\d)?$|(\d) *(?:[Zz]|UTC|GMT)$', '\1\2');
CREATE OR REPLACE TEMP MACRO is_naive(x) AS
  regexp_full_match(x, '\d{1,4}[/-][\d/-]+([ Tt][\d:.]+)?');
-- Neither are infinity and years outside the calendar; DuckDB would fail on some of them.
CREATE OR REPLACE TEMP MACRO of_our_era(x) AS CASE
  WHEN x >= TIMESTAMP '0001-01-01' AND x < TIMESTAMP '10000-01-01' THEN x END;
CREATE OR REPLACE TEMP MACRO local_of(x) AS CASE
  WHEN is_naive(x) THEN TRY_CAST(x AS TIMESTAMP)
  WHEN is_naive(wall_of(x)) THEN TRY_CAST(wall_of(x) AS TIMESTAMP) END;
-- A zoned text in UTC; a naive one as it is, which is tested first because most are.
CREATE OR REPLACE TEMP MACRO shifted(x) AS CASE
  WHEN is_naive(x) THEN TRY_CAST(x AS TIMESTAMP)
  WHEN starts_with(zone_of(x), ':') AND is_naive(wall_of(x))
    THEN timezone('UTC', TRY_CAST(wall_of(x) || regexp_extract(x, '[+-]\d\d:?\d*$') AS TIMESTAMPTZ))
  ELSE local_of(x) END;
CREATE OR REPLACE TEMP MACRO utc_of(x) AS CASE
  WHEN is_zoned(x) THEN shifted(x)
  WHEN getvariable('zone') IS NOT NULL
    THEN timezone('UTC', timezone(getvariable('zone'), local_of(x))) END;
-- An hour that the clocks skip does not exist; one that they show twice is ambiguous.
CREATE OR REPLACE TEMP MACRO time_reason_of(x) AS CASE
  WHEN shifted(x) IS NULL THEN 'time_unreadable'
  WHEN is_zoned(x) THEN NULL
  WHEN getvariable('zone') IS NULL THEN 'time_without_zone'
  WHEN timezone(getvariable('zone'), timezone(getvariable('zone'), local_of(x))) <> local_of(x)
    THEN 'time_skipped_by_clocks'
  WHEN timezone(getvariable('zone'),
         timezone(getvariable('zone'), local_of(x)) + INTERVAL 1 HOUR) = local_of(x)
    OR timezone(getvariable('zone'),
         timezone(getvariable('zone'), local_of(x)) - INTERVAL 1 HOUR) = local_of(x)
    THEN 'time_shown_twice' END;
