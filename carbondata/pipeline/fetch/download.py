"""Download sources' raw files over HTTP, through the cache."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import partial
from threading import BoundedSemaphore
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from carbondata.errors import FetchError, Problem
from carbondata.pipeline.fetch import http, leads, pagination, secrets
from carbondata.pipeline.fetch.cache import Cache
from carbondata.pipeline.fetch.http import Asked
from carbondata.pipeline.fetch.http_errors import LATER, UNTRUSTED, Refusal
from carbondata.pipeline.fetch.session import open_session
from carbondata.pipeline.one_source import attempt
from carbondata.pipeline.publish.lock import FileRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from carbondata.errors import SourceError
    from carbondata.pipeline.fetch.cache import Seen
    from carbondata.pipeline.fetch.session import Session
    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.ingest.raw_file import RawFile

    # Called with a source, the bytes so far, and their total if the server states it.
    Watch = Callable[[str, int, int | None], None]

AT_ONCE = 8
PER_HOST = 2
RECORD_MAX_BYTES = 5_000_000

MOST_PAGES = 1000


@dataclass(frozen=True)
class Retrieved:
    """One manifest entry's bytes, and their record for build.json."""

    paths: list[Path]
    record: FileRecord


Bytes = dict[str, Retrieved]


def fetch_all(
    manifests: Iterable[Manifest], cache: Path, watch: Watch
) -> dict[str, Bytes | SourceError]:
    """Fetch several sources at once, with at most two requests at a time to one host.

    Returns
    -------
    dict
        By source id: its files' bytes by the name its SQL uses, or the reason for a failure.
    """
    web = Web(Cache(cache), watch)
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        waiting = {
            manifest.id: pool.submit(attempt, manifest.id, partial(web.source, manifest))
            for manifest in manifests
        }
        return {source: future.result() for source, future in waiting.items()}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class Web:
    """Downloads through one cache, with a limit on requests per host."""

    def __init__(self, cache: Cache, watch: Watch) -> None:
        self.cache, self.watch = cache, watch
        self.hosts: dict[str, BoundedSemaphore] = defaultdict(lambda: BoundedSemaphore(PER_HOST))

    def source(self, manifest: Manifest) -> Bytes:
        """Fetch all files of one source.

        Raises
        ------
        SourceError
            When one of them cannot be fetched.
        """
        try:
            with open_session(manifest.secrets) as session:
                return {
                    name: self._file(session, manifest.id, file)
                    for name, file in manifest.fetch.items()
                }
        except OSError as error:
            what = f"the cache cannot be written: {error.strerror}"
            remedy = "free space or change permissions, or set CARBONDATA_CACHE to another folder"
            problem = Problem(manifest.id, str(self.cache.folder), what, remedy)
            raise FetchError(problem) from None

    def _file(self, session: Session, source: str, file: RawFile) -> Retrieved:
        entry = Entry(self, session, source, file)
        taken = list(entry.taken())
        record = FileRecord(
            url=file.urls,
            via="http",
            taken_from=[url for url, _ in taken],
            retrieved_utc=now(),
            modified_utc=max(entry.modified, default=None),
            sha256=[path.name for _, path in taken],
        )
        return Retrieved([path for _, path in taken], record)


