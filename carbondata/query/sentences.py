"""Comparisons in plain English and French: rounded as the bounds allow, typeset as each does."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from carbondata.query.comparison import Comparison, Quantity, Reason

Language = Literal["en", "fr"]

NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
# An amount of gas is told to three digits, in the largest unit that leaves one before the point.
MASS_DIGITS = 3
COUNT_DIGITS = 15
MASSES = ((1e9, "Gt"), (1e6, "Mt"), (1.0, "t"), (1e-3, "kg"), (1e-6, "g"))

TIMES = {
    "en": {unit: (unit, f"{unit}s") for unit in ("year", "day", "hour", "minute", "second")},
    "fr": {
        "year": ("an", "ans"),
        "day": ("jour", "jours"),
        "hour": ("heure", "heures"),
        "minute": ("minute", "minutes"),
        "second": ("seconde", "secondes"),
    },
}
STATUS = {
    "en": {
        "corrected": "Published figure corrected",
        "superseded": "Published figure superseded",
        "disputed": "Published figure disputed",
        "withdrawn": "Published figure withdrawn",
    },
    "fr": {
        "corrected": "Chiffre publié, corrigé",
        "superseded": "Chiffre publié, remplacé",
        "disputed": "Chiffre publié, contesté",
        "withdrawn": "Chiffre publié, retiré",
    },
}


class Reading(NamedTuple):
    """What a ratio is: its value in a unit (minute, count, percent, times), and its digits."""

    value: float
    unit: str
    digits: int


def number(value: float, digits: int, language: Language) -> str:
    """Write a number to so many significant digits, as the language does.

    Examples
    --------
    >>> number(4.9693, 2, "en"), number(1234567.0, 3, "en"), number(4.9693, 2, "fr")
    ('5.0', '1,230,000', '5,0')
    """
    if value == 0:
        return "0"
    rounded = round(value, digits - 1 - floor(log10(abs(value))))
    decimals = max(0, digits - 1 - floor(log10(abs(rounded))))
    text = f"{rounded:,.{decimals}f}"
    if language == "fr":
        return text.replace(",", NARROW).replace(".", ",")
    return text


def plain(value: float, digits: int, language: Language) -> str:
    """Write a number to at most so many significant digits, without zeros that say nothing.

    Examples
    --------
    >>> plain(3.2, 3, "en"), plain(284.019, 3, "en"), plain(2.05, 3, "fr")
    ('3.2', '284', '2,05')
    """
    text = number(value, digits, language)
    point = "." if language == "en" else ","
    whole, found, decimals = text.partition(point)
    # In English a comma parts thousands; only what follows the point may be dropped.
    return whole + (found + decimals.rstrip("0")).rstrip(point) if found else text


def mass(tonnes: float, gas: str | None, language: Language) -> str:
    """Write an amount of gas.

    Examples
    --------
    >>> mass(284.019, "CO2e", "en"), mass(0.0312, "CO2", "en"), mass(69e6, None, "en")
    ('284 t CO2e', '31.2 kg CO2', '69 Mt')
    """
    scale, unit = next((pair for pair in MASSES if abs(tonnes) >= pair[0]), MASSES[-1])
    amount = f"{plain(tonnes / scale, MASS_DIGITS, language)}{NO_BREAK}{unit}"
    if language == "en":
        amount = amount.replace(NO_BREAK, " ")
        return f"{amount} {gas}" if gas else amount
    words = {"CO2e": f"{NO_BREAK}éq.{NO_BREAK}CO₂", "CO2": " de CO₂"}
    return amount + words.get(gas or "", "")


def read(reading: Reading, language: Language) -> str:
    r"""Write a reading: 2.6 minutes, 5.0, 12%, 3.1 times.

    Examples
    --------
    >>> read(Reading(2.634, "minute", 2), "en"), read(Reading(12.4, "percent", 2), "fr")
    ('2.6 minutes', '12\u202f%')
    """
    value = number(reading.value, reading.digits, language)
    if reading.unit == "count":
        return value
    if reading.unit == "percent":
        return f"{value}%" if language == "en" else f"{value}{NARROW}%"
    if reading.unit == "times":
        return f"{value} times" if language == "en" else f"{value}{NO_BREAK}fois"
    one, many = TIMES[language][reading.unit]
    # French counts 1.9 as one, English does not.
    single = value == "1" if language == "en" else abs(float(value.replace(",", "."))) < 2  # noqa: PLR2004
    return f"{value}{' ' if language == 'en' else NO_BREAK}{one if single else many}"


def tell(comparison: Comparison, language: Language) -> str:
    """Tell a comparison: what was emitted, as much as what, between which bounds, what doubt."""
    subject, reference = comparison.subject, comparison.reference
    if comparison.reading is None:
        return _refusal(comparison, language)
    told = f"{_emitted(subject, language)}{_as_much_as(comparison, language)}"
    told += _bounds(comparison, language) + "."
    parts = [told, *(_status(side, language) for side in (subject, reference))]
    parts.append(_doubt(comparison, language))
    return typeset(" ".join(part for part in parts if part), language)


def typeset(text: str, language: Language) -> str:
    r"""Put the spaces that French asks for before its signs, and inside its quotation marks.

    Examples
    --------
    >>> typeset("12 % : « oui »", "fr")
    '12\u202f%\xa0: «\xa0oui\xa0»'
    """
    if language == "en":
        return text
    for sign in ";!?%":
        text = text.replace(f" {sign}", f"{NARROW}{sign}")
    spaced = {" :": f"{NO_BREAK}:", "« ": f"«{NO_BREAK}", " »": f"{NO_BREAK}»"}
    for plainly, set_ in spaced.items():
        text = text.replace(plainly, set_)
    return text


def name(quantity: Quantity, language: Language) -> str:
    """Return a quantity's name in a sentence, with its count."""
    told = quantity.name_en if language == "en" else quantity.name_fr or quantity.name_en
    if not quantity.times:
        return told
    count = plain(quantity.times, COUNT_DIGITS, language)
    return f"{count} times {told}" if language == "en" else f"{count}{NO_BREAK}fois {told}"


