"""What an attached database may hold: tables of plain columns, each of the type that is written.

DuckDB evaluates a generated column, a collation or an index when a table is read, and fetches an
extension that they name; a type of other words can hide a text from whoever looks for texts.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from carbondata import places

if TYPE_CHECKING:
    import duckdb

# The types of columns as `datapackage.json` names them, and as DuckDB does.
TYPES = {
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "integer": "BIGINT",
    "list": "VARCHAR[]",
    "number": "DOUBLE",
    "string": "VARCHAR",
}
NAME = r'(?:\w+|"(?:[^"]|"")+")'
COLUMN = re.compile(rf"({NAME}) ({'|'.join(map(re.escape, TYPES.values()))})(?:, |\);$)")
HEAD = re.compile(rf"CREATE TABLE (?:{NAME}\.)*{NAME}\(")


def odd(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Name a table of an attached database that no build makes; none of them has been read."""
    return next(
        (table for table, definition in _defined(con, name) if not _columns(definition)), None
    )


def mistyped(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Name a column of an attached database that is not of the type that carbondata writes."""
    types = _types()
    return next(
        (
            f"{table}.{column}"
            for table, definition in _defined(con, name)
            for column, kind in _columns(definition)
            if types.get((table, column), kind) != kind
        ),
        None,
    )


def _defined(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    # Not duckdb_columns(): that binds the views of the database.
    query = """
        SELECT table_name, if(index_count = 0, sql, '') FROM duckdb_tables()
        WHERE database_name = ? ORDER BY ALL"""
    return con.execute(query, [name]).fetchall()


def _columns(definition: str) -> list[tuple[str, str]]:
    """Read the columns of a table and their types; nothing if there is anything else in it."""
    head = HEAD.match(definition)
    at = head.end() if head else len(definition)
    columns = []
    while column := COLUMN.match(definition, at):
        columns.append((column[1].strip('"'), column[2]))
        at = column.end()
    return columns if head and at == len(definition) else []


def _types() -> dict[tuple[str, str], str]:
    """Return the type of each column of each table as it comes along."""
    record = json.loads((places.pinned() / "datapackage.json").read_text(encoding="utf-8"))
    return {
        (resource["path"].removesuffix(".parquet"), field["name"]): TYPES[field["type"]]
        for resource in record["resources"]
        for field in resource["schema"]["fields"]
    }
