"""The headings that narratives of the Report print, in all their spellings since 2001.

A heading is a line of its own (`PROSECUTION`, `Recommendations for Kenya:`), or is run in before its paragraph
(`Scope and Magnitude. ...`). Source: the editions themselves, as kept by the Department's and other libraries' sites.
"""

from __future__ import annotations

import re
from typing import Literal

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

_WORDS: tuple[tuple[Section, str], ...] = (
    (
        "recommendations",
        r"(?:prioritized\s+|key\s+)?recommendations?(?:\s+(?:for|to)\s+(?:[^:;.]|(?<=\bst)\.){2,60})?",
    ),
    ("prosecution", r"(?:government\s+)?prosecutions?(?:\s+of\s+traffickers)?|law\s+enforcement"),
    (
        "protection",
        r"(?:victim\s+)?protection(?:\s+(?:of|and\s+assistance\s+(?:to|for))\s+victims)?",
    ),
    ("prevention", r"prevention(?:\s+of\s+trafficking)?"),
    (
        "profile",
        r"(?:country\s+|human\s+)?trafficking\s+profile|scope\s+and\s+magnitude|background|scope",
    ),
    ("efforts", r"government\s+efforts|efforts\s+by\s+the\s+government"),
)
_LINE = re.compile("|".join(f"(?P<s{i}>{words})" for i, (_, words) in enumerate(_WORDS)), re.I)
_RUN_IN = re.compile(
    r"(?:(?P<s0>(?:Prioritized\s+)?Recommendations\s+for\s+(?:[^:;.]|(?<=\bst)\.){2,60}:)|(?P<s1>Prosecution)[.:]|(?P<s2>Protection)[.:]"
    r"|(?P<s3>Prevention)[.:]|(?P<s4>Scope\s+and\s+Magnitude|Trafficking\s+Profile)[.:]"
    r"|(?P<s5>Government\s+Efforts)[.:])(?=\s+\S)",
    re.I,
)


def read_heading(line: str) -> Section | None:
    """Return the section that a line opens, or None where the line is no heading of the Report."""
    words = line.strip().rstrip(":.").strip()
    if not words or len(words) > 90 or line.rstrip().endswith((";", ",")):
        return None
    match = _LINE.fullmatch(words)
    return _section(match) if match else None


def run_in_heading(paragraph: str) -> tuple[int, Section] | None:
    """Return where the run-in heading at the head of a paragraph ends, and its section; or None."""
    match = _RUN_IN.match(paragraph)
    return None if match is None else (match.end(), _section(match))


def _section(match: re.Match[str]) -> Section:
    return next(
        section
        for i, (section, _) in enumerate(_WORDS)
        if match.groupdict().get(f"s{i}") is not None
    )
