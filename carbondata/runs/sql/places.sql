-- What the names of places stand for.

-- place_names: a name of a country, or the id of a part of one (US-CA), and what it stands for.
-- A name of two countries is left out.
CREATE OR REPLACE TEMP TABLE place_names AS
SELECT folded(name) AS name, min(country_id) AS area_id, min(part_id) AS part_id FROM (
  SELECT name, area_id AS country_id, NULL AS part_id FROM area_names WHERE part_of IS NULL
  UNION ALL
  SELECT name, part_of, area_id FROM area_names WHERE part_of IS NOT NULL AND name = area_id)
GROUP BY folded(name) HAVING count(DISTINCT country_id) = 1;

-- part_names: a name of a part of a country, which only its country makes unique. Of US-CA also CA.
CREATE OR REPLACE TEMP TABLE part_names AS
SELECT folded(name) AS name, country_id, min(part_id) AS part_id FROM (
  SELECT part_of AS country_id, area_id AS part_id, unnest([name, split_part(area_id, '-', 2)]) AS name
  FROM area_names WHERE part_of IS NOT NULL)
GROUP BY folded(name), country_id HAVING count(DISTINCT part_id) = 1;

-- lone_names: a name of an area where no country is named; a nation's comes before a part's, and
-- one of two areas is left out. Without the article of a language: see `engine/areas.py`.
CREATE OR REPLACE TEMP TABLE lone_names AS
SELECT name, CASE WHEN count(DISTINCT area_id) FILTER (part_of IS NULL) > 0
  THEN min(area_id) FILTER (part_of IS NULL) ELSE min(area_id) END AS area_id
FROM (SELECT bare_name(name) AS name, area_id, part_of FROM area_names)
GROUP BY name
HAVING count(DISTINCT area_id) = 1 OR count(DISTINCT area_id) FILTER (part_of IS NULL) = 1;

CREATE OR REPLACE TEMP TABLE cloud_names AS
SELECT lower(provider || '/' || region) AS name, min(area_id) AS area_id
FROM cloud_places WHERE area_id IS NOT NULL
GROUP BY 1 HAVING count(DISTINCT area_id) = 1;
