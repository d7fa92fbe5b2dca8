"""One address to one file over HTTP, bounded and guarded."""

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
# A body may be slow, but not for ever: a server that trickles never meets the read timeout.
DEADLINE_S = 1800.0
CHUNK = 1 << 16
A_DAY = dt.timedelta(1)  # by so much a server's clock may be ahead
OK, NOT_MODIFIED = 200, 304
# An ETag or a date that a server takes back.
SENDABLE = r"[ -~]{1,500}"
FAILURES = (Refusal, OSError, exceptions.HTTPError, EOFError, zlib.error)


@dataclass(frozen=True)
class Asked:
    """What to ask for: an address, whose it is, how much of it to take, what is known of it.

    In an address of the manifest's `own` the `secrets` that it declares, `${EMBER_API_KEY}`, are
    taken from the environment while asking. Whatever a publisher names stays as it is written: it
    would choose what is sent to it. Nothing that is said holds a secret.
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
    """What came: the validators that the next conditional request sends."""

    etag: str | None
    modified: str | None


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
    """Return a validator that can be sent back; one of other signs, or without end, never could."""
    return validator if validator and re.fullmatch(SENDABLE, validator) else None


def _past(headers: Mapping[str, str]) -> str | None:
    """Return when an answer was last modified, unless it says what cannot be.

    Asked whether it changed since a time to come, a server would say no until then.
    """
    said = _sendable(headers.get("Last-Modified"))
    when = modified_utc(said)
    soon = dt.datetime.now(dt.UTC).replace(tzinfo=None) + A_DAY
    return said if when and when < soon else None


def modified_utc(said: str | None) -> dt.datetime | None:
    """Read the time of a header, naive; None where it is no time.

    Examples
    --------
    >>> modified_utc("Mon, 01 Jan 2001 00:00:00 GMT"), modified_utc("yesterday")
    (datetime.datetime(2001, 1, 1, 0, 0), None)
    """
    try:
        when = parsedate_to_datetime(said or "")
        return (when.astimezone(dt.UTC) if when.tzinfo else when).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def is_unchanged(session: Session, asked: Asked) -> tuple[bool, str | None]:
    """Ask whether an address has something new, without taking its body.

    Returns
    -------
    unchanged : bool
        The server says that nothing changed since the validators.
    modified : str or None
        When it says the file was last modified.
    """
    with _fetch_errors(asked), _answer(session, asked) as answer:
        same = asked.etag is not None and answer.headers.get("ETag") == asked.etag
        return same or answer.status_code == NOT_MODIFIED, answer.headers.get("Last-Modified")


@contextmanager
def _answer(session: Session, asked: Asked) -> Iterator[requests.Response]:
    """Ask, and refuse every status but 200, and 304 where it was asked for."""
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
    """Turn whatever goes wrong into a problem of the source, its secrets hidden."""
    try:
        yield
    except requests.TooManyRedirects:
        what, remedy = f"more than {MAX_REDIRECTS} redirects", MOVED
    except FAILURES as error:
        what, remedy = explain(error, TIMEOUT_S)
    else:
        return
    what = secrets.hidden(what, asked.secrets)
    # Its cause would be printed with it, and names the address with all its secrets.
    raise FetchError(Problem(asked.source, asked.url, what, remedy)) from None


def _address(asked: Asked) -> str:
    """Return the address to ask: filled in if it is the manifest's own, else as it is written."""
    if not asked.own:
        leads.check(None, asked.url, "its link leads to")
        return asked.url
    address = secrets.filled(asked.url, partial(_value, asked))
    leads.check(None, address, "source.toml names", NOT_OPEN)
    return address


def _value(asked: Asked, sign: str) -> str:
    """Look up what an address names by a sign, `${EMBER_API_KEY}`; refuse what is not declared."""
    name = next((name for name in asked.secrets if secrets.written(name) == sign), None)
    if name is None:
        what = f"it names {sign}, which secrets does not declare"
        raise Refusal(what, UNTRUSTED)
    if value := os.environ.get(name):
        return value
    what = f"it needs a key, and ${name} is not set"
    raise Refusal(what, f"set ${name} to your key")


class _Wire:
    """The body as it comes in: counted, not awaited for ever, unpacked if it is packed."""

    def __init__(self, answer: requests.Response, watch: Callable[[int, int | None], None]) -> None:
        self.raw, self.watch = answer.raw, watch
        self.taken, self.until = 0, time.monotonic() + DEADLINE_S
        length = answer.headers.get("Content-Length", "")
        self.total = int(length) if re.fullmatch("[0-9]{1,18}", length) else None
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
