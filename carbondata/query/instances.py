"""New DuckDB instances over the tables of a database or of the package.

DuckDB keeps one instance for each path in a process, with one configuration, as long as anything
holds it. Attaching the file to a new instance shares nothing: neither settings nor, once the file
is replaced, its state.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

from carbondata import places
from carbondata._version import __version__
from carbondata.errors import QueryError
from carbondata.faces import shown
from carbondata.files import exactly, identifier, literal
from carbondata.proof import afresh, altered, hashes, is_as_built, proof, unwritten
from carbondata.query.plain_tables import mistyped, odd

if TYPE_CHECKING:
    from pathlib import Path

# The name of an attached database whose own views are used.
ATTACHED = "carbondata"
COMMENT = re.compile(r"^COMMENT ON [^']*'(?:[^']|'')*';\n", re.MULTILINE)


def packaged() -> duckdb.DuckDBPyConnection:
    """Open the packaged tables: a view for each file, and the views and macros on them."""
    if names := altered(places.pinned()):
        message = f"changed or damaged in {places.pinned()}: {', '.join(names)}"
        message = f"{message}; {afresh(places.pinned())}"
        raise QueryError(message)
    con = instance()
    # The files do not change while they are open.
    con.execute("SET parquet_metadata_cache = true")
    for path in sorted(places.pinned().glob("*.parquet")):
        con.execute(f"CREATE VIEW {path.stem} AS FROM read_parquet({exactly(path)})")
    _run_views(con)
    return con


def attached(path: Path, name: str = ATTACHED) -> duckdb.DuckDBPyConnection:
    """Attach a database under a name, without running anything in it or loading an extension.

    Raises
    ------
    QueryError
        When it was not made by carbondata, or changed since it was built; or when a table has what
        no build makes: generated columns, other types.
    """
    _refuse_changed(path)
    con = instance()
    try:
        con.execute(f"ATTACH {literal(path)} AS {name} (TYPE duckdb, READ_ONLY)")
        why = _what_no_build_makes(con, name)
        if not why and not hashes(path):
            _read_through(con, name)
    except duckdb.Error as error:
        why = str(error)
    if why:
        raise _none_of_ours(con, path, why)
    return con


def version(con: duckdb.DuckDBPyConnection, name: str = ATTACHED) -> str:
    """Return the version of the carbondata that made an attached database."""
    return str(con.execute(f"SELECT version FROM {name}.build").fetchall()[0][0])


def tables(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Name the tables of an attached database, without its views."""
    query = """SELECT table_name FROM duckdb_tables()
        WHERE database_name = ? AND schema_name = 'main' ORDER BY 1"""
    return [table for (table,) in con.execute(query, [name]).fetchall()]


