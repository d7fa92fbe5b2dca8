"""Logs of power, integrated: nvidia-smi, perf stat, RAPL counters, or any table of time and W."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import duckdb

from carbondata.errors import QueryError
from carbondata.runs.energy import Energy, known_scope, positive

# An interval this many times the usual one is a gap: nothing is known of the power in it.
GAP = 5
TIME = re.compile(r"time(stamp)?(_?s|_utc)?|date(time)?|seconds")
POWER = re.compile(r"power\.draw(\.\w+)?( \[w\])?|power[_ ]\(?w\)?|power|w|watts?")
COUNTER = re.compile(r"energy[_ ]\(?uj\)?")
DEVICE = re.compile(r"index|device|gpu|uuid|pci\.bus_id|package|domain")
PERF = re.compile(r"^\s*\d+\.\d+,\s*[\d.]+,Joules,")
KILOWATT = re.compile(r"power[_ ]\(?kw\)?|kw")

# Trapezoids between neighbouring samples of one device; a counter's differences are energy already.
INTEGRAL = """
WITH steps AS (
  SELECT
    row, device, value,
    -- perf counts from its start: its first line ends an interval, like every other.
    s - lag(s, 1, CASE WHEN $joules THEN 0 END) OVER one AS dt,
    CASE
      WHEN $counter THEN (value - lag(value) OVER one) / 1e6
      WHEN $joules THEN value
      ELSE (value + lag(value) OVER one) / 2 * (s - lag(s) OVER one)
    END AS j
  FROM samples
  WHERE value IS NOT NULL
  WINDOW one AS (PARTITION BY device ORDER BY row)
), marked AS (
  SELECT *, dt > $gap * median(dt) OVER (PARTITION BY device) OR j < 0 AS gap FROM steps
), devices AS (
  SELECT device,
         sum(j) FILTER (NOT gap) AS j, sum(dt) FILTER (NOT gap) AS s,
         count(*) FILTER (gap) AS gaps, coalesce(sum(dt) FILTER (gap), 0) AS gap_s,
         min(CASE WHEN dt < 0 THEN row END) AS back,
         min(CASE WHEN value < 0 THEN row END) AS below
  FROM marked GROUP BY device
)
SELECT sum(j) / 3.6e6, sum(j / s), max(s) / 3600, count(*), sum(gaps), max(gap_s) / 3600,
       min(back), min(below),
       (SELECT count(*) FROM samples WHERE value IS NULL)
FROM devices WHERE s > 0"""


class Layout(NamedTuple):
    """Where a log has its time, value and device, and whether the value counts up."""

    time: str
    value: str
    device: str | None
    counter: bool
    joules: bool
    header: bool
    between: str = ","


def from_log(log: str | Path, hours: float | None, scope: str | None) -> Energy:
    """Integrate a log of power, and stretch its mean to so many hours.

    Parameters
    ----------
    log : path
        The CSV of `nvidia-smi --query-gpu=timestamp,index,power.draw --format=csv`, of
        `perf stat -I 1000 -x,`, RAPL counters (time, energy_uj), or a table of time (s, or a
        timestamp) and power (W). Several devices are summed.
    hours : float, optional
        The whole time of the run, of which the log is a sample.
    scope : str, optional
        What the power covers; `accelerator` for nvidia-smi.

    Raises
    ------
    QueryError
        When the log is of no known layout, has fewer than two samples, or goes back in time.
    """
    path = Path(log)
    layout = _layout(path)
    kwh, mean_w, spanned_h, devices, gaps, gap_h, back, below, unread = _integral(path, layout)
    if below is not None:
        message = f"{path}, sample {below}: a power below 0 W; leave such samples out"
        raise QueryError(message)
    if back is not None:
        message = (
            f"{path}, sample {back}: time goes back; sort the log, and write it in UTC if the "
            "clocks changed"
        )
        raise QueryError(message)
    if kwh is None and unread:
        message = f"{path}: {unread} sample(s) without a number; write one as 100.5, with a point"
        raise QueryError(message)
    if kwh is None or mean_w is None:
        message = f"{path}: fewer than two samples of power; is it cut short?"
        raise QueryError(message)
    how = [f"{path.name}: {spanned_h:.6g} h of {devices} device(s), mean {mean_w:.6g} W"]
    if gaps:
        how.append(f"{gaps} gap(s), up to {gap_h:.6g} h, left out")
    if unread:
        how.append(f"{unread} sample(s) without a number left out")
    if hours is not None:
        kwh = mean_w * positive("time", hours, "h") / 1000
        how.append(f"stretched to {hours:g} h")
    nvidia = layout.value.casefold().startswith("power.draw")
    return Energy(kwh, known_scope(scope or ("accelerator" if nvidia else None)), "; ".join(how))


def _layout(path: Path) -> Layout:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            lines = [line for _, line in zip(range(20), file, strict=False)]
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise QueryError(message) from None
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if PERF.match(first):
        return Layout("column0", "column1", "column3", counter=False, joules=True, header=False)
    between = max(",;\t", key=first.count)
    names = [name.strip().strip('"') for name in first.split(between)]

    def the(pattern: re.Pattern[str]) -> str | None:
        return next((name for name in names if pattern.fullmatch(name.casefold())), None)

    time, power, count = the(TIME), the(POWER), the(COUNTER)
    if power is None and (wrong := the(KILOWATT)):
        message = f"{path}: column {wrong!r} is in kW; multiply it by 1000 and call it power_w"
        raise QueryError(message)
    if time is None or (value := power or count) is None:
        message = (
            f"{path}: no column of time and power among {', '.join(names)[:200]}; expected the "
            "CSV of nvidia-smi or perf stat -x, or columns time (s) and power_w or energy_uj"
        )
        raise QueryError(message)
    counter = power is None
    return Layout(time, value, the(DEVICE), counter, joules=False, header=True, between=between)


def _integral(path: Path, layout: Layout) -> tuple[float | None, ...]:
    device = f'trim("{layout.device}")' if layout.device else "''"
    time = f'trim("{layout.time}")'
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")  # only what lies between times counts
        con.execute(
            f"""CREATE TABLE samples AS SELECT row_number() OVER () AS row, {device} AS device,
            coalesce(TRY_CAST({time} AS DOUBLE),
                     epoch(TRY_CAST(replace({time}, '/', '-') AS TIMESTAMPTZ))) AS s,
            TRY_CAST(regexp_replace(trim("{layout.value}"), ' *W$', '') AS DOUBLE) AS value
            FROM read_csv(?, all_varchar = true, header = ?, delim = ?, comment = '#',
                          null_padding = true, normalize_names = false)""",
            [str(path), layout.header, layout.between],
        )
        con.execute("UPDATE samples SET value = NULL WHERE s IS NULL")
        found: tuple[float | None, ...] = con.execute(
            INTEGRAL, {"counter": layout.counter, "joules": layout.joules, "gap": GAP}
        ).fetchall()[0]
    return found
