"""Values of a year that is not over, as if it were."""

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
    """Look for new values of a calendar year that is not over, or has not begun.

    Parameters
    ----------
    source, table : str
        Whose rows, and of which table.
    old, new : Arrow table
        The last good rows, if there are any, and the new ones.
    year : int
        The year in which the new ones were fetched.

    Returns
    -------
    list of Problem
        One, if there are such values; a projection, which names its scenario, is none.
    """
    names, keys = new.column_names, [key for key in schema.key(table) if key != "source_id"]
    conditions = [f"year >= {year}"]
    if "period" in names:
        conditions.append("period = 'calendar_year'")
    elif "year" not in keys:
        return []  # of a thing or an event, or of a finer time
    if "scenario" in names:
        conditions.append("scenario IS NULL")
    value = next(f.name for f in schema.fields(table) if f.unit not in {None, "year"})
    named = " || ', ' || ".join(f"'{key} ' || {key}" for key in keys)
    with duckdb.connect() as con:
        con.register("new", new)
        con.register("old", new.slice(0, 0) if old is None else old)
        found = con.execute(f"""
            SELECT {named}, {value}, count(*) OVER () FROM (FROM new EXCEPT FROM old)
            WHERE {" AND ".join(conditions)} ORDER BY ALL LIMIT {SHOWN}""").fetchall()
    if not found:
        return []
    what = f"{found[0][2]:,} values of a year that is not over, {year} or later, as if it were"
    what += "".join(f"\n{row}: {value}" for row, value, _ in found)
    remedy = f"if they are of the whole year, build again with --accept {source}; else wait for it"
    return [Problem(source, table, what, remedy, column="year")]
