"""Copies among the files of runs: one file under two names, or two files with the same content.

In a text, the ends of lines and a byte order mark are no content: a copy that went through Git,
a spreadsheet or another system has others.
"""

from __future__ import annotations

import codecs
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

from carbondata.runs.input.inputs import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carbondata.runs.input.inputs import File


def copies(sources: Iterable[File]) -> dict[int, str]:
    """Return the number of each file that is a copy of an earlier one, with the earlier's name."""
    by_size: dict[tuple[bool, int], list[File]] = {}
    for file in (file for file in sources if file.why is None):
        by_size.setdefault((_is_text(file), _size(file)), []).append(file)
    same: dict[int, str] = {}
    for group in by_size.values():
        first: dict[bytes, str] = {}
        for file in group if len(group) > 1 else ():
            name = first.setdefault(_digest(file), file.name)
            if name is not file.name:
                same[file.number] = name
    return same


def _is_text(file: File) -> bool:
    return file.form != "parquet"


def _size(file: File) -> int:
    """Return the bytes of a file, or of its lines without their ends."""
    size = file.path.stat().st_size
    if not _is_text(file):
        return size
    with file.path.open("rb") as content:
        head = content.read(HEAD)
        if b"\r" in head or head.startswith(codecs.BOM_UTF8):
            return sum(len(line) + 1 for line in _lines(file))
        content.seek(max(0, size - HEAD))
        tail = content.read()
    return size - (len(tail) - len(tail.rstrip(b"\n"))) + 1


def _digest(file: File) -> bytes:
    if not _is_text(file):
        with file.path.open("rb") as content:
            return file_digest(content, "sha256").digest()
    digest = sha256()
    for line in _lines(file):
        digest.update(line + b"\n")
    return digest.digest()


def _lines(file: File) -> Iterator[bytes]:
    """Yield the lines of a text without their ends, but not the empty ones at its end."""
    empty = 0
    with file.path.open("rb") as content:
        for number, line in enumerate(content):
            bare = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
            bare = bare.rstrip(b"\r\n")
            if not bare:
                empty += 1
                continue
            yield from (b"" for _ in range(empty))
            empty = 0
            yield bare
