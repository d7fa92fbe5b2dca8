"""Format a footprint as lines for a terminal, or as nested values for JSON."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from carbondata.runs.footprint import Footprint
    from carbondata.runs.hourly import Known, Start

# Largest first: a mass is written in the first unit of which there is at least one.
MASSES = ((1e6, "Mt"), (1.0, "t"), (1e-3, "kg"), (1e-6, "g"), (1e-9, "mg"))

SECONDS_PER_HOUR = 3600

EXTREMES = ("greenest", "dirtiest")


def mass(emissions_t: float) -> str:
    """Format a mass in a suitable unit, to four digits.

    Examples
    --------
    >>> mass(0.0116157758), mass(284.019), mass(0)
    ('11.62 kg', '284 t', '0 t')
    """
    if emissions_t == 0:
        return "0 t"
    size, unit = next(((s, u) for s, u in MASSES if abs(emissions_t) >= s), MASSES[-1])
    return f"{emissions_t / size:.4g} {unit}"


def age(run: Footprint, today: dt.date) -> int | None:
    """Return the years from the factor's year to today; None for an hourly factor."""
    return None if run.factor.year is None else today.year - run.factor.year


def footprint_text(run: Footprint, today: dt.date) -> str:
    """Format a footprint in lines of at most 80 columns, figures first."""
    lines = [
        fill(f"  {what:<9}{text}", 80, subsequent_indent=" " * 11)
        for what, text in footprint_facts(run, today)
    ]
    return "\n".join([emitted(run), *lines])


def emitted(run: Footprint) -> str:
    """Format a run's emissions, with their bounds.

    Examples
    --------
    >>> from carbondata import footprint
    >>> emitted(footprint(area="FRA", year=2023, energy_kwh=1000, energy_scope="facility"))
    '53.26 kg CO2e (53.26 kg to 55.28 kg)'
    """
    ends = [mass(t) for t in (run.emissions_t_low, run.emissions_t_high) if t is not None]
    bounds = f" ({' to '.join(ends)})" if len(set(ends)) > 1 else ""
    return f"{mass(run.emissions_t)} {run.gas}{bounds}"


def footprint_facts(run: Footprint, today: dt.date) -> list[tuple[str, str]]:
    """List what a footprint was worked out from, as (label, text)."""
    factor, energy, years = run.factor, run.energy, age(run, today)
    old = "" if years is None else f", {years} {'year' if years == 1 else 'years'} old"
    pue = "not given, not included" if run.pue is None else f"{run.pue:g}"
    if run.emissions_scope == "facility" and run.pue is None:
        pue = "included in the energy"
    rows = [
        ("covers", f"{run.emissions_scope}, electricity {run.boundary.replace('_', ' ')}"),
        ("energy", f"{energy.kwh:.6g} kWh, {energy.scope}"),
        ("from", energy.how),
        ("PUE", pue),
        ("grid", f"{factor.intensity_g_per_kwh:.6g} g/kWh"),
        ("factor", factor.factor_id),
        ("source", f"{factor.source_id}{old}"),
    ]
    if run.reason:
        rows.append(("note", f"{run.reason}: the factor is not for the run's own year"))
    return rows


def facts(run: Footprint, today: dt.date) -> dict[str, object]:
    """Return a footprint as nested plain values."""
    return run._asdict() | {
        "energy": run.energy._asdict(),
        "factor": run.factor._asdict() | {"age_years": age(run, today)},
    }


def starts_text(
    starts: Sequence[Start], runs: Sequence[Footprint] = (), known: Known | None = None
) -> str:
    """Format the best and the worst start, the emissions then, and missing hours."""
    lines = [
        f"{word}   {_clock(start)}   {start.intensity_g_per_kwh:.6g} g/kWh"
        for word, start in zip(EXTREMES, starts, strict=True)
    ]
    if runs:
        amounts = " or ".join(f"{mass(run.emissions_t)} {run.gas}" for run in runs)
        lines.append(f"emits      {amounts} ({runs[0].emissions_scope})")
    if known is not None and known.known_h < known.window_h:
        lines.append(f"known      {known.known_h:.6g} h of the window's {known.window_h:.6g} h")
    return "\n".join(lines)


def _clock(start: Start) -> str:
    short = (start.end_utc - start.start_utc).total_seconds() < SECONDS_PER_HOUR
    form = "%Y-%m-%d %H:%M:%SZ" if short else "%Y-%m-%d %H:%MZ"
    return f"{start.start_utc:{form}} to {start.end_utc:{form}}"


def facts_of_starts(
    starts: Sequence[Start], runs: Sequence[Footprint] = (), known: Known | None = None
) -> dict[str, object]:
    """Return the best and the worst start as nested plain values."""
    emitted = [{"emissions_t": run.emissions_t, "gas": run.gas} for run in runs] or [{}, {}]
    values = {
        word: start._asdict() | more
        for word, start, more in zip(EXTREMES, starts, emitted, strict=True)
    }
    return values | ({} if known is None else known._asdict())
