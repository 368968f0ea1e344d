"""An excerpt that says so: `KENYA (Tier 2) [Extracted in part from the U.S. State Dept 2023 TIP Report]`.

One address carries another edition each year, so that the words in brackets alone tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tierbook.editions import read_tier_line
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.body import Piece, pieces_of
from tierbook.pages.country import country_by_name
from tierbook.pages.document import Document
from tierbook.pages.lines import Line
from tierbook.pages.page import Page, Reader
from tierbook.pages.publishers.claims import edition_of
from tierbook.text import late

__all__ = ["READER"]

_EXTRACTED = late(
    r"(?:\[[^\]]{3,60}\]\s*)?(?P<tier>[^\[\]]{3,80}?[)\d*])\s*[-–—:]?\s*(?P<from>[\[(]?\s*extracted\s+(?:in\s+part\s+)?from\s+(?:the\s+)?.{0,60}?"
    r"20\d\d\s+(?:TIP|Trafficking\s+in\s+Persons)\s+Report\s*[\])]?)(?P<text>.*)",
    re.I | re.S,
)
_HEAD, _RUN = 30, 8


def _knows_excerpt(page: Page) -> bool:
    return any(_extracted(line) for line in _joined(page.lines[:_HEAD]))


def _extracted(line: Line) -> re.Match[str] | None:
    match = _EXTRACTED.match(line.text)
    return match if match and read_tier_line(" ".join(match["tier"].split())) else None


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield each line together with up to seven that follow: the words may be broken over several."""
    kept = list(lines)
    for i, line in enumerate(kept):
        if len(line.text) > 110:
            yield line
            continue
        run = [line]
        for after in kept[i + 1 : i + _RUN]:
            if after.gap:
                break
            run.append(after)
        yield Line(line.start, run[-1].end, line.gap, " ".join(x.text for x in run))


def _read_excerpt(page: Page) -> list[Document]:
    lines = page.lines
    at, opening = next(
        (i, match)
        for i, line in enumerate(_joined(lines[:_HEAD]))
        if (match := _extracted(line)) is not None
    )
    tier, text_at = _places(page.source, lines[at], opening)
    read = read_tier_line(page.source[slice(*tier)].replace("\n", " "))
    notes = ["the page says that it gives a part of the narrative"]
    title = " ".join(opening["from"].split()).strip("[]() ")
    edition = edition_of(page, title, notes)
    body = _from(lines, text_at)
    facts = Facts(
        title=title,
        edition=edition,
        country=country_by_name(read[0], edition) if read else None,
        text_kind=page.options.text_kind or "excerpt",
        notes=tuple(notes),
        reader="copies/excerpt",
    )
    pieces = [Piece("tier_line", (tier,), lines[at].gap)]
    return [build_document(facts, page, pieces + pieces_of(page.source, body, tier_line=False))]


def _places(source: str, first: Line, match: re.Match[str]) -> tuple[tuple[int, int], int]:
    """Return the span of the tier line in the source, and where the text goes on behind the bracket.

    The match was made in lines joined with single spaces, the source has other white space: words are counted.
    """
    before = len(match[0][: match.start("tier")].split())
    low = first.start
    if before:
        low = _after_words(source, low, before)
        low += len(source[low:]) - len(source[low:].lstrip())
    high = _after_words(source, first.start, len(match[0][: match.end("tier")].split()))
    end = _after_words(source, first.start, len(match[0][: match.end("from")].split()))
    return (low, high), end


def _after_words(source: str, at: int, words: int) -> int:
    for found in re.compile(r"\S+").finditer(source, at):
        words -= 1
        if words == 0:
            return found.end()
    return at


def _from(lines: Iterable[Line], at: int) -> list[Line]:
    """Return the lines from a place on, the first of them cut where it stands within a line."""
    kept: list[Line] = []
    for line in lines:
        if line.end <= at:
            continue
        if line.start >= at:
            kept.append(line)
            continue
        rest = line.text[at - line.start :]
        low = at + len(rest) - len(rest.lstrip())
        if rest.strip():
            kept.append(Line(low, line.end, 0, rest.strip()))
    return kept


READER = Reader("copies/excerpt", _knows_excerpt, _read_excerpt)
