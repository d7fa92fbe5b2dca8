"""Numbers, masses and readings as English and French write them.

They are written here, and neither by Babel nor by the `Intl` of browsers: a half goes to the even
digit as in Python (0.125 is 0.12, where `Intl` has 0.13), the page and Python must write the same
characters, whatever edition of CLDR a browser has, and no command should load a library for it.
"""

from __future__ import annotations

from decimal import Decimal
from math import floor, isfinite, log10
from typing import TYPE_CHECKING

from carbondata.text.grammar import WORDLESS, many
from carbondata.text.language import SIGNS, TIMES_SIGN
from carbondata.text.phrases import phrase
from carbondata.text.plurals import is_one
from carbondata.text.typeset import typeset

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from carbondata.engine.ratio import Reading
    from carbondata.text.language import Language

    Writing = Callable[[float, int, Language], str]

# An amount of gas is told to three digits, in the largest unit that leaves one before the point.
MASS_DIGITS = 3
COUNT_DIGITS = 15
# From a million on, and below a ten thousandth, a number is told in words; where these end, as a
# power of ten.
MANY, MOST, FEW, TINY = 1e6, 1e21, 1e-4, 1e-9
LARGE = ((1e18, "e18"), (1e15, "e15"), (1e12, "e12"), (1e9, "e9"), (1e6, "e6"))
PARTS = ((1e-6, "e-6"), (1e-9, "e-9"), (1e-12, "e-12"))
SECONDS = ((1e-3, "millisecond"), (1e-6, "microsecond"), (1e-9, "nanosecond"))
SHORTEST, SHORTEST_UNIT = 0.1, (1e-12, "picosecond")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
ENERGIES = ((1e9, "TWh"), (1e6, "GWh"), (1e3, "MWh"), (1.0, "kWh"), (1e-3, "Wh"))
MASSES = ((1e9, "Gt"), (1e6, "Mt"), (1.0, "t"), (1e-3, "kg"), (1e-6, "g"))
TOLD_DIGITS = 6


def in_digits(value: float, most: int = 15) -> str:
    """Write a number as programs read it, without an exponent, to so many digits at most.

    Examples
    --------
    >>> in_digits(110.00000000000001), in_digits(7.66944e-09), in_digits(1287.4, 2)
    ('110', '0.00000000766944', '1300')
    """
    text = f"{Decimal(f'{value:.{most}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def told_digits(value: float) -> str:
    """Write a number of how an energy was worked out, to six digits at most.

    Examples
    --------
    >>> told_digits(1e9), told_digits(0.1 + 0.2)
    ('1000000000', '0.3')
    """
    return in_digits(value, TOLD_DIGITS)


def number(value: float, digits: int, language: Language) -> str:
    """Write a number to so many significant digits, as the language does.

    Examples
    --------
    >>> number(4.9693, 2, "en"), number(1234567.0, 3, "en"), number(4.9693, 2, "fr")
    ('5.0', '1,230,000', '5,0')
    """
    if value == 0:
        return "0"
    if not isfinite(value):
        return str(value)
    if not TINY <= abs(value) < MOST:
        return power(value, digits, language)
    rounded = round(value, digits - 1 - floor(log10(abs(value))))
    decimals = max(0, digits - 1 - floor(log10(abs(rounded))))
    signs = SIGNS[language]
    whole, point, part = f"{rounded:,.{decimals}f}".partition(".")
    return whole.replace(",", signs.thousands) + (signs.point + part if point else "")


