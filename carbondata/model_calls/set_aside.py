"""Read the rows of a log once, into a file that is quick to read again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb

from carbondata.files import exactly, literal
from carbondata.model_calls.formats import PLAIN
from carbondata.runs.input.csv_rejects import refuse_endless_line, without_rejects
from carbondata.runs.input.inputs import TOLERANCE, rows
from carbondata.runs.input.second_header import refuse_second_header

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbondata.runs.input.inputs import File

# Ids, which are all different, make no dictionary.
QUICKLY = "FORMAT parquet, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 1000"
# A header of calls has these.
NAMES = [name for names in PLAIN.values() for name in names]
NO_NUMBER = "reason = 'tokens_not_a_number'"
# The lines that DuckDB left out while it read.
REJECTED = """SELECT count(DISTINCT (file_path, line)) FROM reject_errors
    JOIN reject_scans USING (scan_id, file_id)"""


def set_aside(con: duckdb.DuckDBPyConnection, query: str, work: Path) -> tuple[str, int]:
    """Write rows to a file of their own; return the SQL that reads it, and how many they are."""
    kept = work / f"read_{len(list(work.glob('read_*.parquet')))}.parquet"
    count = con.execute(f"COPY ({query}) TO {literal(kept)} ({QUICKLY})").fetchall()
    return f"FROM read_parquet({exactly(kept)})", int(count[0][0])


def read_rows(
    con: duckdb.DuckDBPyConnection, file: File, query_of: Callable[[str], str], work: Path
) -> tuple[str, int]:
    """Return the SQL of the rows of a table, and the number of its broken rows.

    `query_of` makes the query of these rows from the SQL that reads the file.
    """
    if file.form == "parquet":
        return query_of(rows(file)), 0
    for table in ("reject_errors", "reject_scans"):
        con.execute(f"DROP TABLE IF EXISTS {table}")
    # DuckDB reads meanwhile; it stops at an endless line by itself.
    with ThreadPoolExecutor(1) as pool:
        lines = pool.submit(refuse_endless_line, file)
        read = _once(con, query_of(rows(file).replace(TOLERANCE, "")), work)
        if read is not None and sum(read[1:]) + 1 == lines.result():
            # Each line is a row: no quote has swallowed one.
            kept, _, rejected = read
            # Where a header is read as a row, its name is no number.
            if con.execute(f"SELECT 1 FROM ({kept}) WHERE {NO_NUMBER} LIMIT 1").fetchall():
                refuse_second_header(file, NAMES)
            return kept, rejected
        lines.result()
    refuse_second_header(file, NAMES)
    readable, broken = without_rejects(con, file, work)
    # An open quote may have swallowed rows: each line of what cannot be read counts.
    unread = sum(lines for _, lines, _ in broken)
    return set_aside(con, query_of(rows(readable)), work)[0], unread


def _once(con: duckdb.DuckDBPyConnection, query: str, work: Path) -> tuple[str, int, int] | None:
    """Set rows aside; return what reads them, and how many are whole and broken.

    None if it fails, of which the reader of broken rows says more.
    """
    try:
        kept, count = set_aside(con, query, work)
        return kept, count, int(con.execute(REJECTED).fetchall()[0][0])
    except duckdb.Error:
        return None
