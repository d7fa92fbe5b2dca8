"""One address to one file over HTTP, bounded and guarded; the only module that imports requests."""

from __future__ import annotations

import gzip
import ipaddress
import os
import socket
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import exceptions
from urllib3.util import Retry

from carbondata._version import __version__
from carbondata.errors import FetchError, Problem
from carbondata.pipeline.fetch import secrets
from carbondata.pipeline.fetch.http_errors import (
    LATER,
    LOGIN,
    MOVED,
    STATUSES,
    UNTRUSTED,
    Refusal,
    explain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

USER_AGENT = f"carbondata/{__version__} (open data package; one request per file)"
TIMEOUT_S = (10.0, 60.0)
# A body may be slow, but not for ever: a server that trickles never meets the read timeout.
DEADLINE_S = 1800.0
RETRY_AFTER_MAX_S = 60
MAX_REDIRECTS = 5
CHUNK = 1 << 16
NOT_MODIFIED = 304
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FAILURES = (Refusal, OSError, exceptions.HTTPError, EOFError, zlib.error)


@dataclass(frozen=True)
class Asked:
    """What to ask for: an address, whose it is, how much of it to take, what is known of it.

    `secrets` are the names that `url` may hold as `${EMBER_API_KEY}`: their values are taken from
    the environment while asking. They are for an address that the manifest itself gives; of one
    that a publisher gave there are none, and with a `${` in it it is refused.
    """

    source: str
    url: str
    max_bytes: int
    etag: str | None = None
    modified: str | None = None
    secrets: Collection[str] = ()


@dataclass(frozen=True)
class Answer:
    """What came: the validators that the next conditional request sends."""

    etag: str | None
    modified: str | None


def open_session() -> Session:
    """Open a session that tries again where that may help, and goes nowhere it should not."""
    retry = Retry(
        total=3,
        backoff_factor=0.5,
        status_forcelist=(429, 500, 502, 503, 504),
        raise_on_status=False,
        retry_after_max=RETRY_AFTER_MAX_S,
    )
    session = Session()
    session.max_redirects = MAX_REDIRECTS
    # Of the encodings only gzip: its end is checked, so that a body cut short is noticed.
    session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
    session.mount("https://", HTTPAdapter(max_retries=retry))
    session.mount("http://", _LoopbackAdapter(max_retries=retry))
    return session


def download(
    session: Session,
    asked: Asked,
    path: Path,
    watch: Callable[[int, int | None], None],
) -> Answer | None:
    """Stream what an address gives into a file.

    Parameters
    ----------
    session : Session
        From `open_session`.
    asked : Asked
        With the validators of an earlier answer the request is conditional.
    path : path
        The file to write; of a failure it holds a part, which nothing may use.
    watch : callable
        Called with the bytes that have come and their total, None where the server does not say.

    Returns
    -------
    Answer or None
        None when nothing changed since the earlier answer: no body was sent.

    Raises
    ------
    FetchError
        When the address cannot be reached, refuses, leads elsewhere, stalls, is cut short, or
        sends more than `max_bytes` (counted after decompression).
    """
    with _said(asked), _answer(session, asked) as answer:
        if answer.status_code == NOT_MODIFIED:
            return None
        wire = _Wire(answer, watch)
        with path.open("wb") as stream:
            taken = 0
            while part := wire.unpacked.read(CHUNK):
                taken += len(part)
                if taken > asked.max_bytes:
                    what = f"more than the ceiling of {asked.max_bytes} bytes"
                    raise Refusal(what, "if the file has grown, raise max_bytes in source.toml")
                stream.write(part)
        return Answer(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))


def is_unchanged(session: Session, asked: Asked) -> tuple[bool, str | None]:
    """Ask whether an address has something new, without taking its body.

    Returns
    -------
    unchanged : bool
        The server says that nothing changed since the validators.
    modified : str or None
        When it says the file was last modified.
    """
    with _said(asked), _answer(session, asked) as answer:
        same = asked.etag is not None and answer.headers.get("ETag") == asked.etag
        return same or answer.status_code == NOT_MODIFIED, answer.headers.get("Last-Modified")


class Session(requests.Session):
    """A session that looks at every redirect before following it."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return where a redirect leads, unless it leads out of the open web."""
        target = super().get_redirect_target(resp)
        if target is not None:
            resp.close()  # its own body, which may be endless, is of no use
            _check_redirect(resp.url, urljoin(resp.url, target))
        return target


