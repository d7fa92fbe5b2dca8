"""The version of the tables: the day of the newest bytes, and a hash of all sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

QUERY = """
    SELECT strftime(max(retrieved_utc), '%Y.%m.%d') || '+' || left(sha256(string_agg(
      source_id || ' ' || coalesce(sha256, ''), chr(10) ORDER BY source_id)), 8)
    FROM sources"""


def data_version(con: duckdb.DuckDBPyConnection) -> str:
    """Name the state of the tables; the same bytes of all sources give the same name.

    Examples
    --------
    >>> import carbondata
    >>> day, sources = data_version(carbondata.connect()).split("+")
    >>> len(day), len(sources)
    (10, 8)
    """
    return str(con.execute(QUERY).fetchall()[0][0])
