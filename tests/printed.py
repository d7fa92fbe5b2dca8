"""Numbers as a paper prints them: what else would have printed like this."""

from __future__ import annotations

import pytest


def half(printed: str) -> float:
    """Give half a unit of the last digit printed."""
    digits, _, exponent = printed.lower().partition("e")
    return 0.5 * 10.0 ** (int(exponent or 0) - len(digits.partition(".")[2]))


def rounds_to(printed: str, *factors: str) -> object:
    """Equal what prints like this, were the factors that it is made of not rounded either."""
    relative = sum(half(factor) / float(factor) for factor in factors)
    slack = half(printed) + float(printed) * relative
    return pytest.approx(float(printed), rel=0, abs=slack * (1 + 1e-9))
