"""What every part of the rules coder looks at, and what it hands back.

A `Reading` is one narrative prepared for coding: units (sentences, or clauses of the short form), their lower-cased
words, their pillar, the countries they name. A `Candidate` is one nomination with who, when and whether settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tierbook.coding.context import Context
from tierbook.coding.patterns import Words, mark
from tierbook.narrative import Narrative
from tierbook.places import Mention, find_mentions

__all__ = ["Candidate", "Reading", "Unit", "read_narrative"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or clause: `text` is `narrative.text[start:end]`; `pillar` that of its paragraph.

    `lower` are its lower-cased words, with the patterns that are possible in them.

    The tier line is a unit of paragraph 0 with pillar `standards`.
    """

    index: int
    start: int
    end: int
    paragraph: int
    sentence: int
    pillar: str
    text: str
    lower: Words


@dataclass(slots=True, eq=False)
class Candidate:
    """One nomination for one variable, at `start`-`end` in `Narrative.text`, inside `unit`.

    `value` is one element where the variable is a list (`CHN`, `sex_trafficking`), else the value. `counts` is False
    for what was nominated and did not count; `why` then says the reason in words. `holders` are those whose understanding
    it is (police, judges, the law ...).
    """

    variable: str
    value: object
    unit: Unit
    start: int
    end: int
    cue: str
    counts: bool = True
    why: str | None = None
    actor: str = "none"
    period: str = "current"
    said_by: str = "department"
    certainty: str = "stated"
    quality: str | None = None
    level: str | None = None
    place: str | None = None
    extent: str | None = None
    acts: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """One narrative prepared for coding.

    `short` is True for the short form (a summary strung together with semicolons); `passage` for a text of one
    paragraph, which has no sections. `home` is the narrative's country (alpha-3) or None.
    """

    narrative: Narrative
    units: Sequence[Unit]
    short: bool
    passage: bool
    home: str | None
    edition: int | None
    _mentions: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    _all_mentions: tuple[Mention, ...] | None = None
    _contexts: dict[int, Context] = field(default_factory=dict)

    def mentions(self, unit: Unit) -> tuple[Mention, ...]:
        """Return the countries and regions named in a unit, offsets into `Narrative.text`."""
        if self._all_mentions is None:
            self._all_mentions = find_mentions(
                self.narrative.text, edition=self.edition, home=self.home
            )
            for mention in self._all_mentions:
                u = self._unit_at(mention.start)
                self._mentions[u] = (*self._mentions.get(u, ()), mention)
        return self._mentions.get(unit.index, ())

    def context(self, unit: Unit) -> Context:
        """Return who, when and whether of a unit; one for all who ask."""
        context = self._contexts.get(unit.index)
        if context is None:
            named = [m for m in self.mentions(unit) if m.kind != "region"]
            spans = [
                (m.start - unit.start, m.end - unit.start, self.home in m.codes) for m in named
            ]
            context = self._contexts[unit.index] = Context(
                unit.lower,
                self.edition,
                foreign=tuple((a, b) for a, b, ours in spans if not ours),
                home=tuple((a, b) for a, b, ours in spans if ours),
            )
        return context

    def in_pillar(self, *pillars: str) -> list[Unit]:
        """Return the units of some pillars, in text order."""
        return [u for u in self.units if u.pillar in pillars]

    def _unit_at(self, offset: int) -> int:
        low, high = 0, len(self.units)
        while low < high:
            mid = (low + high) // 2
            if self.units[mid].start <= offset:
                low = mid + 1
            else:
                high = mid
        return low - 1


def lower_words(text: str) -> str:
    """Return words in lower case; three dots that mark an omission are no end of a clause."""
    return text.lower().replace("...", "\u2026\u2026\u2026")


def read_narrative(narrative: Narrative) -> Reading:
    """Prepare a narrative for coding; units follow `Narrative.sentences`."""
    pillars = {p.n: p.pillar for p in narrative.paragraphs}
    units = [
        Unit(
            i,
            s.start,
            s.end,
            s.paragraph,
            s.n,
            pillars.get(s.paragraph, "standards"),
            narrative.text[s.start : s.end],
            mark(lower_words(narrative.text[s.start : s.end])),
        )
        for i, s in enumerate(narrative.sentences)
    ]
    document = narrative.document
    return Reading(
        narrative=narrative,
        units=units,
        short=document.text_kind == "summary",
        passage=document.text_kind != "summary" and len(narrative.paragraphs) == 1,
        home=document.country,
        edition=document.edition,
    )
