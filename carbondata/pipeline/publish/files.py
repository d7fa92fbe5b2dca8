"""Put files in place: written under a temporary name, then renamed; the same is left alone."""

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
# Small groups of rows: a look-up reads those of its subject and passes over the others.
ROW_GROUP_SIZE = 16_384
# Written once, carried by every copy: a tenth smaller than by default, for a second of the build.
LEVEL = 15
# The content hash travels in the file, so that the same rows are recognised without reading them.
HASH_KEY = b"carbondata.sha256"


@contextmanager
def alone(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Let one build at a time work in a folder; the next waits, and says so.

    The folder itself is locked, so that nothing is left behind by a build that is killed.
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
    """Yield a temporary path for a database; at the end it takes its place, with its proof.

    While one takes the other's place the proof names both, so that whoever reads a database finds
    its hash, whatever moment the build is killed at.
    """
    with replacing(path) as new:
        yield new
        if not new.exists():
            return
        _to_disk(new)
        now = file_hash(new)
        _write_proof(path, [*hashes(path), now])
        # What another program began to write in the old one is of no use in the new one.
        unwritten(path).unlink(missing_ok=True)
    _to_disk(path.parent)
    _write_proof(path, [now])


def _write_proof(database: Path, named: list[str]) -> None:
    with replacing(proof(database)) as temporary:
        temporary.write_text(proof_text(database, named), encoding="utf-8")
        _to_disk(temporary)


@contextmanager
def publishing(folder: Path) -> Iterator[Path]:
    """Yield a folder for the files that are to change; at the end all of them are published.

    Files that belong together are first written side by side, then declared ready in one step,
    then renamed into place. A build that is killed before that step has changed nothing; one
    that is killed after it is finished by the next (`finish`).
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
    """Put in place what is ready, also what a killed build left so.

    The record comes last: until it is there, the files of two builds are told by their hashes.
    """
    ready = folder / READY
    if not (ready / MARK).is_file():
        # Killed between the two steps at the end, it is empty; what has anything in it stays.
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
    """Have what was written survive a loss of power, where the system can."""
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def content_hash(rows: pa.Table) -> str:
    """Hash rows as the SHA-256 of their CSV in UTF-8, columns and rows in the order given.

    Parquet bytes differ between versions of the libraries that write them; this does not.
    A list is written as its members joined by semicolons.

    Examples
    --------
    >>> content_hash(pa.table({"year": [2017]}))[:8]
    '47b3300d'
    """
    digest = _Digest()
    csv.write_csv(_flat(rows), digest)
    return digest.sha256.hexdigest()


def stage_text(staged: Path, path: Path, text: str) -> None:
    """Stage text for `path`, unless the file says the same already."""
    if not path.exists() or path.read_bytes() != text.encode():
        (staged / path.name).write_bytes(text.encode())


def stage_table(staged: Path, path: Path, rows: pa.Table, twin: Path | None = None) -> None:
    """Stage rows for `path` as Parquet (zstd), unless the file holds them already.

    Where `twin` holds the same rows its bytes are copied: one content, one file.
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
        )


def recorded_hash(path: Path) -> str | None:
    """Return the content hash that a published table carries; None where it is gone or damaged."""
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
    """A file that only remembers the hash of what was written."""

    closed = False

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits to be written."""


def _flat(rows: pa.Table) -> pa.Table:
    for index, field in enumerate(rows.schema):
        if pa.types.is_list(field.type):
            joined = pc.binary_join(rows[field.name], ";")
            rows = rows.set_column(index, field.name, joined)
    return rows
