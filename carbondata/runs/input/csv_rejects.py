"""Find unreadable lines of a file and report them by number, so that the rest can be read.

In a CSV, a quoted cell may continue on the next line, so a row may have several lines.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from carbondata.bounded import RepeatedKeyError, parsed
from carbondata.errors import QueryError
from carbondata.files import exactly
from carbondata.runs.input.inputs import TOLERANCE, File, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHUNK = 1 << 20
# No tool writes a longer record.
LARGEST_RECORD = 20_000_000
# How much of an unreadable text is kept.
SHOWN = 1000
# Text between quotation marks, in which two together stand for one.
INSIDE = '(?:[^"]|"")*'

# First line, number of lines, and text.
Rejects = list[tuple[int, int, str]]


class Record(NamedTuple):
    """A row of a CSV: its byte offset, its first line, and its number of lines."""

    at: int
    line: int
    lines: int


def without_rejects(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Rejects]:
    """Return a file without its unreadable lines, and these lines.

    Raises
    ------
    QueryError
        When a line is longer than a megabyte, or quotes do not pair up.
    """
    if file.form == "json" and file.tool != "generic":
        return _json_record(con, file, work)
    if file.form not in {"csv", "lines"}:
        return file, []
    refuse_endless_line(file)
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
    """Return whether any line is not whole cells: it ends within quotes, or has text after them.

    Most files have no quotes, which is quick to see.
    """
    if not _has_quotes(file):
        return False
    odd = "contains(line, '\"') AND NOT regexp_full_match(line, ?)"
    query = f"SELECT 1 FROM {_lines(file)} WHERE {odd} LIMIT 1"
    try:
        return bool(con.execute(query, [_whole_line(file.delimiter)]).fetchall())
    except duckdb.Error:  # invalid bytes, or mixed line endings
        return True


def records(file: File) -> Iterator[Record]:
    """Yield the rows of a CSV, including its header, except empty lines.

    Raises
    ------
    QueryError
        When a quote is never closed: everything after it would be one cell.
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
                # DuckDB skips a line in which a closed quote is not followed by another cell.
                inside = bool(closed[1] and opening.match(line[closed.end() :]))
            at += len(line)
            if not inside and (first.line < number or line.strip(b"\r\n")):
                yield first._replace(lines=number - first.line + 1)
    if inside:
        message = (
            f"{file.name}, line {first.line}: a quote is never closed; close it, or write it twice "
            "if it is part of the cell"
        )
        raise QueryError(message)


def _json_record(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Rejects]:
    """Return a tool's record as it is, or as one unreadable row if it is cut or repeats a key."""
    try:
        con.execute(f"SELECT count(*) FROM read_json_objects({exactly(file.path)})").fetchall()
        _refuse_repeated_keys(file)
    except (duckdb.Error, RepeatedKeyError):
        nothing = work / f"{len(list(work.iterdir()))}.json"
        nothing.touch()
        with file.path.open(encoding="utf-8-sig", errors="replace") as source:
            text = source.read(SHOWN)
        return file._replace(path=nothing), [(1, 1, text)]
    return file, []


def _refuse_repeated_keys(file: File) -> None:
    """Refuse a record with a key twice, of which readers differ in which counts."""
    if file.path.stat().st_size > LARGEST_RECORD:
        return
    try:
        parsed(file.path.read_bytes())
    except RepeatedKeyError:
        raise
    except ValueError:
        pass  # what is JSON to DuckDB only has its reader there


def _csv_rejects(con: duckdb.DuckDBPyConnection, file: File) -> tuple[int, Rejects]:
    """Count the rows of a CSV, and list those that do not fit its header: byte, row, text.

    DuckDB skips them.
    """
    scan = rows(file).replace(TOLERANCE, "")
    con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    try:
        counts = con.execute(f"SELECT count(*), count(COLUMNS(*)) FROM ({scan})").fetchall()
    except duckdb.Error as error:
        why = str(error).splitlines()[0].replace(str(file.path), file.name)
        message = (
            f"{file.name} cannot be read: {why} If its line endings differ: "
            "tr -d '\\r' < FILE | carbondata footprint -"
        )
        raise QueryError(message) from None
    rejected = con.execute(
        """SELECT min(line_byte_position) - 1, line, min(csv_line) FROM reject_errors
        GROUP BY line ORDER BY line"""
    ).fetchall()
    return int(counts[0][0]), rejected


