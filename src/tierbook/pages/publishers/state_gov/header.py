"""What a page of the Department says above and below its text, in the words of any generation of its sites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tierbook.editions import read_tier_line
from tierbook.pages.dates import read_date
from tierbook.pages.lines import Line
from tierbook.text import late

__all__ = ["Header", "read_header"]


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.I)


_RELEASED = _any(r"released by (?:the )?(?P<author>.{4,110}?)\.?")
_OFFICE = _any(
    r"(?:(?:office|bureau)\s+(?:of|to|for)\b|under\s+secretary\b|secretary\s+of\s+state\b)[^.;:]{0,100}"
)
_MONTH = _any(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december),?\s+20\d\d"
)
_CRUMBS = _any(r"you are in\s*:.*", r"home\s*(?:[>»/|]|\s…).*")
_SERIES = _any(
    r"(?:victims of trafficking and violence protection act.{0,20}:\s*)?(?:the\s+)?(?:20\d\d\s+)?"
    r"trafficking in persons(?:\s*\(tip\))?\s+report(?:[\s,:–-]*(?:june|july)?\s*20\d\d)?"
    r"(?:\s*[-–]*\s*report home page)?",
    r"20\d\d\s+report",
)
_TITLE = _any(
    r"(?:[ivx]{1,5}\.?\s+)?(?:country\s+narratives?\b.{0,90}|special\s+cases?|tier\s+placements?)",
    r".{0,60}trafficking in persons report\b.{0,90}",
)
_FURNITURE = _any(
    r"skip (?:links|to (?:main )?content)",
    r"printable banner",
    r"diplomacy in action",
    r"u\.?s\.? department of state(?: - great seal)?",
    r"report(?: home page)?",
    r"share|search|home|video|print|e-?mail|facebook|twitter|translations?",
    r"subject index",
    r"bookmark and share",
    r"what[’']s new",
    r"download(?: report| pdf)?.{0,20}",
    r"in this section.{0,40}",
    r"an official website of the united states government.*",
    r"here[’']s how you know.*",
    r"official websites use \.gov.*",
    r"secure \.gov websites use https.*",
    r"a \.gov website belongs to.*",
    r"a lock .{0,160}",
    r"daily press briefing.*",
    r".{0,80}\|.{0,120}",
)
_ARCHIVE = _any(
    r".{0,160}\barchived?\s+(?:site|content|website)\b.*",
    r".{0,160}\b(?:content is not|not)\s+updated\b.*",
    r".{0,160}\breleased online (?:from|between|prior)\b.*",
)
_END = _any(
    r"tags",
    r"back to top",
    r"(?:the\s+)?office of (?:electronic information|website management)\b.{0,80}\bmanages?\b.*",
    r"(?:the\s+)?bureau of (?:global )?public affairs\b.{0,80}\bmanages?\b.*",
    r"external links to other internet sites.*",
    r"published by the u\.?s\.? department of state.*",
    r"copyright information.*",
    r"privacy(?: (?:policy|notice))?\b.{0,80}",
    r"about (?:the )?(?:site|state|bureau)\b.{0,80}",
    r"updates\b.{0,60}",
    r"frequent questions.{0,80}",
    r"contact us.{0,80}",
    r"email this page.{0,80}",
    r"subject index.{0,80}",
    r"white house\b.{0,80}",
    r"related (?:links|content|items).{0,80}",
    r"build a custom report.{0,80}",
    r"(?:foia|no fear act|stay connected)\b.{0,80}",
)
_DISCLAIMER = late(
    r"external links to other internet sites|should not be construed as an endorsement", re.I
)
_FOOT_BEGINS = frozenset("tbocpeaufcewsrtnm")  # what the phrases of the foot begin with
_FOOT_AT_MOST = 500
_REACH = 70
_LONG = 200


@dataclass(slots=True)
class Header:
    """What was found. `body` are the lines below the header and above the site's foot."""

    title: str | None = None
    series: list[str] = field(default_factory=list)
    author: str | None = None
    date: str | None = None
    month: str | None = None
    disclaimer: str | None = None
    archive: str | None = None
    body: list[Line] = field(default_factory=list)


def read_header(lines: Sequence[Line], furniture: Sequence[str] = ()) -> Header:
    """Read the lines above and below the text.

    Args:
        lines: the lines of the body as the layout has it.
        furniture: what the layout set apart, for the foot's disclaimer and the archive's banner.
    """
    header = Header()
    last = -1
    for at, line in enumerate(lines[:_REACH]):
        text = line.text
        if read_tier_line(text):
            break
        if _ARCHIVE.fullmatch(text):
            header.archive = header.archive or text
            last = at
            continue
        if len(text) > _LONG and not _CRUMBS.fullmatch(text) and text.count("|") < 5:
            break
        if _reads(header, text):
            last = at
    header.body = list(_above_foot(lines[last + 1 :], header))
    for words in furniture:
        if not 40 < len(words) < 600:
            continue
        if header.disclaimer is None and "xternal links" in words:
            header.disclaimer = words
        told = "archive" in words or "updated" in words or "released online" in words
        if header.archive is None and told and _ARCHIVE.fullmatch(words):
            header.archive = words
    return header


def _reads(header: Header, text: str) -> bool:
    """Take a line into the header, and tell whether it belongs there."""
    released = _RELEASED.fullmatch(text)
    if released is not None:
        header.author = header.author or released["author"]
        return True
    if _SERIES.fullmatch(text):
        header.series.append(text)
        return True
    if _CRUMBS.fullmatch(text):
        header.series.append(text)
        return True
    if _OFFICE.fullmatch(text):
        header.author = header.author or text
        return True
    if _MONTH.fullmatch(text):
        header.month = header.month or text
        return True
    if len(text) < 40 and read_date(text):
        header.date = header.date or read_date(text)
        return True
    if _FURNITURE.fullmatch(text):
        return True
    if _TITLE.fullmatch(text):
        header.title = header.title or text
        return True
    return False


def _above_foot(lines: Sequence[Line], header: Header) -> list[Line]:
    """Return the lines above the site's foot; the disclaimer is read out of the foot."""
    last_text = max((i for i, line in enumerate(lines) if len(line.text) > _LONG), default=-1)
    kept: list[Line] = []
    ended = False
    for i, line in enumerate(lines):
        text = line.text
        if len(text) < _FOOT_AT_MOST and "xternal links" in text and _DISCLAIMER.search(text):
            header.disclaimer = header.disclaimer or text
            ended = True
        elif (
            len(text) < _FOOT_AT_MOST and text[:1].lower() in _FOOT_BEGINS and _END.fullmatch(text)
        ):
            ended = ended or i >= last_text
        elif not ended:
            kept.append(line)
    return kept
