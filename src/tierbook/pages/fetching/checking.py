"""Which addresses may be asked: listed hosts over HTTPS, at public addresses of the network, and no others.

Every address is checked before it is asked, and so is every hop of a redirect. The check of the host's network address
is made where the connection is opened (`tierbook.pages.fetching.network`), so that no answer of the name server can
change between the check and the connection.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import quote, urljoin, urlsplit

from tierbook.errors import FetchRefused
from tierbook.pages.fetching.trouble import BY_HAND
from tierbook.text import late

__all__ = ["check_address", "is_public", "join_redirect"]

_LONGEST = 2000
_UNSAFE = late(r"[\x00-\x20\x7f\\]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_KEPT = "/%:@!$&'()*+,;=~-._"


def check_address(address: str, hosts: Collection[str]) -> str:
    """Return the address in its one form: lower-case host, no default port, no fragment, ASCII alone.

    Args:
        address: what a table, an index page, or a redirect says.
        hosts: the hosts that may be asked.

    Raises:
        FetchRefused: it is no HTTPS address of a listed host, or holds what an honest address doesn't.
    """
    if len(address) > _LONGEST:
        raise _refusal(address[:80] + "...", f"an address of {len(address)} characters")
    if _UNSAFE.search(address):
        raise _refusal(repr(address), "blanks, control characters or backslashes stand in it")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refusal(address, str(error)) from error
    if parts.scheme.lower() != "https":
        raise _refusal(address, f"it begins with {parts.scheme or 'nothing'}:, not with https:")
    if "@" in parts.netloc:
        raise _refusal(address, "a name or a password stands before the host")
    if host not in hosts:
        raise _refusal(address, f"{host or 'no host'} is not in the table of hosts")
    if port not in {None, 443} or parts.netloc.lower() not in {host, f"{host}:443"}:
        raise _refusal(address, f"its port is not that of HTTPS: {parts.netloc}")
    query = f"?{quote(parts.query, safe=_KEPT + '?')}" if parts.query else ""
    return f"https://{host}{quote(parts.path or '/', safe=_KEPT)}{query}"


def join_redirect(address: str, location: str, hosts: Collection[str]) -> str:
    """Return where a redirect leads, checked.

    Raises:
        FetchRefused: it leads to another host, to plain HTTP, or nowhere.
    """
    if not location.strip():
        raise _refusal(address, "the redirect names no place")
    try:
        joined = urljoin(address, location.strip())
    except ValueError as error:
        raise _refusal(location, str(error)) from error
    return check_address(joined, hosts)


def is_public(address: str) -> bool:
    """Tell whether a network address is one of the public internet: none of this machine, its network, or a tunnel.

    An IPv6 address that carries an IPv4 address counts as public only where both are.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return True
    inside = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _NAT64:
        inside.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return not found.is_site_local and all(is_public(str(one)) for one in inside if one is not None)


def _refusal(address: str, why: str) -> FetchRefused:
    return FetchRefused(
        "this address is not asked",
        where=address,
        why=why,
        remedy=BY_HAND,
    )
