"""What is said of a power log: its time and devices, and apart from it all that was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.runs.power_log.steps import COUNTED, DEFAULT_GAPS, GAP, LEFT_OUT
from carbondata.text.numbers import told_digits
from carbondata.text.phrases import listed, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbondata.runs.power_log.layout import Layout
    from carbondata.runs.power_log.left_out import LeftOut
    from carbondata.runs.power_log.rapl import Device as Name
    from carbondata.runs.power_log.steps import Device

SHOWN = 8


def told(  # noqa: PLR0913, PLR0917  (what there is to tell)
    path: Path,
    layout: Layout,
    devices: list[Device],
    inside: list[Name],
    left_out: LeftOut,
    gaps: str,
) -> str:
    """Tell how an energy was integrated."""
    hours = max((one.s or 0) for one in devices) / 3600
    mean_w = sum((one.j or 0) / one.s for one in devices if one.s)
    number = {"n": len(devices)} if len(devices) > 1 else {}
    key = "log.many" if number else "log.one"
    how = [
        _told(
            key,
            name=path.name,
            hours=told_digits(hours),
            watts=told_digits(mean_w),
            **number,
        )
    ]
    if inside:
        names = [" ".join(filter(None, part)) for part in inside]
        how.append(_told("inside", names=listed(names, SHOWN, "en")))
    if layout.unread:
        how.append(_told("not_added", names=", ".join(layout.unread)))
    if layout.total is not None:
        how.append(_told("sum", name=layout.names[layout.total]))
    how += _of_gaps(layout, devices, gaps)
    how += _of_counters(layout, devices)
    how += _of_lines(left_out)
    return "; ".join(how)


def _told(key: str, **values: object) -> str:
    """Say a part of it in English; a report says it again in another language."""
    return phrase(f"how.{key}", "en", **values)


def _of_gaps(layout: Layout, devices: list[Device], gaps: str) -> Iterator[str]:
    number = sum(one.late for one in devices)
    if not number:
        return
    longest = max(one.longest_s for one in devices) / 3600
    time = 100 * sum(one.gap_s for one in devices) / sum(one.span_s for one in devices)
    found = {
        "times": GAP,
        "n": number,
        "longest": told_digits(longest),
        "time": f"{time:.3g}",
    }
    if gaps == LEFT_OUT:
        counting = DEFAULT_GAPS[layout.kind] == COUNTED
        yield _told("gaps.log" if counting else "gaps.left_out", **found)
        return
    energy = 100 * sum(one.gap_j for one in devices) / sum(one.j or 0 for one in devices)
    yield _told(f"gaps.{gaps}", **found, energy=f"{energy:.3g}")


def _of_counters(layout: Layout, devices: list[Device]) -> Iterator[str]:
    if wraps := sum(one.wraps for one in devices):
        yield _told("wraps", n=wraps)
    if falls := sum(one.falls for one in devices):
        hours = told_digits(sum(one.fall_s for one in devices) / 3600)
        if layout.range is None:
            yield _told("falls.mend", n=falls, hours=hours, column="max_energy_range_uj")
        else:
            yield _told("falls", n=falls, hours=hours)


def _of_lines(left_out: LeftOut) -> Iterator[str]:
    if left_out.titles:
        yield _told("titles", n=left_out.titles)
    if left_out.no_number:
        yield _told("no_number", n=left_out.no_number)
    if left_out.no_time:
        yield _told("no_time", n=left_out.no_time)
    if left_out.cut:
        yield _told("cut")
