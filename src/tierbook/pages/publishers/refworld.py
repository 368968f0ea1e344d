"""A page of Refworld, the library of the UN refugee agency: HTML of its layouts, and text copied from them.

The old site printed a header of labels and values (`Publisher ...`, `Cite as ...`), the disclaimer's label glued to
its text; the agency's web archive prints the same with bars between. Many old addresses and the site of 2023 give
the text without a header; the new site has a panel beside it (`Document source`, `Date`, `Country`) and has lost the
headings Prosecution, Protection and Prevention, a double empty line standing in their place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierbook.editions import read_heading, read_tier_line
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import pieces_of
from tierbook.pages.country import country_by_name
from tierbook.pages.dates import read_date
from tierbook.pages.document import Document
from tierbook.pages.layout import Layout
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import (
    Anatomy,
    country_of,
    edition_of,
    is_report_title,
    read_anatomy,
)
from tierbook.pages.publishers.panel import beside_text, read_panel
from tierbook.text import late

__all__ = ["READER"]

_KEY = "refworld"
_ADDRESS = late(r"\brefworld\.org|webarchive\.archive\.unhcr\.org", re.I)
_ARCHIVED = late(r"webarchive\.archive\.unhcr\.org/\d+/(?P<address>https?://\S+)", re.I)
_NEW_ADDRESS = late(r"refworld\.org/(?:[a-z]{2}/)?reference/", re.I)
_AVAILABLE = late(
    r"available at:?\s*(?P<address>https?://\S+?)?\s*(?:\[accessed (?P<accessed>[^\]]+)\])", re.I
)
_FURNITURE = late(
    r"search refworld|refworld(?: is the leader.*)?|refworld [-–|] .*|back to top|print|e-?mail|share|help|home"
    r"|navigation|topics?|countries?|document types?|publishers?|sources?|unhcr|about refworld|contact us"
    r"|scroll to top|view (?:this|full) document.*|skip to main content|download(?: pdf)?|cite this document"
    r"|related documents?|copy citation",
    re.I,
)
_FORM = late(r"search refworld|search|related documents?|see also|back to top", re.I)
_BAR = late(
    r"\s+\|\s+(?=(?:Publisher|Author|Publication Date|Cite as|Comments?|Disclaimer|Last Updated|Title|Country"
    r"|Topics)(?:\b|(?=This is not)))"
)
_SPACED = late(r"\b(?:[A-Z]\. ){1,4}[A-Z]\.(?= [,;.)])")
_HEAD = 60
_TAIL = 30
_TEXT_AT_LEAST = 200

_LAYOUTS = (
    Layout(
        name="refworld/reference",
        address=_NEW_ADDRESS,
        body=("article .field--name-body", "article", "main"),
        fields=(("title", "h1"),),
    ),
    Layout(
        name="refworld/rwmain",
        marks=("#rwmain",),
        address=_ADDRESS,
        body=("#rwmain",),
    ),
    Layout(name="refworld", address=_ADDRESS, body=("#document", "#content", "main")),
)


class _Header(NamedTuple):
    values: Mapping[str, str]
    title: str | None
    body: tuple[Line, ...]


def _knows(page: Page) -> bool:
    if page.address and _ADDRESS.search(page.address):
        return True
    values = read_panel(_KEY, _split_bars(page.lines[:_HEAD]), loose=True).values
    if "cite_as" in values and ("issuer" in values or "last_updated" in values):
        return True
    if "refworld" not in page.low or not any(
        "refworld" in line.text.lower() for line in page.lines
    ):
        return False
    titles = (page.title or "", *(line.text for line in page.lines[:_HEAD]))
    return any(is_report_title(title) for title in titles)


def _read(page: Page) -> list[Document]:
    notes: list[str] = []
    header = _header(page)
    anatomy = read_anatomy(header.body)
    values = header.values
    title = header.title or anatomy.title or page.fields.get("title") or page.title
    cite_as = values.get("cite_as")
    published = read_date(values.get("published"))
    available = _AVAILABLE.search(cite_as or "")
    address = _address(page, available)
    if address is None and page.address is None:
        notes.append("the page gives no address")
    edition = edition_of(
        page,
        title,
        notes,
        cite_as=cite_as,
        published=published,
        publisher="Refworld",
        address=address,
    )
    body = anatomy.body
    country = country_of(page, anatomy, title, edition, notes) or country_by_name(
        values.get("country", ""), edition
    )
    notes += _notes_on_text(anatomy)
    facts = Facts(
        publisher="Refworld",
        issuer=values.get("issuer"),
        title=title,
        author=values.get("author"),
        published=published,
        edition=edition,
        country=country,
        text_kind=page.options.text_kind or "narrative",
        cite_as=cite_as,
        address=address,
        disclaimer=values.get("disclaimer"),
        last_updated=read_date(values.get("last_updated")),
        accessed=read_date(available["accessed"]) if available else None,
        notes=tuple(notes),
        reader=page.layout or "refworld",
    )
    return [build_document(facts, page, pieces_of(page.source, body))]


def _address(page: Page, available: re.Match[str] | None) -> str | None:
    """Return the address: that of the citation, else the page's own or its container's."""
    if available is not None and available["address"]:
        return available["address"].rstrip(",;")
    if not page.address or not _ADDRESS.search(page.address):
        return None
    archived = _ARCHIVED.search(page.address)
    return archived["address"] if archived else page.address


def _header(page: Page) -> _Header:
    """Take labels and values from above the text, from below it and from the furniture beside it."""
    lines = _split_bars(page.lines)
    stop = next((i for i, line in enumerate(lines[:80]) if read_tier_line(line.text)), None)
    text_at = next(
        (i for i, x in enumerate(lines) if len(x.text) >= _TEXT_AT_LEAST * 2), len(lines)
    )
    head = lines[: stop if stop is not None else min(text_at, _HEAD)]
    panel = read_panel(_KEY, head, loose=True)
    values = dict(panel.values)
    last = max(panel.used, default=-1)
    titles = [
        i for i, line in enumerate(head) if i not in panel.used and is_report_title(line.text)
    ]
    title = head[titles[0]].text if titles else values.get("title")
    last = max(last, titles[-1] if titles else -1)
    body, below = _cut_tail(lines[last + 1 :])
    for field, value in {**beside_text(_KEY, page), **below}.items():
        values.setdefault(field, value)
    return _Header(values, title, tuple(body))


def _cut_tail(lines: Sequence[Line]) -> tuple[list[Line], Mapping[str, str]]:
    """Leave out the site's own words and the panel below the text; long lines below are text all the same."""
    last = max((i for i, x in enumerate(lines) if len(x.text) >= _TEXT_AT_LEAST), default=-1)
    tail_at = max(last + 1, len(lines) - _TAIL)
    panel = read_panel(_KEY, lines[tail_at:])
    is_panel = len(panel.values) >= 2
    used = {tail_at + i for i in panel.used} if is_panel else set()
    first = min(used, default=len(lines))
    body: list[Line] = []
    ended = False
    for i, line in enumerate(lines):
        ended = ended or i >= first or (bool(body) and bool(_FORM.fullmatch(line.text)))
        if _FURNITURE.fullmatch(line.text) or i in used:
            continue
        if ended and len(line.text) < _TEXT_AT_LEAST:
            continue
        body.append(line)
    return body, panel.values if is_panel else {}


