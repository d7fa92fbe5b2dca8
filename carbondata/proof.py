"""Proof that published files are the ones a build wrote, byte for byte."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from carbondata import places
from carbondata.bounded import UnfitError, content, parsed
from carbondata.files import file_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# The record of a build, beside its tables.
RECORD = "build.json"
# The name of a file that a build writes, in the folder itself.
FILE = re.compile(r"\w[\w.-]{0,99}", re.ASCII)
# Size limits of a proof, which is a line or two, and of a record.
MAX_PROOF_BYTES, MAX_RECORD_BYTES = 10_000, 50_000_000


def altered(folder: Path) -> list[str]:
    """List the files of a folder that are missing or differ from its build.json.

    If build.json is missing, damaged or lists no file, return build.json itself.

    Examples
    --------
    >>> from carbondata import places
    >>> altered(places.pinned())
    []
    """
    named = recorded(folder)
    if not named:
        return [RECORD]
    return [name for name, sha256 in named.items() if not _is(folder / name, sha256)]


def afresh(folder: Path) -> str:
    """Return the remedy for a folder whose tables are not those that were built.

    Examples
    --------
    >>> afresh(places.pinned())
    'install carbondata again; in a checkout: git restore parquet'
    """
    if folder.resolve() == places.pinned().resolve():
        return "install carbondata again; in a checkout: git restore parquet"
    return f"delete {folder} to start from the tables that come with carbondata"


def is_altered(path: Path) -> bool:
    """Return whether a file differs from the one listed in the build.json beside it, if any."""
    sha256 = recorded(path.parent).get(path.name)
    return sha256 is not None and not _is(path, sha256)


def proof(database: Path) -> Path:
    """Return the file with the SHA-256 of a database, in the format of `sha256sum`.

    Examples
    --------
    >>> from pathlib import Path
    >>> proof(Path("carbondata.duckdb")).name
    'carbondata.duckdb.sha256'
    """
    return database.with_name(f"{database.name}.sha256")


def proof_text(database: Path, hashes: Iterable[str]) -> str:
    """Format a proof; while one database replaces another, it lists both."""
    return "".join(f"{sha256}  {database.name}\n" for sha256 in hashes)


def hashes(database: Path) -> list[str]:
    """Read the hashes in the proof beside a database; an empty list without a proof.

    A proof that cannot be read matches nothing.
    """
    if not os.path.lexists(proof(database)):
        return []
    try:
        lines = content(proof(database), MAX_PROOF_BYTES).decode().splitlines()
    except (UnfitError, UnicodeDecodeError):
        return [""]
    return [line.split(" ", 1)[0] for line in lines if line.strip()] or [""]


def is_as_built(database: Path) -> bool | None:
    """Return whether a database is the file that was built; None without it or its proof."""
    if unwritten(database).exists():
        return False
    while database.is_file() and (named := hashes(database)):
        if file_hash(database) in named:
            return True
        if hashes(database) == named:
            return False
        # Meanwhile a build has replaced the database.
    return None


def unwritten(database: Path) -> Path:
    """Return DuckDB's write-ahead log: changes by another program, not yet in the database."""
    return database.with_name(f"{database.name}.wal")


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and file_hash(path) == sha256


def recorded(folder: Path) -> dict[str, str]:
    """Read the SHA-256 of each file of a folder; empty without a record, or one of other names."""
    try:
        record = parsed(content(folder / RECORD, MAX_RECORD_BYTES))
        named = {str(name): str(sha256) for name, sha256 in record["files"].items()}
        return named if all(map(FILE.fullmatch, named)) else {}
    except (UnfitError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
