"""Files written for a user: atomically, and never over a part of a build."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from carbondata import places
from carbondata.files import refuse_to_replace, replacing
from carbondata.proof import RECORD, proof, recorded, unwritten

if TYPE_CHECKING:
    from collections.abc import Iterator

# What every DuckDB database has behind a checksum of eight bytes.
MAGIC, MAGIC_AT = b"DUCK", 8


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Yield a temporary path that replaces `path` on success, as `replacing` does.

    Raises
    ------
    OSError
        When `path` cannot be written, or is a part of a build.
    """
    refuse(path)
    with replacing(path) as temporary:
        yield temporary


def refuse(path: Path) -> None:
    """Refuse a path that is something else than a regular file, or a part of a build.

    Raises
    ------
    OSError
        When it is a folder, a device, a pipe, a DuckDB database, or a published table.

    Examples
    --------
    >>> refuse(places.pinned() / "areas.parquet")
    Traceback (most recent call last):
    ...
    PermissionError: [Errno 1] is a database or part of a carbondata build: ...areas.parquet'
    """
    refuse_to_replace(path)
    real = Path(os.path.realpath(path))
    if _is_database(real) or _is_beside(real) or _is_published(real):
        raise PermissionError(errno.EPERM, "is a database or part of a carbondata build", str(path))


def _is_database(path: Path) -> bool:
    """Tell by its name, and by its first bytes: a copy, or the user's own, is called otherwise."""
    if not path.is_file():
        return False
    if path.name == places.database(path.parent).name:
        return True
    with path.open("rb") as file:
        return file.read(len(MAGIC) + MAGIC_AT)[MAGIC_AT:] == MAGIC


def _is_beside(path: Path) -> bool:
    """Tell by its name, even before it is there: a log of changes locks its database."""
    of = path.with_suffix("")
    return path in {proof(of), unwritten(of)} and _is_database(of)


def _is_published(path: Path) -> bool:
    if not (path.parent / RECORD).is_file():
        return False
    return path.is_file() and (
        path.name == RECORD or path.suffix == ".parquet" or path.name in recorded(path.parent)
    )
