"""Whether published files are the ones that their build.json names, byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carbondata.files import file_hash

if TYPE_CHECKING:
    from pathlib import Path

# The record of a build, beside its tables.
RECORD = "build.json"


def altered(folder: Path) -> list[str]:
    """Name the files of a folder that are not the ones its build.json names, or are gone.

    Examples
    --------
    >>> from carbondata import places
    >>> altered(places.pinned())
    []
    """
    return [name for name, sha256 in _recorded(folder).items() if not _is(folder / name, sha256)]


def is_altered(path: Path) -> bool:
    """Tell whether a file is not the one that the build.json beside it names, if it names one."""
    sha256 = _recorded(path.parent).get(path.name)
    return sha256 is not None and not _is(path, sha256)


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and file_hash(path) == sha256


def _recorded(folder: Path) -> dict[str, str]:
    """Read the SHA-256 of each file of a folder; of none where there is no record of them."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        return {str(name): str(sha256) for name, sha256 in record["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
