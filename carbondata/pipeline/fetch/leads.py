"""Where a request may go, directly or by a redirect or a link: only to the open web."""

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

# The global unicast range, and the prefix under which NAT64 maps IPv4 addresses.
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Protocols' own addresses, behind one of which a cloud tells the secrets of a machine; Python 3.11
# calls most of them global.
PROTOCOLS = ipaddress.IPv4Network("192.0.0.0/24")
# The middle of an ISATAP address; the embedded IPv4 address follows it.
ISATAP = {0x00005EFE, 0x02005EFE}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Plain http to a server on this machine; only tests set it.
loopback_allowed = False


def check(start: str | None, target: str, led: str, remedy: str = LOGIN) -> None:
    """Refuse a target that is not a URL, contains a variable, is not https, or is private.

    Parameters
    ----------
    start : str or None
        The URL that responded; None for one from source.toml.
    target : str
        The URL to go to.
    led : str
        How the request got there, as the start of the message: `redirected to`.
    remedy : str
        What to do about a target that is not on the open web.

    Raises
    ------
    Refusal
        Unless the target is https on the open internet; in tests also plain http on this machine,
        if it comes from this machine.
    """
    if secrets.NAMED.search(target):
        what = f"{led} a URL with a variable, which is never filled in: {target}"
        raise Refusal(what, UNTRUSTED)
    try:
        if not target.isprintable():
            raise ValueError  # noqa: TRY301  (reported like every other invalid URL)
        hosts = [_parts(address) for address in (start or target, target)]
    except ValueError:
        what = f"{led} something that is not a URL: {target!r}"
        raise Refusal(what, MOVED) from None
    scheme, old_host, host = hosts[1].scheme, *map(_host, hosts)
    if loopback_allowed and scheme == "http" and old_host == host and host in LOOPBACK:
        return
    if scheme != "https":
        what = f"{led} a URL that is not https: {target}"
        raise Refusal(what, remedy)
    if address := _private(host):
        what = f"{led} a private address, {address}: {target}"
        raise Refusal(what, remedy)


def check_reached(address: str) -> None:
    """Refuse a peer that is not on the open internet, whatever its name resolved to earlier.

    Raises
    ------
    Refusal
        When it is on a private network, or this machine.
    """
    if not _is_public(ipaddress.ip_address(address.split("%", maxsplit=1)[0])):
        what = f"its name resolves to a private address, {address}"
        raise Refusal(what, LOGIN)


def _parts(address: str) -> Url:
    """Split a URL like the request will: nothing after a backslash is a host."""
    urlsplit(address)  # requests uses it too, and it is stricter with brackets
    return parse_url(address)


def _host(parts: Url) -> str:
    return (parts.host or "").strip("[]")


def _private(host: str) -> str | None:
    """Return the first address of a host that is not on the open internet.

    An unknown name passes: a proxy may know it, and without one the request fails anyway.
    """
    try:
        resolved = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return None
    addresses = (ipaddress.ip_address(text.split("%")[0]) for text in sorted(resolved))
    return next((str(address) for address in addresses if not _is_public(address)), None)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Return whether an address, and any IPv4 address embedded in it, is on the open internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast and address not in PROTOCOLS
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64 or int(address) >> 32 & 0xFFFFFFFF in ISATAP:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    embedded = [each for each in inner if each is not None]
    if embedded:
        return all(_is_public(each) for each in embedded)
    return address in GLOBAL_UNICAST and address.is_global
