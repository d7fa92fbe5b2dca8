"""Files that are there whole or not at all, their hashes, and text as SQL writes it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPORARY = ".carbondata-"
STALE_AFTER_S = 3600


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    r"""Yield a temporary path beside `path`; on success it takes its place in one step.

    Where nothing was written there, or something went wrong, `path` stays as it is.

    Raises
    ------
    OSError
        When the folder of `path` is not there or may not be written to, or `path` is a folder.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "table.csv") as temporary:
    ...         _ = temporary.write_text("year\n")
    ...     [path.name for path in Path(folder).iterdir()]
    ['table.csv']
    """
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=path.parent) as folder:
        temporary = Path(folder) / path.name
        yield temporary
        if temporary.exists():
            temporary.replace(path)


def sweep(folder: Path) -> None:
    """Remove what processes that were killed an hour ago or more have left half written."""
    for path in folder.glob(f"{TEMPORARY}*"):
        # Another thread or process may be done with its own in the meantime.
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > STALE_AFTER_S:
                shutil.rmtree(path)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def literal(text: object) -> str:
    """Write a text as a literal of SQL.

    Examples
    --------
    >>> literal("the world's")
    "'the world''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Write a name of a column or a table as an identifier of SQL.

    Examples
    --------
    >>> identifier('na"me')
    '"na""me"'
    """
    return '"' + name.replace('"', '""') + '"'
