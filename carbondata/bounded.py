"""Files that others made: a regular one, and no larger than anyone means it to be."""

from __future__ import annotations

import json
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class UnfitError(Exception):
    """What is not read; the message says what it is instead of a file, how large, or why not."""


@contextmanager
def regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file; a pipe is not waited for, a device not read until memory is full.

    Raises
    ------
    UnfitError
        When it is no file, or may not be read, or there is nothing.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise UnfitError(str(error.strerror)) from None
    try:
        kind = stat.S_IFMT(os.fstat(handle).st_mode)
        if kind != stat.S_IFREG:
            message = f"{KINDS.get(kind, 'something else')}, where a file belongs"
            raise UnfitError(message)
        with os.fdopen(handle, "rb", closefd=False) as stream:
            yield stream
    finally:
        os.close(handle)


def content(path: Path, most: int) -> bytes:
    """Read a regular file of so many bytes at most.

    Raises
    ------
    UnfitError
        When it is no file, or a larger one.

    Examples
    --------
    >>> from carbondata import places
    >>> content(places.PACKAGE / "py.typed", 10)
    b''
    """
    with regular(path) as stream:
        # It may grow while it is read.
        taken = stream.read(most + 1)
        if len(taken) > most:
            size = max(os.fstat(stream.fileno()).st_size, len(taken))
            message = f"{size} bytes, more than the ceiling of {most}"
            raise UnfitError(message)
    return taken


def parsed(text: bytes) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Parse JSON that is to be believed: no key twice, as readers differ in which one counts.

    Raises
    ------
    ValueError
        When it is no JSON, or names a key twice.

    Examples
    --------
    >>> parsed(b'{"ratio": 99.0, "ratio": 1.5}')
    Traceback (most recent call last):
    ...
    ValueError: 'ratio' is in it twice
    """
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            message = f"{key!r} is in it twice"
            raise ValueError(message)
        found[key] = value
    return found
