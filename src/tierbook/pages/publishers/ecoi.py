"""A page of ecoi.net, the information system of the Austrian Red Cross: English and German furniture, English text.

Titles are `Trafficking in Persons Report 2016 - Country Narratives - Kenya` (2015 to 2018) and `2021 Trafficking in
Persons Report: Kenya` (from 2019). Some pages print neither title nor tier line: they begin `Dokument #2055211` and
`USDOS – US Department of State (Autor)`, and then comes the text; an id of the kind tells the edition. Pages of 2010
and before are copies of the Department's own, with its menu of 200 countries in one run of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tierbook.errors import Problem
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import pieces_of
from tierbook.pages.country import country_by_name
from tierbook.pages.dates import read_date
from tierbook.pages.document import Document
from tierbook.pages.layout import Layout
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import (
    country_of,
    edition_of,
    is_report_title,
    read_anatomy,
)
from tierbook.pages.publishers.panel import beside_text, read_panel
from tierbook.pages.splitting import read_parts, split_countries
from tierbook.text import late

__all__ = ["READER"]

_KEY = "ecoi"
_ADDRESS = late(r"\becoi\.net/", re.I)
_DOCUMENT = late(r"(?:document|dokument)\s*(?:#|ID:?|-ID:?)\s*(?P<id>\d{5,8})", re.I)
_SOURCE = late(
    r"USDOS\s*[-–—]\s*US Department of State\s*\((?:Author|Autor|Publisher|Herausgeber)[^)]*\)",
    re.I,
)
_FURNITURE = late(
    r"ecoi\.net|european country of origin information network|suche?|search|home|startseite|about ecoi\.net"
    r"|(?:über|newsletter|kontakt|contact|impressum|datenschutz|privacy|anmelden|login|print|drucken|teilen|share)\b.{0,40}"
    r"|zur (?:übersicht|suche).{0,30}|back to (?:list|search).{0,30}|(?:english|deutsch)(?: ?\| ?(?:english|deutsch))?"
    r"|stay connected with state\.gov|subscribe to updates|skip (?:to )?(?:content|links)|printbanner\S*"
    r"|\S+\.(?:jpe?g|png|gif)|#\w+",
    re.I,
)
_DROP_DOWN = late(r"select a country or other area\s*\S.*", re.I | re.S)
_HEAD, _TAIL = 40, 25
_TEXT_AT_LEAST = 200

_LAYOUTS = (
    Layout(
        name="ecoi/document",
        address=late(r"\becoi\.net/(?:en|de)/(?:document|dokument)/", re.I),
        body=("main article", "article", "main"),
        fields=(("title", "h1"),),
    ),
    Layout(name="ecoi/local_link", address=_ADDRESS, body=("#content", "#main", "main")),
)


def _knows(page: Page) -> bool:
    if page.address and _ADDRESS.search(page.address):
        return True
    if "ecoi.net" not in page.low and "usdos" not in page.low:
        return False
    head = page.lines[:_HEAD]
    if any(_SOURCE.fullmatch(line.text) for line in head):
        return True
    near = (*head, *page.lines[-_TAIL:])
    named = any("ecoi.net" in line.text.lower() for line in near)
    return named and any(is_report_title(line.text) for line in (*head, *_title_line(page)))


def _title_line(page: Page) -> tuple[Line, ...]:
    return (Line(0, 0, 0, page.title),) if page.title else ()


def _read(page: Page) -> Iterator[Document | Problem]:
    values = beside_text(_KEY, page)
    lines, found = _body(page.lines)
    values = {**values, **found}
    anatomy = read_anatomy(lines)
    title = anatomy.title or page.fields.get("title") or values.get("title") or page.title
    notes: list[str] = []
    identity = _identity(page, values)
    address = _address(page, values)
    if address is None and page.address is None:
        notes.append("the page gives no address")
    if identity is not None:
        notes.append(f"document {identity} of ecoi.net")
    published = read_date(values.get("published"))
    edition = edition_of(
        page,
        title,
        notes,
        cite_as=values.get("cite_as"),
        published=published,
        publisher="ecoi.net",
        address=address or (f"/document/{identity}" if identity else None),
    )
    facts = Facts(
        publisher="ecoi.net",
        issuer=_issuer(page, values),
        title=title if title and is_report_title(title) else None,
        published=published,
        edition=edition,
        text_kind=page.options.text_kind or "narrative",
        cite_as=values.get("cite_as"),
        address=address,
        last_updated=read_date(values.get("last_updated")),
        accessed=read_date(values.get("accessed")),
        reader=page.layout or "ecoi",
    )
    parts = split_countries(lines, edition=edition)
    if len(parts) > 1:
        yield from read_parts(page, parts, facts.noted(*notes))
        return
    if anatomy.named is None:
        notes.append("the page prints no tier line")
    country = country_of(page, anatomy, title, edition, notes) or country_by_name(
        values.get("country", ""), edition
    )
    pieces = pieces_of(page.source, anatomy.body)
    yield build_document(replace(facts.noted(*notes), country=country), page, pieces)


def _body(lines: Sequence[Line]) -> tuple[list[Line], dict[str, str]]:
    """Leave out the site's words and its panel above and below the text; the panel's values come with the lines."""
    long = [
        i
        for i, line in enumerate(lines)
        if len(line.text) >= _TEXT_AT_LEAST and not _DROP_DOWN.match(line.text)
    ]
    first, last = (long[0], long[-1]) if long else (len(lines), -1)
    above = lines[: min(first, _HEAD)]
    tail_at = max(last + 1, len(lines) - _TAIL)
    panels = (read_panel(_KEY, above), read_panel(_KEY, lines[tail_at:]))
    values = {**panels[1].values, **panels[0].values}
    used = {*panels[0].used, *(tail_at + i for i in panels[1].used)}
    end = min((tail_at + i for i in panels[1].used), default=len(lines))
    kept = [
        line
        for i, line in enumerate(lines)
        if i not in used
        and (i < end or len(line.text) >= _TEXT_AT_LEAST)
        and not _is_furniture(line.text)
    ]
    return kept, values


def _is_furniture(text: str) -> bool:
    return bool(
        _FURNITURE.fullmatch(text)
        or _DOCUMENT.fullmatch(text)
        or _SOURCE.fullmatch(text)
        or _DROP_DOWN.fullmatch(text)
    )


def _identity(page: Page, values: dict[str, str]) -> str | None:
    if values.get("id", "").isdigit():
        return values["id"]
    match = _DOCUMENT.search(page.source)
    return match["id"] if match else None


def _address(page: Page, values: dict[str, str]) -> str | None:
    for address in (values.get("address", ""), page.address or ""):
        if _ADDRESS.search(address):
            return address
    return None


def _issuer(page: Page, values: dict[str, str]) -> str | None:
    said = values.get("issuer")
    if said is None:
        match = _SOURCE.search(page.source)
        said = match[0] if match else None
    return re.sub(r"\s*\((?:Author|Autor)\)", "", said) if said else None


READER = Reader("ecoi", _knows, _read, _LAYOUTS)
