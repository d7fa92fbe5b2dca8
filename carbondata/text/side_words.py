"""One side of a comparison in words: its name, its amount, its basis, whether it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.text import locators
from carbondata.text.language import LANGUAGES, SIGNS, TIMES_SIGN
from carbondata.text.numbers import COUNT_DIGITS, energy, mass, plain, spelled
from carbondata.text.phrases import phrase, phrases
from carbondata.text.plurals import several
from carbondata.text.typeset import quoted, typeset
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language

# The columns that say on which basis a figure is.
BASIS = {
    "emissions": ("gwp", "boundary", "accounting", "forcing", "land_use"),
    "electricity": ("energy_scope", "flow"),
}
# What the tables write and nobody would say: all of how much electricity is counted, and these.
SAID_OTHERWISE = {
    *("unstated", "excluded_with_agriculture", "operational_embodied", "co2_only", "with_non_co2"),
    *("location", "market"),
}
SAID_COLUMNS = ("energy_scope", "flow")
# A longer amount came out of a sum: its digits are not for reading.
WRITTEN_BY_HAND = 16
# Nor is an exponent: 1e6 t.
EXPONENT = re.compile(r"[\d.,]+[eE]")


def name(quantity: Quantity, language: Language) -> str:
    """Return a quantity's name in a sentence, with its count."""
    told = one(quantity, language)
    is_unread = len(told) > WRITTEN_BY_HAND or EXPONENT.match(told)
    if quantity.figure == "given" and quantity.amount and is_unread:
        return written(quantity.amount, quantity, language)
    if not quantity.times:
        return told
    return "".join(several(count(quantity, language), told, language))


def one(quantity: Quantity, language: Language) -> str:
    """Return the name of one of it."""
    return str(getattr(quantity, f"name_{language}", quantity.name_en))


def without_year(quantity: Quantity, language: Language) -> str | None:
    """Return the name of a year's figure without its year; null where it has none at its end."""
    told = name(quantity, language)
    ending = phrase("in_year", language, year=quantity.year or "?")
    bare = told.removesuffix(f" {ending}")
    return bare if quantity.kind == "annual" and bare != told else None


def count(quantity: Quantity, language: Language) -> str:
    """Write how many of it are meant."""
    return spelled(quantity.times or 1, COUNT_DIGITS, language, plain)


def amount(side: Quantity, language: Language) -> str:
    """Write what a side emits or uses: of bounds alone, from the one to the other."""
    if side.amount is not None:
        return written(side.amount, side, language)
    known = [bound for bound in (side.amount_low, side.amount_high) if bound is not None]
    *low, high = known
    return written(high, side, language, *low)


def written(value: float, side: Quantity, language: Language, low: float | None = None) -> str:
    """Write an amount in a side's measure: t of its gas, or kWh; with `low`, from that to it."""
    if side.measure == "electricity":
        return energy(value, language, low)
    return mass(value, side.gas, language, low)


def side_basis(side: Quantity, language: Language) -> str:
    """Say what one side is, on which basis, and where it stands."""
    words = counted(side, language)
    place = side.locator and typeset(locators.told(side.locator, language), language)
    where = ", ".join(part for part in (side.source_id, place) if part)
    parts = " | ".join(part for part in (words, where) if part)
    signs = SIGNS[language]
    # The amount is so many times what stands in the source.
    times = f"{count(side, language)}{signs.space}{TIMES_SIGN} " if side.times else ""
    told = f"{times}{side.called}{signs.colon}{amount(side, language)}"
    # An amount is called as it was typed, which in English may be as it is written.
    typed = amount(side, LANGUAGES[0]).replace(SIGNS[LANGUAGES[0]].space, " ")
    if side.figure == "given" and typed == side.called:
        told = amount(side, language)
    return f"{told} ({parts})" if parts else told


def counted(side: Quantity, language: Language) -> str:
    """Say what a side counts: its basis, what its study includes, the factor of its electricity.

    What it includes is quoted in English; in French it is in our words, which have commas.
    """
    stated = ", ".join(typeset(one, language) for one in _stated(side, language))
    scope, between = side.scope and quoted(side.scope, language), ", "
    if told := getattr(side, f"scope_{language}", None):
        scope, between = typeset(told[:1].lower() + told[1:], language), SIGNS[language].semicolon
    told = between.join(part for part in (stated, scope) if part)
    if not side.factor:
        return told
    # Its stage is that of the grid's factor, not of the side.
    of_grid = typeset(phrase("basis.factor", language, factor=factor(side, language)), language)
    return SIGNS[language].semicolon.join(part for part in (told, of_grid) if part)


def factor(side: Quantity, language: Language) -> str:
    """Say which factor electricity was multiplied by: owid-energy, WLD 2018, life cycle."""
    if not side.factor:
        return ""
    source, area, year, stage = side.factor.split(" ")
    return f"{source}, {area} {year}, {word('factor', stage, language)}"


def _stated(side: Quantity, language: Language) -> list[str]:
    """Say on which basis a side is: in English as the tables write it and filters name it."""
    columns = {name: getattr(side, name) for name in BASIS[side.measure] if getattr(side, name)}
    if language != "en":
        return [word(name, term, language) for name, term in columns.items()]
    return [
        word(name, term, language)
        if name in SAID_COLUMNS or term in SAID_OTHERWISE
        else f"{'land use ' if name == 'land_use' else ''}{term}".replace("_", " ")
        for name, term in columns.items()
    ]


def status(side: Quantity, language: Language) -> str:
    """Say that a figure was corrected, superseded, disputed or withdrawn, by whom; else nothing."""
    if f"published.{side.status}" not in phrases():
        return ""
    said = phrase(f"published.{side.status}", language)
    if side.status_year:
        said = phrase("published.year", language, said=said, year=side.status_year)
    if side.status_source:
        said += f" ({side.status_source})"
    if standing := stands(side, language):
        said = phrase("published.stands", language, said=said, amount=standing)
    return f"{said}."


def reference_status(side: Quantity, language: Language) -> str:
    """Say the same of a reference, which would else be taken for the subject's."""
    said = status(side, language)
    if not said:
        return ""
    return phrase("published.reference", language, said=said[:1].lower() + said[1:])


def stands(side: Quantity, language: Language) -> str | None:
    """Write the figure that stands instead of one; null where none does."""
    if side.measure == "electricity":
        return None if side.standing_kwh is None else energy(side.standing_kwh, language)
    return None if side.standing_t is None else mass(side.standing_t, None, language)
