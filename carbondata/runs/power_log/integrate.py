"""Integrate power logs: nvidia-smi, perf stat, RAPL counters, or any table of time and W."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple, NoReturn

import duckdb

from carbondata.errors import QueryError
from carbondata.files import exactly
from carbondata.runs.energy import Energy, known_scope, positive
from carbondata.runs.power_log.formats import Layout, layout_of
from carbondata.runs.power_log.rapl import FOLDER, Device, inside
from carbondata.tables.limits import LAST_YEAR

# An interval this many times the usual one is a gap, in which the power is unknown. If more than
# one interval in OFTEN is a gap, several devices were probably read in turn.
GAP, OFTEN = 5, 20
SHOWN = 8
LAST_S = dt.datetime(LAST_YEAR, 1, 1, tzinfo=dt.UTC).timestamp()

SAMPLES = """
CREATE TABLE samples AS
SELECT row, device, CASE WHEN isfinite(value) THEN value END AS value,
       CASE WHEN isfinite(s) THEN s END AS s
FROM (
  SELECT row_number() OVER () AS row, {device} AS device,
         coalesce(TRY_CAST({time} AS DOUBLE),
                  epoch(TRY_CAST(replace({time}, '/', '-') AS TIMESTAMPTZ))) AS s,
         TRY_CAST(regexp_replace({value}, ' *W$', '') AS DOUBLE) AS value
  FROM read_csv({log}, all_varchar = true, header = ?, delim = ?, comment = '#',
                null_padding = true, normalize_names = false)
)"""

# Trapezoids between adjacent samples of one device; differences of a counter are already energy.
INTEGRAL = """
WITH steps AS (
  SELECT
    row, device, value, s,
    -- perf counts from its start, so its first line ends an interval too.
    s - lag(s, 1, CASE WHEN $joules THEN 0 END) OVER by_device AS dt,
    CASE
      WHEN $counter THEN (value - lag(value) OVER by_device) / 1e6
      WHEN $joules THEN value
      ELSE (value + lag(value) OVER by_device) / 2 * (s - lag(s) OVER by_device)
    END AS j
  FROM samples
  WHERE value IS NOT NULL AND s IS NOT NULL AND device NOT IN (SELECT device FROM parts)
  WINDOW by_device AS (PARTITION BY device ORDER BY row)
), marked AS (
  SELECT *, dt > $gap * median(dt) OVER (PARTITION BY device) AS late, late OR j < 0 AS gap
  FROM steps
), devices AS (
  SELECT device,
         sum(j) FILTER (NOT gap) AS j, sum(dt) FILTER (NOT gap) AS s,
         count(*) FILTER (gap) AS gaps, coalesce(sum(dt) FILTER (gap), 0) AS gap_s,
         count(*) FILTER (late) AS late, count(dt) AS steps,
         min(s - CASE WHEN $joules THEN dt ELSE 0 END) AS first_s, max(s) AS last_s,
         min(CASE WHEN s > $last_s THEN row END) AS far,
         min(CASE WHEN value < 0 THEN row END) AS below,
         min(CASE WHEN dt < 0 THEN row END) AS back,
         min(CASE WHEN dt = 0 THEN row END) AS again
  FROM marked GROUP BY device
)
SELECT sum(j) / 3.6e6, sum(j / nullif(s, 0)), max(s) / 3600, count(*),
       coalesce(sum(gaps), 0), max(gap_s) / 3600,
       min(far), min(below), min(back), min(again),
       coalesce(max(late) FILTER (late > 1 AND late * $often > steps), 0),
       count(*) < 2 OR max(first_s) < min(last_s)
