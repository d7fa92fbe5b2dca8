"""A separate DuckDB for a batch, with its own memory, threads and settings."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from carbondata import places
from carbondata.engine.areas import AREA_NAMES
from carbondata.files import literal
from carbondata.query.connection import State, opened, state
from carbondata.query.instances import instance
from carbondata.runs.batch_query import joined, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb
    import pyarrow as pa

# The macros that the readers of runs call.
MACROS = ("05_limits.sql", "06_formulas.sql")
# What the readers of runs look up: names of places, and the power of accelerators.
LOOKED_UP = {
    "areas": "SELECT area_id, kind, parent_id FROM areas",
    "area_names": AREA_NAMES,
    "accelerators": "SELECT name, tdp_w FROM accelerators WHERE tdp_w IS NOT NULL",
    "cloud_places": "SELECT DISTINCT provider, region, area_id FROM cloud_regions",
}


@contextmanager
def workspace(
    work: Path,
    database: str | Path | None,
    boundary: str,
    hourly: bool,  # noqa: FBT001  (passed on from the command)
    year_gap: int,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty DuckDB, and copy the few tables into it that a batch needs.

    Rows are streamed, so memory does not grow with them; DuckDB spills to `work`.
    """
    with instance() as con:
        con.execute("SET preserve_insertion_order = false")
        con.execute("SET memory_limit = '1GB'")
        con.execute(f"SET temp_directory = {literal(work)}")
        # The year and the text of a time must not depend on the machine's zone.
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"SET VARIABLE hourly = {hourly}")
        for script in places.views():
            if script.name in MACROS:
                con.execute(script.read_text(encoding="utf-8"))
        if hourly:
            _copy_hours(con, database, boundary)
        else:
            for name, table in _of_years(state(database), database).items():
                con.register(name, table)
            prepare(con, boundary, year_gap=year_gap)
        yield con


@lru_cache(maxsize=2)
def _of_years(_current: State, database: str | Path | None) -> dict[str, pa.Table]:
    """Read the places and factors once for each state of the tables, as it is the slowest step."""
    with closing(opened(database).cursor()) as con:
        queries = LOOKED_UP | {"factor_choices": "FROM factor_choices"}
        return {name: con.sql(query).to_arrow_table() for name, query in queries.items()}


def _copy_hours(con: duckdb.DuckDBPyConnection, database: str | Path | None, boundary: str) -> None:
    """Stream the hours into the workspace, as they may be many."""
    with closing(opened(database).cursor()) as tables:
        for name, query in LOOKED_UP.items():
            con.register(name, tables.sql(query).to_arrow_table())
        for name, (query, given) in joined(boundary, hourly=True).items():
            con.register("copied", tables.sql(query, params=given).to_arrow_reader())
            con.execute(f"CREATE TEMP TABLE {name} AS FROM copied")
            con.unregister("copied")
