"""DuckDB over the tables: the database you built, else the packaged ones."""

from __future__ import annotations

import atexit
import os
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from warnings import warn

import duckdb

from carbondata import places
from carbondata._version import __version__
from carbondata.arguments import expect
from carbondata.errors import QueryError
from carbondata.query import instances
from carbondata.query.one_query import refuse_orders, relation

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from carbondata.engine.decisions import Decisions


def connect(database: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the tables and views for reading, beside files of your own.

    The connection is a DuckDB instance of its own: it reads and writes files as DuckDB does
    (`FROM 'jobs.csv'`), and keeps the tables as they were when it was opened. The views and macros
    are those of this carbondata, whatever a database file defines. A file made by another version
    is queried through its own views instead; then no other file can be read or written, and a
    `UserWarning` says so.

    Parameters
    ----------
    database : path, optional
        A `carbondata.duckdb`, or the folder it was built in. [default: the one in the current
        folder, else the tables that come with carbondata]

    Raises
    ------
    QueryError
        When `database` names no database, or one that was changed since it was built.

    Examples
    --------
    >>> with connect() as con:
    ...     con.sql("SELECT name_fr FROM areas WHERE area_id = 'SWE'").fetchall()
    [('Suède',)]
    """
    with _LOCK:
        con, doubt = _steady(database, _for_questions)
    if doubt:
        warn(doubt, stacklevel=2)
    return con


def find(database: str | Path | None = None) -> Path | None:
    """Find the database that `connect` would open; None means the packaged tables."""
    if database is None:
        path = places.database(Path())
        return path if path.exists() else None
    expect("a path", database=database)
    path = Path(database)
    try:
        path = places.database(path) if path.is_dir() else path
        is_there = path.exists() and not path.is_fifo()
    except OSError:  # the name is too long for a file
        is_there = False
    if not is_there:
        message = f"there is no database {path}; build one: carbondata build {path.parent}"
        raise QueryError(message)
    return path


def sql(query: str, database: str | Path | None = None) -> pa.Table:
    """Run one query; the answer is an Arrow table.

    Raises
    ------
    QueryError
        When DuckDB refuses the query; the message is DuckDB's.

    Examples
    --------
    >>> sql("SELECT count(*) AS runs FROM training_emissions WHERE source_id = 'strubell-2019'")[
    ...     "runs"
    ... ][0].as_py() >= 8
    True
    """
    expect("a text", query=query)
    with closing(_kept(database, _for_one_question).cursor()) as con:
        refuse_orders(con, query)
        # The tables stay open for other queries, so none may change anything.
        con.execute("BEGIN TRANSACTION READ ONLY")
        answer = relation(con, query)
        try:
            return answer.to_arrow_table()
        except duckdb.Error as error:
            # Some errors occur only while rows are read, such as an unknown operand.
            raise QueryError(str(error)) from None


Opened = TypeVar("Opened")


class State(NamedTuple):
    """Which tables are open, and as of when: a rebuilt database is a different one."""

    path: Path | None
    changed: int = 0
    inode: int = 0
    # A copy may keep the time of what it replaces.
    size: int = 0
    touched: int = 0


@dataclass(frozen=True)
class Tables:
    """The open tables of one state, with carbondata's decisions, read once."""

    con: duckdb.DuckDBPyConnection
    # The attached database that holds them, if any.
    name: str | None = None
    _known: list[Decisions] = field(default_factory=list, compare=False, repr=False)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a new connection to the same tables."""
        cursor = self.con.cursor()
        if self.name:
            cursor.execute(f"USE {self.name}")
        return cursor

    @property
    def known(self) -> Decisions:
        """The decisions of carbondata: units, rules, types, names."""
        from carbondata.engine import decisions

        with _LOCK:
            if not self._known:
                self._known.append(decisions.read(self.cursor()))
            return self._known[0]


# How often tables are opened that are replaced meanwhile.
TRIES = 20
# The tables of each state that is asked, by how they are opened: what stays open between questions.
_KEPT: dict[tuple[State, object], Tables] = {}
# Held while tables are opened or read, and by a fork: a child would wait for ever for what another
# thread had begun.
_LOCK = Lock()
# Where NumPy is loaded, DuckDB prints a wall of leaks for what is still open at the end.
atexit.register(_KEPT.clear)


def _close_before_a_fork() -> None:
    """Close what is kept: a child process lacks DuckDB's threads and would wait for them."""
    _LOCK.acquire()
    _KEPT.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_close_before_a_fork, after_in_parent=_LOCK.release, after_in_child=_LOCK.release
    )


