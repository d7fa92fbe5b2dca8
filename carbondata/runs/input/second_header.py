"""A second header within a CSV, as of tables that were joined: its columns are not the first's.

It is a line with names of columns, or, whatever its words, one whose cells are all filled, all
different and without any number, also in two columns or more where the first row has numbers: no
row of runs or of calls is that.
"""

from __future__ import annotations

import csv
import re
from itertools import islice
from typing import TYPE_CHECKING

from carbondata.runs.input.generic_table import KNOWN
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from carbondata.runs.input.inputs import File

CHUNK = 1 << 20
# A longer line is no header, and its cells may be longer than a reader of CSV takes.
LONGEST = 100_000
# One name may be a text of a row, and one number may be lost.
FEWEST = 2
# After so many lines that may be headers and are none, the file has rows without numbers.
MOST = 10_000
# What programs write before a header: a byte order mark, tabs, blanks, a quote.
BEFORE = '\ufeff \t"'


def refuse_second_header(file: File, known: Collection[str] = KNOWN) -> None:
    """Refuse a CSV with another header, whose rows would be read by the first.

    `known` are names that a column may have besides those of the file.

    Raises
    ------
    QueryError
        When a line has names of columns, and not those of the file in their order.
    """
    if (line := second_header(file, known)) is not None:
        raise run_error(key="second_header", name=file.name, n=line)


def second_header(file: File, known: Collection[str] = KNOWN) -> int | None:
    """Return the line of a header that differs from that of a CSV; None if it has none."""
    if file.form != "csv" or not file.names:
        return None
    own = [_bare(name) for name in file.names]
    names = {*own, *map(_bare, known)} - {""}
    numbers = _places_of_numbers(file)
    for number, text, in_quotes in islice(_candidates(file, names), MOST):
        cells = _cells(text, file.delimiter)
        if not cells or cells == own:
            continue
        if sum(cell in names for cell in cells) >= FEWEST:
            return number
        if not in_quotes and len(cells) == len(own) and _is_of_words(cells, numbers):
            return number
    return None


def _candidates(file: File, names: Collection[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield lines that may be headers: number, text, and whether a quoted cell is open before."""
    line, quotes, tail, feed = 1, 0, b"", b""
    with file.path.open("rb") as source:
        while chunk := source.read(CHUNK):
            whole = tail + chunk + (b"" if chunk.endswith(b"\n") else source.readline(CHUNK))
            if not feed:
                # Of a file without line feeds a line ends at a carriage return.
                feed = b"\n" if b"\n" in whole else b"\r"
                candidate = _candidate(names, file.delimiter, feed)
            counted = len(tail)
            for found in candidate.finditer(whole):
                start = found.start() + 1
                line += whole.count(feed, counted, start)
                quotes += whole.count(b'"', counted, start)
                counted = max(counted, start)
                text = re.split(rb"[\r\n]", whole[start : start + LONGEST], maxsplit=1)[0]
                yield line, text.decode("utf-8", "replace"), quotes % 2 == 1
            line += whole.count(feed, counted)
            quotes += whole.count(b'"', counted)
            tail = feed if whole.endswith(feed) else b""


def _candidate(names: Collection[str], delimiter: str, feed: bytes) -> re.Pattern[bytes]:
    """Return what a header may begin with: a known name; or a line without any digit."""
    begins = "|".join(map(re.escape, names))
    named = rf'(?:[ \t"]|{BEFORE[0]}){{0,4}}(?:{begins})[ \t"]{{0,2}}{re.escape(delimiter)}'
    # A line feed by itself is found far quicker than one of two ends of a line.
    end = feed.decode()
    return re.compile(rf"{end}(?:{named}|[^0-9{end}]+(?={end}))".encode(), re.IGNORECASE)


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return [_bare(cell) for cell in next(csv.reader([text], delimiter=delimiter), [])]
    except csv.Error:  # no row, so no header
        return []


def _places_of_numbers(file: File) -> list[int]:
    """Return where the first row has numbers, or times."""
    with file.path.open("rb") as source:
        rows = re.split(rb"[\r\n]+", source.read(LONGEST))[1:2]
    cells = _cells(b"".join(rows).decode("utf-8", "replace"), file.delimiter)
    return [place for place, cell in enumerate(cells) if re.match(r"[-+.]?\d", cell)]


def _is_of_words(cells: list[str], numbers: list[int]) -> bool:
    """Whether each cell says something else, and those in columns of numbers say none."""
    worded = [place for place in numbers if not any(map(str.isdecimal, cells[place]))]
    return all(cells) and len(set(cells)) == len(cells) and len(worded) >= FEWEST


def _bare(name: str) -> str:
    return name.strip(BEFORE).strip().casefold()
