-- What the names of places stand for, for the files of tools.

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
