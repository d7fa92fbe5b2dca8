"""Comparisons in plain English and French sentences: what, as much as what, with what doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.engine.ratio import MUCH, apart, ratio_of
from carbondata.engine.ratio import read as reading
from carbondata.french import NO_BREAK, of
from carbondata.query.numbers import (
    COUNT_DIGITS,
    MASS_DIGITS,
    TIMES_SIGN,
    TO,
    capital,
    closed,
    is_several,
    mass,
    number,
    plain,
    quoted,
    read,
    several,
    spoken,
    typeset,
)
from carbondata.query.phrases import (
    AS_MUCH_AS,
    BETWEEN,
    BY_STUDY,
    SEMICOLON,
    STATUS,
    TAKEN,
    VERBS,
)
from carbondata.query.reasons import contested_studies
from carbondata.query.vocabulary import word

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity
    from carbondata.engine.ratio import Reading
    from carbondata.query.comparison import Comparison, Reason
    from carbondata.query.numbers import Language

# The columns that say on which basis a figure is.
BASIS = ("gwp", "boundary", "accounting", "forcing", "land_use")
# A longer amount came out of a sum: its digits are not for reading.
WRITTEN_BY_HAND = 16
# Of a range of studies two digits are told.
RANGE_DIGITS = 2
# What a sentence says before its doubts.
SAID = ("status", "studies")


def tell(comparison: Comparison, language: Language, *, doubt: bool = True) -> str:
    """Tell a comparison: what was emitted, as much as what, between which bounds, what doubt."""
    language = spoken(language)
    subject, reference = comparison.subject, comparison.reference
    if comparison.reading is None:
        return _refusal(comparison, language)
    if comparison.is_range:
        told = _range(comparison, comparison.reading, language)
    else:
        told = _emitted(subject, emitted_mass(subject, language), language)
        told += as_much_as(comparison, comparison.reading, language)
        told += _bounds(comparison, language) + "."
    parts = [told, *(status(side, language) for side in (subject, reference))]
    parts.append(_doubt(comparison, language) if doubt else "")
    return typeset(" ".join(part for part in parts if part), language)


def name(quantity: Quantity, language: Language) -> str:
    """Return a quantity's name in a sentence, with its count."""
    told = _one(quantity, language)
    if quantity.figure == "given" and quantity.emissions_t and len(told) > WRITTEN_BY_HAND:
        return mass(quantity.emissions_t, quantity.gas, language)
    if not quantity.times:
        return told
    return "".join(several(_count(quantity, language), told, language))


def _one(quantity: Quantity, language: Language) -> str:
    return str(quantity.name_en if language == "en" else quantity.name_fr)


def _count(quantity: Quantity, language: Language) -> str:
    return plain(quantity.times or 1, COUNT_DIGITS, language)


def markdown(comparison: Comparison, language: Language) -> str:
    """Tell a comparison in Markdown, its reasons as a list."""
    lines = [f"**{tell(comparison, language, doubt=False)}**", ""]
    lines += [f"- {reason}" for reason in reasons(comparison, language)]
    return "\n".join([*lines, "", f"*{basis(comparison, language)}*"])


def reasons(comparison: Comparison, language: Language) -> list[str]:
    """Write the reasons, each with its outcome and the size of the error where it is known."""
    colon = ": " if language == "en" else f"{NO_BREAK}: "
    return [
        f"{_outcome(reason.outcome, language)}{colon}{typeset(_reason(reason, language), language)}"
        for reason in comparison.reasons
    ]


def basis(comparison: Comparison, language: Language) -> str:
    """Say what the two figures are and where they stand."""
    sides = (comparison.subject, comparison.reference)
    return typeset(SEMICOLON[language], language).join(side_basis(side, language) for side in sides)


