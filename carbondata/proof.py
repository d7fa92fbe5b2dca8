"""Whether published files are the ones that a build wrote, byte for byte."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from carbondata import places
from carbondata.bounded import UnfitError, content, parsed
from carbondata.files import file_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# The record of a build, beside its tables.
RECORD = "build.json"
# Of a proof, which is a line or two, and of a record.
MAX_PROOF_BYTES, MAX_RECORD_BYTES = 10_000, 50_000_000


def altered(folder: Path) -> list[str]:
    """Name the files of a folder that are not the ones its build.json names, or are gone.

    Of a build.json that names none, that is gone or damaged, it is itself the one that is named.

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
    """Say what helps where the tables of a folder are not those that were built.

    Examples
    --------
    >>> afresh(places.pinned())
    'install carbondata again; in a checkout: git restore parquet'
    """
    if folder.resolve() == places.pinned().resolve():
        return "install carbondata again; in a checkout: git restore parquet"
    return f"delete {folder} to start from the tables that come with carbondata"


def is_altered(path: Path) -> bool:
    """Tell whether a file is not the one that the build.json beside it names, if it names one."""
    sha256 = recorded(path.parent).get(path.name)
    return sha256 is not None and not _is(path, sha256)


def proof(database: Path) -> Path:
    """Return where the SHA-256 of a database is, as `sha256sum` writes and checks it.

    Examples
    --------
    >>> from pathlib import Path
    >>> proof(Path("carbondata.duckdb")).name
    'carbondata.duckdb.sha256'
    """
    return database.with_name(f"{database.name}.sha256")


def proof_text(database: Path, hashes: Iterable[str]) -> str:
    """Write a proof; while one database takes another's place, it names both."""
    return "".join(f"{sha256}  {database.name}\n" for sha256 in hashes)


def hashes(database: Path) -> list[str]:
    """Read the hashes that the proof beside a database names; none where there is no proof.

    One that cannot be read is a proof that nothing fits.
    """
    if not os.path.lexists(proof(database)):
        return []
    try:
        lines = content(proof(database), MAX_PROOF_BYTES).decode().splitlines()
    except (UnfitError, UnicodeDecodeError):
        return [""]
    return [line.split(" ", 1)[0] for line in lines if line.strip()] or [""]


def is_as_built(database: Path) -> bool | None:
    """Tell whether a database is the file that was built; None without it, or without its proof."""
    if unwritten(database).exists():
        return False
    while database.is_file() and (named := hashes(database)):
        if file_hash(database) in named:
            return True
        if hashes(database) == named:
            return False
        # A build has put another database in its place meanwhile.
    return None


def unwritten(database: Path) -> Path:
    """Return where DuckDB keeps what another program changed in a database but has not written."""
    return database.with_name(f"{database.name}.wal")


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and file_hash(path) == sha256


def recorded(folder: Path) -> dict[str, str]:
    """Read the SHA-256 of each file of a folder; of none where there is no record of them."""
    try:
        record = parsed(content(folder / RECORD, MAX_RECORD_BYTES))
        return {str(name): str(sha256) for name, sha256 in record["files"].items()}
    except (UnfitError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
