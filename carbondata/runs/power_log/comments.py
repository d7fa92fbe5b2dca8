"""Lines of a power log that begin with #: its tool's remarks, and no samples."""

from __future__ import annotations

import re
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COMMENT = re.compile(rb"(?:\A|[\r\n])[ \t]{0,99}#")


def without_comments(path: Path, work: Path) -> Path:
    """Return a log that has no lines of comments: itself, or a copy in `work`."""
    with path.open("rb") as log:
        if not path.stat().st_size:
            return path
        with mmap(log.fileno(), 0, access=ACCESS_READ) as content:
            if COMMENT.search(content) is None:
                return path
        copy = work / "samples.log"
        with copy.open("wb") as kept:
            kept.writelines(line for line in log if not line.lstrip(b" \t").startswith(b"#"))
    return copy
