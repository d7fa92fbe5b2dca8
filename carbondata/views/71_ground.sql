-- Common ground in SQL: from two lists of figures, each ordered by place, the measure and the year
-- for both, the ground that they share, and the figure of each on it.

-- measures(figures), shared_measure(s, r, asked): the measures of a side; the requested one, else
-- emissions, else electricity, if both have it.
CREATE MACRO measures(figures) AS [figure_.measure FOR figure_ IN figures];
CREATE MACRO shared_measure(s, r, asked) AS coalesce(asked,
  [measure_ FOR measure_ IN ['emissions', 'electricity']
    IF list_contains(measures(s), measure_) AND list_contains(measures(r), measure_)][1]);

-- in_measure(figures, chosen, asked): those in the chosen measure; if there are none, all of them,
-- or none if the measure was requested.
CREATE MACRO in_measure(figures, chosen, asked) AS CASE
  WHEN list_contains(measures(figures), chosen)
  THEN [figure_ FOR figure_ IN figures IF figure_.measure = chosen]
  WHEN asked IS NULL THEN figures
END;

-- fixed_year(figures): the year of a side that leaves none open; a thing has no year of its own.
CREATE MACRO fixed_year(figures) AS
  CASE WHEN figures[1].is_open OR figures[1].kind = 'unit' THEN NULL ELSE figures[1].year END;

-- open_years(figures): the years that a side leaves open.
CREATE MACRO open_years(figures) AS
  [figure_.year FOR figure_ IN figures IF figure_.is_open];

-- chosen_year(own, others, anchor): the year of one side: the other side's if that is an event or
-- names one; else the newest that both have; else its own newest. Null if it has no choice.
CREATE MACRO chosen_year(own, others, anchor) AS CASE
  WHEN len(open_years(own)) = 0 THEN NULL
  WHEN list_contains(open_years(own), anchor) THEN anchor
  WHEN list_has_any(open_years(own), open_years(others))
    THEN list_max(list_intersect(open_years(own), open_years(others)))
  ELSE list_max(open_years(own))
END;

CREATE MACRO anchor_year(s, r) AS coalesce(fixed_year(s), fixed_year(r));

-- of_year(figures, chosen): those of the chosen year; a named row is a single figure.
CREATE MACRO of_year(figures, chosen) AS
  [figure_ FOR figure_ IN figures
    IF coalesce(figure_.year = chosen, true) AND (NOT figure_.is_row OR figure_ = figures[1])];

-- common_ground(s, r): the first ground that both have.
CREATE MACRO common_ground(s, r) AS list_min(list_intersect(
  [figure_.ground FOR figure_ IN s IF figure_.ground IS NOT NULL],
  [figure_.ground FOR figure_ IN r IF figure_.ground IS NOT NULL]));

-- on_ground(figures, common): the figure on that ground if there is one, else the first.
CREATE MACRO on_ground(figures, common) AS
  coalesce([figure_ FOR figure_ IN figures IF figure_.ground = common][1], figures[1]);

COMMENT ON MACRO measures IS 'The measures in which a side can be compared.';
COMMENT ON MACRO shared_measure IS 'The measure in which two sides are compared.';
COMMENT ON MACRO in_measure IS 'The figures of a side in the chosen measure.';
COMMENT ON MACRO fixed_year IS 'The year of a side that leaves none open.';
COMMENT ON MACRO open_years IS 'The years that a side leaves open.';
COMMENT ON MACRO chosen_year IS 'The year of a side, given its own years and the other side''s.';
COMMENT ON MACRO anchor_year IS 'The year that one side sets for the other: that of an event, or a named one.';
COMMENT ON MACRO of_year IS 'The figures of the chosen year.';
COMMENT ON MACRO common_ground IS 'The first common ground that two sides have.';
COMMENT ON MACRO on_ground IS 'The figure of a side on a common ground, else its headline.';
