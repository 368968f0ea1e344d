"""Prosecution, protection and prevention as scores from 1 to 5, after the 3P rules, each with the words it rests on.

The rules are ours, after the published scale of the 3P Anti-trafficking Policy Index (Cho, Dreher and Neumayer), as
far as a coding can follow it. They stand in `agreement/views.yaml`. A score says how much a text tells; it is no tier,
and no verdict on a country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.agreement import (
    PILLARS,
    StatedValues,
    score_three_p,
    stated_values,
    three_p_rules,
    view_rules,
)
from tierbook.codebook import load_codebook
from tierbook.dossier.held import HeldText, Quote, Statement
from tierbook.text import counted, join_words, number_in_words

__all__ = ["PillarScore", "PillarScores", "score_pillars"]

_HELD = ("yes", "mixed")
_SILENT = {
    True: "the text is silent on it",
    False: "it is not in the summary, which leaves much out",
}
_CAUTIONS = {
    "summary": "A summary by another author leaves out most of what the narrative tells, and the rules read that "
    "silence: this is a score of the summary, not of the Report.",
    "excerpt": "An excerpt leaves out a part of the narrative, and the rules read that silence: this is a score of the "
    "excerpt, not of the Report.",
    "sample": "Sample, not a quotation: a score of our own restatement.",
}


@dataclass(frozen=True, slots=True)
class PillarScore:
    """The score of one pillar.

    Attributes:
        pillar: prosecution, protection or prevention.
        score: 5 (full effort) to 1 (none).
        rule: the rule that holds, in words; the first of the list that does.
        grounds: what meets it, each with its words, or with what it rests on where the text is silent.
        next_rule: the rule of the next higher score, None at 5.
        short_of: why that one does not hold.
    """

    pillar: str
    score: int
    rule: str
    grounds: tuple[Statement, ...]
    next_rule: str | None
    short_of: tuple[Statement, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "pillar": self.pillar,
            "score": self.score,
            "rule": self.rule,
            "grounds": [row.to_dict() for row in self.grounds],
            "next_rule": self.next_rule,
            "short_of": [row.to_dict() for row in self.short_of],
        }


@dataclass(frozen=True, slots=True)
class PillarScores:
    """The scores of one text.

    Attributes:
        unit: country and edition.
        document: id of the text.
        text_kind: narrative, excerpt, summary or sample.
        pillars: prosecution, protection, prevention.
        silence: how the rules read silence.
        caution: what a score of this kind of text cannot carry, None for a whole narrative.
    """

    unit: str
    document: str
    text_kind: str
    pillars: tuple[PillarScore, ...]
    silence: str
    caution: str | None

    @property
    def overall(self) -> int:
        """Return the sum, 3 to 15."""
        return sum(pillar.score for pillar in self.pillars)

    @property
    def scores(self) -> dict[str, int]:
        """Return pillar to score, and their sum as `overall`."""
        return {**{p.pillar: p.score for p in self.pillars}, "overall": self.overall}

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, with the sum."""
        return {
            "unit": self.unit,
            "document": self.document,
            "text_kind": self.text_kind,
            "overall": self.overall,
            "pillars": [pillar.to_dict() for pillar in self.pillars],
            "silence": self.silence,
            "caution": self.caution,
        }


def score_pillars(text: HeldText) -> PillarScores:
    """Score a text after the 3P rules.

    Args:
        text: of any kind; the caution says what silence of a summary does to its scores.
    """
    values = stated_values((row["variable"], row["value"]) for row in text.findings)
    return PillarScores(
        unit=text.unit,
        document=text.document,
        text_kind=text.text_kind,
        pillars=tuple(_score(text, values, pillar) for pillar in PILLARS),
        silence=view_rules("three-p")[0],
        caution=_CAUTIONS.get(text.text_kind),
    )


def _score(text: HeldText, values: StatedValues, pillar: str) -> PillarScore:
    rules = three_p_rules(pillar)
    score = score_three_p(values, pillar)
    reading = _Reading(text, values)
    held = next(
        rule for rule in rules if int(rule["score"]) == score and not list(reading.unmet(rule))
    )
    higher = [rule for rule in rules if int(rule["score"]) == score + 1]
    above = higher[-1] if higher else None
    return PillarScore(
        pillar=pillar,
        score=score,
        rule=str(held["words"]),
        grounds=tuple(reading.met(held)),
        next_rule=None if above is None else str(above["words"]),
        short_of=() if above is None else tuple(reading.unmet(above)),
    )


class _Reading:
    """What a text says to the conditions of a rule."""

    def __init__(self, text: HeldText, values: StatedValues) -> None:
        self.text, self.values = text, values
        self.labels = {name: variable.label for name, variable in load_codebook().variables.items()}

    def met(self, rule: Mapping[str, Any]) -> Iterator[Statement]:
        """Yield a statement for each condition of a rule that holds."""
        for name in rule.get("all", {}):
            yield self._said(name)
        for name, wanted in rule.get("none", {}).items():
            if not self._has(name, wanted):
                yield self._said(name) if self.values.get(name) else self._silent(name)
        for name in rule.get("count", {}).get("of", ()):
            if self._has(name, _HELD):
                yield self._said(name)

    def unmet(self, rule: Mapping[str, Any]) -> Iterator[Statement]:
        """Yield a statement for each condition of a rule that does not hold."""
        for name, wanted in rule.get("all", {}).items():
            if not self._has(name, wanted):
                yield self._said(name) if self.values.get(name) else self._silent(name)
        for name, wanted in rule.get("none", {}).items():
            if self._has(name, wanted):
                yield self._said(name)
        count = rule.get("count")
        if count is not None:
            told = [name for name in count["of"] if self._has(name, _HELD)]
            if len(told) < int(count["at_least"]):
                yield self._too_few(told, int(count["at_least"]), len(count["of"]))

    def _has(self, name: str, wanted: list[str] | tuple[str, ...]) -> bool:
        return not self.values.get(name, frozenset()).isdisjoint(wanted)

    def _said(self, name: str) -> Statement:
        quotes: dict[tuple[int, int], Quote] = {}
        for finding in self.text.all_of(name):
            for quote in self.text.quotes(finding):
                quotes.setdefault((quote.start, quote.end), quote)
        said = join_words([value.replace("_", " ") for value in sorted(self.values[name])])
        return Statement(
            f"{self.labels[name]}: {said}", tuple(quotes[span] for span in sorted(quotes))
        )

    def _silent(self, name: str) -> Statement:
        asked = self.text.absence(name) != "not_asked"
        why = _SILENT[self.text.whole] if asked else "it is not asked in that edition"
        return Statement(f"{self.labels[name]}: {why}", basis="the paragraphs that were read")

    def _too_few(self, told: list[str], needed: int, known: int) -> Statement:
        names = join_words([self.labels[name] for name in told])
        have = f"{counted(len(told), 'kind')} ({names})" if told else "none"
        return Statement(
            f"{number_in_words(needed).capitalize()} of {known} kinds {'is' if needed == 1 else 'are'} needed, and the "
            f"text tells of {have}",
            basis="the rule, and the paragraphs that were read",
        )
