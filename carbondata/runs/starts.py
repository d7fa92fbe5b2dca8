"""When the runs of files should have started: each by its own length, or all as one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.errors import QueryError
from carbondata.files import scratch
from carbondata.query.connection import opened
from carbondata.runs.footprints import errors_in_the_users_names, refuse_overrides
from carbondata.runs.grid_factor import named_area
from carbondata.runs.hourly import Known, Start, best_and_worst, known_hours
from carbondata.runs.input.inputs import File, as_names, files
from carbondata.runs.input.overrides import Overrides
from carbondata.runs.input.tool_readers import read_files
from carbondata.runs.refusals import run_error
from carbondata.runs.workspace import workspace

if TYPE_CHECKING:
    import datetime as dt

    import duckdb

# Each length of a run takes a twentieth of a second.
MANY = 200
# What may name a run, the first that there is.
NAMES = ("run_id", "name", "job", "project_name")
# What may say how long a run took, in hours.
LENGTHS = {
    "duration_h": "duration_h",
    "duration_s": "duration_s / 3600",
    "end_us": "(end_us - start_us) / 3.6e9",
}
HERE = "SELECT DISTINCT place, gas FROM hourly_series WHERE boundary = ? AND preferred"


class MovedRun(NamedTuple):
    """A run of a file, and when it would have emitted least and most; or why nobody knows.

    `rows` are those that it is the sum of, `counted_kwh` is with PUE, `hours` its length; `starts`
    are the greenest and the dirtiest, and `emissions_t` those of each.
    """

    name: str | None
    rows: int
    area_id: str | None
    hours: float | None
    counted_kwh: float
    emissions_scope: str
    gas: str | None
    starts: tuple[Start, Start] | None
    reason: str | None

    @property
    def emissions_t(self) -> tuple[float, float] | None:
        """The emissions of the greenest and of the dirtiest start, in t."""
        if self.starts is None:
            return None
        best, worst = (self.counted_kwh * one.intensity_g_per_kwh / 1e6 for one in self.starts)
        return best, worst


class Moved(NamedTuple):
    """The runs of files moved within a window; rows left out by reason; what is known by place."""

    runs: list[MovedRun]
    reasons: dict[str, int]
    known: dict[str, Known]


def moved_runs(  # noqa: PLR0913  (keywords, as of footprints)
    runs: Any,  # noqa: ANN401  (as of footprints)
    window: tuple[dt.datetime, dt.datetime],
    hours: float | None = None,
    *,
    area: str | None = None,
    pue: float | None = None,
    energy_scope: str | None = None,
    timezone: str | None = None,
    take_one: bool = False,
    boundary: str = "life_cycle",
    database: str | Path | None = None,
) -> Moved:
    """Find the greenest and the dirtiest start of each run, or with `hours` of all as one run.

    Parameters
    ----------
    window : pair of datetime
        Its start and end, in naive UTC.
    hours : float, optional
        Take the energy of all runs as that of one of so many hours.
    area, pue, energy_scope, timezone, take_one
        As for `footprints`.

    Raises
    ------
    QueryError
        When a file cannot be read, or the runs have too many lengths.
    """
    place = None if area is None else named_area(area, database)
    overrides = Overrides(place, None, pue, energy_scope, timezone, take_one)
    refuse_overrides(overrides, boundary)
    sources: list[File] = []
    with (
        errors_in_the_users_names(sources, None),
        scratch(Path(gettempdir()), "*") as work,
        workspace(work, database, boundary, hourly=True, year_gap=0) as con,
    ):
        sources += files(as_names(runs), work)
        read_files(con, sources, overrides, work)
        rows, reasons = _energies(con, hours)
    moved = _moved(rows, window, boundary, database)
    for run in moved:
        if run.reason is not None:
            reasons[run.reason] = reasons.get(run.reason, 0) + run.rows
    there = sorted({str(run.area_id) for run in moved if run.starts is not None})
    known = {one: known_hours(one, window, boundary, database) for one in there}
    return Moved(moved, reasons, known)


def _energies(
    con: duckdb.DuckDBPyConnection, hours: float | None
) -> tuple[list[MovedRun], dict[str, int]]:
    """Return the runs that count, and the rows that do not by their reason.

    With `hours` the energy of all is added up, for each place and scope.
    """
    columns = {str(name) for name, *_ in con.execute("DESCRIBE runs").fetchall()}
    names = [f"CAST({name} AS VARCHAR)" for name in NAMES if name in columns]
    lengths = [sql for name, sql in LENGTHS.items() if name in columns]
    why = """coalesce(unread,
        energy_reason(energy_kwh, energy_kwh_low, energy_kwh_high, energy_scope, pue))"""
    con.execute(f"""CREATE TEMP TABLE energies AS SELECT
        coalesce({", ".join([*names, "NULL"])}) AS name, 1 AS rows, area_id,
        coalesce({", ".join(lengths)}) AS hours,
        energy_kwh * applied_pue(energy_scope, pue) AS counted_kwh,
        counted_scope(energy_scope, pue) AS emissions_scope, {why} AS why FROM runs""")
    counted = con.execute("SELECT why, count(*) FROM energies WHERE why IS NOT NULL GROUP BY why")
    reasons = {str(reason): int(count) for reason, count in counted.fetchall()}
    rows = "FROM energies WHERE why IS NULL"
    if hours is not None:
        rows = f"""SELECT NULL AS name, count(*) AS rows, area_id, {hours!r}::DOUBLE AS hours,
            sum(counted_kwh) AS counted_kwh, emissions_scope {rows} GROUP BY ALL"""
    elif con.execute(f"SELECT count(*) FROM (SELECT DISTINCT area_id, hours {rows})").fetchall() > [
        (MANY,)
    ]:
        raise run_error(key="lengths", most=MANY, option="--hours H (hours=...)")
    found = con.execute(f"""SELECT name, rows, area_id, hours, counted_kwh, emissions_scope,
        NULL, NULL, NULL FROM ({rows}) ORDER BY ALL""").fetchall()
    return [MovedRun._make(row) for row in found], reasons


def _moved(
    rows: list[MovedRun],
    window: tuple[dt.datetime, dt.datetime],
    boundary: str,
    database: str | Path | None,
) -> list[MovedRun]:
    with closing(opened(database).cursor()) as con:
        gases = {str(place): str(gas) for place, gas in con.execute(HERE, [boundary]).fetchall()}
    length = (window[1] - window[0]).total_seconds() / 3600
    starts: dict[tuple[str, float], tuple[Start, Start] | str] = {}
    moved = []
    for run in rows:
        if (reason := _reason(run, gases, length)) is not None:
            moved.append(run._replace(reason=reason))
            continue
        key = str(run.area_id), float(run.hours or 0)
        if key not in starts:
            try:
                starts[key] = best_and_worst(key[0], window, key[1], boundary, database)
            except QueryError:
                starts[key] = "hours_not_covered"
        found = starts[key]
        gas = gases[key[0]]
        if isinstance(found, str):
            moved.append(run._replace(reason=found))
        else:
            moved.append(run._replace(gas=gas, starts=found))
    return moved


def _reason(run: MovedRun, gases: dict[str, str], length: float) -> str | None:
    """Return why a run cannot be moved; None if it can."""
    if run.area_id is None:
        return "area_missing"
    if run.area_id not in gases:
        return "area_without_hours"
    if run.hours is None:
        return "duration_missing"
    if not run.hours > 0:
        return "duration_not_positive"
    return "longer_than_window" if run.hours > length else None
