"""The layout of a power log that is a table: its columns of time, power or energy, and devices."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

from carbondata import bounded
from carbondata.runs.power_log import formats
from carbondata.runs.power_log.addends import SUM, doubtful
from carbondata.runs.power_log.columns import (
    DEVICE,
    GADGET,
    NVIDIA,
    POWER_UNITS,
    RANGE,
    ROCM,
    TIME,
    TIME_UNITS,
    UNIT,
    Measure,
    measure,
)
from carbondata.runs.power_log.draws import is_draw
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.errors import QueryError
    from carbondata.runs.power_log.formats import Format

# How much of a file is read to recognise it: the preamble of turbostat has a hundred lines.
HEAD = 262_144
# In how many lines a header is looked for: a shell may have written above it.
PREAMBLE = 20
NEW_LINE = re.compile(r"\r\n|\n|\r")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
GPU = re.compile(r"(gpu|card|accelerator|dcgm)\b.*|gpu\d+.*")
# Columns of a record of runs, such as codecarbon's, which has mean powers too.
RUNS = {"emissions", "energy_consumed", "run_id", "energy_kwh", "duration"}
STAMP = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?[ T]\d\d?:\d\d.*|\d{9,}(\.\d+)?")
WITH_UNIT = re.compile(r"[\d.]+ m?W")
HARDWARE = re.compile(
    r"GPU-[0-9a-f-]{8,}|[0-9A-F]{8}:[0-9A-F]{2}:[0-9A-F]{2}\.\d|NVIDIA .*|Tesla .*"
)
TOOLS = ((NVIDIA, formats.NVIDIA), (ROCM, formats.ROCM), (GADGET, formats.GADGET))
HEADER = "timestamp, index, power.draw [W]"


class Value(NamedTuple):
    """A column that is read: its number in the file, whose it is, and its factor to W or J."""

    column: int
    label: str
    factor: float


class Layout(NamedTuple):
    """How a log is read: columns by their numbers, and what the values are."""

    format: Format
    names: tuple[str, ...]
    time: tuple[int, ...]
    time_factor: float
    values: tuple[Value, ...]
    devices: tuple[int, ...]
    kind: str
    # Lines above the samples: what a shell wrote, and the header.
    skip: int = 0
    between: str = ","
    # Of a log without a header: columns of whole numbers, which may be the index of a device.
    perhaps: tuple[int, ...] = ()
    # A column that should be the sum of the values; others of power that are not read.
    total: int | None = None
    unread: tuple[str, ...] = ()
    range: int | None = None
    lasted: int | None = None
    # Whether its counters are those of RAPL as they are, which wrap.
    wraps: bool = False

    @property
    def device_names(self) -> list[str]:
        """The columns that name a device; `column` for a label that is a name of a column."""
        names = [self.names[number] for number in self.devices]
        return [*(names or ["log"]), "column"] if self.wide else names

    @property
    def wide(self) -> bool:
        """Whether the names of columns tell devices apart."""
        return any(value.label for value in self.values)


def head_of(path: Path) -> str:
    """Read the beginning of a log.

    Raises
    ------
    QueryError
        When the file cannot be read, or is in UTF-16.
    """
    try:
        with bounded.regular(path) as file:
            read = file.read(HEAD)
    except bounded.UnfitError as error:
        raise run_error(key="log.unfit", name=path, why=error) from None
    if read.startswith(UTF16):
        raise run_error(key="utf_16", name=path)
    return read.decode("utf-8-sig", errors="replace")


def layout_of(path: Path, head: str) -> Layout:
    """Find the columns of a log from its first lines.

    Raises
    ------
    QueryError
        When it has no columns of time and power, they contain one another, or none is known to be
        of a draw.
    """
    lines = [line for line in NEW_LINE.split(head) if line and line.lstrip()[:1] != "#"]
    first: tuple[str, ...] = ()
    for number, line in enumerate(lines[:PREAMBLE]):
        between = max(",;\t|", key=line.count)
        cells = tuple(cell.strip() for cell in _split(line, between))
        if found := _named(path, cells) or _unnamed(cells):
            _refuse_units(path, cells, lines[number + 1 :], between)
            return found._replace(skip=number + found.skip, between=between)
        first = first or cells
        if any(STAMP.fullmatch(cell) for cell in cells):
            break  # a sample, so a header below is that of another log
    raise _unknown(path, first)


def _refuse_units(path: Path, cells: tuple[str, ...], rows: list[str], between: str) -> None:
    """Refuse a column with the unit of each row, unless it says watts."""
    for place, name in enumerate(cells):
        if not UNIT.fullmatch(name.casefold()):
            continue
        units = {(_split(row, between)[place : place + 1] or [""])[0].strip() for row in rows}
        if any(POWER_UNITS.get(unit) != 1 for unit in map(str.casefold, units - {""})):
            raise run_error(key="log.unit_column", name=path, column=name)


def _split(line: str, between: str) -> list[str]:
    """Split a line as DuckDB does: a name in quotes may have the separator in it."""
    try:
        return next(csv.reader([line], delimiter=between, skipinitialspace=True), [])
    except csv.Error:
        return [line]


def _unknown(path: Path, cells: tuple[str, ...]) -> QueryError:
    if not cells:
        return run_error(key="empty", name=path)
    key = "no_header" if any(STAMP.fullmatch(cell) for cell in cells) else "no_columns"
    values = {"name": path, "columns": ", ".join(cells)[:200], "header": HEADER}
    return run_error(key=f"log.{key}", **values)


def _named(path: Path, names: tuple[str, ...]) -> Layout | None:
    """Find the columns by the names in a header; None if there is none."""
    lower = [name.casefold() for name in names]
    times = [n for n, name in enumerate(lower) if TIME.fullmatch(name)]
    found = {n: measure(name) for n, name in enumerate(names) if n not in times}
    measures = {n: one for n, one in found.items() if one}
    # Beside its counters, Power Gadget writes the power of parts of the processor.
    measures = {n: one for n, one in measures.items() if GADGET.fullmatch(lower[n])} or measures
    if not times or not measures:
        return None
    if RUNS & set(lower):
        command = "carbondata footprint FILE (footprints(FILE))"
        raise run_error(key="log.runs", name=path, command=command)
    if {"date", "time"} <= set(lower):
        times = [lower.index("date"), lower.index("time")]
    else:
        times = times[:1]
    drawn = {n: one for n, one in measures.items() if is_draw(one.label)}
    if not drawn:
        columns = ", ".join(names[n] for n in measures)[:200]
        raise run_error(key="log.no_draw", name=path, columns=columns)
    counter = all(one.counter for one in drawn.values())
    chosen = {n: one for n, one in drawn.items() if one.counter == counter}
    values, total = _parts(path, names, chosen)
    unit = TIME.fullmatch(lower[times[0]])
    read = {value.column for value in values} | {total}
    return Layout(
        _format(names, values, counter=counter),
        names,
        tuple(times),
        TIME_UNITS.get((unit and unit[4]) or "", 1.0),
        values,
        tuple(n for n, name in enumerate(lower) if DEVICE.fullmatch(name) and n not in measures),
        formats.COUNTER if counter else formats.POWER,
        total=total,
        unread=tuple(names[n] for n in measures if n not in read),
        range=lower.index(RANGE) if RANGE in lower else None,
        skip=1,
        wraps=counter and any(re.search("uj|rapl", lower[value.column]) for value in values),
    )


def _parts(
    path: Path, names: tuple[str, ...], measures: dict[int, Measure]
) -> tuple[tuple[Value, ...], int | None]:
    """Choose the columns to add up, and the one that is their sum."""
    plain = [n for n, found in measures.items() if not found.label]
    if plain:
        one = min(plain, key=lambda n: len(names[n]))  # power.draw before power.draw.instant
        return (Value(one, "", measures[one].factor),), None
    totals = [n for n, found in measures.items() if SUM & set(found.label.split())]
    parts = [n for n in measures if n not in totals] or totals
    whole = totals[0] if len(totals) > 1 else doubtful({n: measures[n].label for n in parts})
    if whole is not None:
        others = ", ".join(names[n] for n in measures if n != whole)
        raise run_error(key="log.contains", name=path, column=names[whole], columns=others)
    total = totals[0] if totals and parts != totals else None
    return tuple(Value(n, measures[n].label, measures[n].factor) for n in parts), total


def _format(names: tuple[str, ...], values: tuple[Value, ...], *, counter: bool) -> Format:
    first = names[values[0].column].casefold()
    for pattern, known in TOOLS:
        if pattern.fullmatch(first):
            return known
    if counter:
        return formats.RAPL if "uj" in first else formats.JOULES
    if [name.casefold() for name in names[:2]] == ["date", "cpu utilization"]:
        return formats.POWERJOULAR
    if not values[0].label:
        return formats.TABLE
    gpus = all(GPU.fullmatch(value.label) for value in values)
    return formats.WIDE._replace(scope="accelerator", covers="GPUs") if gpus else formats.WIDE


def _unnamed(cells: tuple[str, ...]) -> Layout | None:
    """Find the columns of nvidia-smi without a header, by what their cells look like."""
    times = [n for n, cell in enumerate(cells) if STAMP.fullmatch(cell)]
    powers = [n for n, cell in enumerate(cells) if WITH_UNIT.fullmatch(cell)]
    if not times or len(powers) != 1:
        return None
    return Layout(
        formats.NVIDIA,
        tuple(f"column {n + 1}" for n in range(len(cells))),
        (times[0],),
        1.0,
        (Value(powers[0], "", 1.0),),
        tuple(n for n, cell in enumerate(cells) if HARDWARE.fullmatch(cell)),
        formats.POWER,
        perhaps=tuple(n for n, cell in enumerate(cells) if cell.isdigit() and n != times[0]),
    )
