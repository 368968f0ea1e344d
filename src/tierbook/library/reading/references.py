"""Letters and numbers of findings (A1, C3): the letter says the pillar, the number the order in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tierbook.library.reading.variables import describe_variable

__all__ = ["LETTERS", "PILLAR_NAMES", "NumberedFinding", "number_findings", "pillar_letter"]

LETTERS = {
    "profile": "A",
    "standards": "B",
    "prosecution": "C",
    "protection": "D",
    "prevention": "E",
    "recommendations": "F",
}
PILLAR_NAMES = {
    "profile": "Profile",
    "standards": "Standards",
    "prosecution": "Prosecution",
    "protection": "Protection",
    "prevention": "Prevention",
    "recommendations": "Needs and recommendations",
}


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding of the contract with the reference that the page prints for it."""

    reference: str
    letter: str
    finding: dict[str, Any]


def pillar_letter(variable: str) -> str:
    """Return the letter of a variable's pillar."""
    return LETTERS.get(describe_variable(variable).pillar, "B")


def number_findings(coding: dict[str, Any]) -> list[NumberedFinding]:
    """Return the findings of a coding by letter, then in the order of their first words."""
    found = sorted(
        (
            (
                pillar_letter(f["variable"]),
                min((e["start"] for e in f["evidence"]), default=0),
                n,
                f,
            )
            for n, f in enumerate(coding["findings"])
        ),
        key=lambda row: row[:3],
    )
    counts: dict[str, int] = {}
    rows = []
    for letter, _, _, finding in found:
        counts[letter] = counts.get(letter, 0) + 1
        rows.append(NumberedFinding(f"{letter}{counts[letter]}", letter, finding))
    return rows
