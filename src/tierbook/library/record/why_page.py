"""Parts of the page that explains one variable of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.agreement import Why
from tierbook.dossier import HeldText
from tierbook.library.reading.apparatus import FindingRow
from tierbook.library.reading.by_people import PeopleMark, mark_of
from tierbook.library.reading.finding_page import Passage, passages_of
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.library.reading.values import ValueInWords, absence_in_words
from tierbook.release import anchor_of

__all__ = ["Given", "NotCounted", "WhyPage", "build_why"]

_KINDS = {
    "need": "a need or a recommendation: it proves neither yes nor no",
    "planned": "planned, not done",
    "earlier": "of an earlier period",
    "other actor": "the act of somebody else than this government",
    "at risk": "people who are only at risk",
    "negated": "denied",
    "told elsewhere": "told better by other words",
    "against": "says otherwise than the value",
    "other sense": "another sense",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A value that the coding gives: its row, the rule in a sentence, the words in their paragraphs.

    `people` marks what people decided of it. What they set has no lasting address: that of the machine's stays.
    """

    row: FindingRow
    rule: str
    passages: tuple[Passage, ...]
    people: PeopleMark | None = None

    @property
    def lasting(self) -> bool:
        """Tell whether the value was published at an address of its own."""
        return self.row.finding["cue"] != "person"


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A sentence that was nominated: place, whole sentence, the nominated words, why it did not count, the cue."""

    anchor: str
    place: str
    before: str
    words: str
    after: str
    why: str
    kind: str
    cue: str


@dataclass(frozen=True, slots=True)
class WhyPage:
    """The parts of the page in their order."""

    given: tuple[Given, ...]
    absence: ValueInWords | None
    against: tuple[NotCounted, ...]
    others: tuple[NotCounted, ...]
    read: tuple[tuple[int, str, str], ...]
    people: PeopleMark | None = None


def build_why(
    why: Why, rows: Sequence[FindingRow], coding: Mapping[str, Any], people: str = "over"
) -> WhyPage:
    """Return the parts of the page.

    Args:
        why: what `explain_value` gave.
        rows: the findings of the variable.
        coding: the record that they are of.
        people: how values that people set are shown.
    """
    text, variable = HeldText.of(coding), why.variable.id
    layout = Layout(dict(coding["narrative"]))
    rules = dict(zip((f["id"] for f in why.findings), why.rules(), strict=True))
    given = [
        Given(
            row,
            rules[row.finding["id"]].rstrip(":"),
            tuple(passages_of(layout, row.finding["evidence"])),
            mark_of(variable, text.people_at(row.finding), people),
        )
        for row in rows
    ]
    return WhyPage(
        given=tuple(given),
        absence=absence_in_words(why.absence) if why.absence else None,
        against=tuple(_not_counted(why.against, layout)),
        others=tuple(_not_counted(why.others, layout)),
        read=tuple((part.n, part.pillar, part.opening) for part in why.read),
        people=None if given else mark_of(variable, text.people_on(variable), people),
    )


def _not_counted(nominees: Iterable[Any], layout: Layout) -> list[NotCounted]:
    rows = []
    for one in nominees:
        sentences = layout.sentences_over(one.start, one.end)
        start = sentences[0]["start"] if sentences else one.start
        end = sentences[-1]["end"] if sentences else one.end
        rows.append(
            NotCounted(
                anchor_of(one.paragraph, one.sentence),
                short_place(one.paragraph, one.sentence),
                layout.text[start : one.start],
                layout.text[one.start : one.end],
                layout.text[one.end : end],
                one.why,
                _KINDS.get(one.kind, one.kind),
                one.cue,
            )
        )
    return rows
