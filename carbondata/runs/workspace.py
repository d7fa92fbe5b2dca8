"""A separate DuckDB for a batch, with its own memory, threads and settings."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from carbondata import places
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
# The names of places, which the readers of runs look up.
PLACES = {
    "areas": "SELECT area_id, kind, iso2, name_en, name_fr, parent_id FROM areas",
    "area_names": """SELECT name, subject AS area_id FROM names
        WHERE kind <> 'keyword' AND subject IN (SELECT area_id FROM areas)""",
    "cloud_places": "SELECT DISTINCT provider, region, area_id FROM cloud_regions",
}
# The places that have a factor in a year, and the range of those of the parts of a country.
USABLE = """CREATE TEMP TABLE usable_places AS
    SELECT area_id, for_year AS year FROM factors WHERE factor_reason IS NULL"""
USABLE_BY_HOUR = """CREATE TEMP TABLE usable_places AS
    SELECT DISTINCT place AS area_id, unnest(range(first_run_year(), last_run_year() + 1)) AS year
    FROM series"""
SPREADS = """CREATE TEMP TABLE spreads AS
    SELECT parent_id AS area_id, for_year AS year, min(intensity_g_per_kwh) AS parts_g_per_kwh_low,
      max(intensity_g_per_kwh) AS parts_g_per_kwh_high
    FROM factors JOIN areas USING (area_id)
    WHERE kind = 'subdivision' AND factor_reason IS NULL GROUP BY ALL"""
NO_SPREADS = """CREATE TEMP TABLE spreads (area_id VARCHAR, year BIGINT,
    parts_g_per_kwh_low DOUBLE, parts_g_per_kwh_high DOUBLE)"""


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
            con.execute(USABLE_BY_HOUR)
            con.execute(NO_SPREADS)
        else:
            for name, table in _of_years(state(database), database).items():
                con.register(name, table)
            prepare(con, boundary, year_gap=year_gap)
            con.execute(USABLE)
            con.execute(SPREADS)
        yield con


@lru_cache(maxsize=2)
def _of_years(_current: State, database: str | Path | None) -> dict[str, pa.Table]:
    """Read the places and factors once for each state of the tables, as it is the slowest step."""
    with closing(opened(database).cursor()) as con:
        queries = PLACES | {"factor_choices": "FROM factor_choices"}
        return {name: con.sql(query).to_arrow_table() for name, query in queries.items()}


def _copy_hours(con: duckdb.DuckDBPyConnection, database: str | Path | None, boundary: str) -> None:
    """Stream the hours into the workspace, as they may be many."""
    with closing(opened(database).cursor()) as tables:
        for name, query in PLACES.items():
            con.register(name, tables.sql(query).to_arrow_table())
        for name, (query, given) in joined(boundary, hourly=True).items():
            con.register("copied", tables.sql(query, params=given).to_arrow_reader())
            con.execute(f"CREATE TEMP TABLE {name} AS FROM copied")
            con.unregister("copied")
