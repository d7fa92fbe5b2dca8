"""Reading files from elsewhere: only regular ones, and only up to a size limit."""

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
    """A file that is not read; the message says why: not a file, too large, or unreadable."""


class RepeatedKeyError(ValueError):
    """A JSON that has a key twice in one object."""


@contextmanager
def regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file, without waiting for a pipe or reading a device until memory is full.

    Raises
    ------
    UnfitError
        When it is not a regular file, may not be read, or does not exist.
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
    """Read a regular file of at most `most` bytes.

    Raises
    ------
    UnfitError
        When it is not a regular file, or is larger.

    Examples
    --------
    >>> from carbondata import places
    >>> content(places.PACKAGE / "py.typed", 10)
    b''
    """
    with regular(path) as stream:
        # The file may grow while it is read.
        taken = stream.read(most + 1)
        if len(taken) > most:
            size = max(os.fstat(stream.fileno()).st_size, len(taken))
            message = f"{size} bytes, more than the ceiling of {most}"
            raise UnfitError(message)
    return taken


def parsed(text: bytes) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Parse JSON without duplicate keys: readers differ in which of the two counts.

    Raises
    ------
    ValueError
        When it is not JSON, or is nested too deeply.
    RepeatedKeyError
        When it repeats a key, which is a ValueError too.

    Examples
    --------
    >>> parsed(b'{"ratio": 99.0, "ratio": 1.5}')
    Traceback (most recent call last):
    ...
    carbondata.bounded.RepeatedKeyError: 'ratio' appears twice
    """
    try:
        return json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        message = "nested too deeply"
        raise ValueError(message) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            message = f"{key!r} appears twice"
            raise RepeatedKeyError(message)
        values[key] = value
    return values
