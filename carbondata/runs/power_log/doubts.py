"""Refuse a power log whose energy cannot be known: impossible samples, devices, powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from carbondata.runs.power_log import formats
from carbondata.runs.power_log.steps import GAP, PACKAGE_W
from carbondata.runs.power_log.turns import names_devices
from carbondata.runs.refusals import run_error
from carbondata.tables.limits import LAST_YEAR, MAX_POWER_W

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.runs.power_log.layout import Layout
    from carbondata.runs.power_log.left_out import LeftOut
    from carbondata.runs.power_log.steps import Device

# If more than one interval in so many is a gap, several devices were probably read in turn.
OFTEN = 20
# Two devices whose power changes so often in so many samples, and is the same to the digit in all
# of them, are one: real twins do not agree.
SAME_SAMPLES, SAME_CHANGES = 20, 10
# A RAPL counter as it is has 32 bits of 61 uJ (powercap, `max_energy_range_uj` of most machines).
RAPL_RANGE_J = 262_143.328850
# Of so many steps of a counter more than one falls: it does not count on, or wraps too often.
FALLS = 10
# Twice the most that an accelerator draws today (GB300: 1,400 W).
ACCELERATOR_W = 3_000.0
# No tool reads a power a thousand times a second (less what times are rounded by): days or hours
# are taken for seconds. So they are if the times are those of days since 1900 or since the year 0,
# as Excel and Matlab write them, of a quarter of an hour at most.
FASTEST_S, FASTEST_DAYS = 0.0009, 0.01
DAYS = ((30_000, 80_000), (700_000, 800_000))


def refuse_rows(path: Path, devices: list[Device]) -> None:
    """Refuse a log with an impossible sample."""
    for what in ("far", "below", "back", "again"):
        rows = [getattr(device, what) for device in devices]
        if found := [row for row in rows if row is not None]:
            values = {"year": LAST_YEAR} if what == "far" else {}
            raise run_error(key=f"log.{what}", name=path, n=min(found), **values)


def refuse_times(path: Path, layout: Layout, devices: list[Device]) -> None:
    """Refuse a table whose times are probably in days or hours."""
    if layout.lasted is not None:  # a text, whose tool says its unit
        return
    for one in devices:
        days = any(first <= one.first_s <= last for first, last in DAYS)
        if one.usual_s is not None and one.usual_s < (FASTEST_DAYS if days else FASTEST_S):
            raise run_error(key="log.fast", name=path, apart=float(f"{one.usual_s:.3g}"))


def refuse_devices(path: Path, layout: Layout, devices: list[Device], in_turn: int | None) -> None:
    """Refuse a log that mixes devices, whose columns do not name devices, or has one twice.

    `in_turn`: how many devices it seems to have under one name.
    """
    names = layout.device_names
    late = [one.late for one in devices if one.late > 1 and one.late * OFTEN > one.steps]
    bursts = max(late, default=0)
    if bursts and not layout.wide and not names_devices(layout):
        raise run_error(key="log.bursts", name=path, n=bursts, times=GAP)
    if in_turn:
        raise run_error(key="log.in_turn", name=path, n=in_turn)
    if len(devices) > 1 and max(one.first_s for one in devices) >= min(
        one.last_s for one in devices
    ):
        raise run_error(key="log.apart", name=path, columns=", ".join(names), n=len(devices))
    _refuse_twins(path, devices)


def _refuse_twins(path: Path, devices: list[Device]) -> None:
    seen: dict[tuple[int, int | None], Device] = {}
    for one in devices:
        if one.samples < SAME_SAMPLES or one.changes < SAME_CHANGES:
            continue
        for key in ((one.samples, one.print), (one.samples - 1, one.print_but_last)):
            twin = seen.setdefault(key, one)
            if twin is not one:
                samples = min(twin.samples, one.samples)
                pair = {"one": twin.name, "other": one.name}
                raise run_error(key="log.twins", name=path, n=samples, **pair)


def refuse_wraps(path: Path, devices: list[Device]) -> None:
    """Refuse a RAPL counter that may wrap several times between two readings."""
    for one in devices:
        # A value above the range shows that this counter is a wider one.
        reach = one.reach or (RAPL_RANGE_J if one.most <= RAPL_RANGE_J else None)
        if reach and one.widest_s and one.widest_s * PACKAGE_W > reach:
            raise run_error(
                key="log.wraps_late" if one.late else "log.wraps",
                name=path,
                apart=float(one.widest_s),
                kj=reach / 1000,
                soon=round(reach / PACKAGE_W),
                watts=PACKAGE_W,
            )


def refuse_falls(path: Path, devices: list[Device]) -> None:
    """Refuse a counter that falls so often that it is none, or that its energy is not known."""
    for one in devices:
        if one.steps >= FALLS and one.falls * FALLS > one.steps:
            values = {"n": one.falls, "steps": one.steps, "column": "max_energy_range_uj"}
            raise run_error(key="log.falls", name=path, **values)


def refuse_energy(
    path: Path, layout: Layout, devices: list[Device], kwh: float, mean_w: float
) -> None:
    """Refuse a mean power that is impossible, and an energy of 0."""
    if kwh <= 0:
        key = "log.still" if layout.kind == formats.COUNTER else "log.zero"
        raise run_error(key=key, name=path, n=sum(one.samples for one in devices))
    if not mean_w <= MAX_POWER_W:
        values = {"watts": float(mean_w), "most": f"{MAX_POWER_W / 1e9:g}"}
        raise run_error(key="log.too_much", name=path, **values)
    if layout.format.scope == "accelerator" and mean_w > ACCELERATOR_W * len(devices):
        raise run_error(key="log.accelerators", name=path, watts=mean_w / len(devices))


def refuse_nothing(path: Path, layout: Layout, left_out: LeftOut) -> NoReturn:
    """Refuse a log without two samples, for the reason that most of them have."""
    if left_out.no_time:
        columns = ", ".join(layout.names[number] for number in layout.time)
        raise run_error(key="log.no_time", name=path, columns=columns, n=left_out.no_time)
    if left_out.no_number:
        raise run_error(key="log.no_number", name=path, n=left_out.no_number)
    raise run_error(key="log.few", name=path)
