"""Texts that a CAST would read as numbers, and that no publisher writes for one."""

from __future__ import annotations

import json
import re

# Numbers, days and times: anything of digits with their signs around them. What precedes the first
# digit has none, or the time that Python takes would be the square of the length.
FIGURE = r"^[-+.,:\sTZeE]*\d[-+.,:\sTZeE\d]*$"
# 3_44 is not 344, nor 0x10 16.
NO_NUMBER = r"^\s*[-+]?(?:\d[-+.eE\d]*_[-+.eE_\d]*|0[xXbB][\da-fA-F_]+)\s*$"
# The share of figures that makes a column, or what is nested in a cell, one of figures.
MOSTLY = 0.5


def misread(node: object) -> str | None:
    """Return the first text within nested JSON that would be read as another number.

    A name of digits is one as well: a year is written 2023, not 2_023 or 02023.

    Examples
    --------
    >>> misread({"2023": 35.1, "2024": "4_73", "2025": 34.9})
    '4_73'
    >>> misread({"2_023": 35.1, "2024": 34.9})
    '2_023'
    >>> misread({"name": "12_34", "place": "Paris", "note": "none"})
    """
    if isinstance(node, list):
        return _of(node)
    if not isinstance(node, dict):
        return None
    odd = [name for name in node if re.match(NO_NUMBER, name) or re.match(r"0\d", name)]
    return odd[0] if odd and _mostly_figures([*node]) else _of([*node.values()])


def _of(values: list[object]) -> str | None:
    texts = [
        value if isinstance(value, str) else json.dumps(value)
        for value in values
        if isinstance(value, (str, int, float))
    ]
    found = [text for text in texts if re.match(NO_NUMBER, text)]
    if found and _mostly_figures(texts):
        return found[0]
    return next((text for value in values if (text := misread(value))), None)


def _mostly_figures(texts: list[str]) -> bool:
    figures = sum(bool(re.match(FIGURE, text) or re.match(NO_NUMBER, text)) for text in texts)
    return figures > MOSTLY * len(texts)
