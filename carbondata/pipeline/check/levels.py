"""New rows beside the last good ones: what a reader would see move, and a median does not.

Each was tried on releases that publishers made: those of the Global Carbon Budget of 2022 and 2023,
and of Ember of 2025 and 2026, pass; two values of North Korea in Our World in Data's do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.pipeline import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

SHOWN = 10
FEW = 5
# Of the newest years a reader asks first.
NEWEST = 10
# What no revision of a large figure of the newest years has been.
JUMP, SHIFT = 3.0, 1.4
# Of values that all moved by one factor.
ALIKE, ALMOST_ALL, NOTHING = 1e-3, 0.95, 0.005
# Of an area's years that another area had before.
SWAPPED = 0.8
# The pairs of a column's old and new values; large ones are those above its median.
PAIRS = """
    CREATE OR REPLACE TEMP VIEW pairs AS
    SELECT {named} AS row, n.area_id, n.year AS year, o.{column} AS old, n.{column} AS new,
      n.{column} / nullif(o.{column}, 0) AS ratio,
      abs(o.{column}) >= median(abs(o.{column})) OVER () AS is_large,
      n.year > max(n.year) OVER () - {newest} AS is_newest
    FROM new AS n JOIN old AS o USING ({keys})"""
FACTOR = f"""
    SELECT median(ratio) AS factor, count(*) AS moved FROM pairs WHERE ratio <> 0
    HAVING count(*) >= {SHOWN} AND abs(factor - 1) > {NOTHING} AND (
      SELECT avg(CAST(abs(ratio / m.middle - 1) < {ALIKE} AS INTEGER))
      FROM pairs, (SELECT median(ratio) AS middle FROM pairs WHERE ratio <> 0) AS m
      WHERE ratio <> 0) > {ALMOST_ALL}"""
ZEROS = f"""
    SELECT year, count(*) FILTER (new = 0) AS zeros FROM pairs WHERE old <> 0
    GROUP BY year HAVING zeros >= {FEW} AND 2 * zeros > count(*) ORDER BY year LIMIT {SHOWN}"""
JUMPS = f"""
    SELECT row, old, new, ratio FROM pairs
    WHERE is_large AND is_newest AND ratio <> 0 AND abs(ln(abs(ratio))) > ln({JUMP})
    ORDER BY abs(ln(abs(ratio))) DESC, row LIMIT {SHOWN}"""
SHIFTS = f"""
    SELECT area_id, count(*) AS years, median(ratio) AS middle FROM pairs
    WHERE is_large AND is_newest AND (ratio > {SHIFT} OR ratio BETWEEN 0 AND {1 / SHIFT})
    GROUP BY area_id HAVING years >= {FEW} ORDER BY abs(ln(middle)) DESC, area_id LIMIT {SHOWN}"""
SWAPS = f"""
    SELECT n.area_id, o.area_id AS other, count(*) AS years
    FROM (SELECT *, count(*) OVER (PARTITION BY area_id) AS held FROM pairs) AS n
    JOIN pairs AS o
      ON o.year = n.year AND o.area_id > n.area_id AND o.old = n.new AND n.old = o.new
    WHERE n.new <> n.old
    GROUP BY n.area_id, other, n.held HAVING years >= {FEW} AND years > {SWAPPED} * n.held
    ORDER BY n.area_id LIMIT {SHOWN}"""


def levels(source: str, table: str, old: pa.Table, new: pa.Table) -> list[Problem]:
    """Look for values of areas by year that moved where a reader would see it.

    Returns
    -------
    list of Problem
        All values moved by one factor; a year turned to zero; large values of the newest years that
        jumped, or areas that shifted there; areas whose values changed places. Empty when nothing
        did, and of tables that are not of areas by year.
    """
    keys = schema.key(table)
    if not {"area_id", "year"} <= set(keys) or not (old.num_rows and new.num_rows):
        return []
    if new.equals(old):
        return []
    named = " || ', ' || ".join(f"'{key} ' || n.{key}" for key in keys if key != "source_id")
    remedy = (
        f"if the publisher means it, build again with --accept {source}; else tell the publisher"
    )
    problems = []
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        for column in (f.name for f in schema.fields(table) if f.unit and f.name not in keys):
            parts = {"named": named, "column": column, "keys": ", ".join(keys), "newest": NEWEST}
            con.execute(PAIRS.format(**parts))
            problems += [
                Problem(source, table, what, remedy, row=row, column=column)
                for row, what in _found(con)
            ]
    return problems


def _found(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str | None, str]]:
    for factor, moved in con.execute(FACTOR).fetchall():
        yield None, f"all {moved:,} values moved by one factor, {factor:.5g}"
        return
    for year, zeros in con.execute(ZEROS).fetchall():
        yield f"year {year}", f"{zeros:,} values, most of the year's, turned to zero"
    for row, before, now, ratio in con.execute(JUMPS).fetchall():
        yield row, f"{now:g}, {ratio:.3g} times the last good value {before:g}"
    for area, years, ratio in con.execute(SHIFTS).fetchall():
        what = f"the area shifted: {years} of its newest years by about {ratio:.3g} times"
        yield f"area_id {area}", what
    for area, other, years in con.execute(SWAPS).fetchall():
        yield f"area_id {area}", f"it changed places with {other}, in {years} years"
