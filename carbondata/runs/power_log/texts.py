"""Read what tools print as text, line by line: dmon, perf, tegrastats, ipmitool, PTDaemon.

Each reader yields samples: the time, how long it covers (None: since the previous one), the device,
and the power in W, or the energy in J.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Sample: TypeAlias = tuple[float | None, float | None, str, str]

DAY_S = 86_400
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)")
# tegrastats: the power of the whole module, or the three rails of AGX Orin that make it up.
WHOLE_RAILS = ("VDD_IN", "POM_5V_IN")
ORIN_RAILS = ("VDD_GPU_SOC", "VDD_CPU_CV", "VIN_SYS_5V0")
RAIL = re.compile(r"\b([A-Z][A-Z0-9_]*) (\d{1,18})(?:mW)?/\d+(?:mW)?")
# PTDaemon: a line has these names before the values; others may follow.
PTD = ("Time", "", "Watts", "")
PTD_DATES = ("%m-%d-%Y %H:%M:%S.%f", "%d-%m-%Y %H:%M:%S.%f")
JOULES = re.compile(r"^\s*(?:(\d+\.\d+)\s+)?([\d.,]+)\s+Joules\s+(\S+)")
SEVERAL = re.compile(r"\(\d+ runs\):")
ELAPSED = re.compile(r"^\s*([\d.,]+)\s+seconds time elapsed")


def seconds(text: str, form: str) -> float | None:
    """Read a time, in UTC if it has no offset; None if it is none.

    Examples
    --------
    >>> seconds("20240305 10:00:00", "%Y%m%d %H:%M:%S")
    1709632800.0
    """
    try:
        read = dt.datetime.strptime(text, form)  # noqa: DTZ007  (without an offset it is UTC)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=dt.UTC)).timestamp()


def moment(date: str, form: str, clock: str) -> float | None:
    """Read a date, and a time of the day: fast, as logs have millions of the same date.

    Examples
    --------
    >>> moment("20240305", "%Y%m%d", "10:00:00"), moment("20240305", "%Y%m%d", "10:00")
    (1709632800.0, None)
    """
    day, found = _day(date, form), CLOCK.fullmatch(clock)
    if day is None or found is None:
        return None
    return day + int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])


@lru_cache(maxsize=16)
def _day(date: str, form: str) -> float | None:
    return seconds(date, form)


def dmon(lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Read `nvidia-smi dmon -o DT`; with the time alone, a fall by half a day is midnight."""
    columns: list[str] = []
    previous, days = 0.0, 0
    for line in lines:
        cells = line.replace(",", " ").replace("#", " ").split()
        if line.lstrip().startswith("#") or "gpu" in cells:
            # A second line has the units, and both come again every few lines.
            if "gpu" in (lower := [cell.casefold() for cell in cells]):
                columns = _dmon_columns(lower, name)
            continue
        if len(cells) != len(columns):
            continue
        row = dict(zip(columns, cells, strict=True))
        if "date" in row:
            date = row["date"].replace("/", "").replace("-", "")
            yield moment(date, "%Y%m%d", row["time"]), None, row["gpu"], row["pwr"]
            continue
        of_day = moment("19700101", "%Y%m%d", row["time"])
        if of_day is not None:
            days += previous - of_day > DAY_S / 2
            previous = of_day
        yield None if of_day is None else of_day + days * DAY_S, None, row["gpu"], row["pwr"]


def _dmon_columns(columns: list[str], name: str) -> list[str]:
    for column, what, option in (("time", "time", "-o DT"), ("pwr", "power", "-s p")):
        if column not in columns:
            raise run_error(key=f"log.dmon_{what}", name=name, option=option)
    return columns


def pmon(_lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Refuse `nvidia-smi pmon`: it has the processes of a GPU, not its power."""
    raise run_error(key="log.pmon", name=name)


def rocm(_lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Refuse rocm-smi without a time; with one before each line it is a table."""
    command = (
        "while sleep 1; do rocm-smi --showpower --csv | "
        'sed -n "s/^card/$(date +%s.%N),card/p"; done'
    )
    header = "time,device,Average Graphics Package Power (W)"
    raise run_error(key="log.rocm", name=name, header=header, command=command)


def tegrastats(lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Read tegrastats: the power of the module, now, in mW, at the time that begins the line."""
    for line in lines:
        if "RAM " not in line:
            continue
        rails = dict(RAIL.findall(line))
        chosen = next(([rail] for rail in WHOLE_RAILS if rail in rails), list(ORIN_RAILS))
        if any(rail not in rails for rail in chosen):
            rails = {"one": ", ".join(WHOLE_RAILS), "all": ", ".join(ORIN_RAILS)}
            raise run_error(key="log.rails", name=name, **rails)
        time = moment(line[:10], "%m-%d-%Y", line[11:19])
        if time is None:
            raise run_error(key="log.tegrastats", name=name)
        yield time, None, "module", str(sum(int(rails[rail]) for rail in chosen) / 1000)


def ipmitool(lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Read `ipmitool dcmi power reading`, again and again: the power now, and the BMC's time."""
    power: str | None = None
    for line in lines:
        label, _, value = line.strip().partition(":")
        label, value = label.strip(), value.strip()
        if label == "Instantaneous power reading":
            if power is not None:
                raise run_error(key="log.ipmi", name=name)
            power = value.removesuffix("Watts").strip()
        elif label == "IPMI timestamp" and power is not None:
            time = value.removesuffix("UTC").strip()
            forms = ("%a %b %d %H:%M:%S %Y", "%m/%d/%Y %H:%M:%S")
            read = [found for form in forms if (found := seconds(time, form)) is not None]
            yield next(iter(read), None), None, "server", power
            power = None


def ptdaemon(lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Read MLPerf's `spl.txt`: names and values in turn, the first Watts being of all analysers.

    The rules have the month first, but the daemon writes as its system does.
    """
    forms, first = list(PTD_DATES), True
    for line in lines:
        cells = line.strip().split(",")
        if len(cells) < len(PTD) or tuple(cells[0:4:2]) != PTD[0:4:2]:
            if line.strip():
                yield None, None, "system", ""
            continue
        fitting = [form for form in forms if seconds(cells[1], form) is not None]
        if fitting and fitting[0] != forms[0] and not first:
            raise run_error(key="log.month", name=name, time=cells[1])
        forms, first = fitting or forms, False
        yield seconds(cells[1], forms[0]), None, "system", cells[3]


def perf(lines: Iterable[str], name: str) -> Iterator[Sample]:
    """Read `perf stat` for people: with -I the energy of each interval, else of the whole."""
    waiting: list[tuple[str, str]] = []
    for line in lines:
        if found := JOULES.match(line):
            time, joules, event = found.groups()
            joules = _number(joules, name)
            if time:
                yield float(time), None, event, joules
            else:
                waiting.append((event, joules))
        elif SEVERAL.search(line):
            raise run_error(key="log.perf_mean", name=name)
        elif (whole := ELAPSED.match(line)) and waiting:
            elapsed = float(_number(whole[1], name))
            yield from ((elapsed, elapsed, event, joules) for event, joules in waiting)
            waiting = []
    if waiting:
        raise run_error(key="log.perf_time", name=name)


def _number(text: str, name: str) -> str:
    """Leave out the commas between thousands; refuse a decimal comma."""
    if re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d+)?|\d+(\.\d+)?", text):
        return text.replace(",", "")
    raise run_error(key="log.comma", name=name, number=text)
