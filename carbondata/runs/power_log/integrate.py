"""Integrate a power log over time."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from carbondata.files import literal, scratch
from carbondata.query.instances import instance
from carbondata.runs.energy import Energy, known_scope, positive
from carbondata.runs.power_log import formats
from carbondata.runs.power_log.doubts import (
    refuse_devices,
    refuse_energy,
    refuse_falls,
    refuse_nothing,
    refuse_rows,
    refuse_times,
    refuse_wraps,
)
from carbondata.runs.power_log.rapl import FOLDER, inside
from carbondata.runs.power_log.samples import SEPARATOR, read_samples
from carbondata.runs.power_log.steps import DEFAULT_GAPS, GAPS, LEFT_OUT, integrate
from carbondata.runs.power_log.told import told
from carbondata.runs.power_log.turns import in_turn
from carbondata.runs.refusals import run_error
from carbondata.text.numbers import told_digits

if TYPE_CHECKING:
    import duckdb

    from carbondata.runs.power_log.layout import Layout
    from carbondata.runs.power_log.left_out import LeftOut
    from carbondata.runs.power_log.rapl import Device as Name
    from carbondata.runs.power_log.steps import Device

# More devices than any log has: a column of remarks was taken for a name.
MOST_DEVICES = 100_000


def from_log(
    log: str | Path,
    hours: float | None,
    scope: str | None,
    assumed: str | None = None,
    gaps: str | None = None,
) -> Energy:
    """Integrate a power log, and scale its mean power to `hours`.

    Parameters
    ----------
    log : path
        A log in one of the formats of `power_formats()`. Devices are summed; those inside others
        are left out.
    hours : float, optional
        The duration of the run, if the log only samples it.
    scope : str, optional
        What the power covers, if the tool does not say.
    assumed : str, optional
        What it covers if neither the scope nor the tool says.
    gaps : str, optional
        How to integrate a pause: `held`, `linear` or `left-out`, which is the default; what a
        counter counted through a pause is counted by default.

    Raises
    ------
    QueryError
        When the log has no known format, has fewer than two samples, goes back in time, may mix
        several devices without distinguishing them, or its energy is impossible or unknowable.
    """
    path = Path(log)
    if gaps is not None and gaps not in GAPS:
        raise run_error(key="log.way", way=gaps, ways=", ".join(GAPS))
    layout, devices, parts, left_out, turns = _integrated(path, gaps)
    way = gaps or DEFAULT_GAPS[layout.kind]
    refuse_rows(path, devices)
    refuse_devices(path, layout, devices, turns)
    refuse_times(path, layout, devices)
    known = [one for one in devices if one.j is not None and one.s]
    if not known:
        refuse_nothing(path, layout, left_out)
    if layout.wraps:
        refuse_wraps(path, devices)
    refuse_falls(path, devices)
    kwh = sum(one.j or 0 for one in known) / 3.6e6
    mean_w = sum((one.j or 0) / one.s for one in known if one.s)
    refuse_energy(path, layout, devices, kwh, mean_w)
    how = told(path, layout, devices, parts, left_out, way)
    if hours is not None:
        kwh = mean_w * positive("time", hours) / 1000
        how += f"; scaled to {told_digits(hours)} h"
    return Energy(kwh, known_scope(scope or layout.format.scope or assumed), how)


def _integrated(
    path: Path, gaps: str | None
) -> tuple[Layout, list[Device], list[Name], LeftOut, int | None]:
    """Integrate in a database on disk, so that memory does not grow with the log."""
    with scratch(Path(gettempdir()), "*") as work, instance() as con:
        con.execute("SET memory_limit = '1GB'")
        con.execute(f"SET temp_directory = {literal(work)}")
        con.execute("SET TimeZone = 'UTC'")  # only differences between times matter
        con.execute(f"ATTACH {literal(work / 'log.duckdb')} AS log")
        layout, left_out = read_samples(con, path, work)
        if layout.kind in {formats.COUNTER, formats.INTERVAL} and gaps not in {None, LEFT_OUT}:
            raise run_error(key="log.counts", name=path, gaps=gaps, other=LEFT_OUT)
        parts = _parts(con, path, layout)
        con.execute("CREATE TABLE parts (device VARCHAR)")
        if parts:
            con.executemany(
                "INSERT INTO parts VALUES (?)", [[SEPARATOR.join(part)] for part in parts]
            )
        from_zero = layout.format in {formats.PERF, formats.PERF_CSV}
        way = gaps or DEFAULT_GAPS[layout.kind]
        devices = integrate(con, layout.kind, way, from_zero=from_zero)
        return layout, devices, parts, left_out, in_turn(con, path, layout)


def _parts(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> list[Name]:
    """List the devices of a log that are inside other devices of it."""
    rows = con.execute(
        "SELECT DISTINCT device FROM log.samples ORDER BY ALL LIMIT $1", [MOST_DEVICES]
    )
    devices = [tuple(device.split(SEPARATOR)) for (device,) in rows.fetchall()]
    if len(devices) == MOST_DEVICES:
        columns = ", ".join(layout.device_names)
        raise run_error(key="log.many", name=path, columns=columns, n=MOST_DEVICES)
    folder = next((cell for device in devices for cell in device if FOLDER.fullmatch(cell)), None)
    if folder and len(devices) > 1:
        raise run_error(key="log.domain", name=path, folder=folder)
    names = [name.casefold() for name in layout.device_names] or ["device"]
    graphics = layout.kind != formats.POWER or "domain" in names
    return inside(names, devices, graphics=graphics)
