"""Which addresses may be asked: nothing that can be written makes us leave the listed hosts."""

from __future__ import annotations

import ipaddress
import string
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tierbook.errors import FetchRefused
from tierbook.pages.fetching.checking import check_address, is_public, join_redirect

HOSTS = frozenset({"www.state.gov", "www.ecoi.net"})


@pytest.mark.parametrize(
    ("given_address", "asked"),
    [
        ("https://www.state.gov/a/", "https://www.state.gov/a/"),
        ("https://www.state.gov", "https://www.state.gov/"),
        ("HTTPS://WWW.State.GOV/A?b=C#d", "https://www.state.gov/A?b=C"),
        ("https://www.state.gov:443/a", "https://www.state.gov/a"),
        ("https://www.state.gov/türkiye/", "https://www.state.gov/t%C3%BCrkiye/"),
        ("https://www.ecoi.net/a,b;c=1", "https://www.ecoi.net/a,b;c=1"),
        ("https://www.state.gov/%E2%80%93/", "https://www.state.gov/%E2%80%93/"),
    ],
)
def test_an_address_has_one_form(given_address: str, asked: str) -> None:
    assert check_address(given_address, HOSTS) == asked
    assert check_address(asked, HOSTS) == asked


@pytest.mark.parametrize(
    "address",
    [
        "",
        "www.state.gov/a",
        "//www.state.gov/a",
        "http://www.state.gov/a",
        "ftp://www.state.gov/a",
        "https:www.state.gov/a",
        "https:///a",
        "https://www.state.gov@evil.example/",
        "https://evil.example@www.state.gov/",
        "https://user:word@www.state.gov/",
        "https://@www.state.gov/",
        "https://www.state.gov:80/",
        "https://www.state.gov:8443/",
        "https://www.state.gov:0443/",
        "https://www.state.gov:/",
        "https://www.state.gov:https/",
        "https://www.state.gov:99999/",
        "https://www.state.gov./a",
        "https://www.state.gov.evil.example/",
        "https://evilwww.state.gov/",
        "https://state.gov/",
        "https://m.www.state.gov/",
        "https://xn--www-state-gov.example/",
        "https://www.ѕtate.gov/",  # the first letter of the second label is Cyrillic
        "https://www。state.gov/",
        "https://www.state.gov\\@evil.example/",
        "https://www.state.gov\t.evil.example/",
        "https://www.state.gov /",
        "https://www.state.gov\r\nHost: evil.example/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[www.state.gov]/",
        "https://[::1/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://www.state.gov%2eevil.example/",
        "https://www.state.gov%00/",
        "https://www.state.gov/" + "a" * 3000,
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///www.state.gov/a",
    ],
)
def test_what_is_no_address_of_a_listed_host_is_refused(address: str) -> None:
    with pytest.raises(FetchRefused) as caught:
        check_address(address, HOSTS)
    assert caught.value.why
    assert caught.value.remedy


_pieces = st.sampled_from(
    [
        "https://", "http://", "HTTPS:", "//", "/", "@", ":", "443", "8443", "www.state.gov", "WWW.STATE.GOV",
        "www.ecoi.net", "evil.example", ".", "..", "%2e", "%00", "\\", "\t", "\n", " ", "[::1]", "[", "]", "127.0.0.1",
        "xn--",
        "ü", "。", "#", "?", "a=b", ";", "&", "\u202e", "\u0000", "user:word", "ѕtate.gov",
    ]
)  # fmt: skip
_addresses = st.one_of(
    st.lists(_pieces, max_size=9).map("".join),
    st.text(max_size=60).map("https://www.state.gov".__add__),
    st.text(alphabet=string.printable, max_size=60),
    st.text(max_size=40).map(lambda tail: f"https://{tail}www.state.gov/"),
)


def _assert_safe(address: str) -> None:
    """Two readers of addresses, ours aside, agree that this one leads to a listed host."""
    import httpcore2
    import httpx2

    assert address.isascii()
    assert not set(address) & set("\\\t\r\n ")
    parts = urlsplit(address)
    assert (parts.scheme, parts.username, parts.password, parts.port) == ("https", None, None, None)
    assert parts.netloc in HOSTS
    assert parts.fragment == ""
    low = httpcore2.URL(address)
    assert (low.scheme, low.host.decode(), low.port) == (b"https", parts.netloc, None)
    high = httpx2.URL(address)
    assert (high.scheme, high.host, high.userinfo, high.port) == ("https", parts.netloc, b"", None)


@given(_addresses)
@example("https://www.state.gov@evil.example")
@example("https://www.state.gov:443@evil.example/")
@example("https://www.state.gov\u2100/")
def test_an_address_that_passes_leads_to_a_listed_host(address: str) -> None:
    try:
        asked = check_address(address, HOSTS)
    except FetchRefused:
        return
    _assert_safe(asked)
    assert check_address(asked, HOSTS) == asked


@given(_addresses | st.text(max_size=50))
@example("/\\evil.example")
@example("\\\\evil.example\\a")
@example("///evil.example/a")
@example("https:/evil.example")
@example("https:evil.example")
def test_a_redirect_that_passes_stays_with_listed_hosts(location: str) -> None:
    try:
        asked = join_redirect("https://www.state.gov/reports/a/", location, HOSTS)
    except FetchRefused:
        return
    _assert_safe(asked)


@given(st.ip_addresses())
def test_what_counts_as_public_is_never_private(address: object) -> None:
    found = ipaddress.ip_address(str(address))
    if (
        found.is_private
        or found.is_loopback
        or found.is_link_local
        or found.is_multicast
        or found.is_reserved
    ):
        assert not is_public(str(found))


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_looked_at(inner: ipaddress.IPv4Address) -> None:
    forms = (
        f"::ffff:{inner}",
        str(ipaddress.IPv6Address((0x2002 << 112) | (int(inner) << 80))),
        str(ipaddress.IPv6Address((0x64FF9B << 96) | int(inner))),
    )
    for form in forms:
        assert not is_public(form) or is_public(str(inner))


@pytest.mark.parametrize(
    "address", ["", "localhost", "www.state.gov", "1.2.3", "1.2.3.4.5", "fe80::1%eth0"]
)
def test_what_is_no_network_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["198.41.0.4", "8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)
