"""The batch query and the tables it joins: yearly factors, or hourly running sums."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

from carbondata.runs.macros import rows_of, written_out

if TYPE_CHECKING:
    import duckdb

# The columns that the query adds.
ADDED = (
    "factor_id",
    "source_id",
    "factor_year",
    "boundary",
    "gas",
    "intensity_g_per_kwh",
    "intensity_g_per_kwh_low",
    "intensity_g_per_kwh_high",
    "reason",
    "emissions_scope",
    "counted_kwh",
    "emissions_t",
    "emissions_t_low",
    "emissions_t_high",
)
# The columns that a row of `runs` must have, and their types.
NEEDED = {
    "energy_kwh": "DOUBLE",
    "energy_kwh_low": "DOUBLE",
    "energy_kwh_high": "DOUBLE",
    "energy_scope": "VARCHAR",
    "pue": "DOUBLE",
    "area_id": "VARCHAR",
    "year": "BIGINT",
    "start_us": "BIGINT",
    "end_us": "BIGINT",
    "time_reason": "VARCHAR",
    "unread": "VARCHAR",
}
# Columns that only the query needs; they are not in the output.
SCAFFOLDING = ("start_us", "end_us", "time_reason", "unread", "factor_reason")
HOURLY_SCAFFOLDING = (*SCAFFOLDING, "step_us", "start_slot", "end_slot")
# How much larger our figure is than the tool's, and the parts due to the factor and the PUE: the
# second times the third is the first.
TOOL_RATIOS = {
    "times_tool": "emissions_t / nullif(tool_emissions_t, 0)",
    "times_from_factor": "intensity_g_per_kwh / nullif(tool_g_per_kwh, 0)",
    "times_from_pue": "counted_kwh / nullif(energy_kwh, 0)",
}
# The tables that the query joins. Both hourly tables number the zones in the same way.
FACTORS = "FROM run_factors($boundary, $year_gap)"
SERIES = """SELECT place, boundary, gas, source_id,
       zone || '/' || boundary || '/' || source_id AS factor_id,
       dense_rank() OVER (ORDER BY zone, source_id, duration_h) AS zone_id,
       hours_us(duration_h) AS step_us,
       zone, duration_h
FROM hourly_series WHERE preferred AND boundary = $boundary"""
HOURS = f"""SELECT epoch_us(h.start_utc) + s.zone_id AS slot, h.intensity_g_per_kwh,
       h.g_h_before, h.g_h_through, h.intervals_through
FROM hourly_sums AS h
JOIN (SELECT DISTINCT zone_id, zone, boundary, source_id, duration_h FROM ({SERIES})) AS s
  USING (zone, boundary, source_id, duration_h)"""
# The column that restores the order of a table's rows.
ORDER = "carbondata_row"
# All our own names; an input column with such a name is renamed on reading.
RESERVED = {*ADDED, *NEEDED, *HOURLY_SCAFFOLDING, *TOOL_RATIOS, ORDER}
RESERVED |= {"spans_years", "stated_area_id", "counted_in", "runs_at_once"}
RESERVED |= {"place_basis", "parts_g_per_kwh_low", "parts_g_per_kwh_high"}


def batch_query(*, hourly: bool = False) -> str:
    """Return the batch query: portable SQL over `runs` and `factors`, or `series` and `hours`.

    Examples
    --------
    >>> "LEFT JOIN factors" in batch_query(), "LEFT JOIN hours" in batch_query(hourly=True)
    (True, True)
    """
    located = _by_hour() if hourly else rows_of("located_by_year")
    return f"WITH located AS (\n{located})\n{rows_of('emitted')}"


def joined(
    boundary: str, *, hourly: bool = False, year_gap: int = 0
) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the SQL of each table that the query joins, and its parameters.

    Examples
    --------
    >>> list(joined("direct")), list(joined("direct", hourly=True))
    (['factors'], ['series', 'hours'])
    """
    of_boundary: dict[str, Any] = {"boundary": boundary}
    if hourly:
        return {"series": (SERIES, of_boundary), "hours": (HOURS, of_boundary)}
    return {"factors": (written_out(FACTORS), of_boundary | {"year_gap": year_gap})}


def prepare(
    con: duckdb.DuckDBPyConnection, boundary: str, *, hourly: bool = False, year_gap: int = 0
) -> None:
    """Create the tables that the query joins, from the views of an open connection."""
    for name, (query, given) in joined(boundary, hourly=hourly, year_gap=year_gap).items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", given)


def _by_hour() -> str:
    path = resources.files("carbondata.runs").joinpath("sql", "located_by_hour.sql")
    return written_out(path.read_text("utf-8"))
