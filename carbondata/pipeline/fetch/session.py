"""A session with publishers' servers: with retries, anonymous, and only on the open web."""

from __future__ import annotations

from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy
from socket import SHUT_RDWR
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from carbondata._version import __version__
from carbondata.pipeline.fetch import leads, secrets
from carbondata.pipeline.fetch.http_errors import MOVED, UNTRUSTED, Refusal

if TYPE_CHECKING:
    import socket
    from collections.abc import Collection

USER_AGENT = f"carbondata/{__version__} (open data package; one request per file)"
RETRY_AFTER_MAX_S = 60
MAX_REDIRECTS = 5
# The limit for a connection: a little longer than for a body.
LONGEST_S = 1900.0


class _Retry(Retry):
    """A Retry that treats a time of thousands of digits like any other invalid one."""

    def parse_retry_after(self, retry_after: str) -> float:
        try:
            return super().parse_retry_after(retry_after)
        except ValueError:
            message = f"Invalid Retry-After header: {retry_after[:20]}…"
            raise InvalidHeader(message) from None


def open_session(keys: Collection[str] = ()) -> Session:
    """Open a session that retries where that may help, and stays on the open web.

    From the environment it takes only proxies and CA bundles. The values of `keys`, the variables
    that a manifest declares, are sent to no other host and kept out of logs.
    """
    retry = _Retry(
        total=3,
        backoff_factor=0.5,
        status_forcelist=(429, 500, 502, 503, 504),
        raise_on_status=False,
        retry_after_max=RETRY_AFTER_MAX_S,
    )
    secrets.keep_out_of_logs(keys)
    session = Session()
    session.keys = keys
    # Stay anonymous: otherwise requests would send ~/.netrc and the servers' cookies.
    session.auth = _anonymous
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.max_redirects = MAX_REDIRECTS
    # Only gzip: its end is checked, so a truncated body is noticed.
    session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
    session.mount("https://", _Adapter(max_retries=retry))
    session.mount("http://", _Adapter(max_retries=retry))
    return session


def _anonymous(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class Session(requests.Session):
    """A session that checks every redirect before following it, and stays anonymous."""

    keys: Collection[str] = ()

    def rebuild_auth(
        self,
        prepared_request: requests.PreparedRequest,
        response: requests.Response,  # noqa: ARG002  (requests passes it)
    ) -> None:
        """Add no credentials after a redirect, not even a cookie that it set."""
        prepared_request.headers.pop("Cookie", None)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return the target of a redirect, unless it is not on the open web."""
        if not resp.is_redirect:
            return None
        resp.close()  # its body may be endless and is not needed
        try:
            target = super().get_redirect_target(resp) or ""
            joined = urljoin(resp.url, target)
        except ValueError:  # an invalid host, or bytes that are not text
            what = f"redirected to something that is not a URL: {resp.headers['Location']!r}"
            raise Refusal(what, MOVED) from None
        leads.check(resp.url, joined, "redirected to")
        shown = secrets.hidden(joined, self.keys)
        if shown != joined and urlsplit(joined)[:2] != urlsplit(resp.url)[:2]:
            what = f"redirected to another host with the value of a secret: {shown}"
            raise Refusal(what, UNTRUSTED)
        return target


class _Ending:
    """A connection with a time limit, whatever it receives: headers may be endless."""

    sock: socket.socket | None
    _end: Timer | None = None

    def connect(self) -> None:
        """Connect, and start the timer."""
        self._end = Timer(LONGEST_S, self._hang_up)
        self._end.daemon = True
        self._end.start()
        super().connect()  # type: ignore[misc]

    def close(self) -> None:
        """Close the connection, and stop the timer."""
        if self._end:
            self._end.cancel()
        super().close()  # type: ignore[misc]

    def _hang_up(self) -> None:
        with suppress(OSError):
            if self.sock:
                self.sock.shutdown(SHUT_RDWR)


class _Plain(_Ending, HTTPConnection):
    pass


class _Connection(_Ending, HTTPSConnection):
    """A connection that checks its peer before sending anything.

    A name may resolve to another address than when it was checked. With a proxy, the proxy resolves
    names.
    """

    def _new_conn(self) -> socket.socket:
        reached = super()._new_conn()
        try:
            leads.check_reached(reached.getpeername()[0])
        except Refusal:
            reached.close()
            raise
        return reached


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        """Use connections that check their peers."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool, "http": _PlainPool}
