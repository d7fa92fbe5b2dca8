"""What can be queried: sources, tables, columns, and how fresh they are."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from carbondata import places
from carbondata._version import __version__
from carbondata.arguments import expect_if_given
from carbondata.errors import QueryError
from carbondata.files import identifier, literal
from carbondata.names import nearest
from carbondata.query.connection import connect, find, opened
from carbondata.query.data_version import data_version
from carbondata.query.find import suggestion
from carbondata.query.instances import comment_views
from carbondata.view_comments import macro_column_comments, view_column_comments

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

# The next edition is due when the publisher's interval has passed since the last was published,
# whenever that was fetched. If a later fetch returned the same bytes, there is nothing to do.
LIST = """
    SELECT source_id AS source, CAST(newest_year AS VARCHAR) AS newest,
           CAST(published AS VARCHAR) AS published,
           CAST(CAST(retrieved_utc AS DATE) AS VARCHAR) AS retrieved, CAST(due AS VARCHAR) AS due,
           CASE WHEN url IS NULL THEN NULL
                WHEN rows = 0 THEN 'not fetched'
                WHEN due >= current_date THEN 'current'
                WHEN replaced_by IS NOT NULL THEN concat('newer here: ', replaced_by)
                WHEN via = 'http' AND retrieved_utc BETWEEN due AND current_date + 2
                  THEN concat('due since ', strftime(due, '%Y-%m'), ', not out on ',
                    CAST(retrieved_utc AS DATE))
                ELSE concat('a newer edition has been due since ', strftime(due, '%Y-%m'))
              END AS edition,
           licence, rows,
           CASE WHEN url IS NULL THEN 'curated' WHEN redistribute THEN 'pinned'
                ELSE 'fetch-only' END AS data
    FROM (SELECT *, CASE WHEN url IS NOT NULL
            THEN CAST(published + to_days(CAST(refresh_days AS INTEGER)) AS DATE) END AS due
          FROM sources)
    ORDER BY data = 'curated', source_id"""

# Where names are looked up that are unknown.
SOURCES_LISTED = "`carbondata sources` lists them all"
TABLES_LISTED = "`carbondata describe` lists them all"

TABLES = """
    SELECT table_name AS name, comment AS one_row_is FROM duckdb_tables()
    UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"""
COLUMNS = """
    SELECT column_name AS "column", data_type AS type, comment AS "what it is [unit]"
    FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"""
# The first line of a macro's comment says what it is, the others what its columns are: `ratio: …`.
MACROS = """
    SELECT
      function_name, function_type, parameters,
      concat(function_name, '(', array_to_string(parameters, ', '), ')') AS called,
      string_split(coalesce(comment, ''), chr(10)) AS lines
    FROM duckdb_functions() WHERE NOT internal AND function_type IN ('macro', 'table_macro')"""
TABLE_MACROS = f"SELECT called, lines[1] FROM ({MACROS}) WHERE function_type = 'table_macro'"


class Macro(NamedTuple):
    """A macro: its signature, and the lines of its comment."""

    name: str
    kind: str
    parameters: list[str]
    called: str
    lines: list[str]


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
    expect_if_given("a text", source=source)
    with opened(database).cursor() as con:
        if source is None:
            return con.sql(LIST).to_arrow_table()
        cursor = con.execute("FROM sources WHERE source_id = ?", [source])
        names = [column[0] for column in cursor.description or []]
        rows = cursor.fetchall()
        if not rows:
            ids = [
                source_id
                for (source_id,) in con.execute("SELECT source_id FROM sources").fetchall()
            ]
            near = suggestion(con, source, "source") or f"; {suggest(source, ids, SOURCES_LISTED)}"
            message = f"there is no source {source!r}{near}"
            raise QueryError(message)
        return _pairs(con, dict(zip(names, rows[0], strict=True)))


def describe(table: str | None = None, database: str | Path | None = None) -> pa.Table:
    """List the tables, views and macros with what a row is, or describe the columns of one.

    The first row is the macro itself, with its parameters; then come the columns of the table it
    returns, or, if it takes a table, those that it adds. Scalar macros are described by name only.

    Raises
    ------
    QueryError
        When there is no such table or macro; the message names the nearest.

    Examples
    --------
    >>> describe("population")["column"].to_pylist()
    ['area_id', 'year', 'people', 'source_id', 'locator']
    >>> describe("compare")["column"].to_pylist()[:2]
    ['compare(subject, reference, measure)', 'subject']
    """
    expect_if_given("a text", table=table)
    is_packaged = find(database) is None
    with connect() if is_packaged else opened(database).cursor() as con:
        if is_packaged:
            _comment(con)
            comment_views(con)
            con.execute(";\n".join(view_column_comments(con)))
        if table is None:
            return con.sql(f"{TABLES} UNION ALL {TABLE_MACROS} ORDER BY name").to_arrow_table()
        tables = {name for name, _ in con.execute(TABLES).fetchall()}
        macros = {macro.name: macro for macro in map(Macro._make, con.execute(MACROS).fetchall())}
        if table in tables:
            return con.sql(COLUMNS, params=[table]).to_arrow_table()
        if macro := macros.get(table.split("(")[0]):
            return _described(con, macro)
        near = suggest(table, sorted(tables | macros.keys()), TABLES_LISTED)
        message = f"there is no table {table!r}; {near}"
        raise QueryError(message)


def info(database: str | Path | None = None) -> pa.Table:
    """Describe the open tables and their sizes, as rows of (what, value).

    Examples
    --------
    >>> info()["what"][0].as_py()
    'carbondata'
    """
    path = find(database)
    with opened(database).cursor() as con:
        facts: dict[str, object] = {
            "carbondata": __version__,
            "data": data_version(con),
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
            facts[f"rows of {table}"] = _one(con, f"SELECT count(*) FROM {identifier(table)}")
        return _pairs(con, facts)


def _described(con: duckdb.DuckDBPyConnection, macro: Macro) -> pa.Table:
    """Describe a macro, and the columns of the table that it returns."""
    rows: list[tuple[str, str, str | None]] = [
        (macro.called, macro.kind.replace("_", " "), macro.lines[0] or None)
    ]
    own = dict(line.split(": ", 1) for line in macro.lines[1:])
    if macro.kind == "table_macro":
        comments = macro_column_comments(con, macro.name)
        types: dict[str, str] = dict.fromkeys(own, "")
        # A macro that takes a table has the columns of that table, and those that it adds.
        with suppress(duckdb.Error):
            returned = con.sql(f"FROM {macro.name}({', '.join(['NULL'] * len(macro.parameters))})")
            types = dict(zip(returned.columns, map(str, returned.types), strict=True))
        rows += [(name, kind, own.get(name) or comments.get(name)) for name, kind in types.items()]
    names = ('"column"', "type", '"what it is [unit]"')
    columns = ", ".join(f"unnest(?::VARCHAR[]) AS {name}" for name in names)
    values = [list(column) for column in zip(*rows, strict=True)]
    return con.sql(f"SELECT {columns}", params=values).to_arrow_table()


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
            words = ", ".join(field.get("constraints", {}).get("enum", []))
            words = f" One of: {words}." if words else ""
            unit = f" [{field['unit']}]" if "unit" in field else ""
            column = f"COLUMN {table}.{identifier(field['name'])}"
            _set_comment(con, column, field["description"] + words + unit)


def _set_comment(con: duckdb.DuckDBPyConnection, what: str, text: str) -> None:
    con.execute(f"COMMENT ON {what} IS {literal(text)}")


def suggest(name: str, known: list[str], where: str) -> str:
    """Name the names most like one, or say where all are listed."""
    near = nearest(name, known)
    return f"nearest: {', '.join(near)}" if near else where
