"""Files that are there whole or not at all, their hashes, and text as SQL writes it."""

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
# What marks a temporary folder as one that carbondata made: it says what may be in there, and is
# locked as long as somebody works there.
MARK = "made-by-carbondata"
STALE_AFTER_S = 3600
# What is where something of another kind is to be; more room or leave would not help.
IN_THE_WAY = (FileExistsError, IsADirectoryError, NotADirectoryError)
# The temporary folders of this process.
_IN_USE: set[str] = set()


def way_out(error: OSError) -> str:
    """Say what helps where a file or a folder cannot be written."""
    if isinstance(error, IN_THE_WAY):
        return "something that is not a file has that name: move it, or choose another name"
    return "free space or change permissions there, or name another place"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    r"""Yield a temporary path beside `path`; on success it takes its place in one step.

    Where nothing was written there, or something went wrong, `path` stays as it is. A link stays
    one: what it points to is replaced. Whoever may read the old file may read the new one.

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
        # The user knows of no folder of ours.
        if str(error.filename).startswith(str(target.parent / TEMPORARY)):
            error.filename, error.filename2 = str(path), None
        raise


def refuse_to_replace(path: Path) -> None:
    """Refuse what is there and is no file.

    Raises
    ------
    OSError
        When it is a folder, a device, a pipe, or a link in a circle.
    """
    with suppress(FileNotFoundError):
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "is a device or a pipe, not a file", str(path))


@contextmanager
def scratch(folder: Path, *names: str) -> Iterator[Path]:
    """Yield a new folder under a random name; it and what is left in it go at the end.

    The names of what is written there, or patterns of them, let `sweep` know it after a kill.
    """
    sweep(folder)
    with (
        tempfile.TemporaryDirectory(
            prefix=TEMPORARY, dir=folder, ignore_cleanup_errors=True
        ) as made,
        (Path(made) / MARK).open("xb") as mark,
    ):
        _lock(mark.fileno())
        mark.write(os.fsencode("\n".join(names)))
        mark.flush()
        if fcntl is None:  # Windows renames no folder in which a file is open
            mark.close()
        _IN_USE.add(made)
        try:
            yield Path(made)
        finally:
            _IN_USE.remove(made)


def take_away() -> None:
    """Remove all that is temporary at once, for a process that ends here."""
    for made in list(_IN_USE):
        shutil.rmtree(made, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove the folders of `scratch` that processes killed an hour ago or more have left."""
    for path in folder.glob(f"{TEMPORARY}*"):
        # Another thread or process may be done with its own in the meantime.
        with suppress(OSError):
            age = abs(time.time() - path.stat().st_mtime)  # of a clock that was ahead as well
            if path.is_symlink() or age < STALE_AFTER_S:
                continue
            if _is_left(path):
                shutil.rmtree(path)
            else:
                # Killed before the mark was there, or after it was gone: then nothing is in it.
                path.rmdir()


def _is_left(path: Path) -> bool:
    """Tell whether a folder is one of ours, holds nothing else, and nobody works in it."""
    if not (path / MARK).is_file():
        return False
    with (path / MARK).open("rb") as mark:
        if not _lock(mark.fileno()):
            return False
        names = [MARK, *os.fsdecode(mark.read()).split("\n")]
    with os.scandir(path) as entries:
        return all(
            one.is_file(follow_symlinks=False) and any(fnmatchcase(one.name, of) for of in names)
            for one in entries
        )


def _lock(opened: int) -> bool:
    """Lock a file until it is closed; false where somebody else has, or the disk knows no locks."""
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
    """Write a text as a literal of SQL.

    Examples
    --------
    >>> literal("the world's")
    "'the world''s'"
    """
    return "'" + in_utf8(text).replace("'", "''") + "'"


def in_utf8(text: object) -> str:
    """Return a text or a path, unless DuckDB would stumble over it.

    Raises
    ------
    OSError
        When it is not in UTF-8.
    """
    if any("\ud800" <= one <= "\udfff" for one in str(text)):
        raise OSError(errno.EILSEQ, "DuckDB takes no name that is not in UTF-8", ascii(str(text)))
    return str(text)


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
