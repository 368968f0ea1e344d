"""What a page shows of a narrative, gathered once for every refusal."""

from __future__ import annotations

import re
from typing import NamedTuple

from tierbook.editions import REPORT_NAME, read_heading, read_tier_line
from tierbook.pages.page import Page
from tierbook.text import late

__all__ = ["Signs", "is_on_trafficking", "read_signs"]

_HEAD = 40
_HEAD_OF_LINE = 240
_TITLE_LINES = 12
_TITLE_LENGTH = 200
_SENTENCE = 60
_PROSE = 150
_BARS = 2
_PILLARS = frozenset(("prosecution", "protection", "prevention"))
_STANDARDS = late(r"minimum\s+standards")  # in small letters
_REPORT = late(REPORT_NAME, re.I)
# In small letters; each with words of its own at its head, which a search finds quickly.
_OURS = (
    late(r"trafficking\s+in\s+persons(?:\s+\(tip\))?\s+report"),
    late(r"minimum\s+standards\s+for\s+the\s+elimination"),
)
_FORMULA_REACH = 300
_FORMULA = late(
    r"(?<!whose )(?<!Countries )\b(?:Government of [A-Z][^.;]{2,70}?|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})\s+"
    r"(?:does\s+not\s+(?:yet\s+)?fully|fully)\s+(?:compl(?:y|ies)\s+with|meets?)\s+the\s+minimum\s+standards"
)


class Signs(NamedTuple):
    """Signs of a narrative.

    `tier_lines` counts lines such as `Kenya (Tier 2)`; `headings` the pillars that have one; `formula` tells whether
    one government is said to meet the minimum standards or not; `prose` counts paragraphs, `on_trafficking` those of
    them that speak of it; `report_lines` the short lines that name the Report, each once. `title` is what the page
    calls itself, line by line: its title, its address, its first short lines. `head` is that and how lines begin.
    `ours` tells whether the Report or the minimum standards are named anywhere, `calls_itself_report` whether `title`
    names the Report.
    """

    tier_lines: int
    headings: int
    formula: bool
    prose: int
    on_trafficking: int
    report_lines: int
    title: str
    head: str
    ours: bool
    calls_itself_report: bool


def is_on_trafficking(text: str) -> bool:
    """Tell whether words speak of trafficking, or of the minimum standards."""
    if "traffick" in text:
        return True
    words = text.lower()
    return "traffick" in words or _STANDARDS.search(words) is not None


def _may_be_title(text: str) -> bool:
    """Tell whether a line is short, no sentence, and no row of a menu or way to the page."""
    if len(text) >= _TITLE_LENGTH or (text.endswith(".") and len(text) > _SENTENCE):
        return False
    return " > " not in text and text.count("|") < _BARS


def read_signs(page: Page) -> Signs:
    """Gather the signs of a page."""
    tier_lines = prose = on_trafficking = 0
    pillars: set[str] = set()
    report_lines: set[str] = set()
    for line in page.lines:
        text = line.text
        if len(text) >= _PROSE:
            prose += 1
            on_trafficking += is_on_trafficking(text)
            continue
        tier_lines += read_tier_line(text) is not None
        heading = read_heading(text)
        if heading in _PILLARS:
            pillars.add(heading)
        elif _REPORT.search(text):
            report_lines.add(text)
    address = (page.address or "").replace("-", " ").replace("_", " ")
    called = [page.title or "", address]
    called += [line.text for line in page.lines[:_TITLE_LINES] if _may_be_title(line.text)]
    head = [page.title or "", address, *(line.text[:_HEAD_OF_LINE] for line in page.lines[:_HEAD])]
    title = "\n".join(called)
    return Signs(
        tier_lines=tier_lines,
        headings=len(pillars),
        formula=_has_formula(page.source),
        prose=prose,
        on_trafficking=on_trafficking,
        report_lines=len(report_lines),
        title=title,
        head="\n".join(head),
        ours=_is_ours(page.low) or _is_ours((page.title or "").lower()),
        calls_itself_report=_REPORT.search(title) is not None,
    )


def _is_ours(words: str) -> bool:
    return any(pattern.search(words) for pattern in _OURS)


def _has_formula(source: str) -> bool:
    """Look for the formula only before the words it ends with: the pattern is dear, the words are few."""
    at = source.find("minimum")
    while at != -1:
        if _FORMULA.search(source, max(at - _FORMULA_REACH, 0), at + 40):
            return True
        at = source.find("minimum", at + 1)
    return False