FROM devices"""


class Integral(NamedTuple):
    """The integral of a log, and the rows and facts that cast doubt on it."""

    kwh: float | None
    mean_w: float | None
    hours: float | None
    devices: int
    gaps: int
    gap_h: float | None
    far: int | None
    below: int | None
    back: int | None
    again: int | None
    bursts: int
    together: bool


class LeftOut(NamedTuple):
    """What is left out of a log: samples without a number or a time, devices inside others."""

    no_number: int
    no_time: int
    inside: list[Device]


def from_log(
    log: str | Path, hours: float | None, scope: str | None, assumed: str | None = None
) -> Energy:
    """Integrate a power log, and scale its mean power to `hours`.

    Parameters
    ----------
    log : path
        The CSV of `nvidia-smi --query-gpu=timestamp,index,power.draw --format=csv`, of
        `perf stat -I 1000 -x,`, RAPL counters (time, energy_uj), or a table of time (s, or a
        timestamp) and power (W). Devices are summed; those inside others are left out.
    hours : float, optional
        The duration of the run, if the log only samples it.
    scope : str, optional
        What the power covers; `accelerator` for nvidia-smi.
    assumed : str, optional
        What it covers if neither the scope nor the log says.

    Raises
    ------
    QueryError
        When the log has no known layout, has fewer than two samples, goes back in time, or may mix
        several devices without distinguishing them.
    """
    path = Path(log)
    layout = layout_of(path)
    integral, left_out = _integral(path, layout)
    _refuse_rows(path, integral)
    _refuse_devices(path, layout, integral)
    if integral.kwh is None or integral.mean_w is None:
        _refuse_nothing(path, layout, left_out)
    kwh, how = integral.kwh, _how(path, integral, left_out)
    if hours is not None:
        kwh = integral.mean_w * positive("time", hours, "h") / 1000
        how += f"; scaled to {hours:g} h"
    covers = scope or ("accelerator" if layout.nvidia else assumed)
    return Energy(kwh, known_scope(covers), how)


def _integral(path: Path, layout: Layout) -> tuple[Integral, LeftOut]:
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")  # only differences between times matter
        _read(con, path, layout)
        parts = _parts(con, path, layout)
        con.execute("CREATE TABLE parts (device VARCHAR[])")
        if parts:
            con.executemany("INSERT INTO parts VALUES (?)", [[list(part)] for part in parts])
        ((no_number, no_time),) = con.execute(
            """SELECT count(*) FILTER (value IS NULL), count(value) FILTER (s IS NULL)
            FROM samples"""
        ).fetchall()
        facts = {"counter": layout.counter, "joules": layout.joules, "gap": GAP}
        (row,) = con.execute(INTEGRAL, facts | {"often": OFTEN, "last_s": LAST_S}).fetchall()
    return Integral._make(row), LeftOut(no_number, no_time, parts)


def _read(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> None:
    cells = ", ".join(f"""coalesce(trim("{name}"), '')""" for name in layout.devices)
    query = SAMPLES.format(
        log=exactly(path),
        device=f"[{cells}]::VARCHAR[]",
        time=f'trim("{layout.time}")',
        value=f'trim("{layout.value}")',
    )
    try:
        con.execute(query, [layout.header, layout.between])
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        message = f"{path} cannot be read as a table in UTF-8: {why}"
        raise QueryError(message) from None


def _parts(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> list[Device]:
    """List the devices of a log that are inside other devices of it."""
    rows = con.execute("SELECT DISTINCT device FROM samples WHERE value IS NOT NULL ORDER BY ALL")
    devices = [tuple(device) for (device,) in rows.fetchall()]
    folder = next((cell for device in devices for cell in device if FOLDER.fullmatch(cell)), None)
    if folder and len(devices) > 1:
        message = (
            f"{path}: {folder} does not say whether it is inside another domain; write the "
            "content of its file `name`: package-0, core, dram"
        )
        raise QueryError(message)
    names = [name.casefold() for name in layout.devices]
    graphics = layout.counter or layout.joules or "domain" in names
    return inside(names, devices, graphics=graphics)


def _how(path: Path, integral: Integral, left_out: LeftOut) -> str:
    devices = f"{integral.devices} device(s), mean {integral.mean_w:.6g} W"
    how = [f"{path.name}: {integral.hours:.6g} h of {devices}"]
    if left_out.inside:
        names = [" ".join(filter(None, part)) for part in left_out.inside]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        how.append(f"{', '.join(names[:SHOWN])}{more} left out: inside others")
    if integral.gaps:
        how.append(f"{integral.gaps} gap(s), up to {integral.gap_h:.6g} h, left out")
    if left_out.no_number:
        how.append(f"{left_out.no_number} sample(s) without a number left out")
    if left_out.no_time:
        how.append(f"{left_out.no_time} sample(s) without a time left out")
    return "; ".join(how)


def _refuse_rows(path: Path, integral: Integral) -> None:
    """Refuse a log with an impossible sample."""
    apart = "if it covers several devices, add a column `device`"
    for row, why in (
        (
            integral.far,
            f"a time after the year {LAST_YEAR}; write it in seconds, not in ms, or as ISO 8601",
        ),
        (integral.below, "power below 0 W; leave out such samples"),
        (
            integral.back,
            f"time goes backwards; {apart}, otherwise sort it (in UTC if the clocks changed)",
        ),
        (
            integral.again,
            f"a time appears twice; {apart}, otherwise write times to the millisecond",
        ),
    ):
        if row is not None:
            message = f"{path}, sample {row}: {why}"
            raise QueryError(message)


def _refuse_devices(path: Path, layout: Layout, integral: Integral) -> None:
    """Refuse a log that probably mixes devices, or whose columns do not name devices."""
    columns = ", ".join(layout.devices)
    if integral.bursts and "device" not in [name.casefold() for name in layout.devices]:
        message = (
            f"{path}: {integral.bursts} intervals are over {GAP} times the usual one, as if "
            "several devices were read in turn; name the device of each sample in a column "
            "`device`, even if there is only one"
        )
        raise QueryError(message)
    if not integral.together:
        message = (
            f"{path}: {columns} distinguish {integral.devices} devices, but one ends before "
            "another begins; drop columns that do not name a device, or use a log for each"
        )
        raise QueryError(message)


def _refuse_nothing(path: Path, layout: Layout, left_out: LeftOut) -> NoReturn:
    message = f"{path}: fewer than two samples of power; it may be truncated"
    if left_out.no_number:
        message = (
            f"{path}: {left_out.no_number} sample(s) without a number; write numbers as 100.5, "
            "with a decimal point"
        )
    if left_out.no_time:
        message = (
            f"{path}: {left_out.no_time} time(s) in column {layout.time!r} cannot be read; write "
            "ISO 8601, like 2023-05-13T10:20:00Z, or seconds"
        )
    raise QueryError(message)
