"""Format a footprint as lines for a terminal, or as nested values for JSON."""

from __future__ import annotations

import re
from textwrap import fill
from typing import TYPE_CHECKING

from carbondata.text.language import SIGNS, TIMES_SIGN
from carbondata.text.numbers import plain
from carbondata.text.phrases import phrase, retold
from carbondata.text.typeset import say, typeset
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from carbondata.runs.footprint import Footprint
    from carbondata.runs.grid_factor import Factor
    from carbondata.runs.hourly import Known, Start
    from carbondata.text.language import Language

# Largest first: a mass is written in the first unit of which there is at least one.
MASSES = ((1e6, "Mt"), (1.0, "t"), (1e-3, "kg"), (1e-6, "g"), (1e-9, "mg"))

SECONDS_PER_HOUR = 3600
# Numbers and the sign between factors, in how an energy was worked out.
NUMBER, PRODUCT = re.compile(r"(?<= )\d+\.\d+(?= )"), re.compile(" x ")
# How an energy is known that was given.
GIVEN = "given"
# Between the names of facts and what they say.
GAP = 3

EXTREMES = ("greenest", "dirtiest")


def mass(emissions_t: float, language: Language = "en") -> str:
    """Format a mass in a suitable unit, to four digits.

    Examples
    --------
    >>> mass(0.0116157758), mass(284.019), mass(0)
    ('11.62 kg', '284 t', '0 t')
    """
    if emissions_t == 0:
        return "0 t"
    size, unit = next(((s, u) for s, u in MASSES if abs(emissions_t) >= s), MASSES[-1])
    return f"{plain(emissions_t / size, 4, language)}{SIGNS[language].space}{unit}"


def age(run: Footprint, today: dt.date) -> int | None:
    """Return the years from the factor's year to today; None for an hourly factor."""
    return None if run.factor.year is None else today.year - run.factor.year


def footprint_text(run: Footprint, language: Language = "en") -> str:
    """Format a footprint in lines of at most 80 columns, figures first."""
    known = footprint_facts(run, language)
    wide = max(len(what) for what, _ in known) + GAP
    lines = [
        fill(
            f"  {what:<{wide}}{text}",
            80,
            subsequent_indent=" " * (wide + 2),
            break_on_hyphens=False,
        )
        for what, text in known
    ]
    return "\n".join([emitted(run, language), *lines])


def emitted(run: Footprint, language: Language = "en") -> str:
    """Format a run's emissions, with their bounds.

    Examples
    --------
    >>> from carbondata import footprint
    >>> emitted(footprint(area="FRA", year=2023, energy_kwh=1000, energy_scope="facility"))
    '53.26 kg CO2e (53.26 kg to 55.28 kg)'
    """
    told = say(f"gas.{run.gas}", language, amount=mass(run.emissions_t, language))
    bounds = (run.emissions_t_low, run.emissions_t_high)
    ends = dict.fromkeys(mass(end, language) for end in bounds if end is not None)
    if len(ends) == 1 or not ends:
        return told
    low, high = ends
    return say("run.bounds", language, amount=told, low=low, high=high)


def places_text(runs: Sequence[Footprint], language: Language = "en") -> str:
    """Format one run in several places, a line for each."""
    lines = [
        (
            run.factor.area_id,
            emitted(run, language),
            f"{plain(run.factor.intensity_g_per_kwh, 4, language)} g/kWh",
            run.factor.source_id,
        )
        for run in runs
    ]
    wide = [max(len(line[column]) for line in lines) for column in range(3)]
    return "\n".join(
        f"{area:{wide[0]}}  {amount:{wide[1]}}  {grid:>{wide[2]}}  {source}"
        for area, amount, grid, source in lines
    )


def footprint_facts(run: Footprint, language: Language = "en") -> list[tuple[str, str]]:
    """List what a footprint was worked out from, as (label, text)."""
    factor, energy, source = run.factor, run.energy, run.factor.source_id
    if factor.year is not None:
        source = phrase("run.for_year", language, source=source, year=str(factor.year))
    pue = phrase("run.no_pue", language) if run.pue is None else number(run.pue, language)
    if run.emissions_scope == "facility" and run.pue is None:
        pue = phrase("run.pue_inside", language)
    kwh = plain(energy.kwh, 6, language)
    rows = {
        "covers": _covers(run, language),
        "energy": f"{kwh} kWh, {covered(energy.scope, language)}",
        "from": _how(energy.how, language),
        "pue": pue,
        "grid": _grid(factor, language),
        "factor": factor.factor_id,
        "source": source,
    }
    if run.reason:
        rows["note"] = phrase("run.year_gap", language, reason=run.reason)
    return [(say(f"run.{what}", language), typeset(text, language)) for what, text in rows.items()]


