"""Download one URL to one file over HTTP, with limits and checks."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import re
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING

import requests
from urllib3 import exceptions

from carbondata.errors import FetchError, Problem
from carbondata.pipeline.fetch import leads, secrets
from carbondata.pipeline.fetch.http_errors import (
    LATER,
    MOVED,
    NOT_OPEN,
    STATUSES,
    UNTRUSTED,
    Refusal,
    explain,
)
from carbondata.pipeline.fetch.session import MAX_REDIRECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from carbondata.pipeline.fetch.session import Session

TIMEOUT_S = (10.0, 60.0)
# A body may be slow, but not endless: a server that trickles never hits the read timeout.
DEADLINE_S = 1800.0
CHUNK = 1 << 16
A_DAY = dt.timedelta(1)  # how far a server's clock may be ahead
OK, NOT_MODIFIED = 200, 304
# An ETag or a date that can be sent back to a server.
SENDABLE = r"[ -~]{1,500}"
FAILURES = (Refusal, OSError, exceptions.HTTPError, EOFError, zlib.error)


@dataclass(frozen=True)
class Asked:
    """A request: a URL, its source, a size limit, and the validators of an earlier answer.

    In the manifest's `own` URL, declared `secrets` such as `${EMBER_API_KEY}` are filled in from
    the environment at the time of the request. A URL from a publisher is never filled in, or the
    publisher could choose what is sent to it. No message contains a secret.
    """

    source: str
    url: str
    max_bytes: int
    etag: str | None = None
    modified: str | None = None
    secrets: Collection[str] = ()
    own: bool = False


@dataclass(frozen=True)
class Answer:
    """The validators of a response, for the next conditional request."""

    etag: str | None
    modified: str | None


def download(
    session: Session,
    asked: Asked,
    path: Path,
    watch: Callable[[int, int | None], None],
) -> Answer | None:
    """Stream a response into a file.

    Parameters
    ----------
    session : Session
        From `open_session`.
    asked : Asked
        Conditional if it has the validators of an earlier answer.
    path : path
        The file to write; after a failure it is incomplete and must not be used.
    watch : callable
        Called with the bytes so far and their total, None if the server does not state it.

    Returns
    -------
    Answer or None
        None if nothing changed since the earlier answer: no body was sent.

    Raises
    ------
    FetchError
        When the server cannot be reached, refuses, redirects out of bounds, stalls, is cut short,
        or sends more than `max_bytes` (counted after decompression).
    """
    with _fetch_errors(asked), _answer(session, asked) as answer:
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
        return Answer(_sendable(answer.headers.get("ETag")), _past(answer.headers))


def _sendable(validator: str | None) -> str | None:
    """Return a validator that can be sent back; None if it is too long or not printable ASCII."""
    return validator if validator and re.fullmatch(SENDABLE, validator) else None


def _past(headers: Mapping[str, str]) -> str | None:
    """Return the Last-Modified of a response, unless it is in the future.

    Asked whether something changed since a future time, a server would say no until then.
    """
    header = _sendable(headers.get("Last-Modified"))
    when = modified_utc(header)
    soon = dt.datetime.now(dt.UTC).replace(tzinfo=None) + A_DAY
    return header if when and when < soon else None


def modified_utc(header: str | None) -> dt.datetime | None:
    """Parse the time of a header as naive UTC; None if it is not a time.

    Examples
    --------
    >>> modified_utc("Mon, 01 Jan 2001 00:00:00 GMT"), modified_utc("yesterday")
    (datetime.datetime(2001, 1, 1, 0, 0), None)
    """
    try:
        when = parsedate_to_datetime(header or "")
        return (when.astimezone(dt.UTC) if when.tzinfo else when).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def is_unchanged(session: Session, asked: Asked) -> tuple[bool, str | None]:
    """Ask whether a URL has changed, without downloading it.

    Returns
    -------
    unchanged : bool
        The server says that nothing has changed since the validators.
    modified : str or None
        When the file was last modified, if the server says so.
    """
    with _fetch_errors(asked), _answer(session, asked) as answer:
        same = asked.etag is not None and answer.headers.get("ETag") == asked.etag
        return same or answer.status_code == NOT_MODIFIED, answer.headers.get("Last-Modified")


@contextmanager
def _answer(session: Session, asked: Asked) -> Iterator[requests.Response]:
    """Send the request, and refuse every status but 200, and 304 if it was conditional."""
    validators = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
    headers = {name: value for name, value in validators.items() if value}
    with session.get(_address(asked), stream=True, timeout=TIMEOUT_S, headers=headers) as answer:
        if answer.status_code not in ({OK, NOT_MODIFIED} if headers else {OK}):
            what, remedy = STATUSES.get(answer.status_code, ("not an answer", LATER))
            what = f"{answer.status_code} {answer.reason}: {what}"
            raise Refusal(what, remedy)
        yield answer


@contextmanager
def _fetch_errors(asked: Asked) -> Iterator[None]:
    """Turn every failure into a problem of the source, with its secrets hidden."""
    try:
        yield
    except requests.TooManyRedirects:
        what, remedy = f"more than {MAX_REDIRECTS} redirects", MOVED
    except FAILURES as error:
        what, remedy = explain(error, TIMEOUT_S)
    else:
        return
    what = secrets.hidden(what, asked.secrets)
    # The cause would be printed too, and contains the URL with all its secrets.
    raise FetchError(Problem(asked.source, asked.url, what, remedy)) from None


def _address(asked: Asked) -> str:
    """Return the URL to request: filled in if it is the manifest's own, else unchanged."""
    if not asked.own:
        leads.check(None, asked.url, "its link leads to")
        return asked.url
    address = secrets.filled(asked.url, partial(_value, asked))
    leads.check(None, address, "source.toml names", NOT_OPEN)
    return address


def _value(asked: Asked, sign: str) -> str:
    """Look up a variable in a URL, such as `${EMBER_API_KEY}`; refuse an undeclared one."""
    name = next((name for name in asked.secrets if secrets.written(name) == sign), None)
    if name is None:
        what = f"it contains {sign}, which `secrets` does not declare"
        raise Refusal(what, UNTRUSTED)
    if value := os.environ.get(name):
        return value
    what = f"it needs a key, but ${name} is not set"
    raise Refusal(what, f"set ${name} to your key")


class _Wire:
    """The body as it arrives: counted, with a deadline, decompressed if necessary."""

    def __init__(self, answer: requests.Response, watch: Callable[[int, int | None], None]) -> None:
        self.raw, self.watch = answer.raw, watch
        self.taken, self.until = 0, time.monotonic() + DEADLINE_S
        length = answer.headers.get("Content-Length", "")
        self.total = int(length) if re.fullmatch("[0-9]{1,18}", length) else None
        encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in {"identity", "gzip", "x-gzip", ""}:
            what = f"compressed as {encoding!r}, which was not requested"
            raise Refusal(what)
        self.unpacked = gzip.GzipFile(fileobj=self) if "gzip" in encoding else self  # type: ignore[call-overload]

    def read(self, size: int) -> bytes:
        """Return the bytes available now, at most `size`; none at the end."""
        part: bytes = self.raw.read1(size) or b""
        self.taken += len(part)
        self.watch(self.taken, self.total)
        if part and time.monotonic() > self.until:
            what = f"it did not arrive completely within {DEADLINE_S:.0f} s"
            raise Refusal(what)
        return part
