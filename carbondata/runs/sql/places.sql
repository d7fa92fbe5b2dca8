-- The names of places, folded: without case, accents and spaces around them.
CREATE OR REPLACE TEMP MACRO folded(x) AS lower(strip_accents(trim(x)));
-- A lost value that a tool wrote as a word.
CREATE OR REPLACE TEMP MACRO stated(x) AS
  CASE WHEN lower(trim(x)) NOT IN ('', 'nan', 'none', 'null', 'nil', 'n/a', 'na', '<na>', '-') THEN trim(x) END;
-- The name of a run, however it is written: 1.0 is 1, {A1B2...} is a1b2-... Most need no change.
CREATE OR REPLACE TEMP MACRO known_by(x) AS CASE
  WHEN length(x) IN (32, 36, 38, 45) AND NOT (length(x) = 36 AND x = lower(x)) AND regexp_full_match(x,
    '(?:urn:uuid:)?\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?', 'i')
    THEN regexp_replace(regexp_replace(lower(x), 'urn:uuid:|[^0-9a-f]', '', 'g'),
      '^(.{8})(.{4})(.{4})(.{4})', '\1-\2-\3-\4-')
  WHEN contains(x, '.0') THEN regexp_replace(stated(x), '^(\d+)\.0+$', '\1')
  WHEN length(x) > 4 AND x[1] <> ' ' AND x[-1] <> ' ' THEN x
  ELSE stated(x) END;

-- place_names: a name of a country, or the id of a part of one (US-CA), and what it stands for.
-- A name of two countries is left out.
CREATE OR REPLACE TEMP TABLE place_names AS
SELECT folded(name) AS name, min(area_id) AS area_id, min(part_id) AS part_id FROM (
  SELECT area_id, NULL AS part_id, unnest([area_id, iso2, name_en, name_fr]) AS name
  FROM areas WHERE kind <> 'subdivision'
  UNION ALL
  SELECT area_id, NULL, name FROM area_names
  WHERE area_id NOT IN (SELECT area_id FROM areas WHERE kind = 'subdivision')
  UNION ALL
  SELECT parent_id, area_id, area_id FROM areas WHERE kind = 'subdivision')
WHERE name IS NOT NULL
GROUP BY folded(name) HAVING count(DISTINCT area_id) = 1;

-- part_names: a name of a part of a country, which only its country makes unique. Of US-CA also CA,
-- of SE-SE3 (Stockholm) also SE3.
CREATE OR REPLACE TEMP TABLE part_names AS
SELECT folded(name) AS name, country_id, min(part_id) AS part_id FROM (
  SELECT parent_id AS country_id, area_id AS part_id, unnest([
    area_id, split_part(area_id, '-', 2), name_en, name_fr]) AS name
  FROM areas WHERE kind = 'subdivision'
  UNION ALL
  SELECT parent_id, area_id, name FROM area_names JOIN areas USING (area_id)
  WHERE kind = 'subdivision')
GROUP BY folded(name), country_id HAVING count(DISTINCT part_id) = 1;

CREATE OR REPLACE TEMP TABLE cloud_names AS
SELECT lower(provider || '/' || region) AS name, min(area_id) AS area_id
FROM cloud_places WHERE area_id IS NOT NULL
GROUP BY 1 HAVING count(DISTINCT area_id) = 1;