def _multiline_rejects(file: File, readable: int, rejected: Rejects) -> Rejects:
    """Find the first line and number of lines of rejected rows, as DuckDB counts rows as lines."""
    # With two-character line endings, DuckDB starts a row at the second one of the previous row.
    texts = {
        at + len(text) - len(text.lstrip("\r\n")): text.lstrip("\r\n") for at, _, text in rejected
    }
    rejects: Rejects = []
    rows_there = -1  # the header does not count
    for record in records(file):
        rows_there += 1
        if record.at in texts:
            rejects.append((record.line, record.lines, texts[record.at]))
    # After a stray quote, DuckDB may continue within quotes and drop rows silently.
    if readable + len(texts) != rows_there or len(rejects) != len(texts):
        where = f", line {rejects[0][0]}" if rejects else ""
        message = (
            f"{file.name}{where}: its quotes do not pair up; double a quote that is part of a "
            "cell, and quote the cell"
        )
        raise QueryError(message)
    return rejects


def _has_broken_json(con: duckdb.DuckDBPyConnection, file: File) -> bool:
    """Return whether any line is not a JSON object, many times faster than `_json_rejects`."""
    if file.tool != "generic" and file.path.stat().st_size <= LARGEST_RECORD:
        # A key may be repeated however deep in a record.
        return next(_json_rejects(file, lambda _line: None), None) is not None
    whole = "json_valid(line) AND json_type(line) = 'OBJECT'"
    query = f"SELECT 1 FROM {_lines(file)} WHERE NOT ({whole}) LIMIT 1"
    try:
        return bool(con.execute(query).fetchall())
    except duckdb.Error:  # invalid bytes
        return True


def _json_rejects(file: File, keep: Callable[[bytes], object]) -> Iterator[tuple[int, int, str]]:
    with file.path.open("rb") as source:
        for number, line in enumerate(source, 1):
            try:
                whole = isinstance(parsed(line), dict)
            except ValueError:
                whole = False
            if whole:
                keep(line)
            elif line.strip():
                yield number, 1, line.decode(errors="replace").rstrip("\n")


def refuse_endless_line(file: File) -> int:
    """Refuse a line of more than a megabyte, which DuckDB would drop silently; count the lines."""
    lines, last = 1, b"\n"
    with file.path.open("rb") as source:
        while chunk := source.read(CHUNK):
            breaks = chunk.count(b"\n")
            if not breaks and len(chunk) == CHUNK:
                message = (
                    f"{file.name}, line {lines}: longer than a megabyte; end its lines with line "
                    "feeds"
                )
                raise QueryError(message)
            lines += breaks
            last = chunk[-1:]
    return lines - (last == b"\n")


def _has_quotes(file: File) -> bool:
    with file.path.open("rb") as source:
        return any(b'"' in chunk for chunk in iter(lambda: source.read(CHUNK), b""))


def _lines(file: File) -> str:
    """Return the SQL that reads a file line by line, whatever they contain."""
    return f"""read_csv({exactly(file.path)}, columns = {{line: 'VARCHAR'}}, auto_detect = false,
        header = false, delim = '\x01', quote = '', escape = '')"""


def _whole_line(delimiter: str) -> str:
    """Return the pattern of a line of whole cells."""
    cell = _cell(delimiter)
    return f"(?:{cell}[{delimiter}])*{cell}\r?"


def _opening_line(delimiter: str) -> str:
    """Return the pattern of a line that ends within quotes: whole cells, and an open one."""
    return f'^(?:{_cell(delimiter)}[{delimiter}])* *"{INSIDE}$'


def _cell(delimiter: str) -> str:
    return f'(?: *"{INSIDE}" *| *(?:[^"{delimiter} ][^{delimiter}]*)?)'
