"""A narrative as plain text, from no publisher in particular: a tier line or title, headings, paragraphs.

The tier line may have any of its historic spellings. The country is the tier line's or the title's; the edition the
title's or the caller's, and as a last resort that of the folder or file name, with a note.
"""

from __future__ import annotations

from collections.abc import Iterable

from tierbook.editions import read_heading, read_tier_line
from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import pieces_of
from tierbook.pages.document import Document
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import country_of, edition_of, is_report_title, read_anatomy
from tierbook.pages.refusals import is_on_trafficking, refuse_bare_page, refuse_other_texts
from tierbook.pages.splitting import read_parts, split_countries, tier_above

__all__ = ["READER", "read_plain"]

_FEW = 3
_LONG = 25


def _knows(page: Page) -> bool:
    return True


def read_plain(page: Page) -> list[Document]:
    """Read a text of no publisher in particular."""
    if page.row is not None:  # a record comes here by itself; a page has been looked at before
        refuse_other_texts(page)
    notes: list[str] = []
    anatomy = read_anatomy(page.lines)
    title = anatomy.title
    if page.html:
        notes.append("HTML of a site that has no reader of its own: menus may stand in the body")
        if title is None and page.title and is_report_title(page.title):
            title = page.title
    edition = edition_of(page, title, notes, address=page.address)
    if anatomy.named is None:
        notes.append("the page prints no tier line")
    elif len(anatomy.above) > _FEW and anatomy.title is None:
        notes.append(f"{len(anatomy.above)} lines before the tier line were left out of the body")
    country = country_of(page, anatomy, title, edition, notes)
    body = list(anatomy.body)
    _check_narrative(page, body, notes)
    if page.html and country is None and anatomy.named is None:
        refuse_bare_page("this page of a site that has no reader of its own", body)
    facts = Facts(
        title=title,
        edition=edition,
        country=country,
        text_kind=page.options.text_kind or "narrative",
        row=page.row,
        notes=tuple(notes),
        reader="plain",
    )
    pieces = pieces_of(page.source, body)
    return [build_document(facts, page, pieces)]


def _check_narrative(page: Page, body: list[Line], notes: list[str]) -> None:
    """Refuse a page without a narrative; a text whose country or record the caller gave is taken at their word."""
    long = [line for line in body if len(line.text) >= _LONG and not read_heading(line.text)]
    if long and any(is_on_trafficking(line.text) for line in body):
        return
    if body and (page.row is not None or page.options.country is not None):
        notes.append("nothing in the text says that it is a narrative of the Report")
    else:
        raise PageUnreadable(
            "no narrative was found on the page",
            why="there is no tier line, no paragraph on trafficking, no sentence on the minimum standards",
            remedy="save the country's own page of the Report, with its text",
        )


def _read(page: Page) -> Iterable[Document | Problem]:
    """Read a text, country by country where several tier lines stand in it, or a tier above several names."""
    tiers = sum(read_tier_line(line.text) is not None for line in page.lines)
    if tiers > 1 or any(tier_above(line.text) for line in page.lines):
        notes: list[str] = []
        title = read_anatomy(page.lines).title
        edition = edition_of(page, title, notes, address=page.address)
        parts = split_countries(page.lines, edition=edition)
        if len(parts) > 1:
            facts = Facts(
                title=title,
                edition=edition,
                text_kind=page.options.text_kind or "narrative",
                notes=tuple(notes),
                reader="plain",
            )
            return read_parts(page, parts, facts)
    return read_plain(page)


READER = Reader("plain", _knows, _read)
