"""Pages of the Department's sites, read into one Document for each country on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from tierbook.editions import read_tier_line
from tierbook.errors import PageUnreadable, Problem
from tierbook.pages.assembly import Facts, build_document, year_in
from tierbook.pages.body import pieces_of
from tierbook.pages.boxes import Sorted, sort_lines
from tierbook.pages.country import country_by_name
from tierbook.pages.dates import read_date
from tierbook.pages.document import Document
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import country_of_options, edition_of, year_of_address
from tierbook.pages.publishers.state_gov.header import Header, read_header
from tierbook.pages.publishers.state_gov.layouts import ADDRESS, LAYOUTS
from tierbook.pages.refusals import is_on_trafficking, refuse_bare_page
from tierbook.pages.splitting import read_parts, split_countries
from tierbook.text import late

__all__ = ["BY_WORDS", "READER"]

_PUBLISHER = "U.S. Department of State"
_OFFICE = "Office to Monitor and Combat Trafficking in Persons"
_SAYS_SO = late(
    r"you are in\s*:|diplomacy in action|released by the (?:u\.s\. department of state|office to monitor)"
    r"|printable banner",
    re.I,
)
_BYLINE = (
    late(r"(?:20\d\d\s+)?trafficking\s+in\s+persons\s+report(?:\s+20\d\d)?", re.I),
    late(rf"{_OFFICE}|(?:u\.?s\.? )?department of state", re.I),
    late(r"[A-Z][a-z]{2,8}\.?(?: \d{1,2},)? 20\d\d"),
)
_RANGE = late(
    r"(?:[IVX]{1,5}[a-d]?\.\s+)?country\s+narratives?\s*[-–—:]+\s*(?:countries\s+[a-z]\s+(?:through|to|-|–)\s+[a-z]|tier\s+[123])",
    re.I,
)
_OFFICIAL = late(r"official website of the united states government", re.I)
_SLUG = late(
    r"/reports/20\d\d-trafficking-in-persons-report(?:-\d+)?(?:__trashed)?/(?P<slug>[a-z][a-z-]+?)(?:-\d+)?(?:__trashed)?/?(?:[?#].*)?$",
    re.I,
)
_AFTER_REPORT = late(r"report\b[\s,]*(?:20\d\d)?\s*[-–—:|]+\s*(?P<name>[^:|]{3,60})$", re.I)
_MANY = late(
    r"country\s+narratives?|countries\s+[a-z]\s+(?:through|to|-|–)\s+[a-z]\b|special\s+cases", re.I
)


def _knows(page: Page) -> bool:
    """Tell a page by its layout or its address."""
    if page.layout is not None:
        return page.layout.startswith("state.gov/") and (
            page.address is not None or "Department of State" in page.source
        )
    return page.address is not None and bool(ADDRESS.match(page.address))


def _knows_by_words(page: Page) -> bool:
    """Tell a page that has lost both, or its text, by the words of its header."""
    if page.layout is not None or page.address is not None:
        return False
    names_it = "Department of State" in page.source
    first = [line.text for line in page.lines[:8]]
    by_lines = any(_RANGE.fullmatch(words) for words in first) or all(
        any(sign.fullmatch(words) for words in first) for sign in _BYLINE
    )
    if by_lines == names_it:  # what the header says would decide nothing
        return by_lines
    return not by_lines if _says_so(page) else by_lines


def _says_so(page: Page) -> bool:
    """Tell whether a header has words of the Department's own sites."""
    head = "\n".join(line.text for line in page.lines[:25])
    if _SAYS_SO.search(head):
        return True
    return bool(_OFFICIAL.search(head)) and not re.search("embassy|consulate", head, re.I)


def _read(page: Page) -> Iterator[Document | Problem]:
    header = read_header(page.lines, page.furniture)
    texts = sort_lines(header.body)
    facts = _facts(page, header, texts)
    parts = split_countries(texts.lines, edition=facts.edition)
    if len(parts) > 1:
        yield from read_parts(page, parts, facts)
        return
    _check(page, header, texts, facts)
    yield _single(page, texts, facts)


def _facts(page: Page, header: Header, texts: Sorted) -> Facts:
    """Gather what the page says of itself."""
    notes: list[str] = []
    title = _title(page, header)
    series = " ".join(header.series)
    published = header.date or read_date(page.fields.get("date"))
    edition = _edition(page, title, series, published or header.month, notes)
    if published is None:
        published = _site_date(page, edition, notes)
        if published is None and header.month:
            notes.append(f"the page gives month and year of publication only: {header.month}")
    if page.address is None:
        notes.append("the page gives no address")
    if page.capture:
        notes.append(page.capture)
    if header.archive:
        notes.append(f"a page of an archive of the site: {header.archive}")
    if page.address and "trashed" in page.address:
        notes.append("its address says that the site had withdrawn the page")
    notes += texts.notes
    return Facts(
        publisher=_PUBLISHER,
        title=title,
        author=header.author or page.fields.get("author") or _bureau(page),
        published=published,
        edition=edition,
        text_kind=page.options.text_kind or "narrative",
        disclaimer=header.disclaimer,
        notes=tuple(notes),
        reader=page.layout or "state.gov/text",
    )


