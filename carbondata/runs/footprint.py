"""The footprint of one run: its energy, times PUE once, times the grid of its place and time."""

from __future__ import annotations

import datetime as dt
from math import isclose
from typing import TYPE_CHECKING, NamedTuple

from carbondata.errors import QueryError
from carbondata.runs.energy import Energy, from_accelerators, from_power, given, positive, possible
from carbondata.runs.grid_factor import Factor, factor
from carbondata.runs.hourly import mean_factor

if TYPE_CHECKING:
    from pathlib import Path

MAX_PUE = 4.0
GRAMS_PER_TONNE = 1e6


class Footprint(NamedTuple):
    """What a run emits, and everything it was worked out from.

    `emissions_t` (t) is `energy.kwh` x PUE x `factor.intensity_g_per_kwh` / 1e6. It covers
    `emissions_scope`: the whole facility once PUE is in, else what the energy covers. The bounds
    are those of the factor; None where its source alone gives it. `reason` is `year_gap` where a
    factor of another year was asked for and taken.
    """

    emissions_t_low: float | None
    emissions_t: float
    emissions_t_high: float | None
    gas: str
    boundary: str
    emissions_scope: str
    energy: Energy
    pue: float | None
    counted_kwh: float
    factor: Factor
    reason: str | None


def footprint(  # noqa: PLR0913  (keywords, each a fact about the run)
    *,
    area: str,
    year: int | None = None,
    start: dt.datetime | None = None,
    end: dt.datetime | None = None,
    energy_kwh: float | None = None,
    power_w: float | None = None,
    hours: float | None = None,
    gpu: str | None = None,
    count: float | None = None,
    utilisation: float = 1.0,
    power_log: str | Path | None = None,
    energy_scope: str | None = None,
    pue: float | None = None,
    boundary: str = "life_cycle",
    hourly: bool = False,
    source: str | None = None,
    allow_year_gap: int = 0,
    database: str | Path | None = None,
) -> Footprint:
    """Work out what one run emits.

    Parameters
    ----------
    area : str
        The grid: an id of `areas` (FRA, US-CA), or with `hourly` a grid zone.
    year, start, end
        When: the year, or moments with their zone, where `hours` may stand for the end; a run
        over New Year needs `hourly`, or the year of the two whose factor it takes.
    energy_kwh, power_w, hours, gpu, count, utilisation, power_log
        The energy: as it is; mean power (W) and time (h); accelerators at a share of their TDP
        and time; or a log of power, stretched to `hours` or to the time from start to end.
    energy_scope : str, optional
        What the energy covers: accelerator, server, or facility (PUE is inside). Needed for
        energy and power, unless `pue` says that they are a server's.
    pue : float, optional
        Power usage effectiveness, 1 to 4. Without it the result covers what the energy covers.
    boundary : str
        `life_cycle` or `direct`: of the electricity.
    hourly : bool
        Take the mean of exactly the hours from `start` to `end`.
    source, allow_year_gap
        Take the factor of this source; take one so many years away where there is none.

    Raises
    ------
    QueryError
        When a fact is missing, impossible, not in the tables, or says nothing beside the others;
        the message names the remedy.

    Examples
    --------
    >>> run = footprint(area="FRA", year=2023, energy_kwh=1000, energy_scope="server", pue=1.2)
    >>> run.emissions_t == 1000 * 1.2 * run.factor.intensity_g_per_kwh / 1e6
    True
    >>> run.factor.source_id, run.emissions_scope
    ('owid-energy', 'facility')
    """
    begun, ended = utc("start", start), utc("end", end)
    ended, elapsed = _span(begun, ended, hours)
    if energy_kwh is None:
        hours = elapsed
    elif begun is not None:
        hours = None  # they have said the end
    assumed = "server" if pue is not None else None
    energy = possible(
        _energy(
            *(energy_kwh, power_w, hours, gpu, count, utilisation, power_log),
            *(energy_scope, assumed, database),
        )
    )
    if hourly:
        _silent_by_the_hour(year=year, source=source, allow_year_gap=allow_year_gap or None)
        one = mean_factor(area, begun, ended, boundary, database)
        run_year = None
    else:
        run_year = year_of(year, begun, ended)
        one = factor(
            area,
            run_year,
            boundary,
            source=source,
            allow_year_gap=allow_year_gap,
            database=database,
        )
    return _emitted(energy, _applied(pue, energy.scope), one, run_year)


def _span(
    begun: dt.datetime | None, ended: dt.datetime | None, hours: float | None
) -> tuple[dt.datetime | None, float | None]:
    """Work out the end or the hours of a run from what else is known; refuse a contradiction."""
    if begun is None:
        return ended, hours
    if ended is None:
        if hours is None:
            return None, None
        return _later(begun, positive("time", hours, "h")), hours
    if ended <= begun:
        message = f"the end, {ended} UTC, is not after the start, {begun} UTC"
        raise QueryError(message)
    elapsed = (ended - begun).total_seconds() / 3600
    if hours is not None and not isclose(hours, elapsed, rel_tol=0.001):
        message = f"from start to end it is {elapsed:g} h, not {hours:g} h; leave --hours out"
        raise QueryError(message)
    return ended, elapsed


