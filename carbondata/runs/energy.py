"""The energy of a run: as given, from power and hours, or from accelerators and hours."""

from __future__ import annotations

import math
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from carbondata.names import nearest
from carbondata.query.connection import opened
from carbondata.runs.refusals import run_error
from carbondata.tables.limits import (
    MAX_POWER_W,
    MAX_PUE,
    MAX_RUN_KWH,
    MIN_POWER_W,
    MIN_PUE,
    MIN_RUN_KWH,
)
from carbondata.tables.vocabulary import ENERGY_SCOPE
from carbondata.text.numbers import told_digits
from carbondata.text.phrases import phrase

if TYPE_CHECKING:
    from pathlib import Path

# A server or a facility hardly draws less than this.
FEW_W = 10.0
# How many chips an error names.
SHOWN = 8


class Energy(NamedTuple):
    """Electricity of a run in kWh, what it covers, how it was obtained, and from what."""

    kwh: float
    scope: str
    how: str
    accelerator: str | None = None
    accelerators: float | None = None
    hours: float | None = None


def stated_energy(kwh: float, scope: str | None) -> Energy:
    """Use a given energy.

    Examples
    --------
    >>> stated_energy(100, "server").kwh
    100
    """
    return Energy(positive("energy", kwh), known_scope(scope), "given")


def from_power(power_w: float, hours: float, scope: str | None) -> Energy:
    """Multiply mean power by time.

    Raises
    ------
    QueryError
        When the power is so small or large that it is probably in kW or mW.

    Examples
    --------
    >>> from_power(1415.78, 12, "server").kwh
    16.98936
    """
    positive("power", power_w)
    if not MIN_POWER_W <= power_w <= MAX_POWER_W:
        unit, factor = ("kW", 1000) if power_w < MIN_POWER_W else ("mW", 0.001)
        better = f"{power_w * factor:g}"
        raise run_error(key="power", power=power_w, unit=unit, better=better)
    kwh = power_w * positive("time", hours) / 1000
    how = f"{told_digits(power_w)} W x {told_digits(hours)} h"
    if power_w < FEW_W and scope != "accelerator":
        how = phrase("how.small", "en", how=how, better=told_digits(power_w * 1000))
    return Energy(kwh, known_scope(scope), how, hours=hours)


def from_accelerators(
    name: str,
    count: float | None,
    hours: float,
    utilisation: float = 1.0,
    database: str | Path | None = None,
) -> Energy:
    """Multiply accelerators by thermal design power (TDP), utilisation and time.

    Parameters
    ----------
    name : str
        An id or a name from `accelerators`; a part of a name if all matches have the same TDP.
    count : float
        How many; refused if it is not given, after a name that is unknown.
    utilisation : float
        Mean power as a share of TDP, above 0 and up to 1.

    Examples
    --------
    >>> from_accelerators("NVIDIA Tesla P100 PCIe 12 GB", 8, 12).kwh  # 8 x 250 W x 12 h
    24.0
    """
    if not 0 < utilisation <= 1:
        raise run_error(key="utilisation", value=utilisation)
    chip, tdp_w = _accelerator(name, database)
    if count is None:
        raise run_error(key="count", option="--count N (count=...)")
    units = positive("count", count)
    kwh = units * tdp_w * utilisation * positive("time", hours) / 1000
    share = "" if utilisation == 1 else f" x {told_digits(utilisation)} (utilisation)"
    how = (
        f"{told_digits(count)} x {chip}, TDP {told_digits(tdp_w)} W{share} x {told_digits(hours)} h"
    )
    return Energy(kwh, "accelerator", how, chip, count, hours)


def positive(what: str, value: float) -> float:
    """Return an energy, power, time or count if it is finite and above zero, else refuse it."""
    if not (value > 0 and math.isfinite(value)):
        raise run_error(key=f"positive.{what}", value=float(value))
    return value


def possible(energy: Energy, hours: float | None = None) -> Energy:
    """Return an energy if a single run can use it, in its time if that is known; else refuse it."""
    if not energy.kwh <= MAX_RUN_KWH:  # NaN is refused too
        raise run_error(key="energy_too_large", kwh=float(energy.kwh))
    if energy.kwh < MIN_RUN_KWH:
        raise run_error(key="energy_too_small", kwh=energy.kwh)
    if hours and energy.kwh * 1000 / hours > MAX_POWER_W:
        raise run_error(key="gigawatt", kwh=float(energy.kwh), hours=float(hours))
    return energy


def possible_pue(pue: float) -> float:
    """Return a PUE if it is possible, else refuse it."""
    if not MIN_PUE <= pue <= MAX_PUE:
        raise run_error(key="pue", pue=float(pue), least=MIN_PUE, most=MAX_PUE)
    return pue


def known_scope(scope: str | None) -> str:
    """Return a scope if it is in the vocabulary, else refuse it."""
    if scope not in ENERGY_SCOPE:
        values = {"option": "--energy-scope (energy_scope=...)", "scopes": ", ".join(ENERGY_SCOPE)}
        if scope is None:
            raise run_error(key="no_scope", **values)
        raise run_error(key="scope", scope=scope, **values)
    return scope


def _accelerator(name: str, database: str | Path | None) -> tuple[str, float]:
    with closing(opened(database).cursor()) as con:
        rows = con.execute(
            """SELECT accelerator_id, name, tdp_w FROM accelerators
            WHERE tdp_w IS NOT NULL ORDER BY ALL"""
        ).fetchall()
    wanted = name.casefold()
    exact = [row for row in rows if wanted in {row[0].casefold(), row[1].casefold()}]
    part = [row for row in rows if all(word in row[1].casefold() for word in wanted.split())]
    for matches in (exact, part):
        if len({tdp_w for _, _, tdp_w in matches}) == 1:
            return matches[0][1], matches[0][2]
    tdps = {row[1]: row[2] for row in rows}
    names = {row[1] for row in part} or nearest(name, tdps, limit=5)
    near = tuple(f"{chip} ({tdps[chip]:g} W)" for chip in sorted(names)[:SHOWN])
    if not near:
        raise run_error(key="no_chips", name=name, query="FROM accelerators")
    raise run_error(key="chips" if part else "no_chip", name=name, chips=near)
