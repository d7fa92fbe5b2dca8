"""Read sources' raw files from a folder of local copies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from carbondata.errors import FetchError, Problem
from carbondata.files import file_hash
from carbondata.pipeline.fetch.download import Retrieved, now
from carbondata.pipeline.one_source import attempt
from carbondata.pipeline.publish.lock import FileRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carbondata.errors import SourceError
    from carbondata.pipeline.fetch.download import Bytes
    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.ingest.raw_file import RawFile


def copy_all(manifests: Iterable[Manifest], folder: Path) -> dict[str, Bytes | SourceError]:
    """Take sources' bytes from a folder of local copies, found by the publisher's file name.

    A mirror laid out as `<source id>/<file>` is used as it is. Otherwise all subfolders are
    searched for the name; if several have it, the last in path order is taken, which is the newest
    of dated folders.
    """
    return {
        manifest.id: attempt(manifest.id, partial(_copies, manifest, folder))
        for manifest in manifests
    }


def _copies(manifest: Manifest, folder: Path) -> Bytes:
    return {name: _copy(manifest.id, file, folder) for name, file in manifest.fetch.items()}


def _copy(source: str, file: RawFile, folder: Path) -> Retrieved:
    own = folder / source
    copies = sorted(own.glob(file.file)) or sorted(folder.rglob(file.file))
    root = folder.resolve()
    inside = [path for path in copies if path.is_file() and path.resolve().is_relative_to(root)]
    if not inside:
        what = f"there is no copy of {file.file!r} in {folder}"
        if copies:
            what += f"; {copies[-1]} is a link that leads out of it"
        remedy = f"put one at {own / file.file}, or fetch without --from"
        if file.in_parts:
            first = own / file.file.replace("*", "1")
            remedy = f"save {file.urls[0]} as {first}, and so on, or fetch without --from"
        raise FetchError(Problem(source, file.file, what, remedy))
    together = [path for path in inside if path.parent == inside[-1].parent]
    paths = together if file.in_parts else together[-1:]
    record = FileRecord(
        url=file.urls,
        via="copy",
        taken_from=[path.relative_to(folder).as_posix() for path in paths],
        retrieved_utc=now(),
        sha256=[file_hash(path) for path in paths],
    )
    return Retrieved(paths, record)
