"""Where words stand, so that a reader finds them on the page itself: heading as printed, paragraph, sentence, words.

Paragraphs are counted under the last heading that the page prints, or from the beginning where it prints none; that is
a count which a reader can repeat on the page. Our own numbers, in brackets, stand beside it and never alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tierbook.errors import WrongUse
from tierbook.release.citations.phrases import one_line
from tierbook.release.citations.place import Place, find_place, place_at, short_place

__all__ = [
    "NUMBERING",
    "TIER_LINE",
    "Pinpoint",
    "find_words",
    "headings_of",
    "locate",
    "opening_words",
    "pinpoint_at",
    "place_in_words",
]

NUMBERING = "paragraph numbering added"
TIER_LINE = "the line with the tier"
_OPENING = 6


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A paragraph or a sentence of a text, told so that it can be found on the page.

    Attributes:
        place: the place as it is written: `JPN:2003#prosecution.1.2`.
        paragraph: number of the paragraph in brackets, which is ours; 0 for the line with the tier.
        sentence: number of the sentence in it; None for the whole paragraph.
        heading: the heading over it, as printed; empty where none stands over it.
        headed: the text prints headings at all.
        within: number of the paragraph under that heading, or from the beginning of the text.
        page: the printed page, as `214`, or `PDF page 9`; empty for what was never printed.
        start: where the words begin, in code points of the text.
        end: where they end.
        words: the words, on one line.
    """

    place: Place
    paragraph: int
    sentence: int | None
    heading: str
    headed: bool
    within: int
    page: str
    start: int
    end: int
    words: str

    @property
    def opening(self) -> str:
        """Return the first words."""
        return opening_words(self.words)

    @property
    def short(self) -> str:
        """Return the place in our numbers."""
        return short_place(self.paragraph, self.sentence)

    def on_page(self, *more: str) -> str:
        """Return the place as a reader follows it on the page; more words stand beside *paragraph numbering added*."""
        if self.paragraph == 0:
            return f"{TIER_LINE}, “{self.opening}”"
        sentences = "" if self.sentence is None else f"sentence {self.sentence}"
        told = _told(self, sentences, f"beginning “{self.opening}”")
        return f"{told} ({'; '.join((NUMBERING, *more))})"

    def __str__(self) -> str:
        """Return the place as a reader follows it on the page, then in our numbers."""
        return self.on_page(f"{self.short} in tierbook’s numbers")

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, with the place in words."""
        rows = {name: getattr(self, name) for name in self.__slots__}
        return {**rows, "place": str(self.place), "in_words": str(self)}


class _Counted(NamedTuple):
    """A paragraph as a reader counts it on the page; see `Pinpoint`."""

    heading: str
    headed: bool
    within: int
    page: str = ""


def place_in_words(
    headings: Sequence[tuple[int, str]],
    starts: Sequence[int],
    paragraph: int,
    first: int,
    last: int,
    *,
    page: str | None = None,
) -> str:
    """Return where sentences stand, for a note that quotes them.

    Args:
        headings: where each heading of the text begins, and what it says.
        starts: where each paragraph of the text begins.
        paragraph: number of the paragraph; 0 is the line with the tier.
        first: number of the first sentence.
        last: number of the last.
        page: the printed page, where one is known.
    """
    if paragraph == 0:
        return TIER_LINE
    counted = _count(headings, starts, paragraph, page or "")
    sentences = f"sentence {first}" if first == last else f"sentences {first} to {last}"
    ours = short_place(paragraph, first, last)
    return f"{_told(counted, sentences)} ({NUMBERING}; {ours} in tierbook’s numbers)"


def _told(counted: _Counted | Pinpoint, *more: str) -> str:
    """Return page, heading and paragraph as a reader counts them on the page, and what comes after."""
    page = f"page {counted.page}" if counted.page[:1].isdigit() else counted.page
    if counted.heading:
        where = f"under the heading “{counted.heading}”, paragraph {counted.within}"
    elif counted.headed:
        where = f"before the first heading, paragraph {counted.within}"
    else:
        where = f"paragraph {counted.within} of the text"
    return ", ".join(part for part in (page, where, *more) if part)


def _count(
    headings: Sequence[tuple[int, str]], starts: Sequence[int], paragraph: int, page: str
) -> _Counted:
    """Count a paragraph under the last heading before it, or from the beginning of the text."""
    before = [row for row in headings if row[0] < starts[paragraph - 1]]
    since, heading = before[-1] if before else (-1, "")
    within = sum(start > since for start in starts[:paragraph])
    return _Counted(one_line(heading), bool(headings), within, page)


def opening_words(text: str, count: int = _OPENING) -> str:
    """Return the first words of a text, with dots where more follow."""
    words = text.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")


def locate(record: Mapping[str, Any], place: Place) -> Pinpoint:
    """Return a place of a text, told so that it can be found on the page.

    Args:
        record: the record of a coding.
        place: the place; its unit is not looked at.

    Raises:
        WrongUse: the text has no such place; the remedy says what it has.
    """
    paragraph, sentence = find_place(record["narrative"], place)
    return pinpoint_at(record, paragraph, sentence, unit=place.unit)


def pinpoint_at(
    record: Mapping[str, Any], paragraph: int, sentence: int | None = None, *, unit: str = ""
) -> Pinpoint:
    """Return a place that is given by the numbers in brackets.

    Args:
        record: the record of a coding.
        paragraph: number of the paragraph; 0 is the line with the tier.
        sentence: number of the sentence; None for the whole paragraph.
        unit: how the text is called in the place; its id where nothing is given.

    Raises:
        WrongUse: the text has no such paragraph or sentence.
    """
    narrative = record["narrative"]
    unit = unit or str(record["document"]["id"])
    find_place(narrative, Place(unit, "", paragraph, sentence))
    rows = [row for row in narrative["sentences"] if row["paragraph"] == paragraph]
    if sentence is not None:
        rows = [row for row in rows if row["sentence"] == sentence]
    start, end = rows[0]["start"], rows[-1]["end"]
    page = str(rows[0].get("page") or "")
    counted = _Counted("", bool(narrative.get("headings")), 1, page)
    if paragraph:
        starts = [row["start"] for row in narrative["paragraphs"]]
        counted = _count(headings_of(narrative), starts, paragraph, page)
        row = narrative["paragraphs"][paragraph - 1]
        if not counted.headed and row.get("heading"):
            # A record that keeps some paragraphs alone has no list of headings.
            alike = [r["pillar"] == row["pillar"] for r in narrative["paragraphs"][:paragraph]]
            counted = _Counted(one_line(row["heading"]), headed=True, within=sum(alike), page=page)
    return Pinpoint(
        place=place_at(narrative, unit, paragraph, sentence),
        paragraph=paragraph,
        sentence=sentence,
        heading=counted.heading,
        headed=counted.headed,
        within=counted.within,
        page=page,
        start=start,
        end=end,
        words=one_line(narrative["text"][start:end]),
    )


def headings_of(narrative: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return where each heading of a narrative's record begins, and what it says."""
    return [(row["start"], row["text"]) for row in narrative.get("headings") or ()]


def find_words(record: Mapping[str, Any], words: str, *, unit: str = "") -> tuple[Pinpoint, ...]:
    """Return the sentences that begin with words, in the order of the text; white space does not count.

    Args:
        record: the record of a coding.
        words: a sentence, or its first words.
        unit: how the text is called in the places.

    Raises:
        WrongUse: no sentence begins so.
    """
    narrative, sought = record["narrative"], one_line(words).removesuffix("…").rstrip()
    text = narrative["text"]
    found = [
        pinpoint_at(record, row["paragraph"], row["sentence"], unit=unit)
        for row in narrative["sentences"]
        if sought and one_line(text[row["start"] : row["end"]]).startswith(sought)
    ]
    if not found:
        raise WrongUse(
            f"no sentence of {record['document']['id']} begins with {sought[:60]!r}",
            remedy="give the first words of a sentence as the text has them",
        )
    return tuple(found)
