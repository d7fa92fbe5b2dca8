"""Network failures in plain words, each with a remedy."""

from __future__ import annotations

import errno
import zlib
from typing import TYPE_CHECKING

from urllib3 import exceptions

if TYPE_CHECKING:
    from collections.abc import Iterator

LATER = "try again later, or take local copies with --from DIR; the last good rows stay"
MOVED = "look on the publisher's page for its new address, or take a local copy with --from DIR"
DAMAGED = "fetch it again; if that does not help, tell the publisher; the last good rows stay"
LOGIN = "if a network's login page is in the way, log in; else find out where the file went"
UNTRUSTED = (
    "take a local copy with --from DIR, and tell the publisher: only source.toml may name one"
)
NOT_OPEN = "give an https address on the open web, or take a local copy with --from DIR"
FULL = {errno.ENOSPC, errno.EDQUOT}

STATUSES = {
    401: ("the server wants a key", "see the publisher's page for one"),
    403: ("the server forbids it", MOVED),
    404: ("the file does not exist", MOVED),
    410: ("the file is gone", MOVED),
    429: ("too many requests, even after waiting", LATER),
    511: ("the network wants a login", LOGIN),
}

_KINDS: list[tuple[type | tuple[type, ...], str, str]] = [
    (
        exceptions.ProxyError,
        "the proxy blocks it: {0}",
        "check HTTPS_PROXY and NO_PROXY",
    ),
    (
        exceptions.SSLError,
        "the server's certificate is not trusted: {0}",
        "check the clock; if the network has its own CA, name its bundle in REQUESTS_CA_BUNDLE",
    ),
    (
        exceptions.NameResolutionError,
        "the server's name is unknown (DNS)",
        f"check the network and the address; {LATER}",
    ),
    (exceptions.NewConnectionError, "no connection: {0}", f"check the network; {LATER}"),
    (exceptions.ConnectTimeoutError, "no connection within {1:g} s", LATER),
    (exceptions.ReadTimeoutError, "the server sent nothing for {2:g} s", LATER),
    (exceptions.IncompleteRead, "cut short: {0}", DAMAGED),
    (ConnectionError, "the server hung up: {0}", LATER),
    ((EOFError, zlib.error), "the gzip body is cut short or damaged: {0}", DAMAGED),
]


class Refusal(Exception):  # noqa: N818  (a refusal, not an error)
    """A response that carbondata refuses, with the remedy."""

    def __init__(self, what: str, remedy: str = LATER) -> None:
        super().__init__(what)
        self.remedy = remedy


def explain(error: BaseException, timeout_s: tuple[float, float]) -> tuple[str, str]:
    """Return what went wrong with a request and the remedy, from the innermost known cause.

    Examples
    --------
    >>> explain(EOFError("no end"), (10, 60))[0]
    'the gzip body is cut short or damaged: no end'
    """
    for cause in _causes(error):
        if isinstance(cause, Refusal):
            return str(cause), cause.remedy
        if isinstance(cause, OSError) and cause.errno in FULL:
            return "no space left on the disk", "free some, or set CARBONDATA_CACHE to another disk"
        for kind, what, remedy in _KINDS:
            if isinstance(cause, kind):
                return what.format(_last_words(cause), *timeout_s), remedy
    return f"{type(error).__name__}: {error}", LATER


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, then each error it wraps, down to the innermost."""
    inner: BaseException | None = error
    while inner is not None:
        yield inner
        wrapped = [getattr(inner, "reason", None), *inner.args]
        inner = next((part for part in wrapped if isinstance(part, BaseException)), inner.__cause__)


def _last_words(error: BaseException) -> str:
    """Strip the object that urllib3 puts at the start of its messages."""
    return str(error).rsplit(">: ", 1)[-1]
