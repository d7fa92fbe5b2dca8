"""Copies among the files of runs: one file under two names, or two files with the same content."""

from __future__ import annotations

from hashlib import file_digest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbondata.runs.input.inputs import File


def copies(sources: Iterable[File]) -> dict[int, str]:
    """Return the number of each file that is a copy of an earlier one, with the earlier's name."""
    by_size: dict[int, list[File]] = {}
    for file in (file for file in sources if file.why is None):
        by_size.setdefault(file.path.stat().st_size, []).append(file)
    same: dict[int, str] = {}
    for group in by_size.values():
        first: dict[bytes, str] = {}
        for file in group if len(group) > 1 else ():
            with file.path.open("rb") as content:
                digest = file_digest(content, "sha256").digest()
            name = first.setdefault(digest, file.name)
            if name is not file.name:
                same[file.number] = name
    return same
