"""Lines of a power log that are no samples: counted, and taken out of the table."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from carbondata.errors import QueryError

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

LETTERS = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# The end of a file, and how many lines show how many decimals a tool writes.
TAIL, MANY = 4096, 5

COUNTS = """
SELECT count(DISTINCT row) FILTER (title = 'same'),
       count(*) FILTER (title IS NULL AND value IS NULL),
       count(*) FILTER (title IS NULL AND value IS NOT NULL AND s IS NULL),
       count(*) FILTER (value IS NULL OR s IS NULL OR title IS NOT NULL),
       min(factor) FILTER (value <> 0) < max(factor) FILTER (value <> 0),
       min(row) FILTER (title = 'other')
FROM log.samples"""


class LeftOut(NamedTuple):
    """What is left out: more headers, no number, no time, and a last line that breaks off."""

    titles: int
    no_number: int
    no_time: int
    cut: int


def taken_out(con: duckdb.DuckDBPyConnection, path: Path, *, lines: bool) -> LeftOut:
    """Count what is no sample, and take it out of `log.samples`; `lines`: a row is a line.

    Raises
    ------
    QueryError
        When a second header has other columns, or the values are in several units.
    """
    cut = lines and _is_cut(path)
    if cut:
        con.execute("DELETE FROM log.samples WHERE row = (SELECT max(row) FROM log.samples)")
    ((titles, no_number, no_time, none, units, other),) = con.execute(COUNTS).fetchall()
    if other is not None:
        message = f"{path}: line {other} of the samples is a header with other columns; give each "
        message = f"{message}log by itself"
        raise QueryError(message)
    if units:
        message = f"{path}: the power is in several units, such as W and mW; write one"
        raise QueryError(message)
    if none:
        con.execute("DELETE FROM log.samples WHERE value IS NULL OR s IS NULL OR title IS NOT NULL")
    return LeftOut(titles, no_number, no_time, int(cut))


def _is_cut(path: Path) -> bool:
    """Whether the last line breaks off: it has no end, and less in it than the others."""
    with path.open("rb") as file:
        start = max(0, file.seek(0, os.SEEK_END) - TAIL)
        file.seek(start)
        tail = file.read()
    # The first line is a header, or cut by the reading.
    _, *lines, last = ["", *tail.decode("utf-8", errors="replace").splitlines()]
    lines = [line for line in lines[1:] if line.strip() and line[0] != "#"]
    if not lines or tail.endswith((b"\n", b"\r")):
        return False
    cells, unit, decimals = _shape(last)
    shapes = [_shape(line) for line in lines]
    return (
        cells < min(shape[0] for shape in shapes)
        or unit < min(shape[1] for shape in shapes)
        or (len(shapes) >= MANY and decimals < min(shape[2] for shape in shapes))
    )


def _shape(line: str) -> tuple[int, int, int]:
    """Count the cells of a line, the letters at its end, and the decimals before them."""
    number = line.rstrip().rstrip(LETTERS)
    decimals = re.search(r"\.(\d+)$", number)
    cells = len(re.split(r"[,;\t|]", line))
    return cells, len(line.rstrip()) - len(number), len(decimals[1]) if decimals else 0
