"""Where a request may go, first or led there by a redirect or a link: to the open web alone."""

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

# Where the hosts of the open internet are, and under which addresses NAT64 shows those of IPv4.
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# The middle of an address that ISATAP made of one of IPv4, which stands behind it.
ISATAP = {0x00005EFE, 0x02005EFE}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Plain http to a server on this machine: for tests, which alone say so.
loopback_allowed = False


def check(start: str | None, target: str, led: str, remedy: str = LOGIN) -> None:
    """Refuse where a request would go: to no address, to a variable, out of https, into a network.

    Parameters
    ----------
    start : str or None
        The address that answered; None of one that source.toml names.
    target : str
        The address to go to.
    led : str
        How one comes to it, to begin what is said: `redirected to`.
    remedy : str
        What to do about one that is no place on the open web.

    Raises
    ------
    Refusal
        Unless the target is https on the open internet; in tests also plain http on this machine,
        from nowhere else.
    """
    if secrets.NAMED.search(target):
        what = f"{led} an address with a variable, which is not filled in: {target}"
        raise Refusal(what, UNTRUSTED)
    try:
        if not target.isprintable():
            raise ValueError  # noqa: TRY301  (said as of every other text that is no address)
        hosts = [_parts(address) for address in (start or target, target)]
    except ValueError:
        what = f"{led} something that is not an address: {target!r}"
        raise Refusal(what, MOVED) from None
    scheme, old_host, host = hosts[1].scheme, *map(_host, hosts)
    if loopback_allowed and scheme == "http" and old_host == host and host in LOOPBACK:
        return
    if scheme != "https":
        what = f"{led} what is not https: {target}"
        raise Refusal(what, remedy)
    if address := _private(host):
        what = f"{led} a private address, {address}: {target}"
        raise Refusal(what, remedy)


def check_reached(address: str) -> None:
    """Refuse a peer that is not on the open internet, whatever its name meant when it was checked.

    Raises
    ------
    Refusal
        When it is on a private network, or this machine.
    """
    if not _is_public(ipaddress.ip_address(address.split("%", maxsplit=1)[0])):
        what = f"its name leads to a private address, {address}"
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
    if address in NAT64 or int(address) >> 32 & 0xFFFFFFFF in ISATAP:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    carried = [one for one in inner if one is not None]
    if carried:
        return all(_is_public(one) for one in carried)
    return address in GLOBAL_UNICAST and address.is_global