def _notes_on_text(anatomy: Anatomy) -> list[str]:
    notes = []
    if anatomy.named is None:
        notes.append("the page prints no tier line")
    headed = any(read_heading(line.text) for line in anatomy.body)
    lost = sum(1 for line in anatomy.body[1:] if line.gap >= 2)
    if lost and not headed:
        notes.append(
            f"headings are lost on the page: before {lost} of its paragraphs two empty lines stand in their place"
        )
    spaced = {found[0] for line in anatomy.body for found in _SPACED.finditer(line.text)}
    if spaced:
        notes.append(f"the page prints abbreviations with spaces: {', '.join(sorted(spaced))}")
    return notes


def _split_bars(lines: Sequence[Line]) -> list[Line]:
    """Cut lines at bars that stand before a label: one layout prints its whole header so."""
    found: list[Line] = []
    for line in lines:
        at = 0
        gap = line.gap
        for match in _BAR.finditer(line.text) if "|" in line.text else ():
            found.append(_cut(line, at, match.start(), gap))
            at, gap = match.end(), 0
        found.append(_cut(line, at, len(line.text), gap) if at else line)
    return [line for line in found if line.text]


def _cut(line: Line, low: int, high: int, gap: int) -> Line:
    text = line.text[low:high]
    stripped = text.strip()
    start = line.start + low + len(text) - len(text.lstrip())
    return Line(start, start + len(stripped), gap, stripped)


READER = Reader("refworld", _knows, _read, _LAYOUTS)
