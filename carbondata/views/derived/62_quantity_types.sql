-- quantity_types: one row per combination of the values of quantities in each dimension, in the
-- words that rules use; including those that only a comparison can make (`virtual`).

-- A given amount.
CREATE VIEW given_types AS
SELECT
  measure, gas, 'none' AS accounting, 'none' AS forcing, 'none' AS land_use,
  'event' AS functional_unit, 'given' AS figure, 'current' AS status, 'true' AS verified
FROM (VALUES ('emissions', 'CO2'), ('emissions', 'CO2e'), ('emissions', 'unstated'),
  ('electricity', NULL)) AS given(measure, gas);

-- The electricity of a run, or an amount of it, put on a grid.
CREATE VIEW moved_types AS
SELECT DISTINCT
  'emissions' AS measure, g.gas, g.gwp, 'use' AS boundary, g.boundary AS electricity,
  e.energy_scope, g.accounting, 'none' AS forcing, 'none' AS land_use, 'event' AS functional_unit,
  'at_grid' AS figure, e.method, e.status, e.verified
FROM grid_factors AS g
CROSS JOIN (
  SELECT
    counted_scope AS energy_scope, 'derived' AS method, status, CAST(verified AS VARCHAR) AS verified
  FROM run_electricity
  WHERE energy_kwh IS NOT NULL
  UNION
  SELECT NULL, NULL, 'current', 'true'
) AS e;

CREATE VIEW quantity_types AS
WITH held AS (
  SELECT DISTINCT *, false AS virtual FROM (SELECT unnest(dimensions(q)) FROM quantities AS q)
), counted AS (
  -- A counted quantity is no longer a rate.
  SELECT * REPLACE ('counted' AS functional_unit) FROM held WHERE functional_unit = 'per_unit'
), every AS (
  FROM held
  UNION ALL BY NAME FROM counted
  UNION ALL BY NAME FROM given_types
  UNION ALL BY NAME FROM moved_types
)
SELECT type_id(t) AS type_id, * REPLACE (coalesce(virtual, true) AS virtual)
FROM every AS t
QUALIFY row_number() OVER (PARTITION BY type_id(t) ORDER BY coalesce(virtual, true)) = 1
ORDER BY ALL;
