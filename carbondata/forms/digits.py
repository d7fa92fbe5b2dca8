"""Numbers as forms want them: whole where programs read them, rounded where people do."""

from __future__ import annotations

from decimal import Decimal


def plain(value: float, digits: int = 15) -> str:
    """Write a number without an exponent, to at most so many significant digits.

    Examples
    --------
    >>> plain(110.00000000000001), plain(7.66944e-09), plain(1287.4, 2), plain(0.144, 2)
    ('110', '0.00000000766944', '1300', '0.14')
    """
    text = f"{Decimal(f'{value:.{digits}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
