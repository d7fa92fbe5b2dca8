"""Numbers, masses and readings as English and French write them."""

from __future__ import annotations

import re
from math import floor, log10
from typing import TYPE_CHECKING, Literal

from carbondata.errors import QueryError
from carbondata.french import NO_BREAK

if TYPE_CHECKING:
    from carbondata.engine.ratio import Reading

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")

NARROW = "\N{NARROW NO-BREAK SPACE}"
TIMES_SIGN = "\N{MULTIPLICATION SIGN}"
# An amount of gas is told to three digits, in the largest unit that leaves one before the point.
MASS_DIGITS = 3
COUNT_DIGITS = 15
TO = {"en": " to ", "fr": " à "}
ENERGIES = ((1e9, "TWh"), (1e6, "GWh"), (1e3, "MWh"), (1.0, "kWh"), (1e-3, "Wh"))
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

# A name that begins with one of what is counted, and goes on with what it is of.
ONE = {
    "en": re.compile(r"one (\w+)(?= (?:at|by|in|of|on) )"),
    "fr": re.compile(r"une? (\w+)(?= (?:à |d'|dans |de |en |sur ))"),
}
# The thousands of a number, and the space between a number and its unit.
GROUPED = re.compile(r"(?<![\w,.-])\d{1,3}(?: \d{3})+(?!\d)")
MEASURED = re.compile(
    r"(?<=\d) (?=(?:[kMG]?t|k?g|[kMGT]?Wh?|km|Mo|°C|livres?|millions?|milliards?)(?!\w))"
)
# What forms its plural otherwise than with an s.
IRREGULAR = ("al", "au", "eu", "s", "x", "y", "z")
ENCLOSED = re.compile(r"\([^()]*\)|«[^»]*»")


def spoken(language: str) -> Language:
    """Return the language, if there are sentences in it.

    Raises
    ------
    QueryError
        When there are none.

    Examples
    --------
    >>> spoken("fr")
    'fr'
    """
    if language not in LANGUAGES:
        message = f"there are no sentences in {language!r}, but in {' and '.join(LANGUAGES)}"
        raise QueryError(message)
    return language


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


def energy(kwh: float, language: Language) -> str:
    """Write an amount of electricity.

    Examples
    --------
    >>> energy(89e9, "en"), energy(0.00024, "en"), energy(1287000.0, "fr").replace(NO_BREAK, " ")
    ('89 TWh', '0.24 Wh', '1,29 GWh')
    """
    scale, unit = next((pair for pair in ENERGIES if abs(kwh) >= pair[0]), ENERGIES[-1])
    space = " " if language == "en" else NO_BREAK
    return f"{plain(kwh / scale, MASS_DIGITS, language)}{space}{unit}"


def capital(text: str) -> str:
    """Begin a sentence with a text.

    Examples
    --------
    >>> capital("the world's GPT-3")
    "The world's GPT-3"
    """
    return text[:1].upper() + text[1:]


def is_one(number: str, language: Language) -> bool:
    """Tell whether a number takes the singular: French counts 1,9 as one, English does not.

    Examples
    --------
    >>> is_one("1.9", "en"), is_one("1,9", "fr"), is_one("2,0", "fr")
    (False, True, False)
    """
    return number == "1" if language == "en" else abs(_value(number, language)) < 2  # noqa: PLR2004


def _value(number: str, language: Language) -> float:
    *_, number = number.split(TO[language])
    if language == "en":
        return float(number.replace(",", ""))
    return float(number.replace(",", ".").replace(NARROW, ""))


def counted(name: str, language: Language) -> str | None:
    """Return what a thing is counted in, where its name begins with one of it and says of what.

    Examples
    --------
    >>> counted("one kilometre by train", "en"), counted("une vie de voiture", "fr")
    ('kilometre', 'vie')
    >>> counted("a USB stick", "en")
    """
    found = ONE[language].match(name)
    return found[1] if found and not found[1].endswith(IRREGULAR) else None


def is_several(number: str, name: str, language: Language) -> bool:
    """Tell whether a number of a thing takes the plural, as `several` writes it.

    Examples
    --------
    >>> name = "one kilometre by train"
    >>> is_several("2", name, "en"), is_several("0.5", name, "en"), is_several("2", "a bed", "en")
    (True, False, False)
    """
    plural = _is_whole(number, language) and not is_one(number, language)
    return plural and counted(name, language) is not None


