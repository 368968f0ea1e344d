"""A page for each section of a narrative: `Prosecution of human trafficking in Kenya (TIP 2019)`."""

from __future__ import annotations

import re

from tierbook.editions import read_heading
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import Piece, pieces_of
from tierbook.pages.country import country_by_name
from tierbook.pages.document import Document
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import country_of_options, edition_of
from tierbook.text import late

__all__ = ["READER"]

_HEAD = 30
_SECTION_TITLE = late(
    r"(?P<section>prosecution|protection|prevention|recommendations?|trafficking profile|profile)\b"
    r"(?:\s+(?:of|against|and|for|from)\b.{0,40}?|\s+)?(?:human\s+trafficking|trafficking)?"
    r"\s*(?:in\s+(?P<name>[A-Z][\w’' -]{2,40}?))"
    r"\s*[-–—,]?\s*\(?\s*TIP\s*(?:Report\s*)?20\d\d\s*\)?",
    re.I,
)
_WHOLE_TITLE = late(
    r"(?:human\s+)?trafficking\s+in\s+(?P<name>[A-Z][\w’' -]{2,40}?)"
    r"\s*[-–—,]?\s*\(?\s*TIP\s*(?:Report\s*)?20\d\d\s*\)?",
    re.I,
)
_CREDIT = late(r"(?:foto|photo|image|picture) (?:di|by|of|:).{2,60}", re.I)


def _section_title(page: Page) -> tuple[re.Match[str], Line | None] | None:
    for line in page.lines[:_HEAD]:
        match = _SECTION_TITLE.fullmatch(line.text) or _WHOLE_TITLE.fullmatch(line.text)
        if match:
            return match, line
    match = _SECTION_TITLE.match(page.title or "") or _WHOLE_TITLE.match(page.title or "")
    return (match, None) if match else None


def _read_section(page: Page) -> list[Document]:
    found = _section_title(page)
    assert found is not None
    match, line = found
    notes = ["the page prints no tier line"]
    title = line.text if line is not None else page.title
    edition = edition_of(page, title, notes)
    start = page.lines.index(line) + 1 if line is not None else 0
    body = [x for x in page.lines[start:] if not _CREDIT.fullmatch(x.text)]
    pieces: list[Piece] = []
    section = match.groupdict().get("section")
    if section:
        notes.append(f"the page holds one section of the narrative: {section.lower()}")
        if line is not None and read_heading(section):
            low = line.start + match.start("section")
            pieces = [Piece("heading", ((low, low + len(section)),), line.gap)]
    facts = Facts(
        title=title,
        edition=edition,
        country=country_by_name(match["name"], edition) or country_of_options(page, edition, notes),
        text_kind=page.options.text_kind or ("excerpt" if section else "narrative"),
        notes=tuple(notes),
        reader="copies/section",
    )
    return [build_document(facts, page, pieces + pieces_of(page.source, body, tier_line=False))]


READER = Reader("copies/section", lambda page: _section_title(page) is not None, _read_section)
