-- What is worked out once and kept: a comparison needs two quantities, not to work out all of
-- them. Both tables take the place of the views of their names, and hold the same rows.
CREATE TABLE worked_out AS FROM grid_factors ORDER BY area_id, year;
DROP VIEW grid_factors;
ALTER TABLE worked_out RENAME TO grid_factors;
COMMENT ON TABLE grid_factors IS
  'The grid intensity applied to electricity used in an area and year: life cycle before direct.';

CREATE TABLE worked_out AS FROM quantities ORDER BY subject, year;
DROP VIEW quantities;
ALTER TABLE worked_out RENAME TO quantities;
COMMENT ON TABLE quantities IS
  'An amount of greenhouse gas that can be compared, with its type, on one basis of one source.';
