"""A page of Refworld, the library of the UN refugee agency: HTML of its layouts, and text copied from the page.

The old site printed a header of labels and values (`Publisher ...`, `Cite as ...`), the disclaimer's label glued to
its text; a later archive prints the same with bars between; the newest pages print none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tierbook.editions import read_tier_line
from tierbook.pages.assembly import Facts, build_document, year_in
from tierbook.pages.body import pieces_of
from tierbook.pages.country import country_by_name
from tierbook.pages.dates import read_date
from tierbook.pages.document import Document
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.plain import country_of_options, edition_of

__all__ = ["READER"]

_LABEL = re.compile(
    r"(?P<label>Publisher|Author|Publication Date|Citation / Document Symbol|Reference|Cite as|Comments?|Disclaimer"
    r"|Last Updated|Title|Country|Topics|Document source|Date)(?:\s*[:|]\s*|\s+|(?=This is not))(?P<value>\S.*)?",
)
_BARE = re.compile(
    r"(?:Publisher|Author|Publication Date|Cite as|Comments?|Disclaimer|Last Updated|Title|Country|Topics)\s*:?"
)
_TITLE = re.compile(r".*trafficking in persons report.*", re.I)
_TITLE_COUNTRY = re.compile(r"\s[-–—]\s+(?P<name>[^-–—]{3,60}(?:-[^-–—]{2,40})?)$")
_AVAILABLE = re.compile(
    r"available at:\s*(?P<address>https?://\S+?)?\s*(?:\[accessed (?P<accessed>[^\]]+)\])", re.I
)
_FURNITURE = re.compile(
    r"search refworld|refworld(?: is the leader.*)?|back to top|print|email|share|help|home|navigation|topics?"
    r"|countries?|document types?|publishers?|sources?|unhcr|about refworld|contact us|scroll to top"
    r"|view (?:this|full) document.*",
    re.I,
)
_FORM = re.compile(r"search refworld|search|related documents?|see also|back to top", re.I)
_BAR = re.compile(
    r"\s+\|\s+(?=(?:Publisher|Author|Publication Date|Cite as|Comments?|Disclaimer|Last Updated|Title|Country"
    r"|Topics)\b)"
)
_TEXT_AT_LEAST = 200


@dataclass(frozen=True, slots=True)
class _Header:
    values: dict[str, str]
    title: str | None
    body: list[Line]


def _knows(page: Page) -> bool:
    head = page.lines[:60]
    labels = {match["label"] for line in head if (match := _LABEL.match(line.text))}
    if {"Publisher", "Cite as"} <= labels or {"Last Updated", "Cite as"} <= labels:
        return True
    address = page.address or ""
    names = "refworld" in address.lower() or any(
        "refworld" in line.text.lower() for line in page.lines
    )
    return names and any(_TITLE.fullmatch(line.text) for line in (*head, *_title_line(page)))


def _title_line(page: Page) -> tuple[Line, ...]:
    return (Line(0, 0, 0, page.title),) if page.title else ()


def _read(page: Page) -> list[Document]:
    header = _header(page)
    values = header.values
    notes: list[str] = []
    title = header.title or page.title
    cite_as = values.get("Cite as")
    published = read_date(values.get("Publication Date") or values.get("Date"))
    given_year = year_in(title) or year_in(cite_as)
    if page.options.edition is not None or given_year is None:
        edition = page.options.edition or (
            int(published[:4]) if published else edition_of(page, title, notes)
        )
    else:
        edition = given_year
    available = _AVAILABLE.search(cite_as or "")
    address = available["address"] if available else None
    if address is None and page.address and "refworld" in page.address:
        address = page.address
    if address is None:
        notes.append("the page gives no address")
    country = None
    found = _TITLE_COUNTRY.search(title) if title else None
    if found:
        country = country_by_name(found["name"], edition)
    tier_line = next((read for line in header.body if (read := read_tier_line(line.text))), None)
    if country is None and tier_line is not None:
        country = country_by_name(tier_line[0], edition)
    if country is None:
        country = country_of_options(page, edition, notes)
    facts = Facts(
        publisher="Refworld",
        issuer=values.get("Publisher"),
        title=title,
        author=values.get("Author"),
        published=published,
        edition=edition,
        country=country,
        text_kind=page.options.text_kind or "narrative",
        text_author=None,
        cite_as=cite_as,
        address=address,
        disclaimer=values.get("Disclaimer"),
        last_updated=read_date(values.get("Last Updated")),
        accessed=read_date(available["accessed"]) if available else None,
        notes=tuple(notes),
        reader="refworld",
    )
    pieces = pieces_of(page.source, header.body)
    return [build_document(facts, page, pieces)]


def _header(page: Page) -> _Header:
    """Sort the lines above the body into labels and values; the body begins after the last of them."""
    values: dict[str, str] = {}
    title: str | None = None
    lines = _split_bars(page.lines)
    last = -1
    for i, line in enumerate(lines[:80]):
        if read_tier_line(line.text):
            break
        if (
            title is None
            and _TITLE.fullmatch(line.text)
            and not line.text.startswith(("Cite as", "Title"))
        ):
            title, last = line.text, i
            continue
        match = _LABEL.fullmatch(line.text)
        if match is None:
            continue
        label, value = match["label"], match["value"]
        if value is None and i + 1 < len(lines) and not _BARE.fullmatch(lines[i + 1].text):
            value, last = lines[i + 1].text, i + 1
        if value and label not in values and _plausible(label, value):
            values[label] = " ".join(value.split())
            last = max(last, i)
    body = _without_furniture(lines[last + 1 :])
    return _Header(values, title or values.get("Title"), body)


def _without_furniture(lines: list[Line]) -> list[Line]:
    """Leave out the site's own words; below its search form only what is long enough to be text is kept."""
    body: list[Line] = []
    ended = False
    for line in lines:
        ended = ended or (bool(body) and bool(_FORM.fullmatch(line.text)))
        if _FURNITURE.fullmatch(line.text) or (ended and len(line.text) < _TEXT_AT_LEAST):
            continue
        body.append(line)
    return body


def _split_bars(lines: tuple[Line, ...]) -> list[Line]:
    """Cut lines at bars that stand before a label: one layout prints its whole header so."""
    found: list[Line] = []
    for line in lines:
        at = 0
        gap = line.gap
        for match in _BAR.finditer(line.text):
            found.append(_cut(line, at, match.start(), gap))
            at, gap = match.end(), 0
        found.append(_cut(line, at, len(line.text), gap))
    return [line for line in found if line.text]


def _cut(line: Line, low: int, high: int, gap: int) -> Line:
    text = line.text[low:high]
    stripped = text.strip()
    start = line.start + low + len(text) - len(text.lstrip())
    return Line(start, start + len(stripped), gap, stripped)


def _plausible(label: str, value: str) -> bool:
    return len(value) < 300 or label in ("Cite as", "Disclaimer")


READER = Reader("refworld", _knows, _read)
