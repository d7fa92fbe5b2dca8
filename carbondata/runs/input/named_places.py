"""Places of a table that are named, not given by their ids: Sweden, texas, UK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.runs.input.once import script

if TYPE_CHECKING:
    import duckdb

# What is the id of a place: of an area, or with hours of a zone.
# Where a state of the USA is named by its two letters (TX), other letters are those of states too,
# not of countries (CA).
STATES = """CREATE TEMP VIEW states AS
    SELECT DISTINCT folded(split_part(area_id, '-', 2)) AS name FROM area_names
    WHERE part_of = 'USA' AND length(area_id) = 5"""
OF_STATES = """SELECT count(*) FROM other_places JOIN states ON states.name = folded(area_id)
    WHERE states.name NOT IN (SELECT name FROM lone_names)"""
IDS = "SELECT area_id FROM areas"
ZONES = "SELECT DISTINCT place FROM series"
BASIS = "name"


def with_named_places(con: duckdb.DuckDBPyConnection, view: str, *, is_stream: bool) -> str:
    """Return a view of runs in which a name of an area is replaced by the area.

    Its rows say so: `place_basis` is `name`, and `stated_area_id` the name. Where no row has a
    name it is the same view, as most tables have ids. A stream, which can be read only once, is
    not asked before.
    """
    hourly = con.execute("SELECT coalesce(getvariable('hourly'), false)").fetchall() == [(True,)]
    con.execute(f"CREATE TEMP TABLE place_ids AS {IDS}{f' UNION {ZONES}' if hourly else ''}")
    asked = "SELECT DISTINCT area_id FROM {} WHERE area_id IS NOT NULL"
    others = f"FROM ({asked.format(view)}) ANTI JOIN place_ids USING (area_id)"
    if not is_stream:
        con.execute(f"CREATE TEMP TABLE other_places AS {others}")
        if con.execute("SELECT count(*) FROM other_places").fetchall() == [(0,)]:
            return view
    con.execute(script("places"))
    con.execute(STATES)
    if not is_stream:
        if con.execute(OF_STATES).fetchall() != [(0,)]:
            con.execute("DELETE FROM lone_names WHERE name IN (FROM states)")
        named = "other_places AS o JOIN lone_names AS n ON n.name = bare_name(stated(o.area_id))"
        if con.execute(f"SELECT count(*) FROM {named}").fetchall() == [(0,)]:
            return view
    names = {str(name) for name, *_ in con.execute(f"DESCRIBE FROM {view}").fetchall()}
    basis = "r.place_basis" if "place_basis" in names else "NULL"
    less = " EXCLUDE (place_basis)" if "place_basis" in names else ""
    con.execute(f"""CREATE TEMP VIEW placed_runs AS
        SELECT r.*{less} REPLACE (coalesce(n.area_id, r.area_id) AS area_id),
          CASE WHEN n.area_id IS NOT NULL THEN '{BASIS}' ELSE {basis} END AS place_basis,
          CASE WHEN n.area_id IS NOT NULL THEN r.area_id END AS stated_area_id
        FROM {view} AS r LEFT JOIN place_ids AS i ON i.area_id = r.area_id
        LEFT JOIN lone_names AS n
          ON n.name = CASE WHEN i.area_id IS NULL THEN bare_name(stated(r.area_id)) END""")
    return "placed_runs"
