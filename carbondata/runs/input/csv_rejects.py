"""Lines of a file that cannot be read: found and told by their number, so that the rest goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import QueryError
from carbondata.runs.input.inputs import File, exactly, rows
from carbondata.runs.input.quotes import any_broken, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHUNK = 1 << 20
# Of a text that cannot be read, so much is kept.
SHOWN = 1000

# Where it begins, how many lines it has, and its text.
Lost = list[tuple[int, int, str]]


def sifted(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Lost]:
    """Return a file without the lines that cannot be read, and those.

    Raises
    ------
    QueryError
        When a line is longer than a megabyte, or quotes cannot be told apart.
    """
    if file.form == "json" and file.tool != "plain":
        return _whole(con, file, work)
    if file.form not in {"csv", "lines"}:
        return file, []
    _no_endless_line(file)
    if file.form == "csv":
        file = file._replace(broken=any_broken(con, file))
        fine, found = _misfits(con, file)
        if file.broken:
            return file, _in_lines(file, fine, found)
        return file, [(row, 1, text) for _, row, text in found]
    if not _any_broken(con, file):
        return file, []
    kept = work / f"{len(list(work.iterdir()))}.jsonl"
    with kept.open("wb") as sink:
        return file._replace(path=kept), list(_broken(file, sink.write))


def _whole(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Lost]:
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


def _misfits(con: duckdb.DuckDBPyConnection, file: File) -> tuple[int, list[tuple[int, int, str]]]:
    """Count the rows of a CSV, and list those whose cells do not fit its header: byte, row, text.

    DuckDB leaves them out.
    """
    scan = rows(file).replace(", rejects_limit = 1", "")
    con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    try:
        counts = con.execute(f"SELECT count(*), count(COLUMNS(*)) FROM ({scan})").fetchall()
    except duckdb.Error as error:
        told = str(error).splitlines()[0].replace(str(file.path), file.name)
        message = (
            f"{file.name} cannot be read: {told} Do its lines all end alike? "
            "tr -d '\\r' < FILE | carbondata footprint -"
        )
        raise QueryError(message) from None
    found = con.execute(
        """SELECT min(line_byte_position) - 1, line, min(csv_line) FROM reject_errors
        GROUP BY line ORDER BY line"""
    ).fetchall()
    return int(counts[0][0]), found


def _in_lines(file: File, fine: int, found: list[tuple[int, int, str]]) -> Lost:
    """Tell rows by their first line and by how many they are: DuckDB counts a row for a line."""
    # Where lines end in two characters, its row begins at the second of those of the row before.
    rejected = {
        at + len(text) - len(text.lstrip("\r\n")): text.lstrip("\r\n") for at, _, text in found
    }
    lost: Lost = []
    rows_there = -1  # but for the header
    for one in records(file):
        rows_there += 1
        if one.at in rejected:
            lost.append((one.line, one.lines, rejected[one.at]))
    # After a stray quote, DuckDB may go on within quotes, and leave out rows without a word.
    if fine + len(rejected) != rows_there or len(lost) != len(rejected):
        where = f", line {lost[0][0]}" if lost else ""
        message = (
            f"{file.name}{where}: its quotes do not pair up; write a quote that is part of a cell "
            "twice, and the cell in quotes"
        )
        raise QueryError(message)
    return lost


def _any_broken(con: duckdb.DuckDBPyConnection, file: File) -> bool:
    """Say whether any line is no JSON object: many times faster than `_broken`."""
    lines = f"""read_csv({exactly(file.path)}, columns = {{line: 'VARCHAR'}}, auto_detect = false,
        header = false, delim = '\x01', quote = '', escape = '')"""
    fine = "json_valid(line) AND json_type(line) = 'OBJECT'"
    try:
        return bool(con.execute(f"SELECT 1 FROM {lines} WHERE NOT ({fine}) LIMIT 1").fetchall())
    except duckdb.Error:  # as of bytes that are no text
        return True


def _broken(file: File, keep: Callable[[bytes], object]) -> Iterator[tuple[int, int, str]]:
    with file.path.open("rb") as source:
        for number, line in enumerate(source, 1):
            try:
                fine = isinstance(json.loads(line), dict)
            except ValueError:
                fine = False
            if fine:
                keep(line)
            elif line.strip():
                yield number, 1, line.decode(errors="replace").rstrip("\n")


def _no_endless_line(file: File) -> None:
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
