"""Lines of a power log that are no samples: counted, and taken out of the table."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

NUMBER = re.compile(r"\d(?:\.(\d+))?( ?[A-Za-z]{0,5})$")
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
        raise run_error(key="log.second_header", name=path, n=other)
    if units:
        raise run_error(key="log.units", name=path)
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
    each_cells, each_unit, each_decimals = zip(*map(_shape, lines), strict=True)
    return (
        cells < min(each_cells)
        or unit < min(each_unit)
        or (len(lines) >= MANY and len({*each_decimals}) == 1 and decimals < each_decimals[0])
    )


def _shape(line: str) -> tuple[int, int, int]:
    """Count the cells of a line, and in its last number the letters of a unit and the decimals."""
    cells = len(re.split(r"[,;\t|]", line))
    number = NUMBER.search(line.rstrip())
    return (cells, len(number[2]), len(number[1] or "")) if number else (cells, 0, 0)
