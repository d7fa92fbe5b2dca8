"""Fetched bytes by their SHA-256, and for each address what it gave last."""

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
    """What an address gave last, and how to ask whether it gives something else by now."""

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
        """Return where bytes of this hash are, or would be."""
        return self.folder / sha256

    def seen(self, url: str) -> Seen | None:
        """Return what an address gave last, if its bytes are here and still those."""
        try:
            seen = Seen.model_validate_json(self._note(url).read_bytes())
            intact = seen.url == url and file_hash(self.path(seen.sha256)) == seen.sha256
        except (OSError, ValidationError):
            return None
        return seen if intact else None

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """Yield a path for bytes that come in; unless they are kept, nothing stays of them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with scratch(self.folder, "bytes", "note") as folder:
            yield folder / "bytes"

    def keep(self, incoming: Path, url: str, answer: Answer) -> Path:
        """Keep bytes that came whole, and note what to ask their address with next time."""
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