def power(value: float, digits: int, language: Language) -> str:
    """Write what has no word as a power of ten: 1.5 x 10 to the 24."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    raised = str(int(exponent)).translate(RAISED)
    return f"{mantissa.replace('.', SIGNS[language].point)} {TIMES_SIGN} 10{raised}"


def spelled(value: float, digits: int, language: Language, write: Writing = number) -> str:
    r"""Write a number as people read it: what is very large or small in words.

    Examples
    --------
    >>> spelled(1.5e16, 2, "en"), spelled(1.5e16, 2, "fr"), spelled(6.69e-06, 2, "fr")
    ('15 million billion', '15 millions de milliards', '6,7 millionièmes')
    >>> spelled(284.0, 3, "en"), spelled(1.5e30, 2, "en").split()[-1]
    ('284', '10³⁰')
    >>> spelled(1.3e13, 2, "en"), spelled(1.3e13, 2, "fr")
    ('13 trillion', '13\u202f000 milliards')
    """
    size, key = scale_of(value, language)
    text = write(value / size, digits, language)
    if not key:
        return text
    return phrase(f"{key}.{'one' if is_one(text, language) else 'many'}", language, n=text)


def scale_of(value: float, language: Language) -> tuple[float, str]:
    """Return the power of ten in which a number is told, and the key of its word."""
    if MANY <= abs(value) < MOST:
        wordless = WORDLESS.get(language, ())
        large = ((size, key) for size, key in LARGE if key not in wordless)
        return next((size, f"large.{key}") for size, key in large if abs(value) >= size)
    if PARTS[-1][0] <= abs(value) < FEW:
        return next((size, f"part.{key}") for size, key in PARTS if abs(value) >= size)
    return 1.0, ""


def plain(value: float, digits: int, language: Language) -> str:
    """Write a number to at most so many significant digits, without zeros that say nothing.

    Examples
    --------
    >>> plain(3.2, 3, "en"), plain(284.019, 3, "en"), plain(2.05, 3, "fr")
    ('3.2', '284', '2,05')
    """
    text = number(value, digits, language)
    point = SIGNS[language].point
    if TIMES_SIGN in text:
        return text
    whole, found, decimals = text.partition(point)
    return whole + (found + decimals.rstrip("0")).rstrip(point) if found else text


def mass(tonnes: float, gas: str | None, language: Language, low: float | None = None) -> str:
    """Write an amount of gas; with `low`, from that to it.

    Examples
    --------
    >>> mass(284.019, "CO2e", "en"), mass(0.0312, "CO2", "en"), mass(69e6, None, "en")
    ('284 t CO2e', '31.2 kg CO2', '69 Mt')
    >>> mass(79.7e6, "CO2", "en", low=32.6e6)
    'between 32.6 and 79.7 Mt CO2'
    """
    amount = _in_unit(tonnes, low, MASSES, language)
    return typeset(phrase(f"gas.{gas}", language, amount=amount), language) if gas else amount


def energy(kwh: float, language: Language, low: float | None = None) -> str:
    r"""Write an amount of electricity; with `low`, from that to it.

    Examples
    --------
    >>> energy(89e9, "en"), energy(0.00024, "en"), energy(1287000.0, "fr")
    ('89 TWh', '0.24 Wh', '1,29\xa0GWh')
    """
    return _in_unit(kwh, low, ENERGIES, language)


def _in_unit(
    value: float, low: float | None, units: tuple[tuple[float, str], ...], language: Language
) -> str:
    """Write an amount in the largest unit of which there is one; both ends of a range in that."""
    scale, unit = next((pair for pair in units if abs(value) >= pair[0]), units[-1])
    text = plain(value / scale, MASS_DIGITS, language)
    if low is not None:
        least = plain(low / scale, MASS_DIGITS, language)
        text = phrase("range.between", language, low=least, high=text)
    return f"{text}{SIGNS[language].space}{unit}"


def read(reading: Reading, language: Language) -> str:
    r"""Write a reading: 2.6 minutes, 5.0, 12%, 3.1 times.

    Examples
    --------
    >>> from carbondata.engine.ratio import Reading
    >>> read(Reading(2.634, "minute", 2), "en"), read(Reading(12.4, "percent", 2), "fr")
    ('2.6 minutes', '12\u202f%')
    >>> read(Reading(1234.0, "year", 2), "fr"), read(Reading(5.1, "hour", 2, 0.98), "en")
    ('1\u202f200\xa0ans', 'between 0.98 and 5.1 hours')
    >>> read(Reading(1.8e-9, "second", 2), "fr"), read(Reading(6.7e-7, "percent", 2), "en")
    ('1,8\xa0nanoseconde', '6.7 billionths')
    """
    size, key, unit = scale_of_reading(reading, language)
    text = on_scale(reading.value, reading, language)
    ending = (
        "one"
        if is_one(number(reading.value / size, reading.digits, language), language)
        else "many"
    )
    if reading.low is not None:
        low = on_scale(reading.low, reading, language)
        text = phrase("range.between", language, low=low, high=text)
    if unit in {"count", "percent"} or key.startswith("part."):
        return text
    named = phrase("unit.times" if unit == "times" else f"unit.{unit}.{ending}", language)
    return many(text, named, language) if key else f"{text}{SIGNS[language].space}{named}"


def on_scale(value: float, reading: Reading, language: Language) -> str:
    """Write a value as a reading is told: with its word for many or its percent, without its unit.

    Both ends of a range have it: between 9.5 and 13 million could begin with nine. What is less
    than one of that has a word of its own, or none.

    Examples
    --------
    >>> from carbondata.engine.ratio import Reading
    >>> on_scale(9.5e6, Reading(13e6, "times", 2), "en")
    '9.5 million'
    >>> on_scale(8, Reading(12, "percent", 2), "en")
    '8.0%'
    >>> on_scale(4.9e5, Reading(2e6, "times", 2), "en")
    '490,000'
    """
    size, key, unit = scale_of_reading(reading, language)
    if key.startswith("large.") and abs(value) < size:
        return spelled(value, reading.digits, language)
    text = number(value / size, reading.digits, language)
    if key:
        return phrase(f"{key}.{'one' if is_one(text, language) else 'many'}", language, n=text)
    return f"{text}{SIGNS[language].percent}" if unit == "percent" else text


def scale_of_reading(reading: Reading, language: Language) -> tuple[float, str, str]:
    """Return what a reading is divided by to be told, the key of the word for that, its unit."""
    value, unit = abs(reading.value), reading.unit
    if unit == "second" and value < SHORTEST:
        size, unit = next((pair for pair in SECONDS if value >= pair[0]), SHORTEST_UNIT)
        return size, "", unit
    if unit == "percent":
        size, key = scale_of(value / 100, language) if value < FEW else (1.0, "")
        return (size * 100, key, unit) if key else (1.0, "", unit)
    return (*scale_of(value, language), unit)


def date(day: dt.date, language: Language) -> str:
    """Write a day in words.

    Examples
    --------
    >>> import datetime as dt
    >>> date(dt.date(2026, 11, 23), "fr"), date(dt.date(2026, 11, 1), "fr")
    ('23 novembre 2026', '1er novembre 2026')
    """
    month = phrase(f"month.{day.month}", language)
    if day.day == 1:
        return phrase("date.first", language, month=month, year=day.year)
    return phrase("date", language, day=day.day, month=month, year=day.year)
