"""A copy on the site of a U.S. embassy, consulate or mission: the whole narrative, or its first lines and a link.

The title may stand twice, bullets are dashes, and a line `Read the full 2018 Trafficking in Persons Report here: ...`
stands within the text: it tells the edition, and is no part of the narrative.
"""

from __future__ import annotations

import re

from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import pieces_of
from tierbook.pages.dates import read_date
from tierbook.pages.document import Document
from tierbook.pages.layout import Layout
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import country_of, edition_of, is_report_title, read_anatomy
from tierbook.text import late

__all__ = ["READER"]

_ADDRESS = late(r"//(?:[\w-]+\.)*us(?:embassy|mission|consulate)\.gov\b", re.I)
_READ_MORE = late(
    r"(?:please )?(?:read|see|view|download|click here (?:to read|for)) (?:the )?(?:full|complete|entire)\b.{0,200}?"
    r"\b(?:report|narrative|text)\b.{0,200}",
    re.I,
)
_ON_REPORT = late(r"trafficking in persons|\bTIP\b", re.I)
_MORE = late(r"\s*[(\[](?:more|read more|continued?)(?:\s*(?:\.{3}|…|»))?[)\]]\s*$", re.I)
_SITE = late(r"u\.?s\.? (?:embassy|consulate|mission)(?: .{2,60}| & .*)?", re.I)
_FURNITURE = late(
    r"skip (?:to )?(?:main |global )?(?:content|navigation|links).*|home(?: \| .*)?|menu|share|print"
    r"|by u\.?s\.? .{3,60}|\d+ minutes? read|topics?: .*|tags?: .*|(?:related|more) (?:news|articles|stories).*"
    r"|news & events|reports on .{3,40}"
    r"|u\.?s\.? (?:embassy|consulate|mission)\b.{0,60}",
    re.I,
)
_LAYOUTS = (
    Layout(
        name="embassy/mission",
        marks=(".entry-content",),
        address=_ADDRESS,
        body=("main", "article", ".entry-content"),
        fields=(("title", "h1"), ("date", "time@datetime")),
    ),
    Layout(name="embassy", address=_ADDRESS, body=("main", "#content", "#main", ".content")),
)
_HEAD = 12


def _knows(page: Page) -> bool:
    if page.address:
        return bool(_ADDRESS.search(page.address))
    if any(_READ_MORE.fullmatch(line.text) and _ON_REPORT.search(line.text) for line in page.lines):
        return True
    head = page.lines[:_HEAD]
    return any(_SITE.fullmatch(line.text) for line in head) and any(
        is_report_title(line.text) for line in head
    )


def _read(page: Page) -> list[Document]:
    notes: list[str] = []
    links = [line for line in page.lines if _READ_MORE.fullmatch(line.text)]
    lines = [
        line for line in page.lines if line not in links and not _FURNITURE.fullmatch(line.text)
    ]
    anatomy = read_anatomy(lines)
    title = anatomy.title or page.fields.get("title") or page.title
    named = title if title and is_report_title(title) else None
    published = read_date(page.fields.get("date")) or _date(anatomy.above)
    says = named or (links[0].text if links else None)
    edition = edition_of(page, says, notes, address=page.address)
    body = list(anatomy.body)
    kind = page.options.text_kind or "narrative"
    if body and (more := _MORE.search(body[-1].text)):
        body[-1] = _shortened(body[-1], more.start())
        kind = page.options.text_kind or "excerpt"
        notes.append("the page gives the first lines alone and a link to the rest")
    if anatomy.named is None:
        notes.append("the page prints no tier line")
    if links:
        notes.append(f"a line of the embassy's own was left out of the body: {links[0].text!r}")
    country = country_of(page, anatomy, title, edition, notes)
    facts = Facts(
        publisher="U.S. embassy",
        title=title,
        published=published,
        edition=edition,
        country=country,
        text_kind=kind,
        notes=tuple(notes),
        reader=page.layout or "embassy",
    )
    return [build_document(facts, page, pieces_of(page.source, body))]


def _date(above: tuple[Line, ...]) -> str | None:
    return next(
        (date for line in above if len(line.text) < 40 and (date := read_date(line.text))), None
    )


def _shortened(line: Line, size: int) -> Line:
    text = line.text[:size].rstrip()
    return Line(line.start, line.start + len(text), line.gap, text, line.item)


READER = Reader("embassy", _knows, _read, _LAYOUTS)
