"""A whole Report cut into pages as a book is: hard line ends, and a line of page numbers such as `111 112 [113]`.

A page may hold the end of one narrative and the beginning of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tierbook.editions import read_tier_line
from tierbook.errors import Problem
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import pieces_of
from tierbook.pages.country import country_by_name
from tierbook.pages.document import Document
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import country_of_options, edition_of, is_report_title
from tierbook.pages.splitting import split_countries
from tierbook.text import late

__all__ = ["READER"]

_HEAD = 30
_PAGER = late(
    r"(?:\d{1,3}\s+){2,}\[\d{1,3}\](?:\s+\d{1,3})*|\[\d{1,3}\](?:\s+\d{1,3}){2,}|(?:\d{1,3}\s+)+\[\d{1,3}\].*",
    re.I,
)


def _knows_book(page: Page) -> bool:
    return any(_PAGER.fullmatch(line.text) for line in page.lines)


def _read_book(page: Page) -> Iterator[Document | Problem]:
    notes = ["a page of a book: a narrative may begin before it and end after it"]
    lines = [line for line in page.lines if not _PAGER.fullmatch(line.text)]
    titles = [line.text for line in lines[:_HEAD] if is_report_title(line.text)]
    title = titles[0] if titles else page.title
    edition = edition_of(page, title, notes, address=page.address)
    first = next((i for i, line in enumerate(lines) if read_tier_line(line.text)), len(lines))
    before = [line for line in lines[:first] if not is_report_title(line.text)]
    facts = Facts(
        title=title if title and is_report_title(title) else None,
        edition=edition,
        text_kind=page.options.text_kind or "excerpt",
        reader="copies/book",
    )
    if any(len(line.text) >= 80 for line in before):
        said = [*notes, "the page begins within a narrative, and names its country nowhere"]
        alone = first == len(lines)  # else the country given may be that of what follows
        country = country_of_options(page, edition, said) if alone else None
        pieces = pieces_of(page.source, before, tier_line=False)
        span = (before[0].start, before[-1].end)
        own = replace(facts.noted(*said), country=country)
        yield build_document(own, page, pieces, span=span)
    parts = split_countries(lines[first:], edition=edition)
    for part in parts:
        own = replace(facts.noted(*notes, *part.notes), country=part.code)
        yield build_document(own, page, part.pieces(page.source), span=part.span, lead=part.lead)
    if not parts and first < len(
        lines
    ):  # too short for a part: the page ends soon after the tier line
        read = read_tier_line(lines[first].text)
        code = country_by_name(read[0], edition) if read else None
        pieces = pieces_of(page.source, lines[first:])
        span = (lines[first].start, lines[-1].end)
        yield build_document(replace(facts.noted(*notes), country=code), page, pieces, span=span)


READER = Reader("copies/book", _knows_book, _read_book)