def state(database: str | Path | None = None) -> State:
    """Return what `connect` would open, and when it was written."""
    path = find(database)
    if path is None:
        return State(None)
    written = path.stat()
    now = (written.st_mtime_ns, written.st_ino, written.st_size, written.st_ctime_ns)
    return State(path.resolve(), *now)


def opened(database: str | Path | None = None) -> Tables:
    """Return the tables for carbondata's own queries; they stay open and reach nothing else.

    Raises
    ------
    QueryError
        When `database` names no database, one changed since it was built, or one made by another
        version.
    """
    return _kept(database, _for_itself)


def of_any_version(database: str | Path | None = None) -> Tables:
    """Open tables made by any version, to inspect them."""
    with _LOCK:
        return _steady(database, _shut)


def preload() -> None:
    """Open the default tables and read the decisions, while other work goes on."""
    # A faulty database is reported to whoever queries it.
    with suppress(QueryError, duckdb.Error, OSError):
        _ = opened().known


def _kept(database: str | Path | None, open_them: Callable[[Path | None], Tables]) -> Tables:
    """Return tables that stay open; those of an older state are dropped."""
    with _LOCK:
        current = state(database)
        if (current, open_them) not in _KEPT:
            for kept in [key for key in _KEPT if key[0].path == current.path and key[0] != current]:
                del _KEPT[kept]
            _KEPT[current, open_them] = _steady(database, open_them)
        return _KEPT[current, open_them]


def _steady(database: str | Path | None, open_them: Callable[[Path | None], Opened]) -> Opened:
    """Open the tables as of one moment: a build may replace them meanwhile."""
    for _ in range(TRIES):
        before = state(database)
        tables = open_them(before.path)
        if state(database) == before:
            return tables
    message = f"{before.path} is replaced again and again; ask when that has ended"
    raise QueryError(message)


def _shut(path: Path | None) -> Tables:
    """Open tables so that queries on them reach nothing else."""
    con = instances.packaged() if path is None else instances.attached(path)
    instances.shut(con)
    return Tables(con, instances.ATTACHED if path else None)


def _for_itself(path: Path | None) -> Tables:
    """Open tables for carbondata's own queries: a database of this version, or the packaged."""
    tables = _shut(path)
    if path and (made_by := instances.version(tables.con)) != __version__:
        tables.con.close()
        message = f"{instances.made_by(path, made_by)}; {instances.anew(path)}"
        raise QueryError(message)
    return tables


def _for_questions(path: Path | None) -> tuple[duckdb.DuckDBPyConnection, str | None]:
    """Open tables for a user's queries; say if no other files can be read with them."""
    if path is None:
        con = instances.packaged()
        instances.open_to_extensions(con)
        return con, None
    # A name that no view in the file can guess.
    name = f"tables_{token_hex(8)}"
    con = instances.attached(path, name)
    made_by = instances.version(con, name)
    why = instances.made_by(path, made_by)
    if made_by == __version__:
        instances.add_own_views(con, path, name)
        planted = instances.planted(con, name)
        if not planted:
            instances.open_to_extensions(con)
            return con, None
        why = f"{path} defines {', '.join(planted)}, which carbondata does not"
    con.close()
    doubt = f"{why}: its own views are queried, and no other file is read"
    return _shut(path).cursor(), doubt


def _for_one_question(path: Path | None) -> Tables:
    """Open tables for single queries, as for many."""
    con, doubt = _for_questions(path)
    if doubt:
        con.close()
        raise QueryError(doubt)
    # A setting would affect everybody who asks, and functions such as `enable_logging` make some.
    con.execute("SET lock_configuration = true")
    return Tables(con)
