"""A place in a text as commands, addresses and pages write it: `JPN:2003#prosecution.1.2`.

Section, paragraph in the section, sentence in the paragraph. A section is one of the parts of a narrative
(`prosecution`), whether or not the page prints a heading over it; `tier` is the line with the tier. Numbers alone count
the paragraphs of the whole text, as the pages of the library do in brackets: `JPN:2003#4.2` is `[4] s. 2`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.errors import WrongUse
from tierbook.narrative import PILLARS
from tierbook.text import counted, join_words, late

__all__ = ["Place", "anchor_of", "find_place", "parse_place", "place_at", "short_place"]

TIER = "tier"
_PLACE = late(
    r"(?:(?P<section>[A-Za-z][A-Za-z_-]*)(?:\.(?P<first>\d{1,4}))?|(?P<alone>\d{1,4}))(?:\.(?P<sentence>\d{1,4}))?"
)
_ANCHOR = late(r"p(?P<alone>\d{1,4})(?:s(?P<sentence>\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: of which text, in which section, which paragraph of it and which sentence of that.

    Attributes:
        unit: the text: its id, or country and edition; empty where it goes without saying.
        section: a part of a narrative; `tier` for the line with the tier; empty where `paragraph` counts in the text.
        paragraph: number of the paragraph; 1 for the line with the tier.
        sentence: number of the sentence in it; None for the whole paragraph.
    """

    unit: str
    section: str
    paragraph: int
    sentence: int | None = None

    def __str__(self) -> str:
        sentence = "" if self.sentence is None else f".{self.sentence}"
        if self.section == TIER:
            return f"{self.unit}#{TIER}"
        section = f"{self.section}." if self.section else ""
        return f"{self.unit}#{section}{self.paragraph}{sentence}"


def parse_place(words: str) -> Place:
    """Read a place as `str(Place)` prints it; `#p4s2`, the anchor of a page, is read as well.

    Raises:
        WrongUse: it is none.
    """
    unit, sign, place = words.strip().rpartition("#")
    match = _ANCHOR.fullmatch(place) or _PLACE.fullmatch(place)
    if not sign or match is None:
        raise WrongUse(
            f"{words!r} is no place in a text",
            remedy="write UNIT#SECTION.PARAGRAPH.SENTENCE, as JPN:2003#prosecution.1.2; "
            "or UNIT#4.2 by the numbers in brackets",
        )
    found = match.groupdict()
    section = (found.get("section") or "").lower().replace("-", "_")
    sentence = None if found["sentence"] is None else int(found["sentence"])
    if section == TIER:
        return Place(unit, TIER, 1)
    number = found.get("first") or found.get("alone")
    if section and section not in PILLARS:
        raise WrongUse(
            f"{found['section']!r} is no section of a narrative",
            where=words,
            remedy=f"give one of {TIER}, {join_words(PILLARS)}",
        )
    if number is None:
        raise WrongUse(
            f"{words!r} names a section and no paragraph",
            remedy=f"write {unit}#{section}.1 for its first paragraph",
        )
    return Place(unit, section, int(number), sentence)


def place_at(
    narrative: Mapping[str, Any], unit: str, paragraph: int, sentence: int | None
) -> Place:
    """Return the place of a sentence that is given by the numbers in brackets, 0 being the line with the tier."""
    if paragraph == 0:
        return Place(unit, TIER, 1)
    rows = narrative["paragraphs"]
    section = rows[paragraph - 1]["pillar"]
    within = sum(row["pillar"] == section for row in rows[:paragraph])
    return Place(unit, section, within, sentence)


def find_place(narrative: Mapping[str, Any], place: Place) -> tuple[int, int | None]:
    """Return the numbers in brackets of a place: paragraph of the whole text, 0 for the line with the tier, sentence.

    Raises:
        WrongUse: the text has no such place; the remedy says what it has.
    """
    if place.section == TIER:
        if not narrative.get("tier_line"):
            raise _no_place(place, "the text prints no line with the tier", narrative)
        return 0, None if place.sentence is None else 1
    rows = narrative["paragraphs"]
    chosen = [row["n"] for row in rows if place.section in ("", row["pillar"])]
    if not place.section and place.paragraph == 0 and narrative.get("tier_line"):
        return 0, None if place.sentence is None else 1
    if not 1 <= place.paragraph <= len(chosen):
        section = f"section {place.section}" if place.section else "text"
        why = f"its {section} has {counted(len(chosen), 'paragraph')}"
        raise _no_place(place, why, narrative)
    number = chosen[place.paragraph - 1]
    if place.sentence is not None:
        count = sum(row["paragraph"] == number for row in narrative["sentences"])
        if not 1 <= place.sentence <= count:
            raise _no_place(place, f"that paragraph has {counted(count, 'sentence')}", narrative)
    return number, place.sentence


def anchor_of(paragraph: int | None, sentence: int | None = None) -> str:
    """Return where a place stands on its document's page: `p4s2`, `p4`, nothing for the whole text."""
    if paragraph is None:
        return ""
    return f"p{paragraph}" if sentence is None else f"p{paragraph}s{sentence}"


def short_place(paragraph: int, first: int | None, last: int | None = None) -> str:
    """Return a place in our numbers: `[4]`, `[4] s. 2`, `[4] s. 2-3`, or `tier line`."""
    if paragraph == 0:
        return "tier line"
    if first is None:
        return f"[{paragraph}]"
    return (
        f"[{paragraph}] s. {first}" if last in (None, first) else f"[{paragraph}] s. {first}-{last}"
    )


def _no_place(place: Place, why: str, narrative: Mapping[str, Any]) -> WrongUse:
    return WrongUse(f"there is no {place}", why=why, remedy=f"it has {_parts(narrative)}")


def _parts(narrative: Mapping[str, Any]) -> str:
    """Return what a text has: each section with the number of its paragraphs."""
    rows: Sequence[Mapping[str, Any]] = narrative["paragraphs"]
    sections = dict.fromkeys(row["pillar"] for row in rows)
    told = [f"{one}.1 to {one}.{sum(r['pillar'] == one for r in rows)}" for one in sections]
    told = [t.partition(" to ")[0] if t.endswith(".1") else t for t in told]
    return join_words([*([TIER] if narrative.get("tier_line") else []), *told])
