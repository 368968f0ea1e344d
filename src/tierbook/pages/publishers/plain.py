"""A narrative as plain text, from no publisher in particular: a tier line or title, headings, paragraphs.

The tier line may have any of its historic spellings. The country is the tier line's or the title's; the edition the
title's or the caller's, and as a last resort that of the folder or file name, with a note.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from tierbook.editions import read_heading, read_tier_line
from tierbook.errors import PageUnreadable
from tierbook.pages.assembly import Facts, build_document, is_edition, year_in
from tierbook.pages.body import pieces_of
from tierbook.pages.country import country_by_code, country_by_name
from tierbook.pages.document import Document
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader

__all__ = ["READER", "country_of_options", "edition_of", "read_plain"]

_REPORT = re.compile(r"trafficking\s+in\s+persons\s+report", re.I)
_TITLE_COUNTRY = re.compile(
    r"(?:report|narratives?|\b20\d\d)\s*[-–—:,]+\s*(?:\d{4}\s*[-–—:]\s*)?(?P<name>[^-–—:]{3,60})$",
    re.I,
)
_LONG = 25
_NARRATIVE = re.compile(r"minimum\s+standards|traffick", re.I)


def _knows(page: Page) -> bool:
    return True


def read_plain(page: Page) -> list[Document]:
    """Read a text of no publisher in particular."""
    lines = list(page.lines)
    tier_at = next((i for i, line in enumerate(lines[:60]) if read_tier_line(line.text)), None)
    title_at = next(
        (
            i
            for i, line in enumerate(lines[: tier_at if tier_at is not None else 8])
            if _is_title(line)
        ),
        None,
    )
    title = lines[title_at].text if title_at is not None else None
    notes: list[str] = []
    if page.html:
        notes.append("HTML of a site that has no reader of its own: menus may stand in the body")
        if title is None and page.title and _REPORT.search(page.title):
            title = page.title
    edition = edition_of(page, title, notes)
    country = None
    if tier_at is not None:
        tier_line = read_tier_line(lines[tier_at].text)
        assert tier_line is not None
        country = country_by_name(tier_line[0], edition)
        if country is None:
            notes.append(f"the tier line names {tier_line[0]!r}, which is no country known here")
        body = lines[tier_at:]
        if tier_at and title_at is None and tier_at > 3:
            notes.append(f"{tier_at} lines before the tier line were left out of the body")
    else:
        body = lines[title_at + 1 :] if title_at is not None else lines
        notes.append("the page prints no tier line")
    if country is None and title is not None:
        found = _TITLE_COUNTRY.search(title.strip())
        country = country_by_name(found["name"], edition) if found else None
    if country is None:
        country = country_of_options(page, edition, notes)
    _check_narrative(page, body, notes)
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


def edition_of(page: Page, title: str | None, notes: list[str]) -> int | None:
    """Return the edition: the caller's, else the title's, else that of the folder or file name."""
    if page.options.edition is not None:
        said = year_in(title)
        if said is not None and said != page.options.edition:
            notes.append(
                f"the page's title says {said}; the edition given, {page.options.edition}, was taken"
            )
        return page.options.edition
    said = year_in(title)
    if said is not None:
        return said
    path = PurePath(page.name)
    for part in (path.stem, path.parent.name):
        for match in re.finditer(r"(?<!\d)(20\d\d)(?!\d)", part):
            if is_edition(int(match[1])):
                notes.append(
                    f"the page prints no year; the edition {match[1]} is that of its file or folder name"
                )
                return int(match[1])
    notes.append("the page prints no year, and its edition is not known")
    return None


def country_of_options(page: Page, edition: int | None, notes: list[str]) -> str | None:
    """Return the country that the caller gave, else that of the file name where it is an alpha-3 code."""
    given = page.options.country
    if given:
        found = country_by_code(given.strip()) or country_by_name(given, edition)
        if found is None:
            notes.append(f"the country given, {given!r}, is no country known here")
        return found
    stem = PurePath(page.name).stem
    found = country_by_code(stem) if stem.isupper() else None
    if found is not None:
        notes.append(f"the page names no country; {found} is that of its file name")
    return found


def _is_title(line: Line) -> bool:
    return len(line.text) <= 160 and bool(_REPORT.search(line.text))


def _check_narrative(page: Page, body: list[Line], notes: list[str]) -> None:
    """Refuse a page without a narrative; a text whose country or record the caller gave is taken at their word."""
    long = [line for line in body if len(line.text) >= _LONG and not read_heading(line.text)]
    if long and any(_NARRATIVE.search(line.text) for line in body):
        return
    if body and (page.row is not None or page.options.country is not None):
        notes.append("nothing in the text says that it is a narrative of the Report")
    else:
        raise PageUnreadable(
            "no narrative was found on the page",
            why="there is no tier line, no paragraph on trafficking, no sentence on the minimum standards",
            remedy="save the country's own page of the Report, with its text",
        )


READER = Reader("plain", _knows, read_plain)
