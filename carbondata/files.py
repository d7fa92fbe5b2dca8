"""Files that are there whole or not at all, their hashes, and text as SQL writes it."""

from __future__ import annotations

import errno
import glob
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
# What marks a temporary folder as one that carbondata made: others are nobody's business here.
MARK = "made-by-carbondata"
STALE_AFTER_S = 3600


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    r"""Yield a temporary path beside `path`; on success it takes its place in one step.

    Where nothing was written there, or something went wrong, `path` stays as it is. A link stays
    one: what it points to is replaced.

    Raises
    ------
    OSError
        When the folder of `path` is not there or may not be written to, or `path` is a folder, a
        device or a pipe.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "table.csv") as temporary:
    ...         _ = temporary.write_text("year\n")
    ...     [path.name for path in Path(folder).iterdir()]
    ['table.csv']
    """
    target = path.resolve()
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise OSError(errno.EINVAL, "a device or a pipe is not replaced by a file", str(path))
    with scratch(target.parent) as folder:
        temporary = folder / target.name
        yield temporary
        if temporary.exists():
            temporary.replace(target)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Yield a new folder under a random name; it and what is left in it go at the end."""
    with tempfile.TemporaryDirectory(
        prefix=TEMPORARY, dir=folder, ignore_cleanup_errors=True
    ) as made:
        (Path(made) / MARK).touch()
        yield Path(made)


def sweep(folder: Path) -> None:
    """Remove the folders of `scratch` that processes killed an hour ago or more have left."""
    for path in folder.glob(f"{TEMPORARY}*"):
        # Another thread or process may be done with its own in the meantime.
        with suppress(OSError):
            age = abs(time.time() - path.stat().st_mtime)  # of a clock that was ahead as well
            if path.is_symlink() or age < STALE_AFTER_S:
                continue
            if (path / MARK).is_file():
                shutil.rmtree(path)
            else:
                # Killed before the mark was there, or after it was gone: then nothing is in it.
                path.rmdir()


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


def exactly(path: Path) -> str:
    """Write a path as a literal of which DuckDB takes no character for a pattern.

    Examples
    --------
    >>> exactly(Path("runs[1].csv"))
    "'runs[[]1].csv'"
    """
    return literal(glob.escape(str(path)))


def identifier(name: str) -> str:
    """Write a name of a column or a table as an identifier of SQL.

    Examples
    --------
    >>> identifier('na"me')
    '"na""me"'
    """
    return '"' + name.replace('"', '""') + '"'
