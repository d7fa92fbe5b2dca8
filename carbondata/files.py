"""Atomic writes, temporary folders, file hashes, and quoting for SQL."""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # pragma: no cover
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPORARY = ".carbondata-"
# The file that marks a temporary folder as carbondata's: it lists what may be in the folder, and is
# locked while a process works there.
MARK = "made-by-carbondata"
STALE_AFTER_S = 3600
# Something of another kind has the name; more space or permissions would not help.
IN_THE_WAY = (FileExistsError, IsADirectoryError, NotADirectoryError)
# This process's temporary folders.
_IN_USE: set[str] = set()


def way_out(error: OSError) -> str:
    """Return the remedy for a file or a folder that cannot be written."""
    if isinstance(error, IN_THE_WAY):
        return "something that is not a file has that name: move it, or choose another name"
    return "free space or change permissions there, or name another place"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    r"""Yield a temporary path beside `path`; on success it takes its place in one step.

    If nothing was written, or on an error, `path` stays as it is. A link stays a link: its target
    is replaced. The new file keeps the permissions of the old one.

    Raises
    ------
    OSError
        When the folder of `path` does not exist or is not writable, or `path` is a folder, a
        device or a pipe.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "table.csv") as temporary:
    ...         _ = temporary.write_text("year\n")
    ...     [path.name for path in Path(folder).iterdir()]
    ['table.csv']
    """
    refuse_to_replace(path)
    target = Path(os.path.realpath(path))
    try:
        with scratch(target.parent, f"{glob.escape(target.name)}*") as folder:
            temporary = folder / target.name
            yield temporary
            if temporary.exists():
                if target.exists():
                    shutil.copymode(target, temporary)
                temporary.replace(target)
    except OSError as error:
        # The user never named the temporary folder.
        if str(error.filename).startswith(str(target.parent / TEMPORARY)):
            error.filename, error.filename2 = str(path), None
        raise


def refuse_to_replace(path: Path) -> None:
    """Refuse an existing path that is not a regular file.

    Raises
    ------
    OSError
        When it is a folder, a device, a pipe, or a circular link.
    """
    with suppress(FileNotFoundError):
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "is a device or a pipe, not a file", str(path))


@contextmanager
def scratch(folder: Path, *names: str) -> Iterator[Path]:
    """Yield a new folder with a random name; it is removed with its content at the end.

    `names`, or patterns, of the files written there let `sweep` recognise it after a kill.
    """
    sweep(folder)
    temporary = tempfile.TemporaryDirectory(
        prefix=TEMPORARY, dir=folder, ignore_cleanup_errors=True
    )
    _IN_USE.add(temporary.name)
    try:
        with temporary as made, (Path(made) / MARK).open("xb") as mark:
            _lock(mark.fileno())
            mark.write(os.fsencode("\n".join(names)))
            mark.flush()
            if fcntl is None:  # Windows renames no folder in which a file is open
                mark.close()
            yield Path(made)
    finally:
        _IN_USE.remove(temporary.name)


def take_away() -> None:
    """Remove every temporary folder at once, in a process that is about to end."""
    for made in list(_IN_USE):
        shutil.rmtree(made, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove `scratch` folders left by processes that were killed an hour ago or earlier."""
    for path in folder.glob(f"{TEMPORARY}*"):
        # Another thread or process may remove its own folder in the meantime.
        with suppress(OSError):
            age = abs(time.time() - path.stat().st_mtime)  # abs: the clock may have been ahead
            if path.is_symlink() or age < STALE_AFTER_S:
                continue
            if _is_left(path):
                shutil.rmtree(path)
            else:
                # Killed before the mark was written, or after it was removed: the folder is empty.
                path.rmdir()


def _is_left(path: Path) -> bool:
    """Return whether a folder is one of ours, holds nothing else, and is not in use."""
    if not (path / MARK).is_file():
        return False
    with (path / MARK).open("rb") as mark:
        if not _lock(mark.fileno()):
            return False
        names = [MARK, *os.fsdecode(mark.read()).split("\n")]
    with os.scandir(path) as entries:
        return all(
            entry.is_file(follow_symlinks=False)
            and any(fnmatchcase(entry.name, pattern) for pattern in names)
            for entry in entries
        )


def _lock(opened: int) -> bool:
    """Lock a file until it is closed; false if it is locked, or the disk has no locks."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def literal(text: object) -> str:
    """Quote a text as a SQL literal.

    Examples
    --------
    >>> literal("the world's")
    "'the world''s'"
    """
    return "'" + in_utf8(text).replace("'", "''") + "'"


def in_utf8(text: object) -> str:
    """Return a text or a path, unless it cannot be encoded for DuckDB.

    Raises
    ------
    OSError
        When it is not valid UTF-8.
    """
    if any("\ud800" <= letter <= "\udfff" for letter in str(text)):
        raise OSError(errno.EILSEQ, "DuckDB only takes names in UTF-8", ascii(str(text)))
    return str(text)


def exactly(path: Path) -> str:
    """Quote a path as a literal in which DuckDB sees no glob pattern.

    Examples
    --------
    >>> exactly(Path("runs[1].csv"))
    "'runs[[]1].csv'"
    """
    return literal(glob.escape(str(path)))


def identifier(name: str) -> str:
    """Quote the name of a column or a table as a SQL identifier.

    Examples
    --------
    >>> identifier('na"me')
    '"na""me"'
    """
    return '"' + name.replace('"', '""') + '"'
