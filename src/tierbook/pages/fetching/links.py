"""Read an index page: which of its links lead to the narrative of a country, to a page of many, or to a further index.

The Department's older indexes link to pages of one tier (2001), of a range of letters (2002-2013), of a region (2004),
or of one country (2014 on); today's index links to one page a country. A link is known by its words, and where they are
no name by the end of its address.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from tierbook.errors import FetchRefused
from tierbook.pages.fetching.checking import check_address
from tierbook.pages.fetching.slugs import country_of_slug
from tierbook.pages.fetching.table import AddressTable
from tierbook.places import Country, find_country
from tierbook.text import late

__all__ = ["Link", "read_links"]

Kind = Literal["country", "range", "region", "tier", "index"]

_RANGE = late(r"\b([A-Z])\s*(?:through|thru|to|[-–—])\s*([A-Z])\b", re.I)
_RANGE_PAGE = late(r"countr|narrative|^\W*[A-Z]\W{1,5}[A-Z]\b", re.I)
_TIER = late(r"\btier\s*(?:1|2|3|one|two|three)\b(?!\s*watch)", re.I)
_NARRATIVES = late(
    r"country\s+(?:narratives|reports|analyses)|countries and areas|countries/jurisdictions", re.I
)
_BEFORE_NAME = late(r"^.*?trafficking in persons report\s*[:–—-]?\s*|^\d{4}\s+", re.I)
_AFTER_NAME = late(r"\s*[(:–—-]?\s*\(?\btier\b.*$", re.I)
_SPECIAL = late(r"\bspecial cases?\b", re.I)
_PDF = late(r"\bpdf\b", re.I)
_NO_PAGE = late(r"\.(?:pdf|docx?|zip|jpe?g|png|gif|mp[34]|xlsx?|css|js)$", re.I)
_REGIONS = {
    "africa": ("Africa",),
    "east asia": ("East Asia and the Pacific",),
    "europe": ("Europe and Eurasia", "South and Central Asia"),
    "near east": ("Near East",),
    "middle east": ("Near East",),
    "south asia": ("South and Central Asia",),
    "south and central asia": ("South and Central Asia",),
    "western hemisphere": ("Western Hemisphere",),
}
# The Report files these under more than one letter: Congo, Democratic Republic of the; Korea, South.
_OTHER_LETTERS = {
    "COD": "CDZ",
    "COG": "CR",
    "KOR": "KS",
    "PRK": "KN",
    "MMR": "BM",
    "BHS": "B",
    "GMB": "G",
    "CIV": "CI",
}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an index. `country` is set for a page of one country, `words` are those of the link."""

    kind: Kind
    address: str
    words: str
    country: str | None = None

    def may_hold(self, country: Country, edition: int) -> bool:
        """Tell whether the page behind the link may hold the narrative of a country."""
        if self.kind == "country":
            return self.country == country.code
        if self.kind == "tier":
            return True
        if self.kind == "region":
            return country.region in _regions(self.words)
        if self.kind == "range":
            match = _RANGE.search(self.words)
            low, high = (match[1].upper(), match[2].upper()) if match else ("A", "Z")
            return any(low <= letter <= high for letter in _letters(country, edition))
        return False


def read_links(
    page: bytes,
    address: str,
    edition: int,
    *,
    under: Collection[str],
    table: AddressTable,
) -> tuple[Link, ...]:
    """Return the links of an index page that matter, in the page's order, each address once.

    Args:
        page: the page.
        address: where it was taken from.
        edition: the edition it is the index of.
        under: beginnings of the paths that may be followed.
        table: which hosts may be asked.
    """
    found: dict[str, Link] = {}
    for target, words in _anchors(page, address):
        link = _settle(target, words, address, edition, under, table)
        if link is None or link.address == address:
            continue
        before = found.get(link.address)
        if before is None or (before.kind == "index" and link.kind != "index"):
            found[link.address] = link
    return tuple(found.values())


def _anchors(page: bytes, address: str) -> Iterator[tuple[str, str]]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    base = tree.css_first("base[href]")
    start = urljoin(address, (base.attributes.get("href") or "") if base is not None else "")
    for anchor in tree.css("a[href], option[value]"):
        target = anchor.attributes.get("href") or anchor.attributes.get("value") or ""
        try:
            joined = urljoin(start, target.strip())
        except ValueError:
            continue
        yield joined, " ".join(anchor.text().split())


def _settle(
    target: str, words: str, address: str, edition: int, under: Collection[str], table: AddressTable
) -> Link | None:
    if target.startswith(
        "http://"
    ):  # pages of 2009 link to themselves so; the host is asked over HTTPS alone
        target = "https://" + target.removeprefix("http://")
    try:
        checked = check_address(target, table.hosts)
    except FetchRefused:
        return None
    here, there = urlsplit(address), urlsplit(checked)
    path = there.path
    if there.netloc != here.netloc or not path.startswith(tuple(under)):
        return None
    if _PDF.search(words) or _NO_PAGE.search(path):
        return None
    name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", words)).strip(" .:")
    country = find_country(name, edition=edition) if name else None
    if country is not None:
        return Link("country", checked, words, country.code)
    kind = _kind_of(words)
    if kind is not None:
        return Link(kind, checked, words)
    spelled = country_of_slug(path, edition, table)
    return None if spelled is None else Link("country", checked, words, spelled)


def _kind_of(words: str) -> Kind | None:
    if _RANGE.search(words) and _RANGE_PAGE.search(words):
        return "range"
    if _SPECIAL.search(words) and "narrative" not in words.lower():
        return "tier"  # of any country
    if _TIER.search(words):
        return "tier"
    if _regions(words) and len(words) < 60:
        return "region"
    return "index" if _NARRATIVES.search(words) else None


def _regions(words: str) -> set[str]:
    low = words.lower().replace("&", "and")
    if "south and central asia" in low:
        return set(_REGIONS["south and central asia"])
    return {region for label, regions in _REGIONS.items() if label in low for region in regions}


def _letters(country: Country, edition: int) -> str:
    name = country.name_in(edition).removeprefix("The ")
    return name[:1].upper() + _OTHER_LETTERS.get(country.code, "")
