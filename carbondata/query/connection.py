"""A read-only DuckDB over the tables: the database you built, else the tables that come along."""

from __future__ import annotations

import atexit
import re
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from carbondata import places
from carbondata.arguments import expect
from carbondata.errors import QueryError
from carbondata.files import exactly
from carbondata.proof import altered

if TYPE_CHECKING:
    import pyarrow as pa

    from carbondata.engine.decisions import Decisions


def connect(database: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the tables and views for reading.

    Parameters
    ----------
    database : path, optional
        A `carbondata.duckdb`, or the folder it was built in. When not given: the one in the
        current folder, and where there is none, the tables that come with carbondata.

    Raises
    ------
    QueryError
        When `database` names no database.

    Examples
    --------
    >>> with connect() as con:
    ...     con.sql("SELECT name_fr FROM areas WHERE area_id = 'SWE'").fetchall()
    [('Suède',)]
    """
    current = state(database)
    return _packaged() if current.path is None else _open(current, current.path)


def find(database: str | Path | None = None) -> Path | None:
    """Find the database that `connect` would open; None means the tables that come along."""
    if database is None:
        path = places.database(Path())
        return path if path.exists() else None
    expect("a path", database=database)
    path = Path(database)
    path = places.database(path) if path.is_dir() else path
    if not path.exists():
        message = f"there is no database {path}; build one: carbondata build {path.parent}"
        raise QueryError(message)
    return path


def sql(query: str, database: str | Path | None = None) -> pa.Table:
    """Ask one question in SQL; the answer is an Arrow table.

    Raises
    ------
    QueryError
        When DuckDB refuses the query, with its words.

    Examples
    --------
    >>> sql("SELECT count(*) AS runs FROM training_emissions WHERE source_id = 'strubell-2019'")[
    ...     "runs"
    ... ][0].as_py() >= 8
    True
    """
    expect("a text", query=query)
    with closing(opened(database).cursor()) as con:
        _refuse_orders(con, query)
        # The tables stay open for others: a question changes nothing.
        con.execute("BEGIN TRANSACTION READ ONLY")
        answer = relation(con, query)
        try:
            return answer.to_arrow_table()
        except duckdb.Error as error:
            # What the tables refuse while they are read: a name that means nothing.
            raise QueryError(str(error)) from None


def _refuse_orders(con: duckdb.DuckDBPyConnection, query: str) -> None:
    """Refuse what is not one question: settings would hold for all who ask the same tables."""
    try:
        kinds = [statement.type.name for statement in con.extract_statements(query)]
    except duckdb.Error as error:
        raise QueryError(str(error)) from None
    if len(kinds) != 1 or kinds[0] not in QUESTIONS:
        message = "that is no question, or more than one: write a SELECT or a FROM"
        raise QueryError(message)


class State(NamedTuple):
    """Which tables are asked, and as of when: a database that was built anew is another one."""

    path: Path | None
    changed: int = 0
    inode: int = 0


@dataclass(frozen=True)
class Tables:
    """The tables of one state, open, with what carbondata decides read from them once."""

    con: duckdb.DuckDBPyConnection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of one's own to the same tables."""
        return self.con.cursor()

    @cached_property
    def known(self) -> Decisions:
        """What carbondata decides: units, rules, types, names."""
        from carbondata.engine import decisions

        return decisions.read(self.cursor())


# The statements that `sql` takes.
QUESTIONS = {"SELECT", "EXPLAIN", "COPY"}
COMMENT = re.compile(r"^COMMENT ON [^']*'(?:[^']|'')*';\n", re.MULTILINE)
# The tables of each state that is asked: the one thing that stays open between questions.
_KEPT: dict[State, Tables] = {}
_LOCK = Lock()
# Where NumPy is loaded, DuckDB prints a wall of leaks for what is still open at the end.
atexit.register(_KEPT.clear)


def state(database: str | Path | None = None) -> State:
    """Say what `connect` would open, and when that was written."""
    path = find(database)
    if path is None:
        return State(None)
    written = path.stat()
    return State(path.resolve(), written.st_mtime_ns, written.st_ino)


def opened(database: str | Path | None = None) -> Tables:
    """Return the tables that `connect` would open, kept open for questions that come one by one.

    Raises
    ------
    QueryError
        When `database` names no database, or one that another carbondata made.
    """
    return _kept(state(database))


def preload() -> None:
    """Open what is asked most, and read what carbondata decides, while something else is done."""
    # What is wrong with a database is told to who asks it.
    with suppress(QueryError, duckdb.Error, OSError):
        _ = opened().known


def _kept(current: State) -> Tables:
    with _LOCK:
        if current not in _KEPT:
            path = current.path
            con = _packaged() if path is None else _of_today(current, path)
            _KEPT[current] = Tables(con)
        return _KEPT[current]


def _open(current: State, path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database; DuckDB holds a path once in a process, so an older state is closed first."""
    for kept in [other for other in _KEPT if other.path == path and other != current]:
        _KEPT.pop(kept).con.close()
    try:
        con = _without_bar(duckdb.connect(str(path), read_only=True))
        con.execute("FROM build").fetchall()
    except duckdb.Error as error:
        why = f"cannot be opened as a database of carbondata ({str(error).splitlines()[0]})"
        message = f"{path} {why}; {_anew(path)}"
        raise QueryError(message) from None
    return con


def _of_today(current: State, path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database that this carbondata made: another one may decide otherwise."""
    from carbondata._version import __version__

    con = _open(current, path)
    ((version,),) = con.execute("SELECT version FROM build").fetchall()
    if version != __version__:
        con.close()
        message = f"{path} was made by carbondata {version}, this is {__version__}; {_anew(path)}"
        raise QueryError(message)
    return con


def _anew(path: Path) -> str:
    return f"move it away, or build it anew: carbondata build {path.parent}"


def relation(con: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyRelation:
    """Put one question to an open connection; DuckDB's refusal becomes a `QueryError`."""
    try:
        if len(con.extract_statements(query)) > 1:
            message = "more than one statement: ask one question at a time"
            raise QueryError(message)
        answer = con.sql(query)
    except duckdb.Error as error:
        raise QueryError(str(error)) from None
    if answer is None:
        message = "that is no question: write a SELECT or a FROM"
        raise QueryError(message)
    return answer


def _packaged() -> duckdb.DuckDBPyConnection:
    """Open the tables that come along: a view for each file, and the views and macros on them."""
    con = _without_bar(duckdb.connect())
    # The files do not change while they are open.
    con.execute("SET parquet_metadata_cache = true")
    if names := altered(places.pinned()):
        message = f"changed or damaged in {places.pinned()}: {', '.join(names)}; install it again"
        raise QueryError(message)
    for path in sorted(places.pinned().glob("*.parquet")):
        table = path.stem
        con.execute(f"CREATE VIEW {table} AS FROM read_parquet({exactly(path)})")
    for script in places.views():
        # Who asks needs no description of the views: `describe` gives them.
        con.execute(COMMENT.sub("", script.read_text(encoding="utf-8")))
    return con


def comment_views(con: duckdb.DuckDBPyConnection) -> None:
    """Describe the views and macros on the tables that come along."""
    for script in places.views():
        con.execute("".join(COMMENT.findall(script.read_text(encoding="utf-8"))))


def _without_bar(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Keep DuckDB's progress bar off standard output."""
    # In Jupyter without ipywidgets there is no bar, and DuckDB will not hear of it.
    with suppress(duckdb.InvalidInputException):
        con.execute("SET enable_progress_bar = false")
    return con
