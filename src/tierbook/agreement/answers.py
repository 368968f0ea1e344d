"""One answer of one coder to one question about one unit: the row from which agreement is counted.

A coder is a person (by pseudonym) or a program. What the coder saw first, and how the unit came to be drawn, stand in the
answer, because both decide what it may be used for: only blind answers count for reliability, and only blind answers
on probability samples measure the program.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BLIND", "DRAWN", "PROPOSAL", "SAMPLE", "SHOWN", "Answer"]

BLIND, PROPOSAL = "blind", "proposal"
SAMPLE = "sample"
SHOWN = (BLIND, PROPOSAL)
DRAWN = ("queue", "report", "free", "assigned", SAMPLE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coder answered.

    Attributes:
        coder: a pseudonym, or the name of a program (`rules`).
        unit: `JPN:2003`, or the id of a document.
        variable: id of the variable.
        value: the value; None is missing, `not_stated` is a value that was answered.
        spans: the words that were marked as evidence, as offsets into the narrative.
        document: id of the document, where known.
        shown: `blind`, or `proposal` where a value stood before the coder's eyes.
        drawn: how the unit came to the coder: `queue`, `report`, `free`, `assigned`, `sample`.
        probability: of being drawn, in a probability sample.
        stratum: of the sample.
        at: when, as written.
        adjudicated: whether the answer settles a difference between others.
        level: `law` or `practice`, where the value holds for one.
        place: `home` or `abroad`, where the value holds for one.
        sample: id of the sample.
    """

    coder: str
    unit: str
    variable: str
    value: object | None
    spans: tuple[tuple[int, int], ...] = ()
    document: str = ""
    shown: str = BLIND
    drawn: str = "free"
    probability: float | None = None
    stratum: str = ""
    at: str = ""
    adjudicated: bool = False
    level: str | None = None
    place: str | None = None
    sample: str = ""
