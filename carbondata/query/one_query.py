"""One query on an open connection, and nothing but a query."""

from __future__ import annotations

import duckdb

from carbondata.errors import QueryError
from carbondata.query.column_names import distinct

# The statements that `carbondata.sql` takes.
QUESTIONS = {"SELECT", "EXPLAIN", "COPY"}


def refuse_orders(con: duckdb.DuckDBPyConnection, query: str) -> None:
    """Refuse anything but one query: a setting would affect every user of the same tables."""
    try:
        kinds = [statement.type.name for statement in con.extract_statements(query)]
    except duckdb.Error as error:
        raise QueryError(str(error)) from None
    if len(kinds) != 1 or kinds[0] not in QUESTIONS:
        message = "not a query, or more than one: start with SELECT or FROM"
        raise QueryError(message)


def relation(con: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyRelation:
    """Run one query on an open connection; an error of DuckDB becomes a `QueryError`."""
    try:
        if len(con.extract_statements(query)) > 1:
            message = "more than one statement: ask one question at a time"
            raise QueryError(message)
        answer = con.sql(query)
    except duckdb.Error as error:
        raise QueryError(str(error)) from None
    if answer is None:
        message = "not a query: start with SELECT or FROM"
        raise QueryError(message)
    names = distinct(answer.columns)
    if names != answer.columns:
        own = (name.replace('"', '""') for name in names)
        answer = answer.project(", ".join(f'#{at} AS "{name}"' for at, name in enumerate(own, 1)))
    return answer
