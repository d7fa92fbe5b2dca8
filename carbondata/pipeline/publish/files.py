"""Publish files: written under a temporary name, then renamed; unchanged ones are left alone."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from carbondata.files import MARK, file_hash, refuse_to_replace, replacing, scratch
from carbondata.proof import RECORD, hashes, is_altered, proof, proof_text, unwritten

try:
    import fcntl
except ImportError:  # pragma: no cover
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

READY = "carbondata-ready"
# Small row groups: a lookup reads those of its subject and skips the others.
ROW_GROUP_SIZE = 16_384
# A tenth smaller than by default, in every copy, for one more second of the build.
LEVEL = 15
# The content hash is stored in the file, so unchanged rows are recognised without reading them.
HASH_KEY = b"carbondata.sha256"


@contextmanager
def alone(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Allow one build at a time in a folder; the next waits, and says so.

    The folder itself is locked, so a killed build leaves no lock file behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:  # Windows cannot lock a folder
        yield
        return
    locked = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(locked, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another build in {folder}")
            fcntl.flock(locked, fcntl.LOCK_EX)
        yield
    finally:
        os.close(locked)


@contextmanager
def replacing_database(path: Path) -> Iterator[Path]:
    """Yield a temporary path for a database; at the end it replaces `path`, with its proof.

    During the replacement the proof lists both, so that a reader always finds the hash of the
    database, whenever the build is killed.
    """
    with replacing(path) as new:
        yield new
        if not new.exists():
            return
        _to_disk(new)
        now = file_hash(new)
        _write_proof(path, [*hashes(path), now])
        # Another program's unwritten changes to the old one do not apply to the new one.
        unwritten(path).unlink(missing_ok=True)
    _to_disk(path.parent)
    _write_proof(path, [now])


def _write_proof(database: Path, named: list[str]) -> None:
    with replacing(proof(database)) as temporary:
        temporary.write_text(proof_text(database, named), encoding="utf-8")
        _to_disk(temporary)


@contextmanager
def publishing(folder: Path) -> Iterator[Path]:
    """Yield a folder for changed files; at the end all of them are published.

    Files that belong together are first written side by side, then declared ready in one step, then
    renamed into place. A build killed before that step has changed nothing; one killed after it is
    completed by the next (`finish`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    with scratch(folder, "*.parquet", "*.json", "*.md") as staged:
        yield staged
        for path in staged.iterdir():
            refuse_to_replace(folder / path.name)
            _to_disk(path)
        if os.path.lexists(folder / READY):
            raise FileExistsError(errno.EEXIST, "is in the way", str(folder / READY))
        staged.rename(folder / READY)
    finish(folder)


def finish(folder: Path) -> None:
    """Move ready files into place, including those left by a killed build.

    The record comes last: until then, hashes tell the files of two builds apart.
    """
    ready = folder / READY
    if not (ready / MARK).is_file():
        # Empty if killed between the last two steps; a folder with content stays.
        with suppress(OSError):
            ready.rmdir()
        return
    names = {path.name for path in ready.iterdir()} - {MARK}
    for name in sorted(names, key=lambda name: (name == RECORD, name)):
        (ready / name).replace(folder / name)
    _to_disk(folder)
    (ready / MARK).unlink()
    ready.rmdir()


def _to_disk(path: Path) -> None:
    """Flush to disk, so that the file survives a power failure if the system supports it."""
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def content_hash(rows: pa.Table) -> str:
    """Return the SHA-256 of the rows as CSV in UTF-8, with columns and rows in the given order.

    Parquet bytes differ between versions of the libraries that write them; this does not. A list is
    written as its members joined by semicolons.

    Examples
    --------
    >>> content_hash(pa.table({"year": [2017]}))[:8]
    '47b3300d'
    """
    digest = _Digest()
    csv.write_csv(_flat(rows), digest)
    return digest.sha256.hexdigest()


def stage_text(staged: Path, path: Path, text: str) -> None:
    """Stage text for `path`, unless the file is unchanged."""
    if not path.exists() or path.read_bytes() != text.encode():
        (staged / path.name).write_bytes(text.encode())


def stage_table(staged: Path, path: Path, rows: pa.Table, twin: Path | None = None) -> None:
    """Stage rows for `path` as Parquet (zstd), unless the file already holds them.

    If `twin` holds the same rows its bytes are copied: one content, one file.
    """
    digest = content_hash(rows)
    if recorded_hash(path) == digest:
        return
    if twin and recorded_hash(twin) == digest:
        shutil.copyfile(twin, staged / path.name)
    else:
        marked = rows.replace_schema_metadata({HASH_KEY: digest.encode()})
        parquet.write_table(
            marked,
            staged / path.name,
            compression="zstd",
            compression_level=LEVEL,
            row_group_size=ROW_GROUP_SIZE,
            # Measured values hardly repeat: a dictionary of them only adds to the file.
            use_dictionary=[
                field.name for field in rows.schema if not pa.types.is_floating(field.type)
            ],
        )


def recorded_hash(path: Path) -> str | None:
    """Return the content hash stored in a published table; None if it is missing or damaged."""
    if not path.is_file():
        return None
    try:
        if is_altered(path):
            return None
        recorded = (parquet.read_metadata(path).metadata or {}).get(HASH_KEY)
    except (OSError, pa.ArrowInvalid):
        return None
    return recorded.decode() if recorded else None


class _Digest:
    """A file that only keeps the hash of what is written."""

    closed = False

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing, as there is no buffer."""


def _flat(rows: pa.Table) -> pa.Table:
    for index, field in enumerate(rows.schema):
        if pa.types.is_list(field.type):
            joined = pc.binary_join(rows[field.name], ";")
            rows = rows.set_column(index, field.name, joined)
    return rows
