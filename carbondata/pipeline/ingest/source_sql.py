"""The sandbox for a source's SQL: only its own tables, with limits on time and memory."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

# The slowest source shipped takes a second and about 300 MB, on two slow cores.
MAX_SECONDS, MAX_MEMORY = 60, "2GB"
# Almost three times the longest so far; a megabyte of joins ends the process.
MAX_SQL_BYTES = 100_000
# From then on a second query is interrupted as the first one was.
AGAIN_SECONDS = 0.1


@contextmanager
def locked(tables: Mapping[str, pa.Table]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database with these tables, without access to files, network or settings."""
    with duckdb.connect() as con:
        con.execute(f"""
            SET enable_progress_bar = false;
            SET temp_directory = '';
            SET enable_external_access = false;
            SET memory_limit = '{MAX_MEMORY}';
            SET TimeZone = 'UTC';
            SET python_enable_replacements = false;
            SET lock_configuration = true;
        """)
        for name, table in tables.items():
            con.register(name, table)
        yield con


@contextmanager
def in_time(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt a connection's queries from the time limit on, all together."""
    done = Event()

    def interrupt() -> None:
        wait = float(MAX_SECONDS)
        while not done.wait(wait):
            con.interrupt()
            wait = AGAIN_SECONDS

    thread = Thread(target=interrupt, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def too_much(error: duckdb.Error) -> str | None:
    """Return which limit a query exceeded, if that is its error."""
    if isinstance(error, duckdb.InterruptException):
        return f"it runs for more than {MAX_SECONDS} seconds"
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"it takes more than {MAX_MEMORY} of memory"
    return None