def _title(page: Page, header: Header) -> str | None:
    """Return the title as printed; that of a part of the Report stands after the Report's own."""
    title = page.fields.get("title") or header.title or page.title
    report = next((words for words in header.series if "you are in" not in words.lower()), None)
    if title is None or re.search(r"trafficking in persons", title, re.I):
        return title or report
    if report is None:
        return title
    report = re.sub(r"\s*[-–]*\s*report home page", "", report, flags=re.I)
    return f"{report} - {title}"


def _edition(
    page: Page, title: str | None, series: str, published: str | None, notes: list[str]
) -> int | None:
    """Return the edition: the caller's, else of the title, the address, the date of publication."""
    said = year_in(title) or year_in(series)
    in_address = year_of_address(_PUBLISHER, page.address or "")
    if said is not None and in_address is not None and said != in_address:
        notes.append(f"the page says {said}, its address {in_address}")
    if page.options.edition is not None:
        return edition_of(page, title, notes)
    for year in (said, in_address, year_in(published)):
        if year is not None:
            return year
    return edition_of(page, title, notes)


def _site_date(page: Page, edition: int | None, notes: list[str]) -> str | None:
    """Return the day on which the site says it put the page up, where that can be the edition's."""
    dated = read_date((page.fields.get("dated") or "")[:10])
    if dated is None or edition is None:
        return None
    if int(dated[:4]) == edition:
        return dated
    notes.append(f"the site dates the page {dated}, which is not the edition's publication")
    return None


def _bureau(page: Page) -> str | None:
    """Return the office that the site files the page under."""
    filed = page.fields.get("bureaus", "")
    if "monitor-and-combat-trafficking" in filed or _OFFICE in " ".join(page.furniture[:40]):
        return _OFFICE
    return None


class _Named(NamedTuple):
    """Names of the country that one page gives, strongest first."""

    where: str
    name: str
    code: str | None


def _single(page: Page, texts: Sorted, facts: Facts) -> Document:
    """Read a page on one country."""
    lines = list(texts.lines)
    at = next((i for i, line in enumerate(lines[:60]) if read_tier_line(line.text)), None)
    notes: list[str] = []
    if at is None:
        notes.append("the page prints no tier line")
    named = [one for one in _names(page, lines, at, facts) if one.code is not None]
    country = named[0].code if named else country_of_options(page, facts.edition, notes)
    notes += [
        f"{named[0].where} names {named[0].name!r}, {other.where} {other.name!r}"
        for other in named[1:]
        if other.code != country
    ]
    if country is None:
        if at is None:
            refuse_bare_page("the page of the Department's site", lines)
        notes.append("the page names no country that is known here")
    pieces = pieces_of(page.source, lines[at or 0 :])
    return build_document(replace(facts.noted(*notes), country=country), page, pieces)


def _names(page: Page, lines: list[Line], at: int | None, facts: Facts) -> Iterator[_Named]:
    if at is not None:
        read = read_tier_line(lines[at].text)
        if read is not None:
            yield _Named("the tier line", read[0], country_by_name(read[0], facts.edition))
    found = _AFTER_REPORT.search(facts.title or "")
    for where, name in (
        ("the title", found["name"] if found else None),
        ("the title", facts.title),
        ("the way to the page", page.fields.get("current")),
        ("the site's title", (page.title or "").split(" - ")[0]),
    ):
        if name:
            yield _Named(where, name, country_by_name(name, facts.edition))
    slug = _SLUG.search(page.address or "")
    if slug is not None:
        name = slug["slug"].replace("-", " ")
        yield _Named("the address", name, country_by_name(name, facts.edition))
    if at is None and lines and len(lines[0].text) < 60:
        yield _Named("the first line", lines[0].text, country_by_name(lines[0].text, facts.edition))


def _check(page: Page, header: Header, texts: Sorted, facts: Facts) -> None:
    """Refuse a page without a narrative, and one with many countries that can't be told apart."""
    if not any(len(line.text) > 80 and is_on_trafficking(line.text) for line in texts.lines):
        raise PageUnreadable(
            "no narrative was found on the page of the Department's site",
            why="there is no paragraph on trafficking below its header",
            remedy="save the country's own page of the Report, with its text",
        )
    opened = any(read_tier_line(line.text) for line in texts.lines)
    if not opened and _MANY.search(f"{facts.title} {' '.join(header.series)}"):
        raise PageUnreadable(
            "the parts of this page cannot be told apart",
            why="its title announces several countries, and no tier line, name or opening sentence divides them",
            remedy="take the countries from another publisher, or from the Report as PDF",
        )


READER = Reader("state.gov", _knows, _read, LAYOUTS)
BY_WORDS = Reader("state.gov/words", _knows_by_words, _read)
