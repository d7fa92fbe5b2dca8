"""Read what the tables of a Markdown text state: a run in each row, units in heads or cells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from carbondata.forms.manner import Manner
from carbondata.forms.plain_heads import (
    KINDS,
    LONGEST_HEAD,
    PLAIN,
    are_plain,
    head_of,
    is_of_rows,
    kind_of,
)
from carbondata.forms.read_text import MASS, read_lines
from carbondata.forms.rules import MOST_PUES, multiplies
from carbondata.forms.stated import NUMBER, Statement, in_plain_signs
from carbondata.forms.totals import with_totals

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of a line without the blanks around it.
RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?")
BAR = re.compile(r"(?<!\\)\|")
# How a cell is set: in bold, in italics, on two lines.
SET = re.compile(r"\*\*|__|`|<br ?/?>|&nbsp;")
ITALIC = re.compile(r"\*([^*]{1,200})\*")
# A longer cell is a text.
LONGEST = 1000
ALONE = re.compile(rf"\s*{NUMBER}\s*")
OF_MASS = re.compile(rf"\s*{NUMBER} ?(?:{MASS})\s*")
# 433.196 MWh where a comma is a decimal point.
POINT = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
# A table or a row of more is left alone.
MOST_COLUMNS, LONGEST_ROW = 100, 10_000
# Lines above and below a table that may say more of it.
NEAR = 20
# Where a cell reaches over the next column; a cell of its own has no blanks around it.
COVERED = " "
# So much is shown of what is not read.
SHOWN = 60
DIGIT = re.compile(r"\d")


def read_tables(text: str, before: int = 0, manner: Manner | None = None) -> Iterator[Statement]:
    r"""Yield what each row of a table states, if it has energy, intensity and emissions.

    `before` is how many lines of its file stand before it.

    Examples
    --------
    >>> (row,) = read_tables(
    ...     "| Energy (MWh) | Grid (g/kWh) | tCO2e |\n|---|---|---|\n| 433 | 57 | 24.7 |")
    >>> row.kwh[0].value, row.g_per_kwh[0].value, row.grams[0].value, row.line
    (433000.0, 57.0, 24700000.0, 3)
    """
    lines = text.splitlines()
    for first, last in _tables(lines):
        around = (manner or Manner()).around(
            "\n".join(lines[max(0, first - NEAR) : first - 1]), "\n".join(lines[last : last + NEAR])
        )
        yield from with_totals(_rows(lines, first, last, before, around))


def _tables(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where tables have their rule, and where they end."""
    first = None
    for number, line in enumerate([*lines, ""]):
        if "|" not in line and first is not None:
            yield first, number
            first = None
        elif number and first is None and RULE.fullmatch(line.strip()):
            first = number


def _rows(
    lines: list[str], first: int, last: int, before: int, manner: Manner
) -> Iterator[Statement]:
    heads = _cells(lines[first - 1][:LONGEST_ROW])
    for number in range(first + 1, last):
        line = lines[number]
        if RULE.fullmatch(line.strip()):
            heads = _cells(lines[number - 1][:LONGEST_ROW])
            continue
        at = before + number + 1
        if len(line) > LONGEST_ROW or len(heads) > MOST_COLUMNS:
            row = untold_row(heads, line, at)
        else:
            row = read_row(heads, _cells(line), at, manner)
        if row is not None:
            yield row
        if len(heads) > MOST_COLUMNS:
            return


def without_tables(text: str) -> str:
    r"""Return a text without its tables; its lines keep their places.

    Examples
    --------
    >>> without_tables("Two runs:\n\nMWh | t\n---|---\n433 | 99\n\nEnd.")
    'Two runs:\n\n\n\n\n\nEnd.'
    """
    lines = text.splitlines()
    is_in = False
    for number, line in enumerate(lines):
        is_rule = number > 0 and RULE.fullmatch(line.strip()) is not None
        is_in = "|" in line and (is_in or is_rule)
        if is_in:
            lines[number - is_rule : number + 1] = [""] * (1 + is_rule)
    return "\n".join(lines)


