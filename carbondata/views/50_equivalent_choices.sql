-- equivalent_choices: one row is an equivalent of a thing that has a name across sources, so that
-- the sources of one thing stand side by side. One is the default, and says why: a figure that
-- stands before one that was replaced, one that was seen before one that was not, then the
-- source preferred for it, then the newest year.
CREATE VIEW equivalent_choices AS
WITH ranked AS (
  SELECT
    e.*,
    s.priority,
    row_number() OVER (
      PARTITION BY e.thing
      ORDER BY e.status <> 'current', NOT e.verified, s.priority, e.year DESC, e.equivalent_id
    ) AS rank,
    count(*) OVER (PARTITION BY e.thing) AS choices
  FROM equivalents AS e
  JOIN (SELECT source_id, priority FROM sources) AS s USING (source_id)
  WHERE e.thing IS NOT NULL
)
SELECT
  thing, rank = 1 AS is_default, equivalent_id, name_en, name_fr, functional_unit, area_id, year,
  emissions_t, gas, boundary, forcing, status, verified,
  CASE
    WHEN rank > 1 THEN NULL
    ELSE status || ', ' || CASE WHEN verified THEN 'seen' ELSE 'not seen' END
      || ', priority ' || priority || ', year ' || year || '; first of ' || choices
  END AS why_default,
  source_id, locator
FROM ranked;

COMMENT ON VIEW equivalent_choices IS
  'The figures that several sources give for one thing, side by side, with the default and why.';
COMMENT ON COLUMN equivalent_choices.is_default IS 'Whether it is the figure that is taken of the thing.';
COMMENT ON COLUMN equivalent_choices.why_default IS 'Why it is; null of the others.';
COMMENT ON COLUMN equivalent_choices.source_id IS 'The source of the row: a folder of sources/, a row of `sources`.';