class _LoopbackAdapter(HTTPAdapter):
    """Plain http, to this machine alone."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]  # noqa: ANN401
        """Send, unless to another host."""
        if urlsplit(request.url or "").hostname not in LOOPBACK:
            what = f"not https: {request.url}"
            raise Refusal(what, "give an https url")
        return super().send(request, **options)


def _check_redirect(start: str, target: str) -> None:
    """Refuse a redirect to other than https, to another private host, or to what names a secret."""
    if secrets.OPENING in target:
        what = f"redirected to what names a variable of the environment: {target}"
        raise Refusal(what, UNTRUSTED)
    old, new = urlsplit(start), urlsplit(target)
    local = new.scheme == "http" and new.hostname == old.hostname and new.hostname in LOOPBACK
    if new.scheme != "https" and not local:
        what = f"redirected to what is not https: {target}"
        raise Refusal(what, LOGIN)
    if new.hostname != old.hostname and (address := _private(new.hostname or "")):
        what = f"redirected to a private address, {address}: {target}"
        raise Refusal(what, LOGIN)


def _private(host: str) -> str | None:
    """Return the first address of a host that is not on the open internet.

    A host whose name is unknown here passes: a proxy may know it, and without one the request
    fails by itself.
    """
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return None
    addresses = (ipaddress.ip_address(text.split("%")[0]) for text in sorted(found))
    return next((str(address) for address in addresses if not address.is_global), None)


@contextmanager
def _answer(session: Session, asked: Asked) -> Iterator[requests.Response]:
    """Ask, and refuse every status but success and `not modified`."""
    validators = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
    headers = {name: value for name, value in validators.items() if value}
    with session.get(_address(asked), stream=True, timeout=TIMEOUT_S, headers=headers) as answer:
        if not answer.ok or (answer.status_code == NOT_MODIFIED and not headers):
            what, remedy = STATUSES.get(answer.status_code, ("the server failed", LATER))
            what = f"{answer.status_code} {answer.reason}: {what}"
            raise Refusal(what, remedy)
        yield answer


@contextmanager
def _said(asked: Asked) -> Iterator[None]:
    """Turn whatever goes wrong into a problem of the source, its secrets hidden."""
    try:
        yield
    except requests.TooManyRedirects:
        what, remedy = f"more than {MAX_REDIRECTS} redirects", MOVED
    except FAILURES as error:
        what, remedy = explain(error, TIMEOUT_S)
    else:
        return
    raise FetchError(Problem(asked.source, asked.url, secrets.hidden(what, asked.secrets), remedy))


def _address(asked: Asked) -> str:
    """Put values in the place of the names that this address may hold; refuse every other name."""

    def value(name: str) -> str:
        if name not in asked.secrets:
            what = f"it names a variable of the environment that is not for it, {name!r}"
            raise Refusal(what, UNTRUSTED)
        if found := os.environ.get(name):
            return found
        what = f"it needs a key, and ${name} is not set"
        raise Refusal(what, f"set ${name} to your key")

    return secrets.revealed(asked.url, value)


class _Wire:
    """The body as it comes in: counted, not awaited for ever, unpacked if it is packed."""

    def __init__(self, answer: requests.Response, watch: Callable[[int, int | None], None]) -> None:
        self.raw, self.watch = answer.raw, watch
        self.taken, self.until = 0, time.monotonic() + DEADLINE_S
        length = answer.headers.get("Content-Length", "")
        self.total = int(length) if length.isdecimal() else None
        encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in {"identity", "gzip", "x-gzip", ""}:
            what = f"packed as {encoding!r}, which was not asked for"
            raise Refusal(what)
        self.unpacked = gzip.GzipFile(fileobj=self) if "gzip" in encoding else self  # type: ignore[call-overload]

    def read(self, size: int) -> bytes:
        """Return what has come by now, at most `size` bytes; nothing at the end."""
        part: bytes = self.raw.read1(size) or b""
        self.taken += len(part)
        self.watch(self.taken, self.total)
        if part and time.monotonic() > self.until:
            what = f"not all of it came within {DEADLINE_S:.0f} s"
            raise Refusal(what)
        return part
