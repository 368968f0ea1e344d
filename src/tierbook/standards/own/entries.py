"""Findings and judgements that a person gives beside a coding: an NGO's own report, a lawyer's what-if.

They are never the Department's. Each keeps its own source, and every object made of one says so (`origin`).
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.errors import Problem

__all__ = [
    "OWN_FORMAT",
    "Author",
    "OwnFile",
    "OwnFinding",
    "OwnJudgement",
    "OwnSource",
    "Withdrawal",
]

OWN_FORMAT = "tierbook-own/1"


@dataclass(frozen=True, slots=True)
class Author:
    """Whose report it is. `date` is that of the report: `2026`, `2026-03` or `2026-03-31`."""

    institution: str | None = None
    contact: str | None = None
    date: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class OwnSource:
    """Where the words of an own finding stand.

    `place` is the place in the source (`p. 4`), `sha256` the hash of its file, `held_by` who keeps the file.
    """

    title: str
    author: str | None = None
    date: str | None = None
    place: str | None = None
    file: str | None = None
    sha256: str | None = None
    href: str | None = None
    held_by: str | None = None

    def cite(self) -> str:
        """Return the source as a reader would name it: title, author, date, place."""
        return ", ".join(p for p in (self.title, self.author, self.date, self.place) if p)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """One variable's value by a person, with the very words of a source; the fields are those of a coded `Finding`.

    `said_by` is None where the person named no speaker: never the Department. `replaces` is the id of the coded finding
    that this one stands for.
    """

    id: str
    variable: str
    value: object
    quote: str
    source: OwnSource
    actor: str = "none"
    period: str = "current"
    said_by: str | None = None
    certainty: str = "stated"
    quality: str | None = None
    level: str | None = None
    place: str | None = None
    extent: str | None = None
    acts: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    note: str | None = None
    replaces: str | None = None
    line: int | None = None

    @property
    def origin(self) -> str:
        """Return `own`: what this is must never be lost on the way to print."""
        return "own"

    def to_dict(self) -> dict[str, object]:
        """Return the finding with its origin first; the line of the file is left out."""
        row: dict[str, object] = {"id": self.id, "origin": self.origin}
        for name in self.__slots__:
            if name not in ("id", "line"):
                value = getattr(self, name)
                row[name] = list(value) if isinstance(value, tuple) else value
        row["source"] = self.source.to_dict()
        return row


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A coded finding, or every coded finding of a variable, that a what-if leaves out."""

    finding: str | None = None
    variable: str | None = None
    reason: str | None = None

    def takes(self, finding_id: str, variable: str) -> bool:
        """Tell whether it leaves out a finding."""
        return self.finding == finding_id or self.variable == variable

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {"finding": self.finding, "variable": self.variable, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class OwnJudgement:
    """A person's judgement on one criterion or standard, with the reason; it stands beside that of the rules."""

    criterion: str
    judgement: str
    reason: str
    line: int | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, without the line."""
        return {"criterion": self.criterion, "judgement": self.judgement, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of own findings and judgements on one country and edition.

    `problems` are the entries that were left out, each with its line and remedy; `at` says of each where it stands in
    the file, as keys and places (`findings`, 0, `quote`). `unfilled` counts the entries of a form that nobody has
    filled in.
    """

    country: str
    edition: int
    statute: str = "tvpa"
    author: Author = Author()
    findings: tuple[OwnFinding, ...] = ()
    withdraw: tuple[Withdrawal, ...] = ()
    judgements: tuple[OwnJudgement, ...] = ()
    name: str = "own findings"
    sha256: str | None = None
    unfilled: int = 0
    problems: tuple[Problem, ...] = ()
    at: tuple[tuple[str | int, ...], ...] = ()

    def judgement_on(self, criterion: str) -> OwnJudgement | None:
        """Return the person's judgement on a criterion or standard, or None."""
        return next((j for j in self.judgements if j.criterion == criterion), None)

    def to_dict(self) -> dict[str, object]:
        """Return what an assessment prints of the file: whose it is, and every entry that was read."""
        return {
            "format": OWN_FORMAT,
            "country": self.country,
            "edition": self.edition,
            "statute": self.statute,
            "author": self.author.to_dict(),
            "sha256": self.sha256,
            "findings": [f.to_dict() for f in self.findings],
            "withdraw": [w.to_dict() for w in self.withdraw],
            "judgements": [j.to_dict() for j in self.judgements],
            "left_out": [p.to_dict() for p in self.problems],
        }
