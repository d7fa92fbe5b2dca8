"""Which columns of power may be added up: those of separate parts, each once.

Two columns may also measure the same, or one contain the other: a rack and its nodes, a socket and
its cores, what goes into a supply and what comes out. No list of such pairs is ever whole, so
columns are added only if their names say that they are separate.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from carbondata.runs.power_log.rapl import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A column that is the sum of others.
SUM = {"total", "sum", "combined", "all", "overall"}
# The parts of a machine that draw for themselves, by what they are called.
PARTS = {
    "accelerator": "gpu gpus dgpu card cards accelerator accelerators accel xpu fpga tesla geforce"
    " rtx gtx quadro titan radeon instinct gaudi hopper",
    "processor": "cpu cpus package packages pkg processor processors socket sockets xeon epyc"
    " ryzen grace",
    "core": "core cores",
    "uncore": "uncore",
    "memory": "dram ram memory mem dimm ddr",
    "neural": "ane npu",
    "storage": "disk disks drive drives ssd hdd nvme storage",
    "network": "nic nics network ethernet",
    "fan": "fan fans pump pumps",
    "rest": "other rest",
}
PART = {name: part for part, names in PARTS.items() for name in names.split()}
# Cores are inside a processor, of which its memory is no part, whatever it is named after.
CORES = {"core", "uncore"}
# Words that do not say what is measured.
NEUTRAL = {
    *("cur", "current", "now", "live", "used", "use", "of", "the", "value", "reading", "drawn"),
    *("usage", "consumed", "consuming", "load", "electric", "electrical", "rapl", "kepler", "hw"),
    *("nvidia", "amd", "intel", "apple", "nvml", "smi", "dcgm", "msr"),
}


class Name(NamedTuple):
    """What a column is called: words for a kind of thing, and numbers or letters for which one."""

    kind: frozenset[str]
    which: tuple[str, ...]


def doubtful(labels: Mapping[int, str]) -> int | None:
    """Find a column that may contain another, or measure the same; None if all are separate.

    Examples
    --------
    >>> doubtful({1: "gpu 0", 2: "gpu 1", 3: "cpu", 4: "dram"})
    >>> doubtful({1: "gpu 0", 2: "rack"}), doubtful({1: "socket 0", 2: "socket 0 core 1"})
    (2, 1)
    """
    left_out = {label for (label,) in inside(("column",), zip(labels.values()), graphics=False)}
    names = {column: _name(label) for column, label in labels.items() if label not in left_out}
    same = frozenset.intersection(*(name.kind for name in names.values()))
    groups: dict[str | None, dict[int, Name]] = defaultdict(dict)
    for column, (kind, which) in names.items():
        own = kind - same
        groups[_part(own) if own else ""][column] = Name(own, which)
    for odd in (None, ""):  # words of no part, or none beside those of parts
        if odd in groups and len(groups) > (odd is not None):
            return min(groups[odd], key=lambda column: bool(names[column].which))
    if "processor" in groups and CORES & groups.keys():
        return min(groups["processor"])
    found = map(_repeated, groups.values())
    return next((column for column in found if column is not None), None)


def _name(label: str) -> Name:
    words = label.split()
    which = tuple(word for word in words if word.isdecimal() or len(word) == 1)
    return Name(frozenset(words) - set(which) - NEUTRAL, which)


def _part(kind: Iterable[str]) -> str | None:
    """Name the part that words are of; None if they are of none, or of several."""
    parts = {PART.get(word) for word in kind}
    if parts & {*CORES, "memory"}:
        parts -= {"processor"}
    return parts.pop() if len(parts) == 1 else None


def _repeated(group: Mapping[int, Name]) -> int | None:
    """Find a column that is called otherwise than another of its part, or as another."""
    (first, name), *others = group.items()
    seen = {name.which}
    for column, (kind, which) in others:
        if kind != name.kind or which in seen or len(which) != len(name.which):
            return first if which and not name.which else column
        seen.add(which)
    return None
