"""RAPL domains that contain one another: which of them to count.

The cores (power plane 0) and the uncore or integrated graphics (power plane 1) are parts of the
package; memory (dram) is not; the platform (psys) contains all of them. Intel SDM, volume 3B, "RAPL
domains and platform specificity"; Linux, `Documentation/power/powercap/powercap.rst` and the events
of perf in `arch/x86/events/rapl.c`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORDS = (
    ("part", {"core", "cores", "pp0", "uncore", "pp1"}),
    # What Kepler calls `other` is the platform without package and memory.
    ("memory", {"dram", "ram", "other"}),
    ("platform", {"psys", "platform"}),
    ("package", {"package", "pkg"}),
)
# Columns that name a machine, whatever words are in its name, and columns that name a package.
MACHINE = re.compile(r"(host|node|machine|server|instance|rack|pci).*|.*(uuid|serial)")
PACKAGE = re.compile(r"(package|socket|die).*")
# The powercap folder of memory is inside that of its package, whose energy does not include it.
FOLDER = re.compile(r"(intel-)?rapl(-mmio)?:\d+(:\d+)?")

Device = tuple[str, ...]


def inside(columns: Sequence[str], devices: Iterable[Device], *, graphics: bool) -> list[Device]:
    """List the devices that are inside others of a log; `graphics`: a gpu is integrated.

    Examples
    --------
    >>> inside(("domain",), [("package-0",), ("core",), ("dram",)], graphics=True)
    [('core',)]
    >>> inside(("domain",), [("package-0",), ("dram",), ("psys",)], graphics=True)
    [('package-0',), ('dram',)]
    """
    kinds = {device: _kind(columns, device, graphics=graphics) for device in devices}
    whole = {_machine(columns, device) for device, kind in kinds.items() if kind == "platform"}
    packages = {_package(columns, device) for device, kind in kinds.items() if kind == "package"}
    return [
        device
        for device, kind in kinds.items()
        if (kind in {"part", "memory", "package"} and _machine(columns, device) in whole)
        or (kind == "part" and _package(columns, device) in packages)
    ]


def _kind(columns: Sequence[str], device: Device, *, graphics: bool) -> str | None:
    pairs = zip(columns, device, strict=True)
    text = " ".join(cell for name, cell in pairs if not MACHINE.fullmatch(name)).casefold()
    words = set(re.findall(r"pp[01]|[a-z]+", text))
    if "kepler" in words and "gpu" in words:  # a card of its own, which the platform powers
        return "memory"
    if graphics and "gpu" in words:
        return "part"
    return next((kind for kind, meant in WORDS if words & meant), None)


def _machine(columns: Sequence[str], device: Device) -> Device:
    pairs = zip(columns, device, strict=True)
    return tuple(cell for name, cell in pairs if MACHINE.fullmatch(name))


def _package(columns: Sequence[str], device: Device) -> Device:
    pairs = zip(columns, device, strict=True)
    return tuple(cell for name, cell in pairs if MACHINE.fullmatch(name) or PACKAGE.fullmatch(name))
