"""New rows beside the last good ones: an area, a year or many rows that are gone are missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.publish.sources_table import TIME_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

# A publisher takes back a few rows in every release: the Global Carbon Budget 335 of 21,732
# between 2022v27 and 2023v28.
LOST_SHARE = 0.05
SHOWN = 5


def shrunk(source: str, table: str, old: pa.Table, new: pa.Table) -> list[Problem]:
    """Compare what one source's new rows of a table cover with what its last good ones did.

    Returns
    -------
    list of Problem
        One for areas that are gone, one for years, one where more than a twentieth of the rows
        are. Empty when nothing is missed.
    """
    if not old.num_rows or new.equals(old):
        return []
    remedy = f"if the publisher means it, build again with --accept {source}; else fetch again"
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        found = [*_gone(con, old.column_names), *_fewer(con, table, old.num_rows)]
    return [Problem(source, table, what, remedy, column=column) for column, what in found]


def _gone(con: duckdb.DuckDBPyConnection, names: list[str]) -> Iterator[tuple[str, str]]:
    """Name the areas and years that had rows and have none any more."""
    covered = [("areas", "area_id", "area_id")] if "area_id" in names else []
    if time := next((name for name in TIME_COLUMNS if name in names), None):
        covered.append(("years", time, time if time == "year" else f"year({time})"))
    for what, column, value in covered:
        gone = con.execute(f"""
            SELECT CAST(list(one ORDER BY one) AS VARCHAR[]) FROM (
              SELECT {value} AS one FROM old WHERE one IS NOT NULL EXCEPT SELECT {value} FROM new)
            """).fetchall()[0][0]
        if gone:
            more = f" and {len(gone) - SHOWN} more" if len(gone) > SHOWN else ""
            yield column, f"{len(gone)} {what} are gone: {', '.join(gone[:SHOWN])}{more}"


def _fewer(con: duckdb.DuckDBPyConnection, table: str, size: int) -> Iterator[tuple[None, str]]:
    """Say that too many rows are gone, whatever they are about."""
    keys = ", ".join(schema.key(table))
    query = f"SELECT count(*) FROM old ANTI JOIN new USING ({keys})"
    lost = con.execute(query).fetchall()[0][0]
    if lost > LOST_SHARE * size:
        yield None, f"{lost:,} of the {size:,} last good rows are gone"
