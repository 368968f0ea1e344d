"""A news wire that prints the narrative whole, below a sentence of its own and the names of pictures."""

from __future__ import annotations

import re

from tierbook.pages.assembly import Facts, build_document, year_in
from tierbook.pages.body import pieces_of
from tierbook.pages.dates import read_date
from tierbook.pages.document import Document
from tierbook.pages.layout import Layout
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import country_of, edition_of, is_report_title, read_anatomy
from tierbook.text import late

__all__ = ["READER"]

_HEAD = 30
_WIRE = late(
    r"the following .{3,60}? was (?:published|released|issued) by (?P<issuer>.{5,120}?)"
    r"(?: on (?P<date>[A-Z][a-z]+ \d{1,2})(?:, (?P<year>20\d\d))?)?\.\s*it is reproduced in full below\.?",
    re.I,
)
_PICTURE = late(r"(?:webp\s+)?\d*\w{0,20}edited|\S+\.(?:webp|jpe?g|png)|webp \S{1,40}", re.I)
_WIRE_ADDRESS = late(r"//(?:www\.)?(?P<name>(?:the)?(?:federal|state)newswire)\.com/", re.I)
_WIRE_NAMES = {"federal": "Federal Newswire", "state": "State Newswire"}


def _knows_wire(page: Page) -> bool:
    if page.address and _WIRE_ADDRESS.search(page.address):
        return True
    return "reproduced in full" in page.low and any(
        _WIRE.search(line.text) for line in page.lines[:_HEAD]
    )


def _read_wire(page: Page) -> list[Document]:
    notes: list[str] = []
    lines = [line for line in page.lines if not _PICTURE.fullmatch(line.text)]
    intro_at = next((i for i, line in enumerate(lines) if _WIRE.search(line.text)), None)
    intro = _WIRE.search(lines[intro_at].text) if intro_at is not None else None
    above = lines[:intro_at] if intro_at is not None else []
    titles = [line.text for line in above if is_report_title(line.text)]
    anatomy = read_anatomy(lines[intro_at + 1 :] if intro_at is not None else lines)
    title = (titles[0] if titles else anatomy.title) or page.fields.get("title") or page.title
    edition = edition_of(page, title, notes, address=page.address)
    if anatomy.named is None:
        notes.append("the page prints no tier line")
    country = country_of(page, anatomy, title, edition, notes)
    name = _WIRE_ADDRESS.search(page.address or "")
    facts = Facts(
        publisher=_WIRE_NAMES[name["name"].lower().removeprefix("the").removesuffix("newswire")]
        if name
        else "news wire",
        issuer=intro["issuer"] if intro else None,
        title=title,
        published=_wire_date(intro, year_in(title)),
        edition=edition,
        country=country,
        text_kind=page.options.text_kind or "narrative",
        notes=tuple(notes),
        reader="copies/wire",
    )
    return [build_document(facts, page, pieces_of(page.source, anatomy.body))]


def _wire_date(intro: re.Match[str] | None, year: int | None) -> str | None:
    """Return the day that the wire gives; without a year it is that of the title, in which the Report came out."""
    if intro is None or not intro["date"]:
        return None
    year = int(intro["year"]) if intro["year"] else year
    return read_date(f"{intro['date']}, {year}") if year else None


_WIRE_LAYOUT = Layout(
    name="copies/wire", address=_WIRE_ADDRESS, body=("article", "main"), fields=(("title", "h1"),)
)
READER = Reader("copies/wire", _knows_wire, _read_wire, (_WIRE_LAYOUT,))
