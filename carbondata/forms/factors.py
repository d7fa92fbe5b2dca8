"""Whether a text says of what else its emissions are, so that they are no plain product."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import combinations, product
from typing import TYPE_CHECKING

from carbondata.forms.close import bounds, like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Stated, Statement

# A number of any kind: 8 GPUs, 10%, 1,000 requests, five runs.
DIGITS = re.compile(r"(?<!\d)\d{1,12}(?:[.,]\d{1,9})*")
NAMES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "dozen": 12, "hundred": 100, "thousand": 1000, "million": 1e6,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "douze": 12, "cent": 100, "mille": 1000,
}  # fmt: skip
# What says that emissions are of more than the energy beside them, of a part of it, or of another.
OTHER = re.compile(
    r"\b(?:each|every|apiece|per|an? (?:hour|day|week|month|year)|daily|monthly|annual\w*|yearly"
    r"|plus|embodied|manufactur\w*|amorti\w*|shared?|attribut\w*|allocat\w*|half|third|quarter"
    r"|part|portion|fraction|loss(?:es)?|overhead\w*|cooling|times|twice|thrice|doubled?|triple\w*"
    r"|lifetime|offset\w*|renewable\w*|rest|remain\w*|altogether|together|all|both|overall|average"
    r"|mean|idle\w*|utili[sz]ation|sav(?:ed?|ings?)|includ\w*|without|excluding"
    r"|chaque|chacune?|par|moitié|tiers|quart|partie|pertes?|refroidissement|fois|annuel\w*"
    r"|moyenne|reste|compens\w*|renouvelable\w*|fabrication|ensemble|tous|toutes|compris\w*|sans)\b",
    re.IGNORECASE,
)
# Of more numbers one fits by chance, and of more than a few a product of two.
MOST, FEW = 50, 6
HUNDRED = 100


def numbers_of(text: str) -> tuple[float, ...]:
    """Return the numbers of a text, each once, a comma read either way.

    Examples
    --------
    >>> numbers_of("Each of the 8 GPUs, for 1,000 requests, five times")
    (8.0, 1.0, 1000.0, 5.0)
    """
    read = dict.fromkeys(number for one in DIGITS.findall(text) for number in _either(one))
    words = set(re.findall(r"[a-z]+", text.lower())) & NAMES.keys()
    return (*read, *(float(NAMES[word]) for word in words))


def _either(printed: str) -> Iterator[float]:
    signs = printed.count(",") + printed.count(".")
    if signs <= 1:
        yield float(printed.replace(",", "."))
    if signs and (whole := re.sub(r"[.,]", "", printed)):
        yield float(whole)


def says_more(text: str) -> bool:
    """Tell whether a text has a word of another factor.

    Examples
    --------
    >>> says_more("It used 433 MWh, so 24.7 t"), says_more("with losses of the grid")
    (False, True)
    """
    return OTHER.search(text) is not None


def has_reason(one: Statement, pues: list[float], *, with_pairs: bool) -> bool:
    """Tell whether another number makes up for what emissions are more or less than a product."""
    if len(one.beside) > MOST:
        return True
    factors = [*_factors(one.beside)]
    if with_pairs and len(one.beside) <= FEW:
        factors += [first * other for first, other in combinations(one.beside, 2)]
    factors.sort()
    for mass, kwh, grid, pue in product(one.grams, one.kwh, one.g_per_kwh, pues):
        value = kwh.value * grid.value * pue
        least, most = bounds(mass, value, kwh, grid)
        if bisect_left(factors, least) < bisect_right(factors, most):
            return True
        rest = (other for other in one.grams if other is not mass)
        if any(like(mass, value + other.value, kwh, grid, other) for other in rest):
            return True
    return False


def _factors(numbers: tuple[float, ...]) -> Iterator[float]:
    """Yield what a number may do: eight of them, an eighth, 8% of it, more or less."""
    for number in numbers:
        if number > 0:
            yield from (number, 1 / number, number / HUNDRED)
            yield from (1 + number / HUNDRED, abs(1 - number / HUNDRED))


def is_within(one: Statement, pues: list[float]) -> bool:
    """Tell whether emissions are between the least and the most that the numbers may give."""
    energies: tuple[Stated, ...] = one.kwh
    grids = [grid.value for grid in one.g_per_kwh]
    least = min(kwh.value for kwh in energies) * min(grids)
    most = sum(kwh.value for kwh in energies) * max(grids) * max(pues)
    return any(least <= mass.value <= most for mass in one.grams)
