"""Numbers, masses and readings as English and French write them."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from carbondata.text.language import SIGNS
from carbondata.text.phrases import phrase
from carbondata.text.plurals import is_one
from carbondata.text.typeset import typeset

if TYPE_CHECKING:
    from carbondata.engine.ratio import Reading
    from carbondata.text.language import Language

# An amount of gas is told to three digits, in the largest unit that leaves one before the point.
MASS_DIGITS = 3
COUNT_DIGITS = 15
ENERGIES = ((1e9, "TWh"), (1e6, "GWh"), (1e3, "MWh"), (1.0, "kWh"), (1e-3, "Wh"))
MASSES = ((1e9, "Gt"), (1e6, "Mt"), (1.0, "t"), (1e-3, "kg"), (1e-6, "g"))


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
    signs = SIGNS[language]
    whole, point, part = f"{rounded:,.{decimals}f}".partition(".")
    return whole.replace(",", signs.thousands) + (signs.point + part if point else "")


def plain(value: float, digits: int, language: Language) -> str:
    """Write a number to at most so many significant digits, without zeros that say nothing.

    Examples
    --------
    >>> plain(3.2, 3, "en"), plain(284.019, 3, "en"), plain(2.05, 3, "fr")
    ('3.2', '284', '2,05')
    """
    text = number(value, digits, language)
    point = SIGNS[language].point
    whole, found, decimals = text.partition(point)
    return whole + (found + decimals.rstrip("0")).rstrip(point) if found else text


def mass(tonnes: float, gas: str | None, language: Language) -> str:
    """Write an amount of gas.

    Examples
    --------
    >>> mass(284.019, "CO2e", "en"), mass(0.0312, "CO2", "en"), mass(69e6, None, "en")
    ('284 t CO2e', '31.2 kg CO2', '69 Mt')
    """
    scale, unit = next((pair for pair in MASSES if abs(tonnes) >= pair[0]), MASSES[-1])
    amount = f"{plain(tonnes / scale, MASS_DIGITS, language)}{SIGNS[language].space}{unit}"
    return typeset(phrase(f"gas.{gas}", language, amount=amount), language) if gas else amount


def energy(kwh: float, language: Language) -> str:
    r"""Write an amount of electricity.

    Examples
    --------
    >>> energy(89e9, "en"), energy(0.00024, "en"), energy(1287000.0, "fr")
    ('89 TWh', '0.24 Wh', '1,29\xa0GWh')
    """
    scale, unit = next((pair for pair in ENERGIES if abs(kwh) >= pair[0]), ENERGIES[-1])
    return f"{plain(kwh / scale, MASS_DIGITS, language)}{SIGNS[language].space}{unit}"


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
    signs = SIGNS[language]
    text = number(reading.value, reading.digits, language)
    one = is_one(text, language)
    if reading.low is not None:
        low = number(reading.low, reading.digits, language)
        text = phrase("range.to", language, low=low, high=text)
    if reading.unit == "count":
        return text
    if reading.unit == "percent":
        return f"{text}{signs.percent}"
    key = "times" if reading.unit == "times" else f"{reading.unit}.{'one' if one else 'many'}"
    return f"{text}{signs.space}{phrase(f'unit.{key}', language)}"