def markdown(comparison: Comparison, language: Language) -> str:
    """Tell a comparison in Markdown, its reasons as a list."""
    lines = [f"**{comparison.sentence(language)}**", ""]
    lines += [f"- {reason}" for reason in reasons(comparison, language)]
    return "\n".join([*lines, "", f"*{basis(comparison, language)}*"])


def reasons(comparison: Comparison, language: Language) -> list[str]:
    """Write the reasons, each with its outcome and the size of the error where it is known."""
    colon = ": " if language == "en" else f"{NO_BREAK}: "
    return [
        f"{_outcome(one.outcome, language)}{colon}{typeset(_reason(one, language), language)}"
        for one in comparison.reasons
    ]


def basis(comparison: Comparison, language: Language) -> str:
    """Say what the two figures are and where they stand."""
    sides = (comparison.subject, comparison.reference)
    return "; ".join(side_basis(side, language) for side in sides)


def side_basis(side: Quantity, language: Language) -> str:
    """Say what one side is, on which basis, and where it stands."""
    if side.measure == "energy":
        amount = f"{number(side.energy_kwh or 0, MASS_DIGITS, language)} kWh"
    else:
        amount = mass(side.emissions_t or 0, side.gas, language)
    stated = [side.gwp, side.boundary, side.accounting, side.forcing]
    stated += [f"land use {side.land_use}" if side.land_use else None, side.factor]
    words = ", ".join(one.replace("_", " ") for one in stated if one)
    where = ", ".join(one for one in (side.source_id, side.locator) if one)
    parts = " | ".join(one for one in (words, where) if one)
    return f"{side.id}: {amount}" + (f" ({parts})" if parts else "")


def _emitted(subject: Quantity, language: Language) -> str:
    who = name(subject, language)
    who = who[:1].upper() + who[1:]
    if subject.figure == "given":
        return f"{who} " + ("is" if language == "en" else "représente")
    verbs = {
        "en": ("emitted", "emits", "would have emitted"),
        "fr": ("a émis", "émet", "aurait émis"),
    }[language]
    moved = subject.figure == "at_grid" and "@" in subject.id and subject.kind == "event"
    verb = verbs[2] if moved else verbs[1] if subject.kind == "unit" else verbs[0]
    if language == "fr" and who.startswith("Les "):
        verb = {"a émis": "ont émis", "émet": "émettent", "aurait émis": "auraient émis"}[verb]
    # A name that holds a comma is closed by one.
    who += "," if ", " in who else ""
    return f"{who} {verb} {mass(subject.emissions_t or 0, subject.gas, language)},"


def _as_much_as(comparison: Comparison, language: Language) -> str:
    reading, reference = comparison.reading, comparison.reference
    assert reading is not None  # noqa: S101  (refusals were told before)
    amount, other = read(reading, language), name(reference, language)
    if language == "en":
        if reading.unit == "count":
            return f" as much as {amount} times {other}"
        if reading.unit in {"percent", "times"}:
            return f" {amount} {'of ' if reading.unit == 'percent' else ''}the emissions of {other}"
        return f" as much as {amount} of {other}"
    if reading.unit == "count":
        return f" autant que {amount}{NO_BREAK}fois {other}"
    if reading.unit in {"percent", "times"}:
        return (
            f" soit {amount} {'des' if reading.unit == 'percent' else 'les'} émissions {of(other)}"
        )
    return f" autant que {amount} {of(other)}"


def of(phrase: str) -> str:
    """Put the French "de" before a phrase with its article.

    Examples
    --------
    >>> [of(one) for one in ("la Suède", "le Canada", "les États-Unis", "Israël", "Cuba")]
    ['de la Suède', 'du Canada', 'des États-Unis', "d'Israël", 'de Cuba']
    """
    if phrase.startswith("le "):
        return f"du {phrase[3:]}"
    if phrase.startswith("les "):
        return f"des {phrase[4:]}"
    return f"d'{phrase}" if phrase[:1] in "AEIOUYÉÎaeiouéî" else f"de {phrase}"


def _bounds(comparison: Comparison, language: Language) -> str:
    low, high, reading = comparison.ratio_low, comparison.ratio_high, comparison.reading
    if low is None or high is None or not comparison.ratio or reading is None:
        return ""
    scale = reading.value / comparison.ratio
    texts = [number(bound * scale, reading.digits, language) for bound in (low, high)]
    if texts[0] == texts[1]:
        return ""
    return f" ({texts[0]} to {texts[1]})" if language == "en" else f" ({texts[0]} à {texts[1]})"


def _status(side: Quantity, language: Language) -> str:
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
        _reason(one, language)
        for one in comparison.reasons
        if one.outcome in {"caution", "refuse"} and one.dimension != "status"
    ]
    if not cautions:
        return ""
    opening, comma = ("Caution: ", "; ") if language == "en" else ("Attention : ", " ; ")
    return opening + comma.join(cautions) + "."


def _refusal(comparison: Comparison, language: Language) -> str:
    sides = [name(side, language) for side in (comparison.subject, comparison.reference)]
    refusals = [_reason(one, language) for one in comparison.reasons if one.outcome == "refuse"]
    why = "; ".join(refusals)
    if language == "en":
        told = f"{sides[0]} and {sides[1]} may not be compared: {why}."
    else:
        told = f"{sides[0]} et {sides[1]} ne se comparent pas : {why}."
    return typeset(told[:1].upper() + told[1:], language)


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
