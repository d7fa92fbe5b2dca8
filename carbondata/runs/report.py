"""A footprint told: as lines that fit a terminal, or as plain facts for JSON."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from carbondata.runs.footprint import Footprint
    from carbondata.runs.hourly import Known, Start

# From the largest: a mass is told in the first unit of which there is at least one.
MASSES = ((1e6, "Mt"), (1.0, "t"), (1e-3, "kg"), (1e-6, "g"), (1e-9, "mg"))

SECONDS_PER_HOUR = 3600

EXTREMES = ("greenest", "dirtiest")


def mass(emissions_t: float) -> str:
    """Tell a mass in a unit that suits it, to four digits.

    Examples
    --------
    >>> mass(0.0116157758), mass(284.019), mass(0)
    ('11.62 kg', '284 t', '0 t')
    """
    if emissions_t == 0:
        return "0 t"
    size, unit = next(((s, u) for s, u in MASSES if abs(emissions_t) >= s), MASSES[-1])
    return f"{emissions_t / size:.4g} {unit}"


def age(one: Footprint, today: dt.date) -> int | None:
    """Count the years from the factor's year to today; None for hours."""
    return None if one.factor.year is None else today.year - one.factor.year


def told(one: Footprint, today: dt.date) -> str:
    """Tell a footprint in lines of at most 80 columns, figures first."""
    factor, energy = one.factor, one.energy
    ends = [mass(t) for t in (one.emissions_t_low, one.emissions_t_high) if t is not None]
    bounds = f" ({' to '.join(ends)})" if len(set(ends)) > 1 else ""
    years = age(one, today)
    lines = [
        f"{mass(one.emissions_t)} {one.gas}{bounds}",
        f"  covers   {one.emissions_scope}, electricity {one.boundary.replace('_', ' ')}",
        f"  energy   {energy.kwh:.6g} kWh, {energy.scope}",
        fill(f"  from     {energy.how}", 80, subsequent_indent=" " * 11),
        f"  PUE      {'not given, so not in' if one.pue is None else f'{one.pue:g}'}",
        f"  grid     {factor.intensity_g_per_kwh:.6g} g/kWh",
        f"  factor   {factor.factor_id}",
        f"  source   {factor.source_id}"
        + ("" if years is None else f", {years} {'year' if years == 1 else 'years'} old"),
    ]
    if one.emissions_scope == "facility" and one.pue is None:
        lines[4] = "  PUE      inside the energy"
    if one.reason:
        lines.append(f"  note     {one.reason}: the factor is not of the run's own year")
    return "\n".join(lines)


def facts(one: Footprint, today: dt.date) -> dict[str, object]:
    """Give a footprint as nested plain values."""
    return one._asdict() | {
        "energy": one.energy._asdict(),
        "factor": one.factor._asdict() | {"age_years": age(one, today)},
    }


def told_starts(
    starts: Sequence[Start], runs: Sequence[Footprint] = (), known: Known | None = None
) -> str:
    """Tell the best and the worst start, what the run emits then, and what is unknown."""
    lines = [
        f"{word}   {_clock(one)}   {one.intensity_g_per_kwh:.6g} g/kWh"
        for word, one in zip(EXTREMES, starts, strict=True)
    ]
    if runs:
        amounts = " or ".join(f"{mass(one.emissions_t)} {one.gas}" for one in runs)
        lines.append(f"emits      {amounts} ({runs[0].emissions_scope})")
    if known is not None and known.known_h < known.window_h:
        lines.append(f"known      {known.known_h:.6g} h of the window's {known.window_h:.6g} h")
    return "\n".join(lines)


def _clock(one: Start) -> str:
    short = (one.end_utc - one.start_utc).total_seconds() < SECONDS_PER_HOUR
    form = "%Y-%m-%d %H:%M:%SZ" if short else "%Y-%m-%d %H:%MZ"
    return f"{one.start_utc:{form}} to {one.end_utc:{form}}"


def facts_of_starts(
    starts: Sequence[Start], runs: Sequence[Footprint] = (), known: Known | None = None
) -> dict[str, object]:
    """Give the best and the worst start as nested plain values."""
    emitted = [{"emissions_t": run.emissions_t, "gas": run.gas} for run in runs] or [{}, {}]
    told = {
        word: one._asdict() | more
        for word, one, more in zip(EXTREMES, starts, emitted, strict=True)
    }
    return told | ({} if known is None else known._asdict())
