"""Where an answer leads, by a redirect or by a link in a record: not out of the open web."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from urllib3.util import parse_url

from carbondata.pipeline.fetch import secrets
from carbondata.pipeline.fetch.http_errors import LOGIN, MOVED, UNTRUSTED, Refusal

if TYPE_CHECKING:
    from urllib3.util import Url

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def check(start: str, target: str, led: str) -> None:
    """Refuse where an answer leads: to no address, to a variable, out of https, into a network.

    Parameters
    ----------
    start, target : str
        The address that answered, and the one that its answer gives.
    led : str
        How it does so, to begin what is said: `redirected to`.

    Raises
    ------
    Refusal
        Unless the target is https on the open internet, or on the same host, or plain http on this
        machine from this machine.
    """
    if secrets.NAMED.search(target):
        what = f"{led} an address with a variable, which is not filled in: {target}"
        raise Refusal(what, UNTRUSTED)
    try:
        old, new = _parts(start), _parts(target)
    except ValueError:
        what = f"{led} what is no address: {target!r}"
        raise Refusal(what, MOVED) from None
    old_host, new_host = _host(old), _host(new)
    local = new.scheme == "http" and new_host == old_host and new_host in LOOPBACK
    if new.scheme != "https" and not local:
        what = f"{led} what is not https: {target}"
        raise Refusal(what, LOGIN)
    if new_host != old_host and (address := _private(new_host)):
        what = f"{led} a private address, {address}: {target}"
        raise Refusal(what, LOGIN)


def _parts(address: str) -> Url:
    """Take an address apart as the request will: behind a backslash stands no host."""
    urlsplit(address)  # by which requests goes as well, and which is stricter with brackets
    return parse_url(address)


def _host(parts: Url) -> str:
    return (parts.host or "").strip("[]")


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
    return next((str(address) for address in addresses if not _is_public(address)), None)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an address is on the open internet, and one of IPv4 that it carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    carried = [one for one in inner if one is not None]
    if carried:
        return all(_is_public(one) for one in carried)
    return address.is_global and not address.is_multicast
