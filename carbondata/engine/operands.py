"""Parse what a user writes for one side of a comparison.

[COUNT*]NAME[@AREA][@YEAR][#SOURCE][:column=value ...]     1000*train-km, SWE@2017#gcb:gas=CO2
NUMBER UNIT [CO2|CO2e] [@AREA@YEAR]                        284 t, 656347 kWh@USA@2017

AREA after a training run or an energy puts that electricity on the grid of AREA, which is an id or
a name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Digits are never given back: trying each shorter number takes the square of their count.
NUMBER = r"(?:[0-9]++[.]?[0-9]*+|[.][0-9]++)(?:[eE][+-]?[0-9]++)?"
AMOUNT = re.compile(rf"({NUMBER}) *[A-Za-z]+")
# Matches words as returned by `parted`.
AMOUNT_LIKE = re.compile(r"[0-9][0-9 ]* [a-z]{1,3}(?: co 2(?: e)?)?")
# A complete amount; its unit may be unknown.
AMOUNT_WHOLE = re.compile(rf"{NUMBER} *[A-Za-z]+(?: +CO2e?)?(?:@.*)?")
UNIT = re.compile(rf"{NUMBER} *([A-Za-z]+)(?: +CO2e?)?(?:@|\Z)")
GAS = re.compile(r"[0-9.]++[^@]* (CO2e?)(?:@|\Z)")
# An article before a name.
ARTICLE = re.compile(
    r"(?:an?|the|une?|des|du|la|les?) |l['\N{RIGHT SINGLE QUOTATION MARK}]", re.IGNORECASE
)
# An asterisk, or the multiplication sign.
STAR = "*\N{MULTIPLICATION SIGN}"
COUNT = re.compile(rf"({NUMBER}) *[{STAR}]")
NAME = re.compile(rf"(?:{NUMBER} *[{STAR}])?([^@#:]+)")
# Begins with a letter of any alphabet.
AREA = re.compile(r"@([^\W\d_][^@#:]*)")
YEAR = re.compile(r"@([0-9]+)(?:[#:]|\Z)")
SOURCE = re.compile(r"#([^@#:]+)")
FILTER = re.compile(r":([a-z_]+)=([^:@#]+)")
WHOLE = re.compile(
    rf"(?:{NUMBER} *[{STAR}] *)?[^@#:{STAR}]+"
    r"(@[^\W\d_][^@#:]*)?(@[0-9]{4})?(#[^@#:]+)?(:[a-z_]+=[^:@#]+)*"
)
# No real amount or count is near this, nor as small as its inverse.
OUT_OF_REACH = 1e18
# Whole numbers below this are exact to the digit.
EXACT = 1e15


class Operand(NamedTuple):
    """The parts of an operand; a missing part is None."""

    text: str
    amount: float | None
    unit: str | None
    gas: str | None
    times: float | None
    name: str
    area: str | None
    year: int | None
    source: str | None
    filters: tuple[tuple[str, str], ...]
    sound: bool

    @property
    def bare(self) -> bool:
        """Whether it selects neither a source nor a column."""
        return self.source is None and not self.filters


def parse(given: str) -> Operand:
    """Parse an operand; one that does not match the whole pattern is not `sound`.

    Examples
    --------
    >>> operand = parse("1000*SWE@2017#gcb:gas=CO2")
    >>> operand.times, operand.name, operand.year, operand.source, operand.filters
    (1000.0, 'SWE', 2017, 'gcb', (('gas', 'CO2'),))
    >>> parse("656347 kWh@USA@2017")[1:3], parse("284 t CO2e").gas, parse("SWE@@2017").sound
    ((656347.0, 'kWh'), 'CO2e', False)
    """
    text = given.strip()
    return Operand(
        text=text,
        amount=_number(AMOUNT.match(text)),
        unit=_text(UNIT.match(text)),
        gas=_text(GAS.match(text)),
        times=_number(COUNT.match(text)),
        name=(_text(NAME.match(text)) or "").strip(),
        area=_text(AREA.search(text)),
        year=_year(YEAR.search(text)),
        source=_text(SOURCE.search(text)),
        filters=tuple(FILTER.findall(text)),
        sound=WHOLE.fullmatch(text) is not None,
    )


def spaced(amount: str) -> str:
    """Write an amount as its name has it: a space before the unit, no exponent.

    Examples
    --------
    >>> spaced("656347kWh"), spaced("1e3  t CO2e"), spaced("3.2 t"), spaced("1e-7 t")
    ('656347 kWh', '1000 t CO2e', '3.2 t', '1e-7 t')
    """
    return re.sub(rf"^({NUMBER}) *(?=[A-Za-z])", lambda found: f"{_plainly(found[1])} ", amount)


def _plainly(number: str) -> str:
    value = float(number)
    is_whole = value.is_integer() and value < EXACT
    return str(int(value)) if "e" in number.lower() and is_whole else number


def in_reach(number: float | None) -> bool:
    """Return whether an amount or a count is in a range that ratios can handle."""
    return number is not None and 1 / OUT_OF_REACH < number < OUT_OF_REACH


def folded(name: str) -> str:
    """Strip case, accents and punctuation from a name.

    Examples
    --------
    >>> folded("GPT-3"), folded("Suède"), folded("patterson-2021/gpt3")
    ('gpt3', 'suede', 'patterson2021/gpt3')
    """
    return parted(name).replace(" ", "")


def parted(name: str) -> str:
    """Split a name into words: runs of letters, numbers, and slashes.

    Examples
    --------
    >>> parted("GPT-3"), parted("Côte d'Ivoire"), parted("patterson-2021/gpt3")
    ('gpt 3', 'cote d ivoire', 'patterson 2021 / gpt 3')
    """
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", name.lower()))
    return " ".join(re.findall(r"[a-z]+|[0-9]+|/", plain))


def is_amount_like(name: str) -> bool:
    """Return whether a name reads as a number and a unit, in any digits and punctuation.

    Examples
    --------
    >>> [is_amount_like(name) for name in ("-400 t", "about 400 t", "½ t CO₂.", "GPT 4")]
    [True, False, True, False]
    """
    # Digits of other scripts, full-width digits and fractions are numbers too.
    plain = unicodedata.normalize("NFKC", name)
    plain = re.sub(r"\d", lambda digit: str(unicodedata.digit(digit[0])), plain)
    return AMOUNT_LIKE.fullmatch(parted(plain)) is not None


def without_article(name: str) -> str:
    """Strip a leading article from a name.

    Examples
    --------
    >>> without_article("La Suède"), without_article("l'Allemagne"), without_article("Lettonie")
    ('Suède', 'Allemagne', 'Lettonie')
    """
    article = ARTICLE.match(name)
    return name[article.end() :].lstrip() if article else name


def _text(match: re.Match[str] | None) -> str | None:
    return match[1] if match else None


def _number(match: re.Match[str] | None) -> float | None:
    return float(match[1]) if match else None


def _year(match: re.Match[str] | None) -> int | None:
    # A longer number is not a year, and Python refuses to parse thousands of digits.
    return int(match[1][:9]) if match else None
