"""The footprint of one run: its energy, times PUE once, times the grid of its place and time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.arguments import expect, expect_if_given
from carbondata.formulas import applied_pue, counted_scope, emissions_t
from carbondata.runs.energy import (
    Energy,
    from_accelerators,
    from_power,
    possible,
    possible_pue,
    stated_energy,
)
from carbondata.runs.grid_factor import Factor, factor
from carbondata.runs.hourly import mean_factor
from carbondata.runs.period import span_of, utc, year_of
from carbondata.runs.refusals import run_error
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class Footprint(NamedTuple):
    """The emissions of a run, and everything they were worked out from.

    `emissions_t` (t) is `energy.kwh` x PUE x `factor.intensity_g_per_kwh` / 1e6. It covers
    `emissions_scope`: the whole facility if PUE is included, else what the energy covers. The
    bounds are those of the factor; None if only one source gives it. `reason` is `year_gap` if a
    factor of another year was allowed and used.
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

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from carbondata.query.notebook import facts_html
        from carbondata.runs.report import emitted, footprint_facts

        return facts_html(emitted(self), footprint_facts(self))


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
    gaps: str | None = None,
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
        The grid: an id from `areas` (FRA, US-CA), or with `hourly` a grid zone.
    year, start, end
        When: the year, or times with an offset, where `hours` may replace the end; a run over New
        Year needs `hourly`, or the one of the two years whose factor to use.
    energy_kwh, power_w, hours, gpu, count, utilisation, power_log
        The energy: given; mean power (W) and time (h); accelerators at a share of their TDP, and
        time; or a power log, scaled to `hours` or to the time from start to end.
    gaps : str, optional
        How to count a pause in the power log: `held`, `linear` or `left-out`. By default powers are
        left out, and what a counter counted is counted.
    energy_scope : str, optional
        What the energy covers: accelerator, server, or facility (includes PUE). Required for energy
        and power, unless `pue` implies a server.
    pue : float, optional
        Power usage effectiveness, 1 to 4. Without it the result covers what the energy covers.
    boundary : str
        `life_cycle` or `direct` emissions of the electricity.
    hourly : bool
        Use the mean over exactly the hours from `start` to `end`.
    source, allow_year_gap
        Use this source's factor; if the year has none, use one at most this many years away.

    Raises
    ------
    QueryError
        When a fact is missing, impossible, not in the tables, or without effect; the message names
        the remedy.

    Examples
    --------
    >>> run = footprint(area="FRA", year=2023, energy_kwh=1000, energy_scope="server", pue=1.2)
    >>> run.emissions_t == 1000 * 1.2 * run.factor.intensity_g_per_kwh / 1e6
    True
    >>> run.factor.source_id, run.emissions_scope
    ('owid-energy', 'facility')
    """
    expect("a text", area=area, boundary=boundary)
    expect_if_given("a text", gpu=gpu, gaps=gaps, energy_scope=energy_scope, source=source)
    expect("a number", utilisation=utilisation)
    expect_if_given(
        "a number", energy_kwh=energy_kwh, power_w=power_w, hours=hours, count=count, pue=pue
    )
    expect("a whole number", allow_year_gap=allow_year_gap)
    expect_if_given("a whole number", year=year)
    expect_if_given("a datetime", start=start, end=end)
    expect_if_given("a path", power_log=power_log, database=database)
    expect("true or false", hourly=hourly)
    # Small numbers of NumPy overflow when they are multiplied.
    energy_kwh, power_w, hours, count, pue = (
        None if one is None else float(one) for one in (energy_kwh, power_w, hours, count, pue)
    )
    begun, ended = utc("start", start), utc("end", end)
    ended, elapsed = span_of(begun, ended, hours)
    if energy_kwh is None:
        hours = elapsed
    elif begun is not None:
        hours = None  # they were only used to find the end
    assumed = "server" if pue is not None else None
    energy = possible(
        _energy(
            *(energy_kwh, power_w, hours, gpu, count, utilisation, power_log, gaps),
            *(energy_scope, assumed, database),
        ),
        elapsed,
    )
    if hourly:
        _refuse_yearly_options(year=year, source=source, allow_year_gap=allow_year_gap or None)
        grid_factor = mean_factor(area, begun, ended, boundary, database)
        run_year = None
    else:
        run_year = year_of(year, begun, ended)
        grid_factor = factor(
            area,
            run_year,
            boundary,
            source=source,
            allow_year_gap=allow_year_gap,
            database=database,
        )
    return _emitted(energy, _applied(pue, energy.scope), grid_factor, run_year)


def _refuse_yearly_options(**facts: object) -> None:
    """Refuse options for a yearly factor if the factor is hourly."""
    if used := [name for name, value in facts.items() if value is not None]:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in used)
        raise run_error(
            key="no_effect", options=f"{options} ({', '.join(used)})", hourly="--hourly"
        )


def _energy(  # noqa: PLR0913, PLR0917  (the options of footprint)
    energy_kwh: float | None,
    power_w: float | None,
    hours: float | None,
    gpu: str | None,
    count: float | None,
    utilisation: float,
    power_log: str | Path | None,
    gaps: str | None,
    energy_scope: str | None,
    assumed: str | None,
    database: str | Path | None,
) -> Energy:
    _refuse_several_energies(energy_kwh, power_w, gpu, power_log)
    if gpu is None and (count is not None or utilisation != 1):
        raise run_error(key="no_accelerators", option="--gpu NAME (gpu=...)")
    if gaps is not None and power_log is None:
        raise run_error(key="gaps", option="--power-log LOG (power_log=...)")
    if energy_kwh is not None:
        if hours is not None:
            raise run_error(key="hours", option="--hours (hours=...)")
        return stated_energy(energy_kwh, energy_scope or assumed)
    if power_log is not None:
        from carbondata.runs.power_log.integrate import from_log

        return from_log(power_log, hours, energy_scope, assumed, gaps)
    if hours is None:
        option = "--hours H (hours=...)"
        raise run_error(key="duration", option=option, start="--start", end="--end")
    if power_w is not None:
        return from_power(power_w, hours, energy_scope or assumed)
    if energy_scope not in {None, "accelerator"}:  # TDP covers only the accelerators
        raise run_error(key="tdp", scope=energy_scope, option="--energy-scope (energy_scope=...)")
    return from_accelerators(str(gpu), count, hours, utilisation, database)


def _refuse_several_energies(
    energy_kwh: float | None,
    power_w: float | None,
    gpu: str | None,
    power_log: str | Path | None,
) -> None:
    ways = {"energy_kwh": energy_kwh, "power_w": power_w, "gpu": gpu, "power_log": power_log}
    named = [way for way, value in ways.items() if value is not None]
    if len(named) != 1:
        options = {"energy": "--energy-kwh", "power": "--power-w", "hours": "--hours"}
        options |= {"gpu": "--gpu", "count": "--count", "log": "--power-log", "n": str(len(named))}
        given = ", ".join(named)
        raise refused(
            lambda language: refusal(
                "run.one_energy", language, given=given or refusal("none", language), **options
            )
        )


def _applied(pue: float | None, scope: str) -> float | None:
    if pue is None:
        return None
    possible_pue(pue)
    if scope == "facility" and pue != 1:
        raise run_error(key="facility_pue", option="--pue")
    return pue


def _emitted(energy: Energy, pue: float | None, grid_factor: Factor, year: int | None) -> Footprint:
    counted = energy.kwh * applied_pue(energy.scope, pue)
    low, high = grid_factor.intensity_g_per_kwh_low, grid_factor.intensity_g_per_kwh_high
    return Footprint(
        None if low is None else emissions_t(counted, low),
        emissions_t(counted, grid_factor.intensity_g_per_kwh),
        None if high is None else emissions_t(counted, high),
        grid_factor.gas,
        grid_factor.boundary,
        counted_scope(energy.scope, pue),
        energy,
        pue,
        counted,
        grid_factor,
        None if grid_factor.year == year else "year_gap",
    )
