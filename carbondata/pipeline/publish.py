"""Put files in place: written under a temporary name, then renamed; the same is left alone."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyarrow import parquet

from carbondata.pipeline.content import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

TEMPORARY = ".carbondata-"
STALE_AFTER_S = 3600
# The content hash travels in the file, so that the same rows are recognised without reading them.
HASH_KEY = b"carbondata.sha256"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    r"""Yield a temporary path beside `path`; on success it takes its place in one step.

    Examples
    --------
    >>> import tempfile
    import time
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "table.csv") as temporary:
    ...         _ = temporary.write_text("year\n")
    ...     [path.name for path in Path(folder).iterdir()]
    ['table.csv']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=path.parent) as folder:
        temporary = Path(folder) / path.name
        yield temporary
        temporary.replace(path)


def sweep(folder: Path) -> None:
    """Remove what builds that were killed an hour ago or more have left half written."""
    for path in folder.glob(f"{TEMPORARY}*"):
        if time.time() - path.stat().st_mtime > STALE_AFTER_S:
            shutil.rmtree(path)


def publish_text(path: Path, text: str) -> bool:
    """Write text, unless the file says the same already; return whether it was written."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
    return True


def publish_table(path: Path, rows: pa.Table, twin: Path | None = None) -> bool:
    """Write rows as Parquet (zstd), unless the file holds them already.

    Where `twin` holds the same rows its bytes are copied: one content, one file.
    """
    digest = content_hash(rows)
    if recorded_hash(path) == digest:
        return False
    with replacing(path) as temporary:
        if twin and recorded_hash(twin) == digest:
            shutil.copyfile(twin, temporary)
        else:
            marked = rows.replace_schema_metadata({HASH_KEY: digest.encode()})
            parquet.write_table(marked, temporary, compression="zstd")
    return True


def recorded_hash(path: Path) -> str | None:
    """Return the content hash that a published table carries; None where there is no table."""
    if not path.exists():
        return None
    try:
        recorded = (parquet.read_metadata(path).metadata or {}).get(HASH_KEY)
    except OSError:
        return None
    return recorded.decode() if recorded else None
