"""The table `revisions`: every published value that a refresh has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from carbondata.pipeline import schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

# A computed value may change in its last digits: CBECI's did by 4e-6 from 2025-05 to 2025-11,
# although nothing was revised.
NOISE = 1e-5


def list_revisions(
    table: str, old: pa.Table, new: pa.Table, before: dt.datetime, refreshed: dt.datetime
) -> pa.Table:
    """List the values of one source's rows that changed.

    A row that is gone loses its values (`new_value` is null); a new row revises nothing. A value
    that was 0 or unknown has no relative change.

    Parameters
    ----------
    table : str
        The table of the rows.
    old, new : Arrow table
        The source's rows before and after.
    before, refreshed : datetime
        When the bytes of each were retrieved.

    Returns
    -------
    Arrow table
        Rows of `revisions`.
    """
    columns = [f.name for f in schema.fields(table) if f.unit and f.name not in schema.key(table)]
    if not columns or not old.num_rows or new.equals(old):
        return schema.empty("revisions")
    keys = schema.key(table)
    queries = [
        f"""SELECT '{table}' AS table_name, {row_key(table, "o")} AS row_key,
                   '{column}' AS column_name, CAST(o.{column} AS DOUBLE) AS old_value,
                   CAST(n.{column} AS DOUBLE) AS new_value,
                   CASE WHEN old_value <> 0 THEN new_value / old_value - 1 END AS relative_change,
                   CAST(? AS TIMESTAMP) AS retrieved_before_utc,
                   CAST(? AS TIMESTAMP) AS refreshed_utc, o.source_id
            FROM old AS o LEFT JOIN new AS n USING ({", ".join(keys)})
            WHERE old_value IS DISTINCT FROM new_value
              AND coalesce(abs(new_value - old_value) > {NOISE} * abs(old_value), true)"""
        for column in columns
    ]
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        query, when = " UNION ALL ".join(queries), [before, refreshed] * len(queries)
        return schema.conform("revisions", con.sql(query, params=when).to_arrow_table())


def row_key(table: str, of: str) -> str:
    """Return the SQL of a row's key without its source; `of` is the alias of the table."""
    named = ", ".join(f"{of}.{key}" for key in schema.key(table) if key != "source_id")
    return f"concat_ws(', ', {named})"


def merge_revisions(parts: Iterable[pa.Table]) -> pa.Table:
    """Merge rows of `revisions`, without duplicates."""
    every = pa.concat_tables([schema.empty("revisions"), *parts])
    names = every.column_names
    return schema.conform("revisions", every.group_by(names).aggregate([]).select(names))
