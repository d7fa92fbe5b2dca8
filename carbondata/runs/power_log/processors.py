"""Read what turbostat and powermetrics print: mean powers of a processor, interval by interval."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from carbondata.runs.power_log.texts import seconds
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carbondata.runs.power_log.texts import Sample

TIME = "Time_Of_Day_Seconds"
# Its columns of power, or with --Joules of energy, and the RAPL domains they are.
DOMAINS = {"Pkg": "package", "RAM": "dram", "Cor": "core", "GFX": "uncore", "Sys": "psys"}
COLUMNS = {f"{word}{unit}": what for word, what in DOMAINS.items() for unit in ("Watt", "_J")}
# How long the command took that it ran, above the table.
TOOK = re.compile(r"(\d+\.\d+) sec")
NUMBER = re.compile(r"\d+(\.\d+)?")
# Rows of a node, package, core or CPU have its number here; the row of the whole system has a dash.
PARTS = ("Node", "Package", "Die", "Core", "CPU")

STARTED = re.compile(r"^\*\*\* Sampled system activity \((.+)\) \((\d+(?:\.\d+)?)ms elapsed\)")
# The whole chip, by what powermetrics called it over the years; the first that is there counts.
CHIP = (
    re.compile(r"^Package Power: (\d+(?:\.\d+)?) ?(m?W)"),
    re.compile(r"^Combined Power \(CPU \+ GPU \+ ANE\): (\d+(?:\.\d+)?) ?(m?W)"),
    re.compile(r"^Intel energy model derived package power \(.*\): (\d+(?:\.\d+)?) ?(m?W)"),
)
# Its times are whole seconds; more than that is a pause, or a clock set back.
SLACK_S = 2.0


def turbostat(lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Read turbostat: the row of the whole system, of each interval or of a command that it ran."""
    columns: list[str] = []
    took: float | None = None
    for line in lines:
        cells = line.replace(",", "\t").split()
        if found := TOOK.fullmatch(line.strip()):
            took = float(found[1])
        if any(cell in cells for cell in COLUMNS):
            columns = cells
            continue
        if not columns or len(cells) < len(columns) or not NUMBER.fullmatch(cells[-1]):
            continue
        row = dict(zip(columns, cells, strict=False))
        if any(row.get(part, "-") != "-" for part in PARTS):
            continue
        if TIME not in row and took is None:
            raise run_error(key="log.turbostat", name=name, column=TIME)
        stamp = row.get(TIME, "")
        time, lasted = (float(stamp), None) if NUMBER.fullmatch(stamp) else (took, took)
        for column, domain in COLUMNS.items():
            if column in row and not (column.endswith("_J") and f"{column[:3]}Watt" in row):
                yield time, lasted, domain, row[column]


def is_joules(head: str) -> bool:
    """Whether turbostat ran with --Joules, so that its columns are energies of intervals."""
    return "Pkg_J" in head and "PkgWatt" not in head


def powermetrics(lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Read powermetrics: the mean power of the chip over each sample, which says how long it is.

    Its times are whole seconds, so that of a sample is the previous one's and its own length,
    unless there was a pause.
    """
    time = 0.0
    lasted: float | None = None
    powers: dict[int, str] = {}
    for line in chain(lines, ["*** Sampled system activity (end) (0ms elapsed)"]):
        if found := STARTED.match(line):
            if lasted is not None:
                if not powers:
                    raise run_error(key="log.samplers", name=name)
                yield time, lasted, "package", powers[min(powers)]
            if found[1] == "end":
                return
            stamp = seconds(found[1], "%a %b %d %H:%M:%S %Y %z")
            if stamp is None:
                raise run_error(key="log.locale", name=name, time=found[1])
            lasted, powers = float(found[2]) / 1000, {}
            time = stamp if abs(stamp - time - lasted) > SLACK_S else time + lasted
        for order, pattern in enumerate(CHIP):
            if power := pattern.match(line):
                powers[order] = str(float(power[1]) / (1000 if power[2] == "mW" else 1))
