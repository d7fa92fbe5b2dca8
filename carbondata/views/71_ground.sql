-- Common ground in SQL: of two lists of figures, each in the order of its places, the measure and the
-- year that both take, the ground that both have, and the figure that each takes on it.

-- measures(figures), shared_measure(s, r, asked): what a side can be compared in; the one asked for,
-- else emissions, else electricity, where both have it.
CREATE MACRO measures(figures) AS [figure_.measure FOR figure_ IN figures];
CREATE MACRO shared_measure(s, r, asked) AS coalesce(asked,
  [measure_ FOR measure_ IN ['emissions', 'electricity']
    IF list_contains(measures(s), measure_) AND list_contains(measures(r), measure_)][1]);

-- in_measure(figures, chosen, asked): those in the measure that is chosen; where there are none in it
-- all, or none if it was asked for.
CREATE MACRO in_measure(figures, chosen, asked) AS CASE
  WHEN list_contains(measures(figures), chosen)
  THEN [figure_ FOR figure_ IN figures IF figure_.measure = chosen]
  WHEN asked IS NULL THEN figures
END;

-- fixed_year(figures): the year of a side that leaves none open; a thing has none of its own.
CREATE MACRO fixed_year(figures) AS
  CASE WHEN figures[1].is_open OR figures[1].kind = 'unit' THEN NULL ELSE figures[1].year END;

-- open_years(figures): those among which a side leaves the choice.
CREATE MACRO open_years(figures) AS
  [figure_.year FOR figure_ IN figures IF figure_.is_open];

-- chosen_year(own, others, anchor): the year that one side takes: the other's, where that is an
-- event or names one; else the newest that both have; else its own newest. Null: it has no choice.
CREATE MACRO chosen_year(own, others, anchor) AS CASE
  WHEN len(open_years(own)) = 0 THEN NULL
  WHEN list_contains(open_years(own), anchor) THEN anchor
  WHEN list_has_any(open_years(own), open_years(others))
    THEN list_max(list_intersect(open_years(own), open_years(others)))
  ELSE list_max(open_years(own))
END;

CREATE MACRO anchor_year(s, r) AS coalesce(fixed_year(s), fixed_year(r));

-- of_year(figures, chosen): those of the year that is chosen; a row that is named is one figure.
CREATE MACRO of_year(figures, chosen) AS
  [figure_ FOR figure_ IN figures
    IF coalesce(figure_.year = chosen, true) AND (NOT figure_.is_row OR figure_ = figures[1])];

-- common_ground(s, r): the first that both have.
CREATE MACRO common_ground(s, r) AS list_min(list_intersect(
  [figure_.ground FOR figure_ IN s IF figure_.ground IS NOT NULL],
  [figure_.ground FOR figure_ IN r IF figure_.ground IS NOT NULL]));

-- on_ground(figures, common): the figure that is taken: on that ground if there is one, else the
-- first.
CREATE MACRO on_ground(figures, common) AS
  coalesce([figure_ FOR figure_ IN figures IF figure_.ground = common][1], figures[1]);

COMMENT ON MACRO measures IS 'What a side can be compared in.';
COMMENT ON MACRO shared_measure IS 'The measure that two sides are compared in.';
COMMENT ON MACRO in_measure IS 'The figures of a side in the measure that is chosen.';
COMMENT ON MACRO fixed_year IS 'The year of a side that leaves none open.';
COMMENT ON MACRO open_years IS 'The years among which a side leaves the choice.';
COMMENT ON MACRO chosen_year IS 'The year that a side takes, by its own and the other''s.';
COMMENT ON MACRO anchor_year IS 'The year that the other side is to have: an event''s, a named one.';
COMMENT ON MACRO of_year IS 'The figures of the year that is chosen.';
COMMENT ON MACRO common_ground IS 'The first common ground that two sides have.';
COMMENT ON MACRO on_ground IS 'The figure of a side on a common ground, else the one that leads.';
