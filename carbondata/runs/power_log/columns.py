"""What the name of a column says: a time, a power or an energy, its unit, and whose it is."""

from __future__ import annotations

import re
from typing import NamedTuple

# A unit of power in W, of energy in J, by the word that ends a name or a cell.
POWER_UNITS = {
    **dict.fromkeys(("w", "watt", "watts"), 1.0),
    **dict.fromkeys(("mw", "milliwatt", "milliwatts"), 1e-3),
    **dict.fromkeys(("uw", "microwatt", "microwatts"), 1e-6),
    **dict.fromkeys(("kw", "kilowatt", "kilowatts"), 1e3),
}
ENERGY_UNITS = {
    **dict.fromkeys(("j", "joule", "joules"), 1.0),
    **dict.fromkeys(("uj", "microjoule", "microjoules"), 1e-6),
}
TIME_UNITS = {
    **dict.fromkeys(("ms", "msec", "milliseconds"), 1e-3),
    **dict.fromkeys(("us", "usec", "microseconds"), 1e-6),
    **dict.fromkeys(("ns", "nsec", "nanoseconds"), 1e-9),
}
TIME = re.compile(
    # (A bare `epoch` may be one of a training.)
    r"(time|timestamp|date|datetime|seconds|epoch(?=[_ ])|unix[_ ]?time(stamp)?|elapsed([_ ]time)?)"
    r"[_ ]*[(\[]?(s|sec|seconds|utc|" + "|".join(TIME_UNITS) + r")?[)\]]?"
)
DEVICE = re.compile(
    r"index|name|uuid|serial|pci\.bus(_id)?|(local_)?rank|event|component|die|cpu_(id|index)"
    r"|(device|gpu|accelerator|card|chip|sensor|package|socket|domain|zone"
    r"|host|node|machine|server|instance|rack|outlet|channel|slot|port|plug|circuit|feed|rail"
    r"|meter|probe|pdu|psu|ups)([_ ]?(id|index|uuid|name|number|serial|bus_id))?"
)
# A column with the unit of each row.
UNIT = re.compile(r"units?|uom|einheit|unité|(power|measurement)[_ ]units?")
RANGE = "max_energy_range_uj"
# Names that say `power` of something that is not the draw.
OTHER = {
    *("limit", "cap", "max", "min", "maximum", "minimum", "peak", "enforced", "default", "tdp"),
    *("average", "avg", "mean", "std", "budget", "target", "requested", "management"),
    *("rated", "nominal", "reactive", "apparent", "median"),
    *("state", "supply", "factor", "percent", "pct", "cost", "efficiency", "per", "idle", "active"),
}
PERCENTILE = re.compile(r"(?<![a-z])p\d\d(?!\d)")
PLAIN = {"power", "draw", "energy", "consumption", "usage"}
NVIDIA = re.compile(r"power\.draw(\.\w+)?( \[m?w\])?")
ROCM = re.compile(r"(average|current socket) graphics package power \(w\)")
GADGET = re.compile(r"cumulative (processor|dram) energy_(\d+) ?\(joules\)")
GADGET_PACKAGE = {"processor": "package", "dram": "dram"}


class Measure(NamedTuple):
    """A column of power (W) or of counted energy (J): whose it is, and its factor to W or J."""

    label: str
    factor: float
    counter: bool


def measure(name: str) -> Measure | None:
    """Tell what power or energy a column has from its name; None if none.

    Examples
    --------
    >>> measure("GPU 0 Power (W)"), measure("power.draw [mW]")
    (Measure(label='gpu 0', factor=1.0, counter=False), Measure(label='', factor=0.001, counter=False))
    >>> measure("kepler_node_dram_joules_total")
    Measure(label='kepler node dram', factor=1.0, counter=True)
    >>> measure("power.limit [W]"), measure("gpu_energy_kwh"), measure("hw_power_brake")
    (None, None, None)
    """  # noqa: E501
    lower = name.casefold().replace("µ", "u").replace("μ", "u")
    if ROCM.fullmatch(lower) or NVIDIA.fullmatch(lower):
        return Measure("", 1e-3 if "[mw]" in lower else 1.0, counter=False)
    if gadget := GADGET.fullmatch(lower):
        return Measure(f"{GADGET_PACKAGE[gadget[1]]} {gadget[2]}", 1.0, counter=True)
    words = re.findall(r"[a-z]+|\d+", lower)
    if OTHER & set(words) or PERCENTILE.search(lower) or "MW" in name:
        return None
    counted = len(words) > 1 and words[-1] == "total" and words[-2] in ENERGY_UNITS
    unit = next((word for word in reversed(words) if word in POWER_UNITS | ENERGY_UNITS), "")
    label = " ".join(word for word in words if word not in PLAIN | {unit, "total"[: 5 * counted]})
    if unit in POWER_UNITS or (
        not unit and re.search(r"\bpower(_?\d+)?$", lower.replace("_", " "))
    ):
        return Measure(label, POWER_UNITS.get(unit, 1.0), counter=False)
    if counted or ("energy" in words and unit in {"uj", "microjoules"}):
        return Measure(label, ENERGY_UNITS[unit], counter=True)
    return None