def add_own_views(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Put the package's views and macros over the tables of an attached database.

    Its own, which could read any file, are not run, nor reachable without knowing the name.
    """
    try:
        for table in map(identifier, tables(con, name)):
            con.execute(f"CREATE VIEW {table} AS FROM {name}.{table}")
        _run_views(con)
    except duckdb.Error as error:
        con.close()
        why = f"does not hold the tables of carbondata {__version__}"
        message = f"{path} {why} ({str(error).splitlines()[0]}); {anew(path)}"
        raise QueryError(message) from None


def planted(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Name what an attached database defines and carbondata does not, once its own views are there.

    DuckDB's errors suggest such names with their catalog, which would make them reachable; and a
    table may have the name of a file or a variable of the user.
    """
    query = """
        WITH defined AS (
          SELECT database_name, schema_name, 'view' AS kind, view_name AS name FROM duckdb_views()
          WHERE NOT internal
          UNION ALL SELECT database_name, schema_name, function_type, function_name
          FROM duckdb_functions() WHERE NOT internal
          UNION ALL SELECT database_name, schema_name, 'type', type_name FROM duckdb_types()
          WHERE NOT internal
          UNION ALL SELECT database_name, schema_name, 'table', table_name FROM duckdb_tables()
          WHERE NOT internal),
        own AS (
          SELECT kind, name FROM defined WHERE database_name = 'memory' AND kind <> 'table'
          UNION ALL SELECT 'table', unnest($tables))
        SELECT DISTINCT name FROM defined WHERE database_name = $name AND (
          schema_name <> 'main' OR (kind, name) NOT IN (FROM own)
          OR (kind <> 'table' AND name IN (SELECT unnest($tables))))
        ORDER BY name"""
    known = ["build", *(file.stem for file in places.pinned().glob("*.parquet"))]
    found = con.execute(query, {"name": name, "tables": known}).fetchall()
    return [_in_a_line(str(planted)) for (planted,) in found]


def open_to_extensions(con: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB load an extension that a question of the user needs, as it does by itself."""
    con.execute("RESET autoload_known_extensions; RESET autoinstall_known_extensions")


def shut(con: duckdb.DuckDBPyConnection) -> None:
    """Keep a connection from reaching files, the network, extensions and settings."""
    con.execute(f"""
        SET allowed_directories = [{literal(places.pinned())}];
        SET enable_external_access = false;
        SET python_enable_replacements = false;
        SET lock_configuration = true""")


def comment_views(con: duckdb.DuckDBPyConnection) -> None:
    """Add comments to the views and macros on the packaged tables."""
    for script in places.views():
        con.execute("".join(COMMENT.findall(script.read_text(encoding="utf-8"))))


def made_by(path: Path, version: str) -> str:
    """Say that another carbondata made a database."""
    return f"{path} was made by carbondata {_in_a_line(version)}, this is {__version__}"


def anew(path: Path) -> str:
    """Return the remedy for a database that cannot be queried."""
    return f"move it away, or build it anew: carbondata build {path.parent}"


def instance() -> duckdb.DuckDBPyConnection:
    """Open an empty DuckDB without a progress bar, that fetches and loads no extension."""
    con = duckdb.connect()
    con.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    # The bar would go to standard output. In Jupyter without ipywidgets there is none, and DuckDB
    # rejects the setting.
    with suppress(duckdb.InvalidInputException):
        con.execute("SET enable_progress_bar = false")
    return con


def _in_a_line(name: str) -> str:
    return shown(name).replace("\n", r"\n")


def _run_views(con: duckdb.DuckDBPyConnection) -> None:
    for script in places.views():
        # Queries do not need the comments; `describe` adds them.
        con.execute(COMMENT.sub("", script.read_text(encoding="utf-8")))


def _none_of_ours(con: duckdb.DuckDBPyConnection, path: Path, why: str) -> QueryError:
    con.close()
    what = f"cannot be opened as a database of carbondata ({why.splitlines()[0]})"
    return QueryError(f"{path} {what}; {anew(path)}")


def _refuse_changed(path: Path) -> None:
    """Refuse a database that differs from the file its proof names."""
    if unwritten(path).exists():
        what = f"another program has changed it and not finished: {unwritten(path)} is beside it"
    elif is_as_built(path) is False:
        what = f"it was changed or damaged since it was built: its hash is not in {proof(path)}"
    else:
        return
    message = f"{path}: {what}; {anew(path)}"
    raise QueryError(message)


def _what_no_build_makes(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Say why carbondata did not make a database, before anything but its version is read."""
    if "build" not in tables(con, name):
        return "it has no table build"
    if table := odd(con, name):
        return f"its table {_in_a_line(table)} has columns that no build makes"
    if len(con.execute(f"FROM {name}.build LIMIT 2").fetchall()) != 1:
        return "its table build does not have one row"
    if version(con, name) == __version__ and (column := mistyped(con, name)):
        return f"its column {column} has another type"
    return None


def _read_through(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Read every block of a database without a proof: DuckDB verifies each checksum."""
    for table in map(identifier, tables(con, name)):
        con.execute(f"SELECT bit_xor(hash(t)) FROM {name}.{table} AS t").fetchall()
