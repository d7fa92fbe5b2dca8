-- trainings: one row per subject of `training_runs`, with its preferred study, if one is verified:
-- sums over rows that are not part of another (part_of IS NULL) count nothing twice.
-- Rows with an energy multiplied here are left out.
CREATE VIEW training_order AS
SELECT
  r.run_id,
  row_number() OVER (
    PARTITION BY r.subject
    ORDER BY coalesce(q.place, 1000), p.study IS NULL, NOT r.verified, r.status <> 'current',
      r.as_if IS NOT NULL,
      coalesce(r.accounting = 'market', false), r.energy_kwh IS NULL, s.priority, r.run_id
  ) AS place
FROM training_runs AS r
JOIN (SELECT source_id, priority FROM sources) AS s USING (source_id)
LEFT JOIN (SELECT study FROM preferred) AS p ON p.study = r.run_id
LEFT JOIN (
  -- A study of emissions comes before one of only electricity.
  SELECT row_id, min(place + CASE measure WHEN 'electricity' THEN 100 ELSE 0 END) AS place
  FROM quantities WHERE kind = 'event' GROUP BY row_id
) AS q ON q.row_id = r.run_id;

CREATE VIEW trainings AS
SELECT r.*
FROM training_runs AS r JOIN training_order AS o ON o.run_id = r.run_id
WHERE o.place = 1 AND r.verified AND r.energy_figure IS DISTINCT FROM 'multiplied'
ORDER BY r.subject;

COMMENT ON VIEW training_order IS 'A training run with its position among the studies of its subject.';
COMMENT ON COLUMN training_order.place IS '1 is the preferred study.';
COMMENT ON VIEW trainings IS 'A subject of `training_runs` with its preferred study.';