def side_basis(side: Quantity, language: Language) -> str:
    """Say what one side is, on which basis, and where it stands."""
    if side.measure == "energy":
        amount = f"{number(side.energy_kwh or 0, MASS_DIGITS, language)} kWh"
    else:
        amount = emitted_mass(side, language)
    scope = quoted(side.scope, language) if side.scope else None
    words = ", ".join(word for word in (*_stated(side, language), scope, side.factor) if word)
    where = ", ".join(part for part in (side.source_id, side.locator) if part)
    parts = " | ".join(part for part in (words, where) if part)
    colon = ": " if language == "en" else f"{NO_BREAK}: "
    space = " " if language == "en" else NO_BREAK
    # The amount is so many times what stands in the source.
    count = f"{_count(side, language)}{space}{TIMES_SIGN} " if side.times else ""
    return f"{count}{side.called}{colon}{amount}" + (f" ({parts})" if parts else "")


def _stated(side: Quantity, language: Language) -> list[str]:
    """Say on which basis a side is: in English as the tables write it and filters name it."""
    columns = {name: getattr(side, name) for name in BASIS if getattr(side, name)}
    if language == "fr":
        return [word(name, term, language) for name, term in columns.items()]
    return [
        f"{'land use ' if name == 'land_use' else ''}{term}".replace("_", " ")
        for name, term in columns.items()
    ]


def _range(comparison: Comparison, reading: Reading, language: Language) -> str:
    """Tell how far the studies go before the figure that is taken of them."""
    subject = comparison.subject
    emitted = emitted_mass(subject, language)
    if apart(subject) > MUCH:
        spread = (subject.studies_t_low, subject.studies_t_high)
        emitted = BETWEEN[language].format(*(mass(t, subject.gas, language) for t in spread))
    told = f"{_emitted(subject, emitted, language).removesuffix(',')} {BY_STUDY[language]},"
    if apart(subject) <= MUCH:
        told = _emitted(subject, emitted, language)
    told += as_much_as(comparison, whole_reading(comparison, reading), language)
    if apart(subject) <= MUCH:
        told += f", {BY_STUDY[language]}"
    for side, found in comparison.beside.items():
        if found:
            ratios = [_with(comparison, side, one, language) for one in found]
            told += f"{SEMICOLON[language]}{contested_studies(found, language, ratios)}"
    taken = TAKEN[language].format(
        amount=emitted_mass(_ranging(comparison), language),
        source=_ranging(comparison).source_id,
        ratio=read(reading._replace(digits=RANGE_DIGITS), language),
    )
    return f"{told}. {taken}"


def _with(comparison: Comparison, side: str, other: Quantity, language: Language) -> str:
    """Write the reading that another figure of a side would give."""
    pair = {"subject": comparison.subject, "reference": comparison.reference, side: other}
    found = reading(ratio_of(pair["subject"], pair["reference"]), **pair)
    return read(found._replace(digits=RANGE_DIGITS, low=None), language) if found else "?"


def _ranging(comparison: Comparison) -> Quantity:
    """Return the side whose studies differ the more."""
    return max(comparison.subject, comparison.reference, key=apart)


def whole_reading(comparison: Comparison, reading: Reading) -> Reading:
    """Return the reading from the least ratio to the greatest."""
    scale = reading.value / (comparison.ratio or 1)
    low, high = (comparison.ratio_low or 0) * scale, (comparison.ratio_high or 0) * scale
    return reading._replace(value=high, low=low, digits=RANGE_DIGITS)


def _emitted(subject: Quantity, emitted: str, language: Language) -> str:
    who = capital(name(subject, language))
    if subject.figure == "given":
        return f"{who} is" if language == "en" else f"{who}, c'est"
    many = language == "fr" and _one(subject, language).lower().startswith("les ")
    if subject.times and not many:
        many = is_several(_count(subject, language), _one(subject, language), language)
    verb = VERBS[language][_tense(subject)][many]
    return f"{closed(who)} {verb} {emitted},"


