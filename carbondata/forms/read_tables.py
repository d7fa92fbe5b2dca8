"""Read what the tables of a Markdown text state: a run in each row, units in heads or cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.forms.read_text import ENERGY, GAS, MASS, RATE, read_lines
from carbondata.forms.stated import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Statement

RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?")
# The unit in a head: gCO2e/kWh, tCO2e, MWh.
UNIT = re.compile(rf"\b(?:{RATE}|(?:{MASS}) ?-?(?:{GAS})|(?:{ENERGY})\b)")
LONGEST = 1000
ALONE = re.compile(rf"\s*{NUMBER}\s*")
OF_MASS = re.compile(rf"\s*{NUMBER} ?(?:{MASS})\s*")


def read_tables(text: str, before: int = 0, *, is_french: bool = False) -> Iterator[Statement]:
    r"""Yield what each row of a table states, if it has energy, intensity and emissions.

    `before` is how many lines of its file stand before it; in a French text a comma is a decimal
    point.

    Examples
    --------
    >>> (row,) = read_tables(
    ...     "| Energy (MWh) | Grid (g/kWh) | tCO2e |\n|---|---|---|\n| 433 | 57 | 24.7 |")
    >>> row.kwh[0].value, row.g_per_kwh[0].value, row.grams[0].value, row.line
    (433000.0, 57.0, 24700000.0, 3)
    """
    lines = text.splitlines()
    heads: list[str] | None = None
    for number, line in enumerate(lines):
        if "|" not in line:
            heads = None
        elif RULE.fullmatch(line) and number:
            heads = _cells(lines[number - 1])
        elif heads is not None:
            row = read_row(heads, _cells(line), before + number + 1, is_french=is_french)
            if row is not None:
                yield row


def read_row(heads: list[str], cells: list[str], line: int, *, is_french: bool) -> Statement | None:
    """Return what a row of a table states, if it has energy, intensity and emissions."""
    # A longer cell is a text.
    short = [cell if len(cell) < LONGEST else "" for cell in cells]
    row = read_lines([" ; ".join(map(_with_unit, heads, short))], line, is_french=is_french)
    if not (row.kwh and row.g_per_kwh and row.grams):
        return None
    # What stands in one row is of one run.
    return row._replace(grams=tuple(mass._replace(is_told=True) for mass in row.grams))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _with_unit(head: str, cell: str) -> str:
    """Write a cell with what its head says of it."""
    unit = UNIT.search(head)
    if ALONE.fullmatch(cell) and unit:
        return f"{cell} {unit[0]}"
    if OF_MASS.fullmatch(cell) and (gas := re.search(GAS, head)):
        return f"{cell} {gas[0]}"
    return f"{head} {cell}" if "PUE" in head else cell
