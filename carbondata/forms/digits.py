"""Numbers as forms want them: whole where programs read them, rounded where people do."""

from __future__ import annotations

from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING

from carbondata.text.language import SIGNS, TIMES_SIGN
from carbondata.text.numbers import RAISED, in_digits

if TYPE_CHECKING:
    from carbondata.text.language import Language

# From here on a number is told as a power of ten.
POWER = 1e15


def power(value: float, digits: int, language: Language) -> str:
    r"""Write a number to so many digits, times a power of ten.

    Examples
    --------
    >>> ascii(power(3.14e23, 2, "fr"))
    "'3,1 \\xd7 10\\xb2\\xb3'"
    """
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    raised = str(int(exponent)).translate(RAISED)
    return f"{mantissa.replace('.', SIGNS[language].point)} {TIMES_SIGN} 10{raised}"


def grouped(value: float, digits: int = 15) -> str:
    """Write a number for people who read English: 433,196, 0.05, 3.14 x 10 to the 23.

    Examples
    --------
    >>> grouped(433196), grouped(4000.5), grouped(-0.05), grouped(3.14e23)[:4]
    ('433,196', '4,000.5', '-0.05', '3.14')
    """
    if POWER <= value < inf:
        mantissa, times, raised = power(value, digits, "en").partition(" ")
        return f"{in_digits(float(mantissa))}{times}{raised}"
    text = f"{Decimal(f'{value:.{digits}g}'):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
