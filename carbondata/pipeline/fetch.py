"""Raw bytes over HTTP, or from local copies; the only module that imports requests."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from carbondata import __version__
from carbondata.errors import FetchError, Problem
from carbondata.pipeline.content import file_hash
from carbondata.pipeline.lock import FileRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.pipeline.manifest import RawFile

USER_AGENT = f"carbondata/{__version__} (open data package; one request per file)"
TIMEOUT_S = (10, 60)
CHUNK = 1 << 16
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def fetch(source: str, file: RawFile, cache: Path) -> tuple[list[Path], FileRecord]:
    """Fetch one manifest entry; the bytes stay in the cache under their SHA-256.

    Returns
    -------
    paths : list of Path
        One for each url.
    record : FileRecord
        What build.json remembers of it.

    Raises
    ------
    FetchError
        When a server cannot be reached, refuses, or sends more than `max_bytes`.
    """
    with _session() as session:
        paths = [path for url in file.urls for path in _pages(session, source, file, url, cache)]
    return paths, FileRecord(
        url=file.urls,
        via="http",
        taken_from=file.urls,
        retrieved_utc=_now(),
        sha256=[path.name for path in paths],
    )


def copy(source: str, file: RawFile, folder: Path) -> tuple[list[Path], FileRecord]:
    """Take one manifest entry from a folder of local copies, found by the publisher's file name.

    A mirror laid out as `<source id>/<file>` is taken as it is. Elsewhere the name is looked for
    in all folders below; where several have it, the last in order of path is taken, which is
    the newest of dated folders.
    """
    own = folder / source / file.file
    found = [own] if own.is_file() else sorted(folder.rglob(file.file))
    if not found:
        what = f"no copy of {file.file!r} in {folder}"
        remedy = f"put one at {folder}/{source}/{file.file}, or fetch without --from"
        raise FetchError(Problem(source, file.file, what, remedy))
    path = found[-1]
    return [path], FileRecord(
        url=file.urls,
        via="copy",
        taken_from=[path.relative_to(folder).as_posix()],
        retrieved_utc=_now(),
        sha256=[file_hash(path)],
    )


class _LoopbackAdapter(HTTPAdapter):
    """Plain http, to this machine alone; redirects pass through here too."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]  # noqa: ANN401
        """Send, unless to another host."""
        if urlsplit(request.url or "").hostname not in LOOPBACK:
            message = f"not https: {request.url}"
            raise requests.exceptions.InvalidSchema(message)
        return super().send(request, **options)


def _session() -> requests.Session:
    retry = Retry(
        total=3,
        backoff_factor=0.5,
        status_forcelist=(429, 500, 502, 503, 504),
        retry_after_max=60,
    )
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    session.mount("https://", HTTPAdapter(max_retries=retry))
    session.mount("http://", _LoopbackAdapter(max_retries=retry))
    return session


def _pages(
    session: requests.Session, source: str, file: RawFile, url: str, cache: Path
) -> Iterator[Path]:
    """Yield the bytes of a url; of a paged one each page, as many as the first page's head says."""
    if file.pages is None:
        yield _download(session, source, file, url, cache)
        return
    page = f"{url}{'&' if urlsplit(url).query else '?'}{file.pages}="
    first = _download(session, source, file, f"{page}1", cache)
    yield first
    try:
        last = int(json.loads(first.read_bytes())[0]["pages"])
    except (LookupError, TypeError, ValueError) as error:
        if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)):
            return  # a web page, or nothing: reading it says so
        what = f"its first page does not say how many there are: {error!r}"
        remedy = 'the first page must be [{"pages": N, ...}, rows]; look at what came'
        raise FetchError(Problem(source, f"{file.file} ({page}1)", what, remedy)) from None
    for number in range(2, last + 1):
        yield _download(session, source, file, f"{page}{number}", cache)


def _download(session: requests.Session, source: str, file: RawFile, url: str, cache: Path) -> Path:
    """Stream one url into the cache, counting bytes; nothing is kept unless all of it came."""
    cache.mkdir(parents=True, exist_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="incoming-", dir=cache) as folder,
            session.get(url, stream=True, timeout=TIMEOUT_S) as answer,
        ):
            answer.raise_for_status()
            incoming = Path(folder) / "bytes"
            _stream(answer, incoming, source, file)
            return incoming.replace(cache / file_hash(incoming))
    except requests.exceptions.InvalidSchema as error:
        raise FetchError(Problem(source, url, str(error), "give an https url")) from None
    except requests.RequestException as error:
        remedy = "try again later, or take local copies with --from DIR; the last good rows stay"
        raise FetchError(Problem(source, url, str(error), remedy)) from None


def _stream(answer: requests.Response, path: Path, source: str, file: RawFile) -> None:
    taken = 0
    with path.open("wb") as stream:
        for chunk in answer.iter_content(CHUNK):
            taken += len(chunk)
            if taken > file.max_bytes:
                what = f"more than the ceiling of {file.max_bytes} bytes"
                remedy = "if the file has grown, raise max_bytes in source.toml"
                raise FetchError(Problem(source, answer.url, what, remedy))
            stream.write(chunk)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