def read_row(heads: list[str], cells: list[str], line: int, manner: Manner) -> Statement | None:
    """Return what a row of a table states, or what of it is not read.

    It is None if the row is not of energy, intensity and emissions.
    """
    told = [
        _with_unit(head, cell if len(cell) < LONGEST else "")
        for head, cell in zip(heads, cells, strict=False)
    ]
    if not {*map(kind_of, told)} >= KINDS.keys():
        return _left(heads, told, line)
    readings = [
        reading._replace(pue=(*reading.pue, *manner.pues[:MOST_PUES]))
        for reading in _readings(" ; ".join(told), line, manner)
    ]
    row = next(filter(multiplies, readings), readings[0])
    # Nothing emitted is what is left after purchases.
    is_held = (
        len(manner.pues) <= MOST_PUES
        and all(mass.value for mass in row.grams)
        and not is_of_rows(told)
        and are_plain(heads, told)
    )
    # What stands in one row is of one run.
    return row._replace(
        grams=tuple(mass._replace(is_told=True) for mass in row.grams),
        is_held=is_held and row.is_held,
        beside=tuple(dict.fromkeys((*row.beside, *manner.beside))),
        is_of_more=row.is_of_more or manner.is_of_more,
    )


def unread_row(heads: list[str], cells: list[str], line: int) -> Statement | None:
    """Return a row whose cells are not those of the heads as one that is not read."""
    has_numbers = len([cell for cell in cells if DIGIT.search(cell)]) >= len(KINDS)
    is_elsewhere = any(cell.startswith(r"\input") for cell in cells)
    if not (has_numbers or is_elsewhere) or not _columns(tuple(heads)):
        return None
    return unread(" & ".join(cell[:SHOWN] for cell in cells[:SHOWN]), line)


def untold_row(heads: list[str], row: str, line: int) -> Statement | None:
    """Return a row that is too long to be read, or of too many columns, as one that is not."""
    return unread(row[: 2 * SHOWN], line) if _columns(tuple(heads)) else None


def _readings(text: str, line: int, manner: Manner) -> Iterator[Statement]:
    """Yield a row as its numbers may be read."""
    yield read_lines([text], line, is_french=manner.is_french)
    if manner.is_either:
        for one in dict.fromkeys((text, POINT.sub("", text))):
            yield read_lines([one], line, is_french=True)


def _left(heads: list[str], told: list[str], line: int) -> Statement | None:
    """Return what is not read of a row with a number under each of the three heads."""
    columns = _columns(tuple(heads))
    if not columns or is_of_rows(told):
        return None
    for place in range(1, len(told)):
        if told[place] == COVERED:
            told[place] = told[place - 1]
    # Each once, over however many columns it stands.
    of_kinds = [dict.fromkeys(told[n] for n in places if n < len(told)) for places in columns]
    if not all(any(map(DIGIT.search, cells)) for cells in of_kinds):
        return None
    left = [
        cell for cells in of_kinds for cell in cells if DIGIT.search(cell) and not kind_of(cell)
    ]
    return unread(left[0], line) if left else None


@lru_cache(maxsize=16)
def _columns(heads: tuple[str, ...]) -> list[list[int]]:
    """Return where energy, intensity and emissions are, if the heads say nothing else of them."""
    columns: dict[str, list[int]] = {}
    for place, head in enumerate(map(head_of, heads[:MOST_COLUMNS])):
        if head.kind and head.words <= PLAIN:
            columns.setdefault(head.kind, []).append(place)
    return list(columns.values()) if columns.keys() == KINDS.keys() else []


def unread(text: str, line: int) -> Statement:
    """Return a row, or a table, of which a text is not read."""
    shown = " ".join(text.split())
    shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"
    return Statement("", line, left=((shown, line),))


def _cells(line: str) -> list[str]:
    row = in_plain_signs(line.strip()).removeprefix("|").removesuffix("|")
    return [ITALIC.sub(r"\1", SET.sub(" ", cell)).strip() for cell in BAR.split(row)]


def _with_unit(head: str, cell: str) -> str:
    """Write a cell with what its head says of it."""
    unit, _, gas, _ = head_of(head)
    if unit and ALONE.fullmatch(cell):
        return f"{cell} {unit}"
    if gas and OF_MASS.fullmatch(cell):
        return f"{cell} {gas}"
    return f"{head[:LONGEST_HEAD]} {cell}" if "PUE" in head[:LONGEST_HEAD] else cell
