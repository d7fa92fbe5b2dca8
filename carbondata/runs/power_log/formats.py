"""The layout of a power log: its columns of time, of power or energy, and of devices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carbondata import bounded
from carbondata.errors import QueryError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 65_536
TIME = re.compile(r"time(stamp)?(_?s|_utc)?|date(time)?|seconds")
POWER = re.compile(r"power\.draw(\.\w+)?( \[w\])?|power[_ ]\(?w\)?|power|w|watts?")
COUNTER = re.compile(r"energy[_ ]\(?uj\)?")
DEVICE = re.compile(
    r"index|name|uuid|serial|pci\.bus(_id)?|(local_)?rank|event|component|die|cpu_(id|index)"
    r"|(device|gpu|accelerator|card|chip|sensor|package|socket|domain|zone"
    r"|host|node|machine|server|instance|rack)([_ ]?(id|index|uuid|name|serial|bus_id))?"
)
PERF = re.compile(r"^\s*\d+\.\d+,\s*[\d.]+,Joules,")
KILOWATT = re.compile(r"power[_ ]\(?kw\)?|kw")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Layout(NamedTuple):
    """A log's columns of time, value and devices, and whether the value is a counter."""

    time: str
    value: str
    devices: tuple[str, ...]
    counter: bool
    joules: bool
    header: bool
    between: str = ","

    @property
    def nvidia(self) -> bool:
        """Whether nvidia-smi wrote it, so that the power is that of accelerators."""
        return self.value.casefold().startswith("power.draw")


def layout_of(path: Path) -> Layout:
    """Find the columns of a log from its first line.

    Raises
    ------
    QueryError
        When the file cannot be read, or has no columns of time and power.
    """
    first = _first_line(path)
    if PERF.match(first):
        return Layout("column0", "column1", ("column3",), counter=False, joules=True, header=False)
    between = max(",;\t", key=first.count)
    names = [name.strip().strip('"') for name in first.split(between)]

    def the(pattern: re.Pattern[str]) -> str | None:
        return next((name for name in names if pattern.fullmatch(name.casefold())), None)

    time, power, count = the(TIME), the(POWER), the(COUNTER)
    if power is None and (wrong := the(KILOWATT)):
        message = f"{path}: column {wrong!r} is in kW; multiply it by 1000 and name it power_w"
        raise QueryError(message)
    if time is None or (value := power or count) is None:
        message = (
            f"{path}: there are no columns of time and power among {', '.join(names)[:200]}; "
            "expected the CSV of nvidia-smi or perf stat -x, or columns time (s) and power_w or "
            "energy_uj"
        )
        raise QueryError(message)
    devices = tuple(dict.fromkeys(name for name in names if DEVICE.fullmatch(name.casefold())))
    return Layout(time, value, devices, power is None, joules=False, header=True, between=between)


def _first_line(path: Path) -> str:
    try:
        with bounded.regular(path) as file:
            lines = [file.readline(HEAD) for _ in range(20)]
    except bounded.UnfitError as error:
        message = f"{path} cannot be read: {error}"
        raise QueryError(message) from None
    if lines and lines[0].startswith(UTF16):
        message = f"{path} is in UTF-16; save it in UTF-8"
        raise QueryError(message)
    read = (line.decode("utf-8-sig", errors="replace") for line in lines)
    return next((line for line in read if line.strip() and not line.startswith("#")), "")
