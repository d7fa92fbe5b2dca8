"""The view `runs` of all rows that were read, with the options that override or complete them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.errors import QueryError
from carbondata.files import identifier, literal
from carbondata.runs.batch_query import NEEDED
from carbondata.runs.input.chips import create_chips
from carbondata.runs.input.columns import refuse_too_many
from carbondata.runs.input.generic_table import NO_TIME
from carbondata.runs.input.named_places import with_named_places
from carbondata.runs.input.once import of_names, script
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    import duckdb


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
# What a tool's place says, which another place makes void.
OF_PLACE = {"place_basis", "parts_g_per_kwh_low", "parts_g_per_kwh_high"}


class Overrides(NamedTuple):
    """Options for every run: `area` and `year` override, the others are defaults."""

    area: str | None = None
    year: int | None = None
    pue: float | None = None
    energy_scope: str | None = None
    timezone: str | None = None
    take_one: bool = False


def create_macros(con: duckdb.DuckDBPyConnection, overrides: Overrides) -> None:
    """Create what the readers need: macros for times, names and units, the zone."""
    if overrides.timezone is not None:
        zones = "SELECT count(*) FROM pg_timezone_names() WHERE name = ?"
        if con.execute(zones, [overrides.timezone]).fetchall() == [(0,)]:
            raise run_error(key="zone", zone=overrides.timezone)
    con.execute(
        f"SET VARIABLE zone = {'NULL' if not overrides.timezone else literal(overrides.timezone)}"
    )
    con.execute(script("datetimes"))
    con.execute(script("names"))
    con.execute(script("units"))
    area = "NULL" if overrides.area is None else literal(overrides.area)
    con.execute(f"SET VARIABLE run_area = {area}")
    con.execute(f"SET VARIABLE run_year = {'NULL' if overrides.year is None else overrides.year}")


def create_places(con: duckdb.DuckDBPyConnection) -> None:
    """Create what only the files of tools need: places, which have a factor when, accelerators."""
    con.execute(script("places"))
    create_chips(con)
    hourly = con.execute("SELECT coalesce(getvariable('hourly'), false)").fetchall() == [(True,)]
    for statement in (USABLE_BY_HOUR, NO_SPREADS) if hourly else (USABLE, SPREADS):
        con.execute(statement)


def create_runs(
    con: duckdb.DuckDBPyConnection, view: str, overrides: Overrides, *, is_stream: bool = False
) -> None:
    """Create `runs` with every column that the batch query needs, and apply the overrides."""
    if overrides.area is None:
        view = with_named_places(con, view, is_stream=is_stream)
    types = types_of(con, f"FROM {view}", "the runs")
    new = {
        name: f"CAST({name if name in types else 'NULL'} AS {kind})"
        for name, kind in NEEDED.items()
    }
    replaced = {*NEEDED, "spans_years"} | (OF_PLACE if overrides.area is not None else set())
    kept = [identifier(name) for name in types if name not in replaced]
    if overrides.area is not None:
        kept.append(f"{new['area_id']} AS stated_area_id")
        new["area_id"] = literal(overrides.area)
    if overrides.year is not None:
        new["year"] = f"CAST({overrides.year} AS BIGINT)"
        new["unread"] = f"nullif({new['unread']}, '{NO_TIME}')"
    elif "spans_years" in types:
        new["unread"] = (
            f"coalesce(unread, CASE WHEN spans_years AND NOT {_HOURLY} THEN 'spans_years' END)"
        )
    if overrides.energy_scope is not None:
        new["energy_scope"] = f"coalesce({new['energy_scope']}, {literal(overrides.energy_scope)})"
    if overrides.pue is not None:
        new["pue"] = (
            f"CASE WHEN {new['energy_scope']} = 'facility' THEN {new['pue']} "
            f"ELSE coalesce({new['pue']}, {overrides.pue}) END"
        )
    columns = [*kept, *(f"{sql} AS {name}" for name, sql in new.items())]
    con.execute(f"CREATE TEMP VIEW runs AS SELECT {', '.join(columns)} FROM {view}")
    of_names(con, types)


_HOURLY = "coalesce(getvariable('hourly'), false)"


def types_of(con: duckdb.DuckDBPyConnection, query: str, where: str) -> dict[str, str]:
    """Return the types of a query's columns, by name.

    Raises
    ------
    QueryError
        When it cannot be read, or has too many columns.
    """
    import duckdb

    try:
        described = con.execute(f"DESCRIBE {query}").fetchall()
    except duckdb.Error as error:
        message = f"{where} cannot be read; it may be truncated: {str(error).splitlines()[0]}"
        raise QueryError(message) from None
    refuse_too_many(described, where)
    return {str(name): str(kind) for name, kind, *_ in described}
