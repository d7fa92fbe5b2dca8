"""Lines of a file that cannot be read: found and told by their number, so that the rest goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import QueryError
from carbondata.runs.files import File, literal, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHUNK = 1 << 20

Lost = list[tuple[int, str]]


def sifted(con: duckdb.DuckDBPyConnection, file: File, work: Path) -> tuple[File, Lost]:
    """Return a file without the lines that cannot be read, and those: number and text.

    Raises
    ------
    QueryError
        When a line is longer than a megabyte.
    """
    if file.form not in {"csv", "lines"}:
        return file, []
    _no_endless_line(file)
    if file.form == "csv":
        return file, _misfits(con, file)
    if not _any_broken(con, file):
        return file, []
    kept = work / f"{len(list(work.iterdir()))}.jsonl"
    with kept.open("wb") as sink:
        return file._replace(path=kept), list(_broken(file, sink.write))


def _misfits(con: duckdb.DuckDBPyConnection, file: File) -> Lost:
    """List the lines of a CSV whose cells do not fit its header; DuckDB leaves them out."""
    scan = rows(file).replace("ignore_errors = true", "store_rejects = true")
    con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    con.execute(f"SELECT count(COLUMNS(*)) FROM ({scan})").fetchall()
    found: Lost = con.execute(
        "SELECT line, min(csv_line) FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    return found


def _any_broken(con: duckdb.DuckDBPyConnection, file: File) -> bool:
    """Say whether any line is no JSON object: many times faster than `_broken`."""
    lines = f"""read_csv({literal(file.path)}, columns = {{line: 'VARCHAR'}}, auto_detect = false,
        header = false, delim = '\x01', quote = '', escape = '')"""
    fine = "json_valid(line) AND json_type(line) = 'OBJECT'"
    try:
        return bool(con.execute(f"SELECT 1 FROM {lines} WHERE NOT ({fine}) LIMIT 1").fetchall())
    except duckdb.Error:  # as of bytes that are no text
        return True


def _broken(file: File, keep: Callable[[bytes], object]) -> Iterator[tuple[int, str]]:
    with file.path.open("rb") as source:
        for number, line in enumerate(source, 1):
            try:
                fine = isinstance(json.loads(line), dict)
            except ValueError:
                fine = False
            if fine:
                keep(line)
            elif line.strip():
                yield number, line.decode(errors="replace").rstrip("\n")


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
