"""Refuse a fetched file that is an older edition than the last good one, by name or date."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from carbondata.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import FileRecord, SourceRecord


def older_editions(manifest: Manifest, new: SourceRecord, old: SourceRecord) -> Iterator[Problem]:
    """Yield a problem for each file whose name or date is older than the last good one's."""
    remedy = f"if the publisher withdrew the newer one, build again with --accept {manifest.id}"
    for name, file in manifest.fetch.items():
        before, after = old.files.get(name), new.files[name]
        if before is None or before.sha256 == after.sha256:
            continue
        was, now = _named(file.file, before), _named(file.file, after)
        if file.record and was and now and _numbers(now) < _numbers(was):
            yield Problem(manifest.id, file.file, f"an older edition: {now}, after {was}", remedy)
        was_of, now_of = before.modified_utc, after.modified_utc
        if was_of and now_of and now_of < was_of:
            what = f"an older file: last modified on {now_of}, the last good one on {was_of}"
            yield Problem(manifest.id, file.file, what, remedy)


def _named(pattern: str, file: FileRecord) -> str | None:
    """Return the publisher's name of the file, which is somewhere in its URL or path."""
    parts = reversed(file.taken_from[0].split("/"))
    return next((part for part in parts if fnmatch(part, pattern)), None)


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", name)]