@dataclass(frozen=True)
class Entry:
    """One manifest entry being fetched."""

    web: Web
    session: Session
    source: str
    file: RawFile
    # The modification times that servers stated.
    modified: list[dt.datetime] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def taken(self) -> Iterator[tuple[str, Path]]:
        """Yield each URL of the entry, and its bytes."""
        if self.file.record:
            yield self._newest(self.file.record)
        for url in self.file.urls if not self.file.record else ():
            yield from self._pages(url) if self.file.pages else [(url, self._get(url, own=True))]

    def _newest(self, record: str) -> tuple[str, Path]:
        """Fetch the file of a Zenodo record's newest version, and verify its checksum."""
        url, md5 = self.listed(record)
        seen = self.web.cache.seen(url)
        path = self.web.cache.path(seen.sha256) if seen else None
        if path is None or _md5(path) != md5:
            path = self._get(url, own=False)
        if (actual := _md5(path)) != md5:
            what = f"its MD5 is {actual}; the record promises {md5}"
            remedy = "fetch it again; if that does not help, tell the publisher"
            raise self._refusal(url, what, remedy)
        return url, path

    def listed(self, record: str) -> tuple[str, str]:
        """Find the one file with the requested name in a record: its URL and MD5."""
        try:
            content = self._get(record, RECORD_MAX_BYTES, own=True).read_bytes()
            files = json.loads(content)["files"]
            matching = {
                str(file["key"]): (str(file["links"]["self"]), str(file["checksum"]))
                for file in files
                if fnmatch(file["key"], self.file.file)
            }
        except (LookupError, TypeError, ValueError, RecursionError) as error:
            what = f"it is not a Zenodo record with files: {error!r}"
            raise self._refusal(record, what, "look at the response") from None
        if len(matching) != 1:
            names = ", ".join(sorted(matching)) or "none"
            what = f"exactly one file must match {self.file.file!r}; these do: {names}"
            raise self._refusal(record, what, "fix `file` in source.toml")
        ((url, checksum),) = matching.values()
        self._check_link(record, url)
        return url, checksum.removeprefix("md5:")

    def _check_link(self, record: str, url: str) -> None:
        """Check a record's link like a redirect; refuse a secret in it, as links are recorded."""
        shown = secrets.hidden(url, self.file.secrets)
        if secrets.NAMED.search(shown):
            what = f"its link has a variable or a secret: {shown}"
            raise self._refusal(record, what, UNTRUSTED)
        try:
            leads.check(record, url, "its link leads to")
        except Refusal as refusal:
            raise self._refusal(record, str(refusal), refusal.remedy) from None

    def _pages(self, first: str) -> Iterator[tuple[str, Path]]:
        """Yield each page of a URL, as many as the head of the first page says.

        All together have the size limit of the entry.
        """
        path = self._get(first, own=True)
        yield first, path
        taken = path.stat().st_size
        last = pagination.count(path.read_bytes())
        if last > MOST_PAGES:
            what = f"{last} pages, more than {MOST_PAGES}"
            raise self._refusal(first, what, "ask for larger pages")
        for number in range(2, last + 1):
            url = f"{first.removesuffix('1')}{number}"
            path = self._get(url, own=True)
            taken += path.stat().st_size
            if taken > self.file.max_bytes:
                what = f"{number} pages have more than the ceiling of {self.file.max_bytes} bytes"
                raise self._refusal(first, what, "if it has grown, raise max_bytes in source.toml")
            yield url, path

    def _get(self, url: str, max_bytes: int | None = None, *, own: bool) -> Path:
        """Return the cached bytes of a URL, refreshed if they changed.

        The URL is the manifest's `own`, or one that a publisher gave.
        """
        cache = self.web.cache
        seen = cache.seen(url)
        kept = self._asked(url, max_bytes, seen, own=own) or cache.path(seen.sha256 if seen else "")
        if not kept.is_file():
            # The server says unchanged, but the cached bytes have been deleted meanwhile.
            kept = self._asked(url, max_bytes, None, own=own) or kept
        return kept

    def _asked(
        self, url: str, max_bytes: int | None, seen: Seen | None, *, own: bool
    ) -> Path | None:
        """Request a URL; return its bytes, or None if nothing changed."""
        cache, host = self.web.cache, self.web.hosts[urlsplit(url).hostname or ""]
        # All parts of an entry have the time of one.
        if time.monotonic() - self.began > http.DEADLINE_S:
            what = f"its parts did not arrive within {http.DEADLINE_S:.0f} s"
            raise self._refusal(url, what, LATER)
        asked = Asked(
            self.source,
            url,
            max_bytes or self.file.max_bytes,
            etag=seen.etag if seen else None,
            modified=seen.modified if seen else None,
            secrets=self.file.secrets,
            own=own,
        )
        watch = partial(self.web.watch, self.source)
        with host, cache.incoming() as incoming:
            answer = http.download(self.session, asked, incoming, watch)
            header = answer.modified if answer else asked.modified
            if when := http.modified_utc(header):
                self.modified.append(when)
            if answer:
                self._refuse_told(url, incoming, answer)
            return cache.keep(incoming, url, answer) if answer else None

    def _refuse_told(self, url: str, incoming: Path, answer: http.Answer) -> None:
        """Refuse an answer that repeats a secret, which would be kept with it."""
        names, marks = self.file.secrets, f"{answer.etag} {answer.modified}"
        shown = secrets.hidden(marks, names)
        if told := secrets.repeated(incoming, names) or (shown if shown != marks else None):
            what = f"its answer repeats the value of a secret, and is not kept: {told}"
            raise self._refusal(url, what, "ask for an answer without it, or tell the publisher")

    def _refusal(self, where: str, what: str, remedy: str) -> FetchError:
        return FetchError(Problem(self.source, where, what, remedy))


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def now() -> dt.datetime:
    """Return the time in UTC, naive."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
