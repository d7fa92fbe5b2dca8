"""What is said of a power log: its time and devices, and apart from it all that was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.runs.power_log.steps import COUNTED, DEFAULT_GAPS, GAP, HELD, LEFT_OUT, LINEAR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbondata.runs.power_log.layout import Layout
    from carbondata.runs.power_log.left_out import LeftOut
    from carbondata.runs.power_log.rapl import Device as Name
    from carbondata.runs.power_log.steps import Device

SHOWN = 8
WAYS = {
    HELD: "counted with the power before",
    LINEAR: "counted with a line from before to after",
    COUNTED: "counted by the log itself",
}


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
    how = [f"{path.name}: {hours:.6g} h of {len(devices)} device(s), mean {mean_w:.6g} W"]
    if inside:
        names = [" ".join(filter(None, part)) for part in inside]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        how.append(f"{', '.join(names[:SHOWN])}{more} left out: inside others")
    if layout.unread:
        how.append(f"not added: {', '.join(layout.unread)}")
    if layout.total is not None:
        how.append(f"not added: {layout.names[layout.total]}, the sum of the others")
    how += _of_gaps(layout, devices, gaps)
    how += _of_counters(layout, devices)
    how += _of_lines(left_out)
    return "; ".join(how)


def _of_gaps(layout: Layout, devices: list[Device], gaps: str) -> Iterator[str]:
    number = sum(one.late for one in devices)
    if not number:
        return
    longest = max(one.longest_s for one in devices) / 3600
    time = 100 * sum(one.gap_s for one in devices) / sum(one.span_s for one in devices)
    found = (
        f"{number} gap(s) of over {GAP} usual intervals, up to {longest:.6g} h, {time:.3g}% of "
        "the time"
    )
    if gaps == LEFT_OUT:
        counting = DEFAULT_GAPS[layout.kind] == COUNTED
        ways = "without --gaps the log counts" if counting else "--gaps held or linear counts"
        yield f"{found}, left out ({ways} them)"
        return
    energy = 100 * sum(one.gap_j for one in devices) / sum(one.j or 0 for one in devices)
    yield f"{found} and {energy:.3g}% of the energy, {WAYS[gaps]}"


def _of_counters(layout: Layout, devices: list[Device]) -> Iterator[str]:
    if wraps := sum(one.wraps for one in devices):
        yield f"{wraps} wrap(s) of the counter made good by its range"
    if falls := sum(one.falls for one in devices):
        hours = sum(one.fall_s for one in devices) / 3600
        remedy = "" if layout.range is not None else " (max_energy_range_uj makes good a wrap)"
        yield (
            f"{falls} fall(s) of the counter, {hours:.6g} h, left out: it wrapped or started again"
            f"{remedy}"
        )


def _of_lines(left_out: LeftOut) -> Iterator[str]:
    if left_out.titles:
        yield f"{left_out.titles} more header(s) left out"
    if left_out.no_number:
        yield f"{left_out.no_number} sample(s) without a number left out"
    if left_out.no_time:
        yield f"{left_out.no_time} sample(s) without a time left out"
    if left_out.cut:
        yield "the last line breaks off, left out"
