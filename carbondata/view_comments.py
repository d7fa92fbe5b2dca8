"""Comments on the columns of views, taken from the columns that the views read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.files import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    # Table or view, then column.
    _Comments = dict[str, dict[str, str | None]]

_COLUMNS = """
    SELECT table_name, column_name, comment FROM duckdb_columns()
    WHERE NOT internal AND database_name = current_database() ORDER BY column_index"""
_MACROS = """
    SELECT function_name, macro_definition FROM duckdb_functions()
    WHERE NOT internal AND function_type = 'table_macro'"""
_VIEWS = """
    SELECT view_name, sql FROM duckdb_views()
    WHERE NOT internal AND database_name = current_database() ORDER BY view_name"""


def view_column_comments(con: duckdb.DuckDBPyConnection) -> list[str]:
    r"""Write the SQL that comments the columns of views that have no comment of their own.

    The rule: a column takes the comment of the column of the same name in the tables and views that
    its view names. If none of these has one, it takes that of all others in the database. If two of
    them differ, it takes neither: then it needs a comment of its own.

    Parameters
    ----------
    con : connection
        A database whose tables are commented.

    Examples
    --------
    >>> import duckdb
    >>> with duckdb.connect() as con:
    ...     _ = con.execute("CREATE TABLE areas (area_id VARCHAR)")
    ...     _ = con.execute("COMMENT ON COLUMN areas.area_id IS 'The place.'")
    ...     _ = con.execute("CREATE VIEW places AS SELECT area_id FROM areas")
    ...     view_column_comments(con)
    ['COMMENT ON COLUMN "places"."area_id" IS \'The place.\'']
    """
    known: _Comments = {}
    for relation, column, comment in con.execute(_COLUMNS).fetchall():
        known.setdefault(relation, {})[column] = comment
    completed = {relation: dict(columns) for relation, columns in known.items()}
    reads = {
        view: set(re.findall(r"\w+", sql)) & known.keys() - {view}
        for view, sql in con.execute(_VIEWS).fetchall()
    }
    for view in _in_order(reads):
        for column in [column for column, comment in known[view].items() if comment is None]:
            texts = _comments_on(completed, reads[view], column)
            texts = texts or _comments_on(known, known, column)
            if len(texts) == 1:
                (completed[view][column],) = texts
    return [
        f"COMMENT ON COLUMN {identifier(view)}.{identifier(column)} IS {literal(comment)}"
        for view in reads
        for column, comment in completed[view].items()
        if comment and known[view][column] is None
    ]


def macro_column_comments(con: duckdb.DuckDBPyConnection, macro: str) -> dict[str, str]:
    """Comment the columns of a macro's table that keep the name of a column it reads.

    It also reads what the macros it calls read.

    Examples
    --------
    >>> import duckdb
    >>> with duckdb.connect() as con:
    ...     _ = con.execute("CREATE TABLE areas (area_id VARCHAR)")
    ...     _ = con.execute("COMMENT ON COLUMN areas.area_id IS 'The place.'")
    ...     _ = con.execute("CREATE MACRO places() AS TABLE FROM areas")
    ...     macro_column_comments(con, "places")
    {'area_id': 'The place.'}
    """
    definitions = dict(con.execute(_MACROS).fetchall())
    words, todo = set[str](), {macro}
    while todo:
        named = set(re.findall(r"\w+", definitions[todo.pop()]))
        todo |= (named & definitions.keys()) - words
        words |= named
    comments: dict[str, set[str]] = {}
    for relation, column, comment in con.execute(_COLUMNS).fetchall():
        if relation in words and comment:
            comments.setdefault(column, set()).add(comment)
    return {column: texts.pop() for column, texts in comments.items() if len(texts) == 1}


def _in_order(reads: dict[str, set[str]]) -> list[str]:
    """Order views after those they read; a column may share a view's name, so cycles occur."""
    order: dict[str, None] = {}

    def visit(view: str, above: frozenset[str]) -> None:
        for other in sorted(reads[view] & reads.keys() - above - order.keys()):
            visit(other, above | {other})
        order[view] = None

    for view in reads:
        visit(view, frozenset({view}))
    return list(order)


def _comments_on(comments: _Comments, relations: Iterable[str], column: str) -> set[str]:
    """Collect the distinct comments of some tables and views on a column."""
    return {text for relation in relations if (text := comments[relation].get(column))}
