"""What there is to ask: sources, tables, columns, and how fresh they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carbondata import places
from carbondata._version import __version__
from carbondata.errors import QueryError
from carbondata.files import identifier, literal
from carbondata.names import nearest
from carbondata.query.connection import comment_views, connect, find
from carbondata.query.find import suggestion
from carbondata.view_comments import view_column_comments

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

# What was fetched is due when the publisher's interval has passed since; a copy, since it was
# published, as nobody knows how old it was when it was taken.
LIST = """
    SELECT source_id AS source, CAST(newest_year AS VARCHAR) AS newest,
           CAST(CAST(retrieved_utc AS DATE) AS VARCHAR) AS retrieved, CAST(due AS VARCHAR) AS due,
           due < current_date AS overdue, licence, rows,
           CASE WHEN url IS NULL THEN 'typed in' WHEN redistribute THEN 'pinned'
                ELSE 'fetch-only' END AS data
    FROM (SELECT *, CAST(CASE via WHEN 'http' THEN retrieved_utc WHEN 'copy' THEN published END
                         + to_days(CAST(refresh_days AS INTEGER)) AS DATE) AS due FROM sources)
    ORDER BY data = 'typed in', source_id"""


def sources(source: str | None = None, database: str | Path | None = None) -> pa.Table:
    """List the sources, or show one in full as rows of (what, value).

    Raises
    ------
    QueryError
        When there is no such source; the message names the nearest.

    Examples
    --------
    >>> sources("strubell-2019").slice(0, 1).to_pylist()[0]["value"]
    'strubell-2019'
    """
    with connect(database) as con:
        if source is None:
            return con.sql(LIST).to_arrow_table()
        found = con.execute("FROM sources WHERE source_id = ?", [source])
        names = [column[0] for column in found.description or []]
        rows = found.fetchall()
        if not rows:
            known = [
                source_id
                for (source_id,) in con.execute("SELECT source_id FROM sources").fetchall()
            ]
            near = suggestion(con, source) or f"; {suggest(source, known)}"
            message = f"there is no source {source!r}{near}"
            raise QueryError(message)
        return _pairs(con, dict(zip(names, rows[0], strict=True)))


def describe(table: str | None = None, database: str | Path | None = None) -> pa.Table:
    """List the tables and views with what a row is, or the columns of one.

    Raises
    ------
    QueryError
        When there is no such table; the message names the nearest.

    Examples
    --------
    >>> describe("population")["column"].to_pylist()
    ['area_id', 'year', 'people', 'source_id', 'locator']
    """
    with connect(database) as con:
        if find(database) is None:
            _comment(con)
            comment_views(con)
            con.execute(";\n".join(view_column_comments(con)))
        known = con.sql("""
            SELECT name, one_row_is FROM (
              SELECT table_name AS name, comment AS one_row_is FROM duckdb_tables()
              UNION ALL
              SELECT view_name, comment FROM duckdb_views() WHERE NOT internal)
            ORDER BY name""").to_arrow_table()
        if table is None:
            return known
        if table not in known["name"].to_pylist():
            raise _unknown(table, known["name"].to_pylist())
        return con.sql(
            """SELECT column_name AS "column", data_type AS type, comment AS "what it is [unit]"
            FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index""",
            params=[table],
        ).to_arrow_table()


def info(database: str | Path | None = None) -> pa.Table:
    """Say what is asked and how much is in it, as rows of (what, value).

    Examples
    --------
    >>> info()["what"][0].as_py()
    'carbondata'
    """
    path = find(database)
    with connect(database) as con:
        facts: dict[str, object] = {
            "carbondata": __version__,
            "duckdb": _one(con, "SELECT version()"),
            "database": path or f"none; the tables in {places.pinned()}",
            "sources": _one(con, "SELECT count(*) FROM sources"),
            "newest bytes (UTC)": _one(con, "SELECT max(retrieved_utc) FROM sources"),
        }
        tables = con.execute(
            """SELECT table_name FROM duckdb_tables()
            WHERE table_name <> 'build'
            UNION SELECT view_name FROM duckdb_views()
            WHERE NOT internal AND contains(sql, 'read_parquet') ORDER BY 1"""
        ).fetchall()
        for (table,) in tables:
            facts[f"rows of {table}"] = _one(con, f"SELECT count(*) FROM {table}")
        return _pairs(con, facts)


def _one(con: duckdb.DuckDBPyConnection, query: str) -> object:
    return con.execute(query).fetchall()[0][0]


def _pairs(con: duckdb.DuckDBPyConnection, facts: dict[str, object]) -> pa.Table:
    values = [_plain(value) for value in facts.values()]
    query = "SELECT unnest(?::VARCHAR[]) AS what, unnest(?::VARCHAR[]) AS value"
    return con.sql(query, params=[list(facts), values]).to_arrow_table()


def _plain(value: object) -> str | None:
    return (
        ", ".join(map(str, value))
        if isinstance(value, list)
        else None
        if value is None
        else str(value)
    )


def _comment(con: duckdb.DuckDBPyConnection) -> None:
    """Give the packaged tables the descriptions that a built database has as comments."""
    package = json.loads((places.pinned() / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        table = resource["path"].removesuffix(".parquet")
        _set_comment(con, f"VIEW {table}", resource["description"])
        for field in resource["schema"]["fields"]:
            unit = f" [{field['unit']}]" if "unit" in field else ""
            _set_comment(
                con, f"COLUMN {table}.{identifier(field['name'])}", field["description"] + unit
            )


def _set_comment(con: duckdb.DuckDBPyConnection, what: str, text: str) -> None:
    con.execute(f"COMMENT ON {what} IS {literal(text)}")


def _unknown(name: str, known: list[str]) -> QueryError:
    return QueryError(f"there is no table {name!r}; {suggest(name, known)}")


def suggest(name: str, known: list[str], where: str = "`sources` and `describe` list all") -> str:
    """Name what is written most like a name, or where all are listed."""
    near = nearest(name, known)
    return f"nearest: {', '.join(near)}" if near else where