def _is_whole(number: str, language: Language) -> bool:
    return _value(number, language) >= 1


def several(number: str, name: str, language: Language) -> tuple[str, str]:
    r"""Write a number of a thing, in two parts; less than one of it is a part, not several.

    Examples
    --------
    >>> several("5.0", "one kilometre by train", "en"), several("5.0", "a USB stick", "en")
    (('5.0 kilometres', ' by train'), ('5.0 times', ' a USB stick'))
    >>> several("1,9", "une vie de voiture", "fr"), several("0,9", "une vie de voiture", "fr")
    (('1,9\xa0vie', ' de voiture'), ('0,9\xa0fois', ' une vie de voiture'))
    """
    space = " " if language == "en" else NO_BREAK
    unit = counted(name, language)
    if unit is None or not _is_whole(number, language):
        return f"{number}{space}{'times' if language == 'en' else 'fois'}", f" {name}"
    _, of_what = name.split(f" {unit}", 1)
    return f"{number}{space}{unit}{'' if is_one(number, language) else 's'}", of_what


def read(reading: Reading, language: Language) -> str:
    r"""Write a reading: 2.6 minutes, 5.0, 12%, 3.1 times.

    Examples
    --------
    >>> from carbondata.engine.ratio import Reading
    >>> read(Reading(2.634, "minute", 2), "en"), read(Reading(12.4, "percent", 2), "fr")
    ('2.6 minutes', '12\u202f%')
    >>> read(Reading(1234.0, "year", 2), "fr"), read(Reading(5.1, "hour", 2, 0.98), "en")
    ('1\u202f200\xa0ans', '0.98 to 5.1 hours')
    """
    bounds = (reading.value,) if reading.low is None else (reading.low, reading.value)
    value = TO[language].join(number(bound, reading.digits, language) for bound in bounds)
    if reading.unit == "count":
        return value
    if reading.unit == "percent":
        return f"{value}%" if language == "en" else f"{value}{NARROW}%"
    if reading.unit == "times":
        return f"{value} times" if language == "en" else f"{value}{NO_BREAK}fois"
    singular, plural = TIMES[language][reading.unit]
    unit = singular if is_one(value, language) else plural
    return f"{value}{' ' if language == 'en' else NO_BREAK}{unit}"


def quoted(text: str, language: Language) -> str:
    r"""Put quotation marks around what a source says.

    Examples
    --------
    >>> quoted("All aviation", "en"), quoted("All aviation", "fr")
    ('“All aviation”', '«\xa0All aviation\xa0»')
    """
    return f"“{text}”" if language == "en" else f"«{NO_BREAK}{text}{NO_BREAK}»"


def typeset(text: str, language: Language) -> str:
    r"""Put the spaces that French asks for: in numbers, before units and signs, inside guillemets.

    Examples
    --------
    >>> typeset("12 % : « oui »", "fr")
    '12\u202f%\xa0: «\xa0oui\xa0»'
    >>> typeset("en 2017 1 034 Mt éq. CO₂", "fr")
    'en 2017 1\u202f034\xa0Mt\xa0éq.\xa0CO₂'
    >>> typeset("GPT-3 175 fois", "fr")
    'GPT-3 175 fois'
    """
    if language == "en":
        return text
    text = GROUPED.sub(lambda found: found[0].replace(" ", NARROW), text)
    text = MEASURED.sub(NO_BREAK, text).replace(" éq. CO₂", f"{NO_BREAK}éq.{NO_BREAK}CO₂")
    for sign in ";!?%":
        text = text.replace(f" {sign}", f"{NARROW}{sign}")
    spaced = {" :": f"{NO_BREAK}:", "« ": f"«{NO_BREAK}", " »": f"{NO_BREAK}»"}
    for plainly, set_ in spaced.items():
        text = text.replace(plainly, set_)
    return text


def closed(phrase: str) -> str:
    """Close the apposition at a phrase's end with a comma; brackets and guillemets close theirs.

    Examples
    --------
    >>> closed("a flight, one passenger"), closed("Gemma 2 (2B, 9B)"), closed("« OLMo, final »")
    ('a flight, one passenger,', 'Gemma 2 (2B, 9B)', '« OLMo, final »')
    """
    return f"{phrase}," if ", " in ENCLOSED.sub("", phrase) else phrase
