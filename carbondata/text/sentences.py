"""Comparisons in plain English and French sentences: what, as much as what, with what doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata import faces
from carbondata.engine.ratio import MUCH, apart, ratio_of
from carbondata.engine.ratio import read as reading
from carbondata.french import NO_BREAK, of
from carbondata.text.numbers import (
    MASS_DIGITS,
    capital,
    closed,
    is_several,
    number,
    plain,
    read,
    several,
    spoken,
    typeset,
)
from carbondata.text.phrases import (
    ALL_STUDIES,
    AS_MUCH_AS,
    BETWEEN,
    BY_STUDY,
    CONTESTED,
    OF_BOTH,
    OF_ELECTRICITY,
    SEMICOLON,
    TAKEN,
    VERBS,
    WHOSE,
)
from carbondata.text.reasons import contested_studies
from carbondata.text.side_words import amount, count, name, one, side_basis, status, written

if TYPE_CHECKING:
    from carbondata.engine.quantity import Quantity
    from carbondata.engine.ratio import Reading
    from carbondata.text.answer import Answer, Reason
    from carbondata.text.numbers import Language

# Of a range of studies two digits are told.
RANGE_DIGITS = 2
# What a sentence says before its doubts.
SAID = ("status", "studies")


def tell(comparison: Answer, language: Language, *, doubt: bool = True) -> str:
    """Tell a comparison: what was emitted, as much as what, between which bounds, what doubt."""
    language = spoken(language)
    subject, reference = comparison.subject, comparison.reference
    if comparison.reading is None:
        return _refusal(comparison, language)
    if comparison.is_range:
        told = _range(comparison, comparison.reading, language)
    else:
        told = _emitted(subject, amount(subject, language), language)
        told += as_much_as(comparison, comparison.reading, language)
        told += _bounds(comparison, language) + "."
    parts = [told, *dict.fromkeys(status(side, language) for side in (subject, reference))]
    parts.append(_doubt(comparison, language) if doubt else "")
    return typeset(" ".join(part for part in parts if part), language)


def markdown(comparison: Answer, language: Language) -> str:
    """Tell a comparison in Markdown, its reasons as a list."""
    lines = [f"**{faces.markdown(tell(comparison, language, doubt=False))}**", ""]
    lines += [f"- {faces.markdown(reason)}" for reason in reasons(comparison, language)]
    return "\n".join([*lines, "", f"*{faces.markdown(basis(comparison, language))}*"])


def reasons(comparison: Answer, language: Language) -> list[str]:
    """Write the reasons, each with its outcome and the size of the error where it is known."""
    colon = ": " if language == "en" else f"{NO_BREAK}: "
    return [
        f"{_outcome(reason.outcome, language)}{colon}{typeset(_reason(reason, language), language)}"
        for reason in comparison.reasons
    ]


def basis(comparison: Answer, language: Language) -> str:
    """Say what the two figures are and where they stand."""
    sides = (comparison.subject, comparison.reference)
    return typeset(SEMICOLON[language], language).join(side_basis(side, language) for side in sides)


def _range(comparison: Answer, reading: Reading, language: Language) -> str:
    """Tell how far the studies go before the figure that is taken of them.

    Each of them is held against what is taken of the other side, so that one figure has one share;
    where the studies of both differ by much, that is said.
    """
    subject, whole = comparison.subject, whole_reading(comparison, reading)
    beside = {} if comparison.all_studies else comparison.beside
    by_study = BY_STUDY[language] + _included(comparison, language)
    if apart(subject) > MUCH:
        spread = (subject.studies_low or 0, subject.studies_high or 0)
        between = BETWEEN[language].format(*(written(end, subject, language) for end in spread))
        told = f"{_emitted(subject, between, language).removesuffix(',')} {by_study},"
        told += as_much_as(comparison, whole, language)
        told += OF_BOTH[language] if apart(comparison.reference) > MUCH else ""
    else:
        told = _emitted(subject, amount(subject, language), language)
        told += as_much_as(comparison, whole, language)
        told += f", {by_study}"
    for side, found in beside.items():
        if found:
            ratios = [_with(comparison, side, one, language) for one in found]
            told += f"{SEMICOLON[language]}{contested_studies(found, language, ratios)}"
    taken = TAKEN[language].format(
        amount=amount(_ranging(comparison), language),
        source=_ranging(comparison).source_id,
        ratio=read(reading._replace(digits=RANGE_DIGITS), language),
    )
    return f"{told}. {taken}"


def _with(comparison: Answer, side: str, other: Quantity, language: Language) -> str:
    """Write the reading that another figure of a side would give."""
    pair = {"subject": comparison.subject, "reference": comparison.reference, side: other}
    found = reading(ratio_of(pair["subject"], pair["reference"]), **pair)
    return read(found._replace(digits=RANGE_DIGITS, low=None), language) if found else "?"


def _ranging(comparison: Answer) -> Quantity:
    """Return the side whose studies differ the more."""
    return max(comparison.subject, comparison.reference, key=apart)


def _included(comparison: Answer, language: Language) -> str:
    """Say which studies the range reaches to besides those that are believed."""
    beside = [one for found in comparison.beside.values() for one in found]
    if not comparison.all_studies or not beside:
        return ""
    words = ALL_STUDIES[language]
    statuses = sorted({CONTESTED[language][one.status] for one in beside})
    return words["included"].format(words["and"].join(statuses))


def whole_reading(comparison: Answer, reading: Reading) -> Reading:
    """Return the reading from the least ratio to the greatest of the studies that range."""
    scale = reading.value / (comparison.ratio or 1)
    sides = (comparison.subject, comparison.reference)
    far = ratio_of(*(side if apart(side) > MUCH else side.without_bounds() for side in sides))
    low, high = (far.low or 0) * scale, (far.high or 0) * scale
    return reading._replace(value=high, low=low, digits=RANGE_DIGITS)


def _emitted(subject: Quantity, emitted: str, language: Language) -> str:
    who = capital(name(subject, language))
    if subject.figure == "given":
        return f"{who} is" if language == "en" else f"{who}, c'est"
    many = language == "fr" and one(subject, language).lower().startswith("les ")
    if subject.times and not many:
        many = is_several(count(subject, language), one(subject, language), language)
    verb = VERBS[_deed(subject)][language][_tense(subject)][many]
    if subject.measure == "electricity":
        emitted += OF_ELECTRICITY[language]
    return f"{closed(who)} {verb} {emitted},"


def _deed(side: Quantity) -> str:
    """Tell what one does: emit, use electricity, or generate it."""
    return "generation" if side.flow == "generation" else side.measure


def _tense(subject: Quantity) -> str:
    # The emissions that something saves are the subject of their sentence: they emit nothing.
    if subject.boundary == "avoided":
        return "avoided"
    if subject.scenario:
        return "projected"
    if subject.figure == "at_grid" and "@" in subject.id and subject.kind == "event":
        return "moved"
    return "present" if subject.kind == "unit" else "past"


def as_much_as(comparison: Answer, reading: Reading, language: Language) -> str:
    """Say how much of the reference that is, behind a space: as much as 5.0 lifetimes of a car."""
    other = name(comparison.reference, language)
    kind = " of amount" if comparison.reference.figure == "given" else ""
    phrases = AS_MUCH_AS[language]
    phrase = phrases.get(f"{reading.unit}{kind}", phrases["time"])
    if comparison.subject.figure == "given":
        phrase = phrase.removeprefix(" soit")
    told = read(reading, language)
    words = {"amount": told, "other": other, "of_other": of(other)}
    words |= WHOSE[_deed(comparison.reference)][language]
    if reading.unit == "count":
        words["several"] = "".join(several(told, other, language))
    return phrase.format(**words)


def _bounds(comparison: Answer, language: Language) -> str:
    low, high, reading = comparison.ratio_low, comparison.ratio_high, comparison.reading
    if low is None or high is None or not comparison.ratio or reading is None:
        return ""
    scale = reading.value / comparison.ratio
    texts = [number(bound * scale, reading.digits, language) for bound in (low, high)]
    if texts[0] == texts[1]:
        return ""
    return f" ({texts[0]} to {texts[1]})" if language == "en" else f" ({texts[0]} à {texts[1]})"


def _doubt(comparison: Answer, language: Language) -> str:
    cautions = [
        _reason(reason, language)
        for reason in comparison.reasons
        if reason.outcome in {"caution", "refuse"} and reason.dimension not in SAID
    ]
    if not cautions:
        return ""
    opening = "Caution: " if language == "en" else "Attention : "
    return opening + SEMICOLON[language].join(cautions) + "."


def _refusal(comparison: Answer, language: Language) -> str:
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
        return f"{text} (a factor of {size} for {reason.error_case}, by {reason.error_source})"
    return f"{text} (d'un facteur {size} pour {reason.error_case_fr}, selon {reason.error_source})"


def _outcome(outcome: str, language: Language) -> str:
    if language == "en":
        return outcome
    return {"note": "note", "caution": "attention", "refuse": "refus"}[outcome]
