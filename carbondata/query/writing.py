"""Numbers, masses and readings as English and French write them."""

from __future__ import annotations

from math import floor, log10
from typing import Literal, NamedTuple

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")

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


def is_one(amount: float) -> bool:
    """Tell whether French takes the singular: it counts 1.9 as one.

    Examples
    --------
    >>> is_one(0.056), is_one(1.9), is_one(2.0)
    (True, True, False)
    """
    return abs(amount) < 2  # noqa: PLR2004


def read(reading: Reading, language: Language) -> str:
    r"""Write a reading: 2.6 minutes, 5.0, 12%, 3.1 times.

    Examples
    --------
    >>> read(Reading(2.634, "minute", 2), "en"), read(Reading(12.4, "percent", 2), "fr")
    ('2.6 minutes', '12\u202f%')
    >>> read(Reading(1234.0, "year", 2), "fr")
    '1\u202f200\xa0ans'
    """
    value = number(reading.value, reading.digits, language)
    if reading.unit == "count":
        return value
    if reading.unit == "percent":
        return f"{value}%" if language == "en" else f"{value}{NARROW}%"
    if reading.unit == "times":
        return f"{value} times" if language == "en" else f"{value}{NO_BREAK}fois"
    one, many = TIMES[language][reading.unit]
    bare = float(value.replace(",", "" if language == "en" else ".").replace(NARROW, ""))
    single = value == "1" if language == "en" else is_one(bare)
    return f"{value}{' ' if language == 'en' else NO_BREAK}{one if single else many}"


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
