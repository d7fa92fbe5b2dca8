"""A second header within a CSV, as of tables that were joined: its columns are not the first's."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from carbondata.runs.input.generic_table import KNOWN
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Collection

    from carbondata.runs.input.inputs import File

CHUNK = 1 << 20
# A longer line is no header, and its cells may be longer than a reader of CSV takes.
LONGEST = 100_000
# One name may be a text of a row.
FEWEST = 2


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
    begins = "|".join(map(re.escape, names))
    name = rf'[ "]{{0,2}}(?:{begins})[ "]{{0,2}}[{re.escape(file.delimiter)}]'
    candidate = re.compile(rf"\n{name}".encode(), re.IGNORECASE)
    line, tail = 1, b""
    with file.path.open("rb") as source:
        while chunk := source.read(CHUNK):
            whole = tail + chunk + (b"" if chunk.endswith(b"\n") else source.readline(CHUNK))
            for found in candidate.finditer(whole):
                start = found.start() + 1
                end = whole.find(b"\n", start, start + LONGEST)
                text = whole[start : end if end >= 0 else start + LONGEST].decode(
                    "utf-8", "replace"
                )
                cells = [_bare(cell) for cell in next(csv.reader([text], delimiter=file.delimiter))]
                if cells != own and sum(cell in names for cell in cells) >= FEWEST:
                    return line + whole.count(b"\n", len(tail), start)
            line += whole.count(b"\n", len(tail))
            tail = b"\n" if whole.endswith(b"\n") else b""
    return None


def _bare(name: str) -> str:
    return name.strip().casefold()
