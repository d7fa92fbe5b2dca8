"""Fetched bytes by their SHA-256, and the last response of each URL."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from carbondata.files import file_hash, scratch
from carbondata.pipeline.fetch.http import SENDABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbondata.pipeline.fetch.http import Answer

SEEN = "by-url"
Validator = Annotated[str, StringConstraints(pattern=f"^{SENDABLE}$")]


class Seen(BaseModel):
    """The last response of a URL, and the validators for asking whether it has changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    sha256: str
    etag: Validator | None = None
    modified: Validator | None = None


class Cache:
    """A folder of fetched bytes. Deleting it, or anything in it, costs a download."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return the path of the bytes with this hash, whether or not they exist."""
        return self.folder / sha256

    def seen(self, url: str) -> Seen | None:
        """Return the last response of a URL, if its bytes are here and intact."""
        try:
            seen = Seen.model_validate_json(self._note(url).read_bytes())
            intact = seen.url == url and file_hash(self.path(seen.sha256)) == seen.sha256
        except (OSError, ValidationError):
            return None
        return seen if intact else None

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """Yield a temporary path for a download; it is removed unless kept."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with scratch(self.folder, "bytes", "note") as folder:
            yield folder / "bytes"

    def keep(self, incoming: Path, url: str, answer: Answer) -> Path:
        """Keep a complete download, and note its validators for the next request."""
        sha256 = file_hash(incoming)
        kept = incoming.replace(self.path(sha256))
        note = incoming.with_name("note")
        seen = Seen(url=url, sha256=sha256, etag=answer.etag, modified=answer.modified)
        note.write_text(seen.model_dump_json(), encoding="utf-8")
        self._note(url).parent.mkdir(exist_ok=True)
        note.replace(self._note(url))
        return kept

    def _note(self, url: str) -> Path:
        return self.folder / SEEN / f"{hashlib.sha256(url.encode()).hexdigest()}.json"
