"""A run told in sentences: energy, PUE, grid, emissions, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.forms.made import ITSELF, PACKAGE
from carbondata.text.typeset import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbondata.forms.made import Made

# What is bought, and not what the grid of the place emits.
MARKET = "market"
NAMED = ("training", "fine_tuning", "family")


def sentences(made: Made, marks: Mapping[str, str]) -> str:
    """Tell a run in sentences; `marks` are the references to sources, by id.

    Examples
    --------
    >>> from carbondata.forms.given_run import record_of
    >>> from carbondata.forms.made import Made
    >>> told = sentences(Made(record_of("bloom-176b")), {"luccioni-2023-bloom": " [1]"})
    >>> told.split(". ")[0]
    'Training BLOOM (176B) used 433,200 kWh of electricity (accelerators only) [1]'
    """
    record = made.record
    cited = "".join(marks.get(source, "") for source in record.sources)
    parts: list[str] = []
    if record.energy_kwh is not None:
        parts.append(_used(made) + ("" if record.factor_id else cited))
    if record.energy_kwh is not None and record.pue_applies:
        pue, kwh = made.number(record.pue or 1), made.number(record.counted_kwh or 0)
        parts.append(made.say("pue", pue=pue, kwh=kwh))
    if record.intensity_g_per_kwh is not None and made.place is not None:
        parts.append(_grid(made) + (cited if record.factor_id else ""))
    if record.emissions_t is not None:
        parts.append(_emitted(made) + ("" if parts else cited))
    key = "by" if record.factor_id else "as_published"
    parts.append(made.say(key, package=PACKAGE) + marks.get(ITSELF, ""))
    return " ".join(f"{part}." for part in parts)


def basis(made: Made) -> str:
    """Say in a line what the emissions rest on."""
    record = made.record
    parts = [record.factor_id or ", ".join(record.sources), PACKAGE]
    if record.intensity_g_per_kwh is not None:
        year = f" ({made.say('another_year')})" if record.of_another_year else ""
        parts.insert(0, f"{made.number(record.intensity_g_per_kwh)} g/kWh{year}")
    if record.accounting == MARKET:
        parts.insert(0, made.say(f"accounting.{MARKET}"))
    if record.pue is not None:
        parts.insert(0, f"PUE {made.number(record.pue)}")
    if record.energy_kwh is not None:
        parts.insert(0, f"{made.number(record.energy_kwh)} kWh ({made.scope(record.energy_scope)})")
    return "; ".join(parts)


def _used(made: Made) -> str:
    record = made.record
    kwh, scope = made.number(record.energy_kwh or 0), made.scope(record.energy_scope)
    return capital(made.say("used", who=_who(made), kwh=kwh, scope=scope))


def _who(made: Made) -> str:
    activity, name = made.record.activity, made.closed_name
    if name is None:
        return made.say("who.unknown")
    return made.say(f"who.{activity if activity in NAMED else 'other'}", name=name)


def _grid(made: Made) -> str:
    record = made.record
    years = [str(record.factor_year or record.year or "")]
    where = ", ".join(part for part in (made.place, *years) if part)
    kinds = {"boundary": record.boundary, "accounting": record.accounting}
    said = [made.say(f"{kind}.{word}") for kind, word in kinds.items() if word]
    words = ", ".join([*said, *([made.say("another_year")] if record.of_another_year else [])])
    grams = made.number(record.intensity_g_per_kwh or 0)
    told = made.say("grid", where=where, amount=_of_gas(f"{grams} g", made))
    return f"{told} ({words})" if words else told


def _of_gas(amount: str, made: Made) -> str:
    """Name the gas of an amount."""
    return made.say(f"gas.{made.record.gas or 'CO2'}", amount=amount)


def _emitted(made: Made) -> str:
    record = made.record
    amount = _of_gas(made.mass(record.emissions_t or 0), made)
    if record.energy_kwh is None:
        # Nothing before has said whose they are.
        text = capital(made.say("emitted_of", who=_who(made), amount=amount))
    else:
        text = made.say("emitted", amount=amount)
    if record.accounting == MARKET:
        text = f"{text} ({made.say(f'accounting.{MARKET}')})"
    ends = (record.emissions_t_low, record.emissions_t_high)
    low, high = (None if end is None else made.mass(end) for end in ends)
    if low is None or high is None or low == high:
        return text
    key = "bounds" if record.factor_id else "published_bounds"
    return made.say(key, text=text, low=low, high=high)
