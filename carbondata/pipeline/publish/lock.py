"""build.json: for every source, the bytes its rows came from, and the hash of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, NaiveDatetime, ValidationError

from carbondata.bounded import UnfitError, content, parsed
from carbondata.errors import Problem, SourceError
from carbondata.pipeline.schema import tables
from carbondata.proof import MAX_RECORD_BYTES, RECORD, afresh

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileRecord(_Record):
    """The bytes of one raw file: where they are published, and how they were retrieved."""

    url: list[str] = []
    via: Literal["http", "copy", "typed"]
    taken_from: list[str]
    retrieved_utc: NaiveDatetime | None = None
    # When they were last modified, according to the publisher's server.
    modified_utc: NaiveDatetime | None = None
    sha256: list[str]


class TableRecord(_Record):
    """The rows of one source in one table."""

    rows: int
    sha256: str


class SourceRecord(_Record):
    """One source as built: its bytes, its rows, and the versions that made them."""

    files: dict[str, FileRecord]
    tables: dict[str, TableRecord]
    versions: dict[str, str]
    # When the newest bytes were retrieved that somebody accepted although a check asked.
    accepted_utc: NaiveDatetime | None = None

    @property
    def retrieved_utc(self) -> dt.datetime | None:
        """When its newest bytes were retrieved; None for a curated one."""
        taken = [file.retrieved_utc for file in self.files.values() if file.retrieved_utc]
        return max(taken, default=None)


class Lock(_Record):
    """The record of a build: each source's rows, and the SHA-256 of each file beside it.

    `revisions` counts the values revised so far, if any.
    """

    format: Literal[1] = 1
    files: dict[str, str] = {}
    sources: dict[str, SourceRecord] = {}
    revisions: TableRecord | None = None

    @property
    def newest(self) -> dt.datetime | None:
        """When the newest bytes of any source were retrieved."""
        taken = [record.retrieved_utc for record in self.sources.values() if record.retrieved_utc]
        return max(taken, default=None)

    def text(self) -> str:
        """Return the lock as JSON, sources in order of their ids."""
        ordered = self.model_copy(update={"sources": dict(sorted(self.sources.items()))})
        return ordered.model_dump_json(indent=1, exclude_none=True) + "\n"


def read(folder: Path) -> Lock:
    """Read a folder's lock; without a file, return an empty one."""
    path = folder / RECORD
    if not path.exists():
        return Lock()
    try:
        text = content(path, MAX_RECORD_BYTES)
        parsed(text)  # refuses a repeated key, which the next line would not notice
        lock = Lock.model_validate_json(text)
        if unknown := {name for of in lock.sources.values() for name in of.tables} - {*tables()}:
            message = f"it has a table {min(unknown)}, which this carbondata does not have"
            raise ValueError(message)  # noqa: TRY301  (reported like every other fault)
    except (UnfitError, ValueError, RecursionError) as error:
        why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
        what = f"it cannot be read as the record of a build: {why}"
        raise SourceError(Problem("carbondata", str(path), what, afresh(folder))) from None
    return lock