def _how(how: str, language: Language) -> str:
    """Say how the energy was worked out, part by part, with the signs of the language."""
    told = phrase("run.given", language) if how == GIVEN else how
    if language != "en":
        parts = [retold(part, "how.", language) or part for part in told.split("; ")]
        told = NUMBER.sub(lambda found: number(found[0], language), " ; ".join(parts))
    return PRODUCT.sub(f" {TIMES_SIGN} ", told)


def _covers(run: Footprint, language: Language) -> str:
    boundary = run.boundary.replace("_", " ")
    if language != "en":
        boundary = word("electricity", run.boundary, language)
    scope = covered(run.emissions_scope, language)
    if run.pue is not None and run.energy.scope == "accelerator":
        scope = phrase("form.scope.accelerator_pue", language)
    return phrase("run.scope", language, scope=scope, boundary=boundary)


def covered(scope: str, language: Language) -> str:
    """Say what is covered: in English as options and tables name it."""
    return scope if language == "en" else word("energy_scope", scope, language)


def number(value: float | str, language: Language) -> str:
    """Write a number with the decimal point of the language."""
    text = value if isinstance(value, str) else f"{value:g}"
    return text.replace(".", SIGNS[language].point)


def facts(run: Footprint, today: dt.date) -> dict[str, object]:
    """Return a footprint as nested plain values."""
    return run._asdict() | {
        "energy": run.energy._asdict(),
        "factor": run.factor._asdict() | {"age_years": age(run, today)},
    }


def starts_text(
    starts: Sequence[Start],
    runs: Sequence[Footprint] = (),
    known: Known | None = None,
    language: Language = "en",
) -> str:
    """Format the best and the worst start, the emissions then, and missing hours."""
    rows = [
        (extreme, f"{_clock(start, language)}   {_intensity(start, language)}")
        for extreme, start in zip(EXTREMES, starts, strict=True)
    ]
    if runs:
        amounts = [
            say(f"gas.{run.gas}", language, amount=mass(run.emissions_t, language)) for run in runs
        ]
        told = phrase("run.or", language, first=amounts[0], other=amounts[1])
        scope = covered(runs[0].emissions_scope, language)
        rows.append(("emits", phrase("run.emits_scope", language, amounts=told, scope=scope)))
    if known is not None and known.known_h < known.window_h:
        hours = [plain(value, 6, language) for value in known]
        rows.append(("known", say("run.known_of", language, known=hours[0], window=hours[1])))
    labels = {key: phrase(f"run.{key}", language) for key, _ in rows}
    wide = max(map(len, labels.values())) + GAP
    return "\n".join(f"{labels[key]:<{wide}}{text}" for key, text in rows)


def _grid(factor: Factor, language: Language) -> str:
    """Write an intensity; and its bounds, which those of the emissions are worked out with."""
    ends = (factor.intensity_g_per_kwh_low, factor.intensity_g_per_kwh_high)
    told, low, high = (
        plain(one, 6, language) if one is not None else None
        for one in (factor.intensity_g_per_kwh, *ends)
    )
    if low == high:
        return f"{told} g/kWh"
    return say("run.grid_bounds", language, told=f"{told} g/kWh", low=low, high=high)


def _intensity(start: Start, language: Language) -> str:
    value = plain(start.intensity_g_per_kwh, 6, language)
    return f"{value}{SIGNS[language].space}g/kWh"


def _clock(start: Start, language: Language) -> str:
    short = (start.end_utc - start.start_utc).total_seconds() < SECONDS_PER_HOUR
    form = "%Y-%m-%d %H:%M:%SZ" if short else "%Y-%m-%d %H:%MZ"
    ends = {"low": f"{start.start_utc:{form}}", "high": f"{start.end_utc:{form}}"}
    return phrase("range.to", language, **ends)


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