def _tense(subject: Quantity) -> str:
    # The emissions that something saves are the subject of their sentence: they emit nothing.
    if subject.boundary == "avoided":
        return "avoided"
    if subject.scenario:
        return "projected"
    if subject.figure == "at_grid" and "@" in subject.id and subject.kind == "event":
        return "moved"
    return "present" if subject.kind == "unit" else "past"


def emitted_mass(side: Quantity, language: Language) -> str:
    """Write what a side emits; where only bounds are published, from the one to the other."""
    if side.emissions_t is not None:
        return mass(side.emissions_t, side.gas, language)
    bounds = [
        mass(bound, side.gas, language)
        for bound in (side.emissions_t_low, side.emissions_t_high)
        if bound is not None
    ]
    return TO[language].join(bounds)


def as_much_as(comparison: Comparison, reading: Reading, language: Language) -> str:
    """Say how much of the reference that is, behind a space: as much as 5.0 lifetimes of a car."""
    other = name(comparison.reference, language)
    kind = " of amount" if comparison.reference.figure == "given" else ""
    phrases = AS_MUCH_AS[language]
    phrase = phrases.get(f"{reading.unit}{kind}", phrases["time"])
    if comparison.subject.figure == "given":
        phrase = phrase.removeprefix(" soit")
    amount = read(reading, language)
    words = {"amount": amount, "other": other, "of_other": of(other)}
    if reading.unit == "count":
        words["several"] = "".join(several(amount, other, language))
    return phrase.format(**words)


def _bounds(comparison: Comparison, language: Language) -> str:
    low, high, reading = comparison.ratio_low, comparison.ratio_high, comparison.reading
    if low is None or high is None or not comparison.ratio or reading is None:
        return ""
    scale = reading.value / comparison.ratio
    texts = [number(bound * scale, reading.digits, language) for bound in (low, high)]
    if texts[0] == texts[1]:
        return ""
    return f" ({texts[0]} to {texts[1]})" if language == "en" else f" ({texts[0]} à {texts[1]})"


def status(side: Quantity, language: Language) -> str:
    """Say that a figure was corrected, superseded, disputed or withdrawn, by whom; else nothing."""
    if side.status not in STATUS[language]:
        return ""
    said = STATUS[language][side.status]
    if side.status_year:
        said += f" in {side.status_year}" if language == "en" else f" en {side.status_year}"
    if side.status_source:
        said += f" ({side.status_source})"
    if side.standing_t is not None:
        to = " to " if language == "en" else f"{NO_BREAK}: "
        said += to + mass(side.standing_t, None, language)
    return f"{said}."


def _doubt(comparison: Comparison, language: Language) -> str:
    cautions = [
        _reason(reason, language)
        for reason in comparison.reasons
        if reason.outcome in {"caution", "refuse"} and reason.dimension not in SAID
    ]
    if not cautions:
        return ""
    opening = "Caution: " if language == "en" else "Attention : "
    return opening + SEMICOLON[language].join(cautions) + "."


def _refusal(comparison: Comparison, language: Language) -> str:
    both = (comparison.subject, comparison.reference)
    sides = [closed(name(side, language)) for side in both]
    refusals = [
        _reason(reason, language) for reason in comparison.reasons if reason.outcome == "refuse"
    ]
    why = SEMICOLON[language].join(refusals)
    if language == "en":
        told = f"{sides[0]} and {sides[1]} may not be compared: {why}."
    else:
        told = f"{sides[0]} et {sides[1]} ne se comparent pas : {why}."
    return typeset(capital(told), language)


def _reason(reason: Reason, language: Language) -> str:
    text = reason.text_en if language == "en" else reason.text_fr
    if reason.error_factor is None or reason.outcome == "refuse":
        return text
    size = plain(reason.error_factor, MASS_DIGITS, language)
    if language == "en":
        return f"{text} (a factor of {size} for {reason.error_case})"
    return f"{text} (d'un facteur {size} selon {reason.error_source})"


def _outcome(outcome: str, language: Language) -> str:
    if language == "en":
        return outcome
    return {"note": "note", "caution": "attention", "refuse": "refus"}[outcome]
