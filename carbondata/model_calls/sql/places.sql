-- call_places: what the names of places in the log stand for, ids, names, or regions of a cloud.
CREATE OR REPLACE TEMP TABLE call_places AS
SELECT g.area, coalesce(a.area_id, n.area_id, k.area_id) AS area_id
FROM (SELECT DISTINCT area FROM call_groups WHERE area IS NOT NULL) AS g
LEFT JOIN areas AS a ON a.area_id = g.area
LEFT JOIN lone_names AS n ON n.name = bare_name(stated(g.area))
LEFT JOIN cloud_names AS k ON k.name = lower(g.area);
