"""Refuse values of an unfinished year that are presented as if it were complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.check.pairs import SHOWN

if TYPE_CHECKING:
    import pyarrow as pa


def unfinished(
    source: str, table: str, old: pa.Table | None, new: pa.Table, year: int
) -> list[Problem]:
    """Find new values of a calendar year that is not over, or has not begun.

    Parameters
    ----------
    source, table : str
        The source and the table of the rows.
    old, new : Arrow table
        The last good rows, if any, and the new ones.
    year : int
        The year in which the new ones were fetched.

    Returns
    -------
    list of Problem
        One, if there are such values; a projection, which names its scenario, does not count.
    """
    names, keys = new.column_names, [key for key in schema.key(table) if key != "source_id"]
    conditions = [f"year >= {year}"]
    if "period" in names:
        conditions.append("period = 'calendar_year'")
    elif "year" not in keys:
        return []  # the rows are things or events, or have a finer time
    if "scenario" in names:
        conditions.append("scenario IS NULL")
    value = next(f.name for f in schema.fields(table) if f.unit not in {None, "year"})
    named = " || ', ' || ".join(f"'{key} ' || {key}" for key in keys)
    with duckdb.connect() as con:
        con.register("new", new)
        con.register("old", new.slice(0, 0) if old is None else old)
        values = con.execute(f"""
            SELECT {named}, {value}, count(*) OVER () FROM (FROM new EXCEPT FROM old)
            WHERE {" AND ".join(conditions)} ORDER BY ALL LIMIT {SHOWN}""").fetchall()
    if not values:
        return []
    what = f"{values[0][2]:,} values of a year that is not over, {year} or later"
    what += "".join(f"\n{row}: {value}" for row, value, _ in values)
    remedy = f"if they cover the whole year, build again with --accept {source}; else wait for it"
    return [Problem(source, table, what, remedy, column="year")]
