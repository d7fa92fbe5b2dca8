"""carbondata.duckdb: every table with its comments, every view and macro, in one file."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

import duckdb

from carbondata import places
from carbondata.files import exactly, literal
from carbondata.pipeline import schema
from carbondata.pipeline.publish.files import recorded_hash
from carbondata.proof import is_as_built
from carbondata.tables import schemas
from carbondata.view_comments import view_column_comments

if TYPE_CHECKING:
    from pathlib import Path

# The oldest storage format that DuckDB 1.5 and 2 both read and write.
STORAGE_VERSION = "v1.0.0"
# Small row groups: a comparison reads those of its two subjects and skips the others.
ROW_GROUP_SIZE = 4096

BUILD = """
    COMMENT ON TABLE build IS 'The carbondata that wrote this file.';
    COMMENT ON COLUMN build.version IS 'The version of that carbondata.';
    COMMENT ON COLUMN build.sha256 IS 'The hash of the inputs of this file.';
    COMMENT ON COLUMN build.disagreements IS 'How many rows `disagreements` has. [1]'"""


def write_database(path: Path, current: Path, files: dict[str, list[Path]], version: str) -> None:
    """Write the database from each table's files, unless the current one provably holds them."""
    stamp = _stamp(files, version)
    if is_as_built(current) and _stamped(current) == stamp:
        return
    with duckdb.connect() as con:
        # In Jupyter without ipywidgets there is no progress bar, and DuckDB rejects the setting.
        with suppress(duckdb.InvalidInputException):
            con.execute("SET enable_progress_bar = false")
        # Each thread keeps its own row groups in memory until they are written.
        con.execute("SET threads = 1")
        con.execute(
            f"""ATTACH {literal(path)} AS built
            (STORAGE_VERSION '{STORAGE_VERSION}', ROW_GROUP_SIZE {ROW_GROUP_SIZE})"""
        )
        con.execute("USE built")
        con.execute("BEGIN")
        for table in schema.tables():
            _create(con, table, files[table])
        for script in _view_scripts():
            con.execute(script)
        con.execute(";\n".join(view_column_comments(con)))
        con.execute(
            """CREATE TABLE build AS SELECT ? AS version, ? AS sha256, count(*) AS disagreements
            FROM disagreements""",
            [version, stamp],
        )
        con.execute(BUILD)
        con.execute("COMMIT")
        con.execute("USE memory")
        con.execute("DETACH built")


def _view_scripts() -> list[str]:
    """Return the SQL of the views and macros, in order."""
    return [path.read_text(encoding="utf-8") for path in places.views()]


def count_disagreements(path: Path) -> int:
    """Count the areas and years in which two sources differ beyond the plausibility band."""
    return int(_made_of(path)[1])


def comments(table: str) -> list[str]:
    """Return the SQL that describes a table and its columns in the database itself."""
    return [
        f"COMMENT ON TABLE {table} IS {literal(schemas()[table].description)}",
        *(
            f'COMMENT ON COLUMN {table}."{field.name}" IS {literal(field.comment)}'
            for field in schema.fields(table)
        ),
    ]


def _create(con: duckdb.DuckDBPyConnection, table: str, files: list[Path]) -> None:
    """Create a table; a later file's rows of a source replace those of an earlier file.

    A derived table is complete in each file, and the last file's covers all rows.
    """
    files = files[-1:] if table in schema.derived() else files
    published, *local = [f"FROM read_parquet({exactly(file)})" for file in files]
    for rows in local:
        published = f"({published}) ANTI JOIN (SELECT source_id {rows}) USING (source_id)"
        published = f"FROM {published} UNION ALL {rows}"
    con.execute(f"CREATE TABLE {table} AS {published}")
    con.execute(";\n".join(comments(table)))


def _stamp(files: dict[str, list[Path]], version: str) -> str:
    parts = [version, *_view_scripts()]
    for table in schema.tables():
        parts += comments(table)
        parts += [str(recorded_hash(file)) for file in files[table]]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _stamped(path: Path) -> str | None:
    """Read the hash of a database's inputs; None if carbondata did not build it."""
    try:
        return str(_made_of(path)[0])
    except (duckdb.Error, IndexError):
        return None


def _made_of(path: Path) -> tuple[object, int]:
    """Read what a build recorded in its database, even if this process has it open."""
    with duckdb.connect() as con:
        # A database from elsewhere may ask for extensions when it is attached, and may have a view
        # of that name over any file.
        con.execute("SET autoinstall_known_extensions = false")
        con.execute("SET autoload_known_extensions = false")
        con.execute(f"ATTACH {literal(path)} AS built (TYPE duckdb, READ_ONLY)")
        con.execute("SET enable_external_access = false")
        noted: tuple[object, int] = con.execute(
            "SELECT sha256, disagreements FROM built.build"
        ).fetchall()[0]
    return noted
