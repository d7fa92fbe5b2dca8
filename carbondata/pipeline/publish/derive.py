"""Tables derived from the sources' rows: the views that are stored, and the claims.

A view in `views/` that has the name of a published table is materialised here: `quantities`, their
types, and the verdicts between these. The engine then works out the claims from them.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from carbondata import places
from carbondata.engine import claims, decisions
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.files import in_utf8, scratch
from carbondata.pipeline import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAIMS = "claim_checks"
# Little, but enough for today's tables; more rows get as much as they need.
FRUGAL, WHOLE, AT_REST = "190MB", "80%", "64MB"


def derive(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Derive tables from others.

    Parameters
    ----------
    tables : dict of Arrow tables
        The tables that sources feed, by name.

    Returns
    -------
    dict of Arrow tables
        The derived tables.

    Raises
    ------
    SourceError
        When the tables cannot be derived, with DuckDB's message.
    """
    # First release the memory that the checks used.
    pa.default_memory_pool().release_unused()
    try:
        try:
            return _worked_out(tables, FRUGAL)
        except duckdb.OutOfMemoryException:
            return _worked_out(tables, WHOLE)
    except (duckdb.IOException, duckdb.TransactionException):
        raise  # the disk's fault, not the view's
    except duckdb.Error as error:
        what = str(error).splitlines()[0]
        problem = Problem("carbondata", "views/", what, "fix the view, or the rows it reads")
        raise SourceError(problem) from None


def _worked_out(tables: dict[str, pa.Table], memory: str) -> dict[str, pa.Table]:
    """Work out the views in a file, as the rows of all sources are already in memory."""
    with (
        scratch(Path(gettempdir()), "derived.duckdb*") as folder,
        duckdb.connect(in_utf8(folder / "derived.duckdb")) as con,
    ):
        con.execute(f"SET threads = 1; SET memory_limit = '{memory}'")
        con.execute("SET enable_progress_bar = false")
        for name, rows in tables.items():
            con.register(name, rows)
        names = list(_derived(con))
        # Release DuckDB's memory before the tables are copied to Arrow.
        con.execute(f"SET memory_limit = '{AT_REST}'")
        return {name: _shaped(name, con.sql(f"FROM {name}").to_arrow_table()) for name in names}


def _derived(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Materialise each table in the database, and yield its name."""
    stored = schema.derived()
    for script in places.derived_views():
        con.execute(script.read_text(encoding="utf-8"))
        if places.view_name(script) == "undecided":
            _refuse_undecided(con)
        if (name := places.view_name(script)) in stored:
            con.execute(f"CREATE TABLE worked_out AS FROM {name}")
            con.execute(f"DROP VIEW {name}; ALTER TABLE worked_out RENAME TO {name}")
            yield name
            if name == "verdicts":
                con.register(CLAIMS, _claims(con))
                yield CLAIMS


def _refuse_undecided(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse a tie between studies in `preferred`, or a study that cannot be taken."""
    problems = [
        Problem("carbondata", "sources/carbondata", what, remedy, f"study {row}", column, value)
        for row, column, value, what, remedy in con.execute(
            "SELECT row, column_name, value, what, remedy FROM undecided"
        ).fetchall()
    ]
    raise_all(problems)


def _claims(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """Work out the claims from the tables in the database."""
    wanted = schema.arrow_schema(CLAIMS)
    rows = claims.check_claims(con, decisions.read(con))
    return pa.Table.from_pylist(
        [{name: row[name] for name in wanted.names} for row in rows], wanted
    )


def _shaped(table: str, rows: pa.Table) -> pa.Table:
    """Cast to the table's types, with its columns in order."""
    wanted = schema.arrow_schema(table)
    return rows.select(wanted.names).cast(wanted)
