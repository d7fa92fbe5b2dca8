"""Cells of a CSV that go on in the next line, within quotes: any there are, and where they end."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from carbondata.errors import QueryError
from carbondata.runs.input.inputs import File, exactly

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 20
INSIDE = '(?:[^"]|"")*'


class Record(NamedTuple):
    """A row of a CSV: where its bytes begin, its first line, and how many lines it has."""

    at: int
    line: int
    lines: int


def any_broken(con: duckdb.DuckDBPyConnection, file: File) -> bool:
    """Say whether any line is not whole cells: it ends within quotes, or has text behind them.

    Most files have no quotes, which is seen at once.
    """
    if not _any_quotes(file):
        return False
    lines = f"""read_csv({exactly(file.path)}, columns = {{line: 'VARCHAR'}}, auto_detect = false,
        header = false, delim = '\x01', quote = '', escape = '')"""
    odd = "contains(line, '\"') AND NOT regexp_full_match(line, ?)"
    query = f"SELECT 1 FROM {lines} WHERE {odd} LIMIT 1"
    try:
        return bool(con.execute(query, [_whole(file.delimiter)]).fetchall())
    except duckdb.Error:  # as of bytes that are no text, or lines that end in different ways
        return True


def records(file: File) -> Iterator[Record]:
    """List the rows of a CSV, its header among them, but for empty lines.

    Raises
    ------
    QueryError
        When a quote is never closed: all that follows would be one cell.
    """
    opening = re.compile(_opening(file.delimiter).encode())
    closing = re.compile(f'{INSIDE}+"( *[{file.delimiter}])?'.encode())
    at, inside, first = 0, False, Record(0, 1, 1)
    with file.path.open("rb") as source:
        for number, line in enumerate(source, 1):
            if not inside:
                first = Record(at, number, 1)
                inside = b'"' in line and bool(opening.match(line.removeprefix(codecs.BOM_UTF8)))
            elif closed := closing.match(line):
                # Of what follows a closed quote and is no next cell, DuckDB skips the line.
                inside = bool(closed[1] and opening.match(line[closed.end() :]))
            at += len(line)
            if not inside and (first.line < number or line.strip(b"\r\n")):
                yield first._replace(lines=number - first.line + 1)
    if inside:
        message = (
            f"{file.name}, line {first.line}: a quote is opened and never closed; close it, or "
            "write it twice if it is part of the cell"
        )
        raise QueryError(message)


def _any_quotes(file: File) -> bool:
    with file.path.open("rb") as source:
        return any(b'"' in chunk for chunk in iter(lambda: source.read(CHUNK), b""))


def _whole(delimiter: str) -> str:
    """Give the pattern of a line of whole cells."""
    cell = _cell(delimiter)
    return f"(?:{cell}[{delimiter}])*{cell}\r?"


def _opening(delimiter: str) -> str:
    """Give the pattern of a line that ends within quotes: whole cells, and one that is open."""
    return f'^(?:{_cell(delimiter)}[{delimiter}])* *"{INSIDE}$'


def _cell(delimiter: str) -> str:
    return f'(?: *"{INSIDE}" *| *(?:[^"{delimiter} ][^{delimiter}]*)?)'
