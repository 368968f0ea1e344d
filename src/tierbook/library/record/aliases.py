"""Addresses of publishers in one spelling, so that an old one leads to the text that stood there.

A key has no scheme, no `www`, no archive in front, no trailing sign: `refworld.org/docid/4a4214b32d`,
`state.gov/g/tip/rls/tiprpt/2003/21276`, `ecoi.net/document/2077876`. Nothing is asked of the network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tierbook.places import find_country

__all__ = ["Named", "address_key", "addresses_of", "looks_like_address", "named_by"]

_ADDRESS = re.compile(r"https?://[^\s<>\"'\]]+", re.I)
_SITES = r"(?:[\w-]+\.)*(?:refworld\.org|unhcr\.org|state\.gov|ecoi\.net|archive\.org|justice\.gov|cia\.gov)"
_LOOKS = re.compile(rf"(?:https?://\S+|{_SITES}/\S*|(?:www\.)[\w.-]+/\S*)", re.I)
_CAPTURE = re.compile(
    r"^(?:web\.archive\.org/web|webarchive\.archive\.unhcr\.org|webarchive\.loc\.gov/\w+)/\d+[a-z_]*/"
    r"(?P<address>.+)$",
    re.I,
)
_DOCID = re.compile(
    r"(?:docid=|/docid/|/(?:publisher|category|country|type|topic)(?:,[^,/]*)*,)(?P<id>[0-9a-f]{8,14})(?![0-9a-f])",
    re.I,
)
_ECOI = re.compile(r"/(?:document|dokument)/(?P<id>\d{5,9})", re.I)
_STATE = re.compile(r"^(?:(?:www|m|\d{4}-\d{4})\.)?state\.gov(?P<path>/.*)$", re.I)
_STATE_REPORT = re.compile(
    r"^state\.gov/reports/(?P<edition>20\d\d)-trafficking-in-persons-report(?:-\d+)?/(?P<slug>[a-z][a-z0-9-]*)$"
)
_STATE_YEAR = re.compile(
    r"^state\.gov/[gj]/tip/rls/tiprpt/(?:countries/)?(?P<edition>20\d\d)(?:/|$)"
)
_ENDS = re.compile(r"(?:/index)?(?:\.(?:html?|aspx?|php|pdf))?/*$", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """What an address says by itself: the edition, and where it names one the country."""

    edition: int | None
    country: str | None


def looks_like_address(text: str) -> bool:
    """Tell whether what a reader typed is an address rather than words."""
    return bool(_LOOKS.fullmatch(text.strip()))


def address_key(address: str) -> str | None:
    """Return the key of an address, None where it is none.

    Example:
        `http://www.unhcr.org/refworld/docid/4A4214B32D.html` gives `refworld.org/docid/4a4214b32d`.
    """
    words = address.strip().strip("<>").rstrip(".,;")
    plain = re.sub(r"^https?://", "", words, flags=re.I)
    if not plain or any(c.isspace() for c in plain) or len(plain) > 2000:
        return None
    while (capture := _CAPTURE.match(plain)) is not None:
        plain = re.sub(r"^https?:/+", "", capture["address"], flags=re.I)
    try:
        parts = urlsplit(f"http://{plain}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if "." not in host and not plain.startswith("/document/"):
        return None
    path = unquote(parts.path)
    if "refworld" in host or "refworld" in path.lower() or host.endswith("unhcr.org"):
        docid = _DOCID.search(f"{path}?{parts.query}")
        if docid is not None:
            return f"refworld.org/docid/{docid['id'].lower()}"
        path = re.sub(r"^/(?:[a-z]{2}/)?reference/", "/reference/", path)
    if host.endswith("ecoi.net"):
        number = _ECOI.search(path)
        if number is not None:
            return f"ecoi.net/document/{number['id']}"
        old = parse_qs(parts.query).get("id")
        return f"ecoi.net{_ENDS.sub('', path)}" + (f"?id={old[0]}" if old else "")
    state = _STATE.match(f"{parts.hostname or ''}{path}")
    if state is not None:
        return f"state.gov{_ENDS.sub('', state['path']).lower()}"
    return f"{host}{_ENDS.sub('', path)}" + (f"?{parts.query}" if parts.query else "")


def addresses_of(head: Mapping[str, Any]) -> list[str]:
    """Return the keys of all addresses that a page gives of itself; a sample has none."""
    if head["text_kind"] == "sample":
        return []
    given = [head.get("address") or "", *_ADDRESS.findall(head.get("cite_as") or "")]
    keys = (address_key(one) for one in given if one)
    return list(dict.fromkeys(key[:400] for key in keys if key))


def named_by(key: str) -> Named | None:
    """Return the edition and country that the path of an address names, None where it names neither."""
    report = _STATE_REPORT.match(key)
    if report is not None:
        return Named(int(report["edition"]), _country(report["slug"], int(report["edition"])))
    year = _STATE_YEAR.match(key)
    return Named(int(year["edition"]), None) if year is not None else None


def _country(slug: str, edition: int) -> str | None:
    words = slug.replace("-", " ")
    found = find_country(words, edition=edition) or find_country(f"the {words}", edition=edition)
    return found.code if found is not None else None
