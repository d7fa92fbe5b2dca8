"""Lines of a file that cannot be read: found and told by their number, so that the rest goes on.

In a CSV, a cell in quotes may go on in the next line: a row is then more lines than one.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from carbondata.errors import QueryError
from carbondata.files import exactly
from carbondata.runs.input.inputs import File, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHUNK = 1 << 20
# Of a text that cannot be read, so much is kept.
SHOWN = 1000
# What stands between quotation marks: two together are one of the text.
INSIDE = '(?:[^"]|"")*'

# Where it begins, how many lines it has, and its text.
Rejects = list[tuple[int, int, str]]


class Record(NamedTuple):
    """A row of a CSV: where its bytes begin, its first line, and how many lines it has."""

    at: int
    line: int
    lines: int


def without_rejects(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Rejects]:
    """Return a file without the lines that cannot be read, and those.

    Raises
    ------
    QueryError
        When a line is longer than a megabyte, or quotes cannot be told apart.
    """
    if file.form == "json" and file.tool != "generic":
        return _json_record(con, file, work)
    if file.form not in {"csv", "lines"}:
        return file, []
    _refuse_endless_line(file)
    if file.form == "csv":
        file = file._replace(multiline=has_multiline_cells(con, file))
        readable, rejected = _csv_rejects(con, file)
        if file.multiline:
            return file, _multiline_rejects(file, readable, rejected)
        return file, [(row, 1, text) for _, row, text in rejected]
    if not _has_broken_json(con, file):
        return file, []
    kept = work / f"{len(list(work.iterdir()))}.jsonl"
    with kept.open("wb") as sink:
        return file._replace(path=kept), list(_json_rejects(file, sink.write))


def has_multiline_cells(con: duckdb.DuckDBPyConnection, file: File) -> bool:
    """Say whether any line is not whole cells: it ends within quotes, or has text behind them.

    Most files have no quotes, which is seen at once.
    """
    if not _has_quotes(file):
        return False
    odd = "contains(line, '\"') AND NOT regexp_full_match(line, ?)"
    query = f"SELECT 1 FROM {_lines(file)} WHERE {odd} LIMIT 1"
    try:
        return bool(con.execute(query, [_whole_line(file.delimiter)]).fetchall())
    except duckdb.Error:  # as of bytes that are no text, or lines that end in different ways
        return True


def records(file: File) -> Iterator[Record]:
    """List the rows of a CSV, its header among them, but for empty lines.

    Raises
    ------
    QueryError
        When a quote is never closed: all that follows would be one cell.
    """
    opening = re.compile(_opening_line(file.delimiter).encode())
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


def _json_record(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Rejects]:
    """Take a record of a tool as it is, or where it is cut short as one row that is not read."""
    try:
        con.execute(f"SELECT count(*) FROM read_json_objects({exactly(file.path)})").fetchall()
    except duckdb.Error:
        nothing = work / f"{len(list(work.iterdir()))}.json"
        nothing.touch()
        with file.path.open(encoding="utf-8-sig", errors="replace") as source:
            text = source.read(SHOWN)
        return file._replace(path=nothing), [(1, 1, text)]
    return file, []


def _csv_rejects(con: duckdb.DuckDBPyConnection, file: File) -> tuple[int, Rejects]:
    """Count the rows of a CSV, and list those whose cells do not fit its header: byte, row, text.

    DuckDB leaves them out.
    """
    scan = rows(file).replace(", rejects_limit = 1", "")
    con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    try:
        counts = con.execute(f"SELECT count(*), count(COLUMNS(*)) FROM ({scan})").fetchall()
    except duckdb.Error as error:
        why = str(error).splitlines()[0].replace(str(file.path), file.name)
        message = (
            f"{file.name} cannot be read: {why} Do its lines all end alike? "
            "tr -d '\\r' < FILE | carbondata footprint -"
        )
        raise QueryError(message) from None
    rejected = con.execute(
        """SELECT min(line_byte_position) - 1, line, min(csv_line) FROM reject_errors
        GROUP BY line ORDER BY line"""
    ).fetchall()
    return int(counts[0][0]), rejected


def _multiline_rejects(file: File, readable: int, rejected: Rejects) -> Rejects:
    """Tell rows by their first line and by how many they are: DuckDB counts a row for a line."""
    # Where lines end in two characters, its row begins at the second of those of the row before.
    texts = {
        at + len(text) - len(text.lstrip("\r\n")): text.lstrip("\r\n") for at, _, text in rejected
    }
    rejects: Rejects = []
    rows_there = -1  # but for the header
    for record in records(file):
        rows_there += 1
        if record.at in texts:
            rejects.append((record.line, record.lines, texts[record.at]))
    # After a stray quote, DuckDB may go on within quotes, and leave out rows without a word.
    if readable + len(texts) != rows_there or len(rejects) != len(texts):
        where = f", line {rejects[0][0]}" if rejects else ""
        message = (
            f"{file.name}{where}: its quotes do not pair up; write a quote that is part of a cell "
            "twice, and the cell in quotes"
        )
        raise QueryError(message)
    return rejects


def _has_broken_json(con: duckdb.DuckDBPyConnection, file: File) -> bool:
    """Say whether any line is no JSON object: many times faster than `_json_rejects`."""
    whole = "json_valid(line) AND json_type(line) = 'OBJECT'"
    query = f"SELECT 1 FROM {_lines(file)} WHERE NOT ({whole}) LIMIT 1"
    try:
        return bool(con.execute(query).fetchall())
    except duckdb.Error:  # as of bytes that are no text
        return True


def _json_rejects(file: File, keep: Callable[[bytes], object]) -> Iterator[tuple[int, int, str]]:
    with file.path.open("rb") as source:
        for number, line in enumerate(source, 1):
            try:
                whole = isinstance(json.loads(line), dict)
            except (ValueError, RecursionError):
                whole = False
            if whole:
                keep(line)
            elif line.strip():
                yield number, 1, line.decode(errors="replace").rstrip("\n")


def _refuse_endless_line(file: File) -> None:
    """Refuse a line of more than a megabyte: DuckDB would leave it out without a word."""
    lines = 1
    with file.path.open("rb") as source:
        while chunk := source.read(CHUNK):
            breaks = chunk.count(b"\n")
            if not breaks and len(chunk) == CHUNK:
                message = (
                    f"{file.name}, line {lines}: longer than a megabyte; do its lines end in line "
                    "feeds?"
                )
                raise QueryError(message)
            lines += breaks


def _has_quotes(file: File) -> bool:
    with file.path.open("rb") as source:
        return any(b'"' in chunk for chunk in iter(lambda: source.read(CHUNK), b""))


def _lines(file: File) -> str:
    """Give the SQL that reads a file line by line, whatever is in them."""
    return f"""read_csv({exactly(file.path)}, columns = {{line: 'VARCHAR'}}, auto_detect = false,
        header = false, delim = '\x01', quote = '', escape = '')"""


def _whole_line(delimiter: str) -> str:
    """Give the pattern of a line of whole cells."""
    cell = _cell(delimiter)
    return f"(?:{cell}[{delimiter}])*{cell}\r?"


def _opening_line(delimiter: str) -> str:
    """Give the pattern of a line that ends within quotes: whole cells, and one that is open."""
    return f'^(?:{_cell(delimiter)}[{delimiter}])* *"{INSIDE}$'


def _cell(delimiter: str) -> str:
    return f'(?: *"{INSIDE}" *| *(?:[^"{delimiter} ][^{delimiter}]*)?)'
