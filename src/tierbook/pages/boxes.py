"""What stands between the paragraphs of a narrative and is no part of it.

Pages print victims' stories, captions, texts of maps and charts, lists of countries and ways back up among the
paragraphs, often about another country than the narrative's own. They are told by their form, and listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tierbook.editions import read_heading, read_tier_line
from tierbook.pages.lines import Line
from tierbook.places import find_mentions
from tierbook.text import late

__all__ = ["Sorted", "sort_lines"]

_UP = late(
    r"\[?(?:back|return|go|up)\s+to\s+(?:the\s+)?(?:top|contents|table of contents)\]?|\[?top(?: of page)?\]?|\^"
    r"|(?:previous|next)(?:\s+(?:page|section|country))?|print(?:er[- ]friendly)?(?: version)?|share(?: this page)?"
    r"|if a scroll ?bar appears below the following table.*|click (?:here|on|for|to)\b.{0,80}|\[?country map\]?"
    r"|(?:view|download|enlarge)\b.{0,60}(?:map|report|pdf|image|page)\b.{0,20}",
    re.I,
)
_STORY_HEAD = late(
    r"(?:victims?[’'`]?s?[’'`]?\s+(?:story|stories|profiles?|voices?|testimon(?:y|ies))|testimon(?:y|ies)\b.{0,30}|a\s+victim[’']s\s+\w+)"
    r"\b[:.]?(?:.{0,60})?",
    re.I,
)
_STORY = late(
    r"[“\"'‘]?(?P<who>[A-ZÀ-Þ][a-zà-ÿ’'-]{1,14})(?:\s+and\s+[A-ZÀ-Þ][a-zà-ÿ]{1,14})?,?\s+(?:(?:a|an|the|age|aged|now|only|just"
    r"|\d+|who|from|not)\b[^.]{0,90}?,?\s+)?(?:was|is|had|left|grew|travell?ed|came|met|thought|dreamed|lived|worked"
    r"|ran|answered|wanted|accepted|fled|became|arrived|believed|hoped|were|lost|took|tells|told|said|began)\b"
)
_SOMEONE = late(r"\b(?:she|her|hers|he|his|him|herself|himself|I|my|me)\b")
_OFFICIAL = late(
    r"\bgovernment|\bauthorities\b|\bminist(?:ry|er)\b|minimum\s+standards|\bnational\s+(?:action\s+)?plan",
    re.I,
)
_NO_NAME = frozenset(
    "The This That These Those It There He She They We His Her Its Their In On At For Women Men Girls Boys Children"
    " Police Victims Traffickers Trafficking Many Most Some No Not Government Authorities Officials Courts NGOs Law"
    " Prosecution Protection Prevention Corruption Parliament Congress Child Sex Forced Although While However Since"
    " Foreign".split()
)
_MAP = late(
    r"(?:(?:Map|Flag|Photo|Picture|Image|Seal|Graphic)\s+of\s+.{3,60}?[a-zà-ÿ.)])(?=[A-ZÀ-Þ][a-zà-ÿ]+\b)"
)
_MAP_ALONE = late(r"(?:map|flag|photo|picture|image|seal)\s+(?:of|by|credit)\b.{2,80}", re.I)
_CHART = late(
    r".{0,60}\btier\s+(?:ranking|rating|placement)s?\s+by\s+year\b.{0,80}|(?:(?:19|20)\d\d[\s,|–-]*){2,}"
    r"|(?:[123]|2?WL|[\s|–-]){2,12}",
    re.I,
)
_NOTE = late(r"[\[(]?\s*\*+\s*(?:please\s+)?note\b\s*:?\s*(?P<words>.+?)[\])]?", re.I | re.S)
_LIST_AT_LEAST = 8


class Sorted(NamedTuple):
    """The lines of the text, and what was set apart: how many of what, and the notes that the page prints."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def sort_lines(lines: Sequence[Line]) -> Sorted:
    """Set apart the lines that are no part of a narrative, and cut the text of a map off the line it is glued to."""
    kept: list[Line] = []
    counts: dict[str, int] = {}
    said: list[str] = []
    in_story = 0
    gap = 0
    for line in lines:
        kind, words = _kind(line, in_story=in_story)
        if kind == "note":
            said.append(f"the page notes: {words}")
        elif kind is not None:
            counts[kind] = counts.get(kind, 0) + 1
        if kind in ("story's head", "victim's story"):
            in_story = 1 if kind == "story's head" else 0
        elif kind is None:
            in_story = 0
        if kind is not None:
            gap = max(gap, line.gap)
            continue
        cut = _without_map(line)
        if cut is not line:
            counts["text of a map"] = counts.get("text of a map", 0) + 1
        kept.append(cut._replace(gap=max(cut.gap, gap)) if gap else cut)
        gap = 0
    named = [_count(counts[kind], kind) for kind in _NAMED if kind in counts]
    if named:
        said.append(f"left out of the body: {', '.join(named)}")
    return Sorted(tuple(kept), tuple(said))


_NAMED = {
    "victim's story": "victims' stories",
    "text of a map": "texts of maps",
    "chart": "lines of charts",
    "list of countries": "lists of countries",
}


def _count(number: int, kind: str) -> str:
    return f"1 {kind}" if number == 1 else f"{number} {_NAMED[kind]}"


def _kind(line: Line, *, in_story: int) -> tuple[str | None, str]:
    """Return what a line is, None for text, and the words of a note."""
    text = line.text
    if len(text) <= 110:
        if read_tier_line(text) or read_heading(text):
            return None, ""
        if _UP.fullmatch(text):
            return "way about the page", ""
        if _STORY_HEAD.fullmatch(text):
            return "story's head", ""
        if _CHART.fullmatch(text):
            return "chart", ""
        if _MAP_ALONE.fullmatch(text) and not _MAP.match(text):
            return "text of a map", ""
    if text[0] in "[(*" and len(text) < 600:
        note = _NOTE.fullmatch(text)
        if note is not None:
            return "note", note["words"].strip()
    if in_story and not _OFFICIAL.search(text):
        return "victim's story", ""
    if _is_story(text):
        return "victim's story", ""
    if _is_list(text):
        return "list of countries", ""
    return None, ""


def _is_story(text: str) -> bool:
    """Tell a paragraph about one person, by name and pronouns, with no government in it."""
    found = _STORY.match(text)
    if found is None or found["who"] in _NO_NAME or _OFFICIAL.search(text):
        return False
    if len(_SOMEONE.findall(text)) < 3:
        return False
    return not any(mention.start == 0 for mention in find_mentions(text[:40]))


def _is_list(text: str) -> bool:
    """Tell a run of countries' names, as a drop-down prints them: eight at least, and little else."""
    head = text[:400]
    if len(text) < 60 or ". " in head or "; " in head or ": " in head:
        return False
    found = find_mentions(head)
    if len(found) < _LIST_AT_LEAST:
        return False
    return sum(m.end - m.start for m in found) > 0.7 * len(head.replace(",", ""))


def _without_map(line: Line) -> Line:
    found = _MAP.match(line.text) if line.text[:1] in "MFPIGS" else None
    if found is None or len(line.text) < 100:
        return line
    return line._replace(start=line.start + found.end(), text=line.text[found.end() :])
