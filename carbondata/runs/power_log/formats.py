"""The formats of power logs, one row each: their marks, columns, scope, and what they measure.

A table is known by the names of its columns (`columns.py`), whatever wrote it; a text, by a mark in
its first lines. The columns are those of each tool's own documentation.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What a value is: the power at a moment; the mean power since the previous row; a counter of
# energy; or the energy since the previous row.
POWER, MEAN, COUNTER, INTERVAL = "power", "mean", "counter", "interval"


class Format(NamedTuple):
    """A format: its name, the mark it is known by, the columns it needs, its scope and kind.

    A scope of None means that the log covers less than any scope, or does not say: the user does.
    """

    name: str
    mark: re.Pattern[str] | None
    columns: str
    scope: str | None
    covers: str
    kind: str


# Within a line, and with no two repeats side by side: what is searched may be any file.
def _mark(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


NVIDIA = Format(
    "nvidia-smi --query-gpu",
    None,
    "timestamp, power.draw [W]; for several GPUs index, uuid or pci.bus_id; without a header the "
    "power needs its unit: 300.00 W",
    "accelerator",
    "GPUs",
    POWER,
)
ROCM = Format(
    "rocm-smi --showpower --csv",
    _mark(r"^device, ?(Average Graphics|Current Socket Graphics) Package Power \(W\)"),
    "a time put before each line; device, Average (or Current Socket) Graphics Package Power (W)",
    "accelerator",
    "GPUs",
    POWER,
)
WIDE = Format(
    "table of several devices",
    None,
    "time; a column for each: gpu0_power_w, GPU 1 Power (W), node1_watts, power_mw",
    None,
    "accelerator, if all columns are GPUs",
    POWER,
)
TABLE = Format(
    "table",
    None,
    "time (s, ISO 8601, or time_ms), power_w (or power_mw, power_kw); device for several",
    None,
    "whatever it is of",
    POWER,
)
RAPL = Format(
    "RAPL counters (powercap)",
    None,
    "time, energy_uj; domain for several; max_energy_range_uj makes good the wraps",
    None,
    "processors and memory",
    COUNTER,
)
GADGET = Format(
    "Intel Power Gadget",
    None,
    "Elapsed Time (sec), Cumulative Processor Energy_0(Joules)",
    None,
    "processors and memory",
    COUNTER,
)
POWERJOULAR = Format(
    "PowerJoular",
    None,
    "Date, CPU Utilization, Total Power or CPU Power",
    None,
    "processors, memory and GPU; of a process, its share of the processors",
    POWER,
)
JOULES = Format(
    "Kepler or node_exporter, as a table",
    None,
    "time, kepler_node_platform_joules_total or another ..._joules_total",
    None,
    "as the metric says",
    COUNTER,
)
PERF_CSV = Format(
    "perf stat -I 1000 -x, -e power/energy-pkg/",
    _mark(r"^[ \t]*\d+\.\d+([,;\t|])[\d.]+\1Joules\1"),
    "as written",
    None,
    "processors and memory",
    INTERVAL,
)
# Texts: `texts.py` and `processors.py` read them line by line.
PERF = Format(
    "perf stat -e power/energy-pkg/",
    _mark(r"^[ \t]*(\d+\.\d+[ \t]+)?[\d.,]+[ \t]+Joules[ \t]+power/energy"),
    "as written, with -I or without",
    None,
    "processors and memory",
    INTERVAL,
)
PMON = Format(
    "nvidia-smi pmon",
    _mark(r"^#.{0,99}\bgpu[, \t]+pid\b"),
    "none: it has no power",
    "accelerator",
    "GPUs",
    POWER,
)
DMON = Format(
    "nvidia-smi dmon -o DT",
    _mark(r"^#[ \t]*(Date[, \t]+)?(Time[, \t]+)?gpu[, \t]+(pwr|sm|fb|mclk|pviol|sbecc|rxpci)\b"),
    "Time (-o T or DT), gpu, pwr (-s p)",
    "accelerator",
    "GPUs",
    POWER,
)
TURBOSTAT = Format(
    "turbostat",
    _mark(r"(^|\s|,)(PkgWatt|Pkg_J|SysWatt|Sys_J)(\s|,|$)"),
    "Time_Of_Day_Seconds (--enable Time_Of_Day_Seconds), PkgWatt or Pkg_J; RAMWatt, SysWatt",
    None,
    "processors and memory",
    MEAN,
)
POWERMETRICS = Format(
    "powermetrics",
    _mark(r"^\*\*\* Sampled system activity \("),
    "as written: Package Power, or Combined Power (CPU + GPU + ANE)",
    None,
    "the chip",
    MEAN,
)
TEGRASTATS = Format(
    "tegrastats",
    _mark(r"\bRAM \d+/\d+MB\b"),
    "a date and time at the start of the line; VDD_IN, POM_5V_IN, or the three rails of AGX Orin",
    "server",
    "the Jetson module",
    POWER,
)
IPMI = Format(
    "ipmitool dcmi power reading",
    _mark(r"^[ \t]*Instantaneous power reading[ \t]*:"),
    "Instantaneous power reading, IPMI timestamp",
    "server",
    "the server, at its power supplies",
    POWER,
)
PTDAEMON = Format(
    "MLPerf power log (spl.txt of PTDaemon)",
    _mark(r"\ATime,\d\d-\d\d-\d{4} [\d:.]+,Watts,"),
    "Time, Watts: of the first analyser, or the sum of all",
    "server",
    "the system under test, at its plug",
    POWER,
)
SCAPHANDRE = Format(
    "scaphandre json",
    _mark(r'\A\s*(\[\s*)?\{\s*"host"\s*:\s*\{'),
    "host.consumption (microwatts), host.timestamp",
    None,
    "processors and memory",
    POWER,
)
PROMETHEUS = Format(
    "Prometheus query_range (Kepler, scaphandre, DCGM, node_exporter)",
    _mark(r'"resultType"\s*:'),
    "kepler_node_..._joules_total or ..._watts, scaph_host_power_microwatts, "
    "DCGM_FI_DEV_POWER_USAGE, or node_rapl_..._joules_total",
    None,
    "as the metric says",
    COUNTER,
)

FORMATS = (
    *(NVIDIA, PMON, DMON, ROCM, WIDE, TABLE, TEGRASTATS, IPMI, PTDAEMON),
    *(RAPL, PERF_CSV, PERF, TURBOSTAT, POWERMETRICS, GADGET, POWERJOULAR),
    *(SCAPHANDRE, PROMETHEUS, JOULES),
)


def power_formats() -> list[tuple[str, str, str]]:
    """List the formats of power logs: name, columns needed, and scope or what it covers.

    Examples
    --------
    >>> [row for row in power_formats() if row[0].startswith("ipmitool")]
    [('ipmitool dcmi power reading', 'Instantaneous power reading, IPMI timestamp', 'server')]
    """
    return [
        (one.name, one.columns, one.scope or f"you say ({one.covers})")
        for one in FORMATS
        if one is not PMON
    ]


def marked(head: str) -> Format | None:
    """Return the format whose mark is in the first lines of a text."""
    return next((one for one in FORMATS if one.mark and one.mark.search(head)), None)
