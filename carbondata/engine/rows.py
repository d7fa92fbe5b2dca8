"""Rows of a query as dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb


def named_rows(
    con: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()
) -> list[dict[str, Any]]:
    """Run a query, and return its rows by column name.

    Examples
    --------
    >>> import duckdb
    >>> named_rows(duckdb.connect(), "SELECT 1 AS a, ? AS b", ["x"])
    [{'a': 1, 'b': 'x'}]
    """
    result = con.execute(query, list(values))
    names = [name for name, *_ in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