def _later(begun: dt.datetime, hours: float) -> dt.datetime:
    try:
        return begun + dt.timedelta(hours=hours)
    except OverflowError:
        message = f"{hours:g} h from {begun} UTC is after the year 9999; are these hours?"
        raise QueryError(message) from None


def _silent_by_the_hour(**facts: object) -> None:
    """Refuse what chooses the factor of a year where the hours are the factor."""
    if said := [name for name, value in facts.items() if value is not None]:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in said)
        message = f"{options} ({', '.join(said)}) says nothing beside --hourly; leave one out"
        raise QueryError(message)


def year_of(year: int | None, start: dt.datetime | None, end: dt.datetime | None) -> int:
    """Return the year of a run, or say why there is none."""
    if start is None:
        if year is None or end is not None:
            message = "when was the run? --year YEAR (year=...), or --start and --end"
            raise QueryError(message)
        return year
    last = start if end is None else end - dt.timedelta(microseconds=1)
    if year is not None:
        if not start.year <= year <= last.year:
            message = f"by its start the run is in {start.year} UTC, not in {year}; leave one out"
            raise QueryError(message)
        return year
    if last.year != start.year:
        message = (
            f"the run is in {start.year} and in {last.year}, which have factors of their own; "
            "take the mean of its hours with --hourly (hourly=True), or name the --year"
        )
        raise QueryError(message)
    return start.year


def utc(name: str, moment: dt.datetime | None) -> dt.datetime | None:
    """Return a moment in UTC without its zone, as the tables have it; refuse one without a zone."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        message = (
            f"the {name}, {moment.isoformat()}, has no time zone: write {moment.isoformat()}Z for "
            "UTC, or its offset (+02:00)"
        )
        raise QueryError(message)
    try:
        return moment.astimezone(dt.UTC).replace(tzinfo=None)
    except OverflowError:
        message = f"the {name}, {moment.isoformat()}, is not within the years 1 to 9999 in UTC"
        raise QueryError(message) from None


def _energy(  # noqa: PLR0913, PLR0917  (those of footprint)
    energy_kwh: float | None,
    power_w: float | None,
    hours: float | None,
    gpu: str | None,
    count: float | None,
    utilisation: float,
    power_log: str | Path | None,
    energy_scope: str | None,
    assumed: str | None,
    database: str | Path | None,
) -> Energy:
    _said_once(energy_kwh, power_w, gpu, power_log)
    if gpu is None and (count is not None or utilisation != 1):
        message = "a count and a utilisation are of accelerators; name them: --gpu NAME (gpu=...)"
        raise QueryError(message)
    if energy_kwh is not None:
        if hours is not None:
            message = "hours say nothing beside an energy; leave --hours out (hours=...)"
            raise QueryError(message)
        return given(energy_kwh, energy_scope or assumed)
    if power_log is not None:
        from carbondata.runs.power_log.integrate import from_log

        return from_log(power_log, hours, energy_scope, assumed)
    if hours is None:
        message = "for how long? --hours H (hours=...), or --start and --end"
        raise QueryError(message)
    if power_w is not None:
        return from_power(power_w, hours, energy_scope or assumed)
    return from_accelerators(str(gpu), _units(count, energy_scope), hours, utilisation, database)


def _said_once(
    energy_kwh: float | None,
    power_w: float | None,
    gpu: str | None,
    power_log: str | Path | None,
) -> None:
    ways = {"energy_kwh": energy_kwh, "power_w": power_w, "gpu": gpu, "power_log": power_log}
    named = [way for way, value in ways.items() if value is not None]
    if len(named) != 1:
        message = (
            f"the energy is said {len(named)} ways ({', '.join(named) or 'none'}); say it one: "
            "--energy-kwh, --power-w with --hours, --gpu with --count and --hours, or --power-log"
        )
        raise QueryError(message)


def _units(count: float | None, energy_scope: str | None) -> float:
    """Return the number of accelerators, whose TDP is that of themselves alone."""
    if energy_scope not in {None, "accelerator"}:
        message = (
            f"the energy of a gpu at its TDP is the accelerator's, not of a {energy_scope}; leave "
            "--energy-scope out (energy_scope=...)"
        )
        raise QueryError(message)
    if count is None:
        message = "how many? --count N (count=...)"
        raise QueryError(message)
    return count


def _applied(pue: float | None, scope: str) -> float | None:
    if pue is None:
        return None
    if not 1 <= pue <= MAX_PUE:
        message = f"a PUE of {pue:g} is impossible: 1 to {MAX_PUE:g}, facility over computers"
        raise QueryError(message)
    if scope == "facility" and pue != 1:
        message = "PUE is inside the energy of a facility; leave --pue out, or name another scope"
        raise QueryError(message)
    return pue


def _emitted(energy: Energy, pue: float | None, one: Factor, year: int | None) -> Footprint:
    counted = energy.kwh * (1.0 if pue is None else pue)
    low, high = one.intensity_g_per_kwh_low, one.intensity_g_per_kwh_high
    return Footprint(
        None if low is None else counted * low / GRAMS_PER_TONNE,
        counted * one.intensity_g_per_kwh / GRAMS_PER_TONNE,
        None if high is None else counted * high / GRAMS_PER_TONNE,
        one.gas,
        one.boundary,
        energy.scope if pue is None else "facility",
        energy,
        pue,
        counted,
        one,
        None if one.year == year else "year_gap",
    )
