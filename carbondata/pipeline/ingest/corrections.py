"""sources/<id>/corrections.csv: errors in a publisher's file, corrected where everyone can see it.

One line corrects one value, or drops one row. It applies only to the error it was written for: when
the publisher prints something else, the build fails and the line must go.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem, SourceError, raise_all
from carbondata.pipeline import schema
from carbondata.pipeline.ingest.cells import read_curated
from carbondata.pipeline.ingest.figures import NO_NUMBER
from carbondata.pipeline.ingest.manifest import CORRECTIONS
from carbondata.pipeline.ingest.purity import impurity
from carbondata.pipeline.ingest.source_sql import MAX_SQL_BYTES, in_time, locked, too_much

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    _Line = dict[str, str | None]
    _Fault = tuple[str, str, str]

COLUMNS = {
    "table": "the table of the row",
    "key": "its key, without the source: VEN, 1946, CO2, territorial, excluded",
    "column": "the column of the value; empty for drop",
    "action": "replace or drop",
    "published": "the value that the publisher prints, as the table has it; empty for drop",
    "corrected": "the correct value; empty for drop",
    "expect": "a SQL condition over the table's published `rows` that shows the error",
    "reason": "why it is an error",
    "citation": "what shows it",
}
# The columns that each action leaves empty.
EMPTY: dict[str, set[str]] = {"replace": set(), "drop": {"column", "published", "corrected"}}


def correct(source: str, folder: Path, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Apply a source's corrections to its rows, and say so in their locators.

    Raises
    ------
    SourceError
        For a line that matches no row, whose published value has changed, whose condition no
        longer holds, or that is incomplete.
    """
    path = folder / CORRECTIONS
    if not path.exists():
        return tables
    where = f"sources/{source}/{CORRECTIONS}"
    # Its conditions are SQL of the source, all together as long as that may be.
    lines = read_curated(source, path, MAX_SQL_BYTES)
    if lines.column_names != list(COLUMNS):
        remedy = "; ".join(f"{name}: {meaning}" for name, meaning in COLUMNS.items())
        raise SourceError(Problem(source, where, "it has other columns", remedy))
    problems: list[Problem] = []
    with locked({f"{table}_given": rows for table, rows in tables.items()}) as con:
        for table in tables:
            con.execute(f"CREATE TABLE {table}_published AS FROM {table}_given")
            con.execute(f"CREATE TABLE {table} AS FROM {table}_given")
        with in_time(con):
            for number, line in enumerate(lines.to_pylist(), start=2):
                faults = [*_misstated(tables, line)] or [*_outdated(con, tables, line)]
                problems += [
                    Problem(source, where, what, remedy, f"row {number}", column)
                    for column, what, remedy in faults
                ]
        raise_all(problems)
        for line in lines.to_pylist():
            _apply(con, line)
        corrected = {table: con.sql(f"FROM {table}").to_arrow_table() for table in tables}
    return {table: schema.conform(table, rows) for table, rows in corrected.items()}


def _misstated(tables: dict[str, pa.Table], line: _Line) -> Iterator[_Fault]:
    """Yield the invalid cells of a line: the column, the problem, the remedy."""
    table, action = line["table"] or "", line["action"] or ""
    if table not in tables:
        yield "table", f"{table!r} is not a table of this source", f"one of {', '.join(tables)}"
    elif action not in EMPTY:
        yield "action", f"{action!r} is not an action", "write replace or drop"
    else:
        for name, meaning in COLUMNS.items():
            if (line[name] is None) is not (name in EMPTY[action]):
                yield name, "missing" if line[name] is None else "must be empty", meaning
        if action == "replace" and line["column"] not in (names := tables[table].column_names):
            yield "column", f"not a column of {table}", f"one of {', '.join(names)}"
        for name in ("published", "corrected"):
            if re.match(NO_NUMBER, line[name] or ""):
                yield name, f"{line[name]} is not a number, but would be read as one", COLUMNS[name]


def _outdated(
    con: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table], line: _Line
) -> Iterator[_Fault]:
    """Yield why a line does not fit what the publisher prints."""
    table, remedy = line["table"] or "", "if the publisher has corrected it, remove the line"
    value = "NULL"
    if line["action"] == "replace":
        value = f'CAST("{line["column"]}" AS VARCHAR)'
    if impure := impurity(f"SELECT {line['expect']}", {"rows": tables[table]}):
        yield ("expect", *impure)
        return
    try:
        matches = con.execute(
            f"SELECT {value}, {value} = CAST(CAST(? AS {_type(line)}) AS VARCHAR) "
            f"FROM {table}_published WHERE {_key(table)} = ?",
            [line["published"], line["key"]],
        ).fetchall()
        query = f"WITH rows AS (FROM {table}_published) SELECT {line['expect']}"
        # What it gives beyond one row would be beside DuckDB's limit on memory.
        holds = con.sql(query).limit(1).fetchall() == [(True,)]
    except duckdb.Error as error:
        yield (
            "expect",
            too_much(error) or str(error),
            "write values of the column, and one condition over `rows`",
        )
        return
    if not matches:
        yield "key", f"no row has the key {line['key']!r}", remedy
    elif line["action"] == "replace" and not matches[0][1]:
        yield "published", f"the publisher prints {matches[0][0]}, not {line['published']}", remedy
    elif not holds:
        yield "expect", "the condition that shows the error no longer holds", remedy


def _apply(con: duckdb.DuckDBPyConnection, line: _Line) -> None:
    table = line["table"] or ""
    if line["action"] == "drop":
        con.execute(f"DELETE FROM {table} WHERE {_key(table)} = ?", [line["key"]])
        return
    note = f"; corrected from {line['published']}, see {CORRECTIONS}"
    con.execute(
        f"""UPDATE {table} SET "{line["column"]}" = CAST(? AS {_type(line)}),
            locator = locator || ? WHERE {_key(table)} = ?""",
        [line["corrected"], note, line["key"]],
    )


def _type(line: _Line) -> str:
    fields = schema.fields(line["table"] or "")
    return next((field.sql for field in fields if field.name == line["column"]), "VARCHAR")


def _key(table: str) -> str:
    """Write a row's key as `revisions` does."""
    return f"concat_ws(', ', {', '.join(key for key in schema.key(table) if key != 'source_id')})"
