"""Refuse a power log whose energy cannot be known: impossible samples, devices, powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from carbondata.errors import QueryError
from carbondata.runs.power_log import formats
from carbondata.runs.power_log.steps import GAP, PACKAGE_W
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
# Twice the most that an accelerator draws today (GB300: 1,400 W).
ACCELERATOR_W = 3_000.0


def refuse_rows(path: Path, devices: list[Device]) -> None:
    """Refuse a log with an impossible sample."""
    apart = "if it covers several devices, add a column `device`"
    for rows, why in (
        (
            [device.far for device in devices],
            f"a time after the year {LAST_YEAR}; write it in seconds, or name its column time_ms",
        ),
        ([device.below for device in devices], "power below 0 W; leave out such samples"),
        (
            [device.back for device in devices],
            f"time goes backwards; {apart}, otherwise sort it (in UTC if the clocks changed)",
        ),
        (
            [device.again for device in devices],
            f"a time appears twice; {apart}, otherwise write times to the millisecond",
        ),
    ):
        if found := [row for row in rows if row is not None]:
            message = f"{path}, sample {min(found)}: {why}"
            raise QueryError(message)


def refuse_devices(path: Path, layout: Layout, devices: list[Device]) -> None:
    """Refuse a log that mixes devices, whose columns do not name devices, or has one twice."""
    names = layout.device_names
    late = [one.late for one in devices if one.late > 1 and one.late * OFTEN > one.steps]
    bursts = max(late, default=0)
    if bursts and not layout.wide and "device" not in [name.casefold() for name in names]:
        message = (
            f"{path}: {bursts} intervals are over {GAP} times the usual one, as if several devices "
            "were read in turn; name the device of each sample in a column `device`, even if there "
            "is only one"
        )
        raise QueryError(message)
    if len(devices) > 1 and max(one.first_s for one in devices) >= min(
        one.last_s for one in devices
    ):
        message = (
            f"{path}: {', '.join(names)} distinguish {len(devices)} devices, but one ends before "
            "another begins; drop columns that do not name a device, or use a log for each"
        )
        raise QueryError(message)
    _refuse_twins(path, devices)


def _refuse_twins(path: Path, devices: list[Device]) -> None:
    seen: dict[tuple[int, int | None], Device] = {}
    for one in devices:
        if one.samples < SAME_SAMPLES or one.changes < SAME_CHANGES:
            continue
        for key in ((one.samples, one.print), (one.samples - 1, one.print_but_last)):
            twin = seen.setdefault(key, one)
            if twin is not one:
                message = (
                    f"{path}: {twin.name!r} and {one.name!r} have the same values, to the digit, "
                    f"in all {min(twin.samples, one.samples)} samples, as one counter read under "
                    "two names; leave out the samples of one of them. If both are real, and the "
                    "power an estimate, add it up in one column"
                )
                raise QueryError(message)


def refuse_wraps(path: Path, devices: list[Device]) -> None:
    """Refuse a RAPL counter that may wrap several times between two readings."""
    for one in devices:
        # A value above the range shows that this counter is a wider one.
        reach = one.reach or (RAPL_RANGE_J if one.most <= RAPL_RANGE_J else None)
        if reach and one.widest_s and one.widest_s * PACKAGE_W > reach:
            message = (
                f"{path}: {one.widest_s:.6g} s lie between two readings of a counter that wraps "
                f"after {reach / 1000:.6g} kJ, so within {reach / PACKAGE_W:.0f} s at "
                f"{PACKAGE_W:.0f} W: how often it did is unknown. Read it more often"
            )
            if one.late:
                message += "; if that was one pause, --gaps left-out leaves it out"
            raise QueryError(message)


def refuse_energy(
    path: Path, layout: Layout, devices: list[Device], kwh: float, mean_w: float
) -> None:
    """Refuse a mean power that is impossible, and an energy of 0."""
    if kwh <= 0:
        counter = layout.kind == formats.COUNTER
        what = "the counter does not move" if counter else "the power is 0 W"
        samples = sum(one.samples for one in devices)
        message = (
            f"{path}: {what} in all {samples} samples, so nothing was measured; give the energy or "
            "the power in another way"
        )
        raise QueryError(message)
    if not mean_w <= MAX_POWER_W:
        message = (
            f"{path}: a mean power of {mean_w:.6g} W is more than {MAX_POWER_W:g} W, the largest "
            "data centres; check its unit, and name the column power_w, power_mw or energy_uj"
        )
        raise QueryError(message)
    if layout.format.scope == "accelerator" and mean_w > ACCELERATOR_W * len(devices):
        message = (
            f"{path}: {mean_w / len(devices):.6g} W for each accelerator is more than any draws; "
            "if that is in mW, name the column power_mw"
        )
        raise QueryError(message)


def refuse_nothing(path: Path, layout: Layout, left_out: LeftOut) -> NoReturn:
    """Refuse a log without two samples, for the reason that most of them have."""
    message = f"{path}: fewer than two samples of power; it may be truncated"
    if left_out.no_number:
        message = (
            f"{path}: {left_out.no_number} sample(s) without a number; write numbers as 100.5, "
            "with a decimal point"
        )
    if left_out.no_time:
        names = " and ".join(repr(layout.names[number]) for number in layout.time)
        message = (
            f"{path}: {left_out.no_time} time(s) in column {names} cannot be read; write ISO 8601, "
            "like 2023-05-13T10:20:00Z, with the hours to 24, or seconds"
        )
    raise QueryError(message)
