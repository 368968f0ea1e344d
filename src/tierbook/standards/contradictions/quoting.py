"""A contradiction, and the words on its sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.standards.places import place_of

if TYPE_CHECKING:
    from tierbook.coding import Evidence, Finding
    from tierbook.narrative import Narrative

__all__ = ["KINDS", "Contradiction", "Said", "say", "say_finding"]

KINDS = {
    "contradiction": "Both cannot be right",
    "tension": "Both can be right, and a reader should know of both",
    "print": "A fault of the print",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words on one side of a contradiction, with their place; `finding` where one rests on them.

    Words of the text have offsets into it. Those of a table (an official placement) have none; `place` names the table.
    """

    text: str
    place: str
    start: int | None = None
    end: int | None = None
    finding: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things in one text that do not go together, with the words of both; official values stay as they are.

    `kind` is one of `KINDS`: a contradiction, where both cannot be right; a tension, where both can; or a fault of the
    print. Where both sides stand in one sentence it is quoted for both.
    """

    id: str
    says: str
    findings: tuple[str, ...]
    quotes: tuple[Said, ...] = ()
    kind: str = "contradiction"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "id": self.id,
            "kind": self.kind,
            "says": self.says,
            "findings": list(self.findings),
            "quotes": [q.to_dict() for q in self.quotes],
        }

    def in_words(self) -> str:
        """Return what it says, with the words of each side and their place."""
        if not self.quotes:
            return self.says
        words = "; ".join(dict.fromkeys(f"“{q.text}” ({q.place})" for q in self.quotes))
        return f"{self.says} {words}."


def say(narrative: Narrative, start: int, end: int, finding: str | None = None) -> Said:
    """Return words of the text by their offsets, with the place of the sentence in which they begin."""
    sentence = narrative.sentence_at(start)
    return Said(
        text=narrative.text[start:end],
        place=place_of(sentence.paragraph, sentence.n, sentence.n),
        start=start,
        end=end,
        finding=finding,
    )


def say_finding(finding: Finding, evidence: Evidence | None = None) -> Said:
    """Return the first words of a finding, or those given."""
    shown = evidence or finding.evidence[0]
    return Said(
        text=shown.text,
        place=place_of(shown.paragraph, shown.sentence, shown.sentence),
        start=shown.start,
        end=shown.end,
        finding=finding.id,
    )
