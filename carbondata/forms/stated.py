"""What a form states, with the line where it does, and how finely each number is printed."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

SPACES = " \N{NO-BREAK SPACE}\u2000-\u200a\N{NARROW NO-BREAK SPACE}\u205f\u3000"
# 1,234.5 and 1 234,5 and 1'234; 12.5e3; 4 x 10 to a power, or that alone.
QUOTES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
TIMES = "x*\N{MULTIPLICATION SIGN}\N{MIDDLE DOT}\N{DOT OPERATOR}\N{BULLET OPERATOR}"
RAISED_SIGNS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
_POWER = rf"(?:[{RAISED_SIGNS}]{{1,4}}|\^\{{?[-\N{{MINUS SIGN}}]?\d{{1,3}}(?!\d)\}}?)"
# What stands behind a digit and another sign is a part of a number that is not read.
NUMBER = (
    rf"(?<![\w.,^])(?<!\d[/~`_{TIMES}{QUOTES}])-?(?!0\d)"
    rf"(?:10{_POWER}"
    rf"|(?:\d{{1,3}}(?:[,{QUOTES}{SPACES}]\d{{3}}){{1,6}}(?!\d)|\d+)(?:[.,]\d+)?"
    rf"(?:[eE][+-]?\d{{1,3}}(?!\d))?"
    rf"(?:[{SPACES}]?[{TIMES}][{SPACES}]?10(?:{_POWER}|[-\N{{MINUS SIGN}}]\d{{1,3}}(?!\d)))?)"
)
WORDS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
RAISED = str.maketrans(f"{RAISED_SIGNS}\N{MINUS SIGN}", "-0123456789-")
POWER = re.compile(r"10\^?\{?(-?\d+)\}?$")
ALONE = re.compile(rf"(?<!\d)(?<![{TIMES}{SPACES}])10(?={_POWER})")
GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# A round number is taken to be exact to two digits at least.
FEWEST = 2


class Stated(NamedTuple):
    """A number in the unit that the name of its list has, half its last digit, and its line.

    `is_told` is false of a mass in a text which nothing there says to be that of the energy.
    """

    value: float
    half: float
    line: int
    printed: str
    is_told: bool = True


class Statement(NamedTuple):
    """What one form states of one run. Lists hold each number of a kind, as a text may have some.

    `grams` are emissions, and `elsewhere_grams` those in the rest of the document; `field_kwh` is
    the energy in a field of its own, beside a text about it; `parts_kwh` add up to the whole;
    `is_form` tells fields from the sentences of a text, and `is_named` whether a field has the
    place; `includes_pue` tells whether the energy is said to. Texts are as written; `unread` is
    what stands where a number or a known unit should, with its line. `beside` are the
    other numbers of a text, and `is_of_more` tells whether it has a word of another factor.
    `is_held` is false of a row of a table that does not say its emissions to be the product of the
    rest, and `left` is what of a row could not be read, with its line.
    """

    name: str
    line: int
    kwh: tuple[Stated, ...] = ()
    pue: tuple[Stated, ...] = ()
    g_per_kwh: tuple[Stated, ...] = ()
    grams: tuple[Stated, ...] = ()
    elsewhere_grams: tuple[Stated, ...] = ()
    field_kwh: tuple[Stated, ...] = ()
    parts_kwh: tuple[Stated, ...] = ()
    hours: tuple[Stated, ...] = ()
    year: int | None = None
    place: str | None = None
    hardware: str | None = None
    devices: float | None = None
    model_bytes: float | None = None
    gas: str | None = None
    includes_pue: bool = False
    is_form: bool = False
    is_named: bool = False
    is_market: bool = False
    is_location: bool = False
    factor_id: str | None = None
    factor_gas: str | None = None
    unread: tuple[tuple[str, int], ...] = ()
    beside: tuple[float, ...] = ()
    is_of_more: bool = False
    is_held: bool = True
    left: tuple[tuple[str, int], ...] = ()


def read_number(text: str, *, is_french: bool = False) -> tuple[float, float]:
    """Return a printed number, and half a unit of its last digit.

    In a French text a comma is a decimal point, also before three digits.

    Examples
    --------
    >>> read_number("433,200"), read_number("53.26"), read_number("1 287,5")
    ((433200.0, 50.0), (53.26, 0.005), (1287.5, 0.05))
    >>> read_number("4 x 10^-18")[0], read_number("10^3")[0], read_number("100")
    (4e-18, 1000.0, (100.0, 5.0))
    """
    plain = re.sub(rf"[{SPACES}{QUOTES}]", "", ALONE.sub("1.0x10", text).translate(RAISED))
    mantissa, *rest = re.split(f"[{TIMES}]", plain)
    scale = 1.0
    if rest and (power := POWER.search(rest[0])):
        scale = float(f"1e{power[1]}")
    if GROUPED.fullmatch(mantissa) and not is_french:
        mantissa = mantissa.replace(",", "")
    mantissa = mantissa.replace(",", ".")
    digits, _, exponent = mantissa.lower().partition("e")
    scale *= float(f"1e{exponent or 0}")
    whole, point, decimals = digits.partition(".")
    if point:
        last = 10.0 ** -len(decimals)
    else:
        zeros = len(whole) - len(whole.rstrip("0"))
        exact = max(0, min(zeros, len(whole.lstrip("-")) - FEWEST))
        last = float(f"1e{exact}")  # infinite, where 10.0**exact is an error
    return float(digits) * scale, last / 2 * scale


# How a number is set: 10**3 and 10<sup>3</sup>, blanks by name, marks between its digits.
SET = re.compile(
    r"(?P<power>(?<=\d)(?:\*\*|<sup>)(?=-?\d))|(?<=\d)</sup>|(?P<name>&#?\w{1,10};)"
    r"|(?:[\u200b-\u200d\u2060\ufeff]"
    r"|</?(?:span|b|i|u|s|em|strong|small|big|font|code|wbr|mark)(?:\s[^<>\n]{0,80})?/?>){1,20}(?=\d)"
)


def in_plain_signs(text: str) -> str:
    """Return a text with its numbers in plain signs, and its lines in their places.

    Examples
    --------
    >>> in_plain_signs("1&thinsp;000 or 10**3 or 1<b>000</b> or a&amp;b")
    '1 000 or 10^3 or 1000</b> or a&amp;b'
    """
    return SET.sub(_in_plain_signs, text)


def _in_plain_signs(found: re.Match[str]) -> str:
    if name := found["name"]:
        return " " if unescape(name).isspace() else name
    return "^" if found["power"] else ""


def stated(
    number: float | str, line: int, size: float = 1.0, printed: str = "", *, is_french: bool = False
) -> Stated:
    """Return a number of a file, or printed, in units of `size`."""
    if isinstance(number, str):
        value, half = read_number(number, is_french=is_french)
        return Stated(value * size, half * size, line, printed or number)
    return Stated(number * size, 0.0, line, printed or f"{number:g}")
