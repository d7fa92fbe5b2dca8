-- sector_subjects: one row per sector estimate, under the name of its subject: bitcoin,
-- bitcoin-chn.
CREATE VIEW sector_subjects AS
SELECT sector || CASE WHEN area_id = 'WLD' THEN '' ELSE '-' || lower(area_id) END AS subject, *
FROM sector_estimates;

COMMENT ON VIEW sector_subjects IS 'A sector estimate with the name of its sector and place.';
COMMENT ON COLUMN sector_subjects.subject IS 'The sector, and the place if it is not the world.';
