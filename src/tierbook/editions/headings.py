"""The headings that narratives of the Report print, in all their spellings since 2001.

A heading is a line of its own (`PROSECUTION`, `Recommendations for Kenya:`), or is run in before its paragraph
(`Scope and Magnitude. ...`). Source: the editions themselves, as kept by the Department's and other libraries' sites.
What reads like a heading and is none: a sentence that begins with the word (`Prevention of trafficking was weak.`), a
clause of a list (`Protection;`), a phrase (`protection officers`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from tierbook.text import late

__all__ = ["SECTIONS", "Section", "read_heading", "run_in_heading"]

Section = Literal[
    "profile", "standards", "prosecution", "protection", "prevention", "recommendations", "efforts"
]
SECTIONS: tuple[Section, ...] = (
    "profile",
    "standards",
    "prosecution",
    "protection",
    "prevention",
    "recommendations",
    "efforts",
)

_MOST = 90
# A country's name as headings print it: no verb in it, `St.` with its stop, brackets and commas as in the index.
_FOR = r"(?:\s+(?:for|to)\s+(?P<whom>(?:[^:;.•]|(?<=\bst)\.|(?<=\b[a-z])\.){2,60}))"
_RECOMMENDATIONS = r"(?:(?:prioriti[sz]ed|priority|key)\s+)?recommendations?"
_PILLARS: tuple[tuple[Section, str], ...] = (
    (
        "prosecution",
        r"(?:government\s+)?prosecutions?(?:\s+of\s+traffickers|\s+efforts)?|law\s+enforcement(?:\s+efforts)?"
        r"|prosecution\s+and\s+law\s+enforcement",
    ),
    (
        "protection",
        r"(?:victim\s+)?protections?(?:\s+efforts|\s+of\s+victims|\s+(?:of\s+)?(?:and\s+)?assistance\s+(?:to|for)\s+victims"
        r"|\s+and\s+assistance)?|(?:assistance|services)\s+(?:to|for)\s+victims",
    ),
    (
        "prevention",
        r"preventions?(?:\s+of\s+trafficking(?:\s+in\s+persons)?|\s+efforts)?|prevention\s+and\s+public\s+awareness",
    ),
    (
        "profile",
        r"(?:country\s+|human\s+)?trafficking\s+(?:in\s+persons\s+)?profile|(?:scope|nature)(?:\s+and\s+(?:magnitude|scope))?"
        r"(?:\s+of\s+(?:the\s+problem|trafficking))?|background|overview",
    ),
    ("efforts", r"government(?:al)?\s+efforts|efforts\s+by\s+the\s+government"),
)
_LINE = late(
    rf"(?P<recommendations>{_RECOMMENDATIONS}{_FOR}?)|"
    + "|".join(f"(?P<{section}>{words})" for section, words in _PILLARS),
    re.I,
)
# One of these stands in every heading of plain letters.
_ROOTS = (
    "recommendation",
    "prosecution",
    "law",
    "protection",
    "assistance",
    "services",
    "prevention",
    "profile",
    "scope",
    "nature",
    "background",
    "overview",
    "efforts",
)
_DRESS = " \t\u00a0*_#:.–—-"
_NUMBERED = late(r"(?:[IVX]{1,4}|\d|[A-Ea-e])[.)]\s+")
_PROSE = late(
    r"\b(?:is|are|was|were|has|have|had|will|should|must|includ(?:e|es|ed|ing)|made|remain\w*|continu\w*|improv\w*"
    r"|strengthen\w*|address\w*|combat\w*|that|which|who|in\s+20\d\d)\b",
    re.I,
)
# Run in before their paragraph; what is no formula of its own needs its stop, and a capital after it.
_RUN_IN = late(
    rf"[*_]{{0,2}}(?i:(?P<recommendations>{_RECOMMENDATIONS}(?:{_FOR})?[*_]{{0,2}}:)"
    r"|(?P<prosecution>prosecution)[*_]{0,2}[.:]|(?P<protection>protection)[*_]{0,2}[.:]"
    r"|(?P<prevention>prevention)[*_]{0,2}[.:]"
    r"|(?P<profile>scope\s+and\s+magnitude|trafficking\s+profile|background)[*_]{0,2}[.:]"
    r"|(?P<efforts>government\s+efforts)[*_]{0,2}[.:])[*_]{0,2}(?=\s+[\W_]*[A-ZÀ-Þ\d])"
)
_CAPITALS = late(
    r"(?:(?P<prosecution>PROSECUTION)|(?P<protection>PROTECTION)|(?P<prevention>PREVENTION)"
    r"|(?P<profile>TRAFFICKING\s+PROFILE|SCOPE\s+AND\s+MAGNITUDE)|(?P<efforts>GOVERNMENT\s+EFFORTS)"
    r"|(?P<recommendations>PRIORITIZED\s+RECOMMENDATIONS)):?(?=\s+[A-Z“•][a-z“\s])"
)


def read_heading(line: str) -> Section | None:
    """Return the section that a line opens, or None where the line is no heading of the Report."""
    return _read_heading(line) if len(line) <= _MOST + 20 else None


@lru_cache(maxsize=1024)  # each short line of a page is asked by several rooms
def _read_heading(line: str) -> Section | None:
    if line.isascii():
        low = line.lower()
        if not any(word in low for word in _ROOTS):
            return None
    words = line.strip()
    if words.endswith((";", ",")):
        return None
    words = _NUMBERED.sub("", words.strip(_DRESS), count=1).strip(_DRESS)
    if not words or len(words) > _MOST:
        return None
    match = _LINE.fullmatch(words)
    if match is None or (match["whom"] and _PROSE.search(match["whom"])):
        return None
    return _section(match)


def run_in_heading(paragraph: str) -> tuple[int, Section] | None:
    """Return where the run-in heading at the head of a paragraph ends, and its section; or None."""
    match = _RUN_IN.match(paragraph) or _CAPITALS.match(paragraph)
    return None if match is None else (match.end(), _section(match))


def _section(match: re.Match[str]) -> Section:
    found = match.groupdict()
    return next(section for section in SECTIONS if found.get(section) is not None)
