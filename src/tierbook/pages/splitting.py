"""A text with many countries, cut into one part for each: sites' pages by tier, letter or region, and whole Reports.

It works on lines, so that HTML and plain text are cut alike; the lines of a PDF have a place and a face too, and it is
cut by these in `pdf`. A part opens with

* a tier line (`ALBANIA (Tier 2)`), on one line, on two, or run in before its text;
* a country's name on a line of its own, where the text below speaks of that country; the tier is then that of a
  heading above (`Tier 2`), as in the edition of 2001, or none;
* without any heading, a sentence that opens a narrative (`Qatar is a destination country for ...`), where the
  sentence on the minimum standards soon names the same country.

Lists of tier placements without a text are no parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tierbook.editions import Tier, read_heading, read_tier, read_tier_alone, read_tier_line
from tierbook.errors import Problem
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import Piece, pieces_of
from tierbook.pages.country import country_by_name
from tierbook.pages.document import Document
from tierbook.pages.lines import Line
from tierbook.pages.page import Page
from tierbook.places import find_mentions
from tierbook.text import late

__all__ = ["Part", "read_parts", "split_countries", "tier_above"]

_TIER_ABOVE = late(
    r"(?:[IVX]{1,5}\.\s+|[A-Z]\.\s+)?(?:country\s+(?:narratives?|reports?)\s*[-–—:,]*\s*)?(?:countries\s+(?:in|on)\s+)?"
    r"[“\"']?tier\s+(?:[13]|2(?:\s*[-–—:]?\s*watch\s*-?\s*list)?)[”\"']?(?:\s+(?:countries|country\s+narratives|narratives|placements?))?\s*[.:]?",
    re.I,
)
_NAME = late(r"[^\W\d_][^\d:;!?]{2,60}")
_RUN_IN = late(
    r"(?P<line>[^\W\d_][^\d:;.()]{2,50}(?:\([^()\d]{2,40}\)\s*)?\([^()]{5,30}\)\*?)\s+(?=[A-Z])"
)
_OPENING = late(
    r"(?:the\s+)?(?P<name>[A-ZÀ-Þ][^\d.;:,()]{2,50}?)(?:\s*\([^()]{2,40}\))?,?\s+(?:is|are|serves|continues\s+to\s+be"
    r"|remains)\s+(?:\w+\s+){0,3}?(?:an?\s+)?[^.;]{0,60}?\b(?:source|transit|destination|origin|country|territory)\b",
    re.I,
)
_STANDARDS = late(
    r"(?:the\s+)?(?:government|authorities)\s+of\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ].{2,60}?)(?:[’']s)?\s+"
    r"(?:does|do|fully|meets|complies|has|have|is|are|cannot|currently)\b",
    re.I,
)
_TEXT = 120
_REACH = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One country's part of a text.

    `lines` are those of its body without what opens it. `opening` are the lines that open it, in order: the tier
    line, or a tier heading that stands above several countries and the country's name, or nothing. `tier` is None
    where no line gives one. `code` is None where the name is no country known here.
    """

    name: str
    code: str | None
    tier: Tier | None
    opening: tuple[Line, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Return where the part stands in the source; a tier heading above other parts lies before it."""
        own = (*self.opening[-1:], *self.lines)
        return own[0].start, own[-1].end

    @property
    def lead(self) -> tuple[int, int] | None:
        """Return the span of the tier heading that stands above this part and others, or None."""
        if len(self.opening) < 2:
            return None
        return self.opening[0].start, self.opening[0].end

    def pieces(self, source: str) -> list[Piece]:
        """Return the pieces of the part; what opens it is its tier line where it holds a tier."""
        first = []
        if self.tier is not None and self.opening:
            spans = tuple((line.start, line.end) for line in self.opening)
            first = [Piece("tier_line", spans, self.opening[0].gap)]
        return first + pieces_of(source, self.lines, tier_line=False)


class _Opening(NamedTuple):
    """Where a part opens: the index of its first line and of the first line of its body."""

    at: int
    body: int
    name: str
    code: str | None
    tier: Tier | None
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def tier_above(words: str) -> Tier | None:
    """Return the tier of a heading that may stand above several countries, as in the edition of 2001, or None."""
    return read_tier(words) if _TIER_ABOVE.fullmatch(words) else None


def split_countries(lines: Sequence[Line], *, edition: int | None = None) -> list[Part]:
    """Cut lines into the parts of countries, in their order; what stands before the first is in none.

    Args:
        lines: the lines of the body, furniture left out.
        edition: for names that changed their country.

    Returns:
        One part for each country. An empty list where nothing tells countries apart; a single part where the lines
        hold one country only.
    """
    lines = list(_cut_run_in(lines))
    openings = list(_by_heading(lines, edition))
    if not any(_has_text(lines[o.body : end]) for o, end in _ends(openings, len(lines))):
        openings = list(_by_content(lines, edition))
    found: list[Part] = []
    for opening, end in _ends(openings, len(lines)):
        body = _without_tail(lines[opening.body : end])
        if not _has_text(body):
            continue
        found.append(
            Part(
                opening.name, opening.code, opening.tier, opening.lines, tuple(body), opening.notes
            )
        )
    return found


def read_parts(
    page: Page,
    parts: Sequence[Part],
    facts: Facts,
    *,
    print_pages: Sequence[tuple[int, str]] = (),
) -> Iterator[Document | Problem]:
    """Yield a Document for each part, and a Problem for one that cannot be read.

    Args:
        page: the page that the parts were cut from.
        parts: its parts.
        facts: what the page says of itself; country and notes are filled in for each part.
        print_pages: printed pages by the offset where they begin.
    """
    seen: dict[str, int] = {}
    for part in parts:
        notes = [f"one of {len(parts)} countries on the page", *part.notes]
        if part.code is None:
            notes.append(f"the page names {part.name!r}, which is no country known here")
        if part.tier is None:
            notes.append("the page prints no tier line")
        pieces = part.pieces(page.source)
        document = build_document(
            replace(facts.noted(*notes), country=part.code),
            page,
            pieces,
            span=part.span,
            lead=part.lead,
            print_pages=print_pages,
        )
        again = seen[document.id] = seen.get(document.id, 0) + 1
        yield document if again == 1 else replace(document, id=f"{document.id}-{again}")


def _ends(openings: Sequence[_Opening], last: int) -> Iterator[tuple[_Opening, int]]:
    for i, opening in enumerate(openings):
        yield opening, openings[i + 1].at if i + 1 < len(openings) else last


def _has_text(lines: Sequence[Line]) -> bool:
    return any(len(line.text) >= _TEXT for line in lines) or sum(len(x.text) for x in lines) >= 300


def _cut_run_in(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, a tier line that is run in before its paragraph as a line of its own."""
    for line in lines:
        match = _RUN_IN.match(line.text) if "(" in line.text[:80] else None
        if match is None or len(line.text) < _TEXT or read_tier_line(match["line"]) is None:
            yield line
            continue
        high, low = match.end("line"), match.end()
        yield Line(line.start, line.start + high, line.gap, line.text[:high])
        yield Line(line.start + low, line.end, 0, line.text[low:])


def _by_heading(lines: Sequence[Line], edition: int | None) -> Iterator[_Opening]:
    """Yield the parts that open with a tier line or with a name."""
    above: tuple[Line, Tier] | None = None
    current: str | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        if len(line.text) <= 110:
            tier = tier_above(line.text)
            if tier is not None and read_tier_alone(_line(lines, at + 1)) is None:
                above = (line, tier)
                at += 1
                continue
            opening = _tier_opening(lines, at, edition) or _name_opening(lines, at, edition, above)
            if opening is not None and not _same(opening, current):
                if opening.tier is not None and above is not None and len(opening.lines) == 1:
                    above = None  # tiers stand with the names: the heading was a title
                yield opening
                current = opening.code or opening.name
                at = opening.body
                continue
        at += 1


def _same(opening: _Opening, current: str | None) -> bool:
    """Tell whether a line names the country whose part it stands in: a running head, a second statement."""
    return current is not None and (opening.code or opening.name) == current


def _line(lines: Sequence[Line], at: int) -> str:
    return lines[at].text if at < len(lines) else ""


def _tier_opening(lines: Sequence[Line], at: int, edition: int | None) -> _Opening | None:
    line = lines[at]
    read = read_tier_line(line.text)
    if read is not None:
        return _Opening(at, at + 1, read[0], country_by_name(read[0], edition), read[1], (line,))
    return None


def _name_opening(
    lines: Sequence[Line], at: int, edition: int | None, above: tuple[Line, Tier] | None
) -> _Opening | None:
    """Read a line that is a country's name, where the text below speaks of that country."""
    line = lines[at]
    if not _is_name(line.text):
        return None
    code = country_by_name(line.text, edition)
    if code is None:
        return None
    text = next((x.text for x in lines[at + 1 : at + 3] if len(x.text) >= _TEXT), None)
    if text is None or not _speaks_of(text[:300], code, edition):
        return None
    name = line.text.strip(" .:")
    if above is None:
        return _Opening(at, at + 1, name, code, None, (line,))
    note = f"the page prints the tier once, above all its countries: {above[0].text!r}"
    return _Opening(at, at + 1, name, code, above[1], (above[0], line), (note,))


def _is_name(words: str) -> bool:
    return len(words) <= 60 and bool(_NAME.fullmatch(words)) and read_heading(words) is None


def _speaks_of(words: str, code: str, edition: int | None) -> bool:
    return any(code in mention.codes for mention in find_mentions(words, edition=edition))


def _by_content(lines: Sequence[Line], edition: int | None) -> Iterator[_Opening]:
    """Yield the parts of a text whose headings are lost, by the sentences that narratives open with."""
    current: str | None = None
    note = "the country's heading is lost on the page; the part opens with its first sentence"
    for at, line in enumerate(lines):
        if len(line.text) < _TEXT:
            continue
        code = _subject(_STANDARDS, line.text, edition)
        if code is None or code == current:
            code = _subject(_OPENING, line.text, edition)
            if code is None or code == current:
                continue
            below = lines[at : at + _REACH]
            if not any(_subject(_STANDARDS, x.text, edition, anywhere=True) == code for x in below):
                continue
        elif "minimum standards" not in line.text:
            continue
        current = code
        name = _name_of(line.text, code, edition)
        yield _Opening(at, at, name, code, None, (), (note,))


def _subject(
    pattern: re.Pattern[str], words: str, edition: int | None, *, anywhere: bool = False
) -> str | None:
    """Return the country that a sentence is about; at the paragraph's head unless `anywhere`."""
    match = pattern.search(words) if anywhere else pattern.match(words)
    return None if match is None else country_by_name(match["name"], edition)


def _name_of(words: str, code: str, edition: int | None) -> str:
    found = find_mentions(words[:300], edition=edition)
    return next((words[m.start : m.end] for m in found if code in m.codes), code)


def _without_tail(lines: Sequence[Line]) -> list[Line]:
    """Leave out the short lines at a part's end that lead over to the next: a letter, a region, a way back up."""
    kept = list(lines)
    while kept and len(kept[-1].text) < 60 and not re.search(r"[.!?;”\")]$", kept[-1].text):
        if read_heading(kept[-1].text):
            break
        kept.pop()
    return kept
