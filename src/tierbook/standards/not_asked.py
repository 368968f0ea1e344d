"""What the law of an edition does not ask, though that of another edition does: shown, never scored."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.standards.contents import Statutes
from tierbook.standards.law import Criterion, Law

__all__ = ["NotAsked", "find_not_asked"]


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A standard or criterion that did not stand in the law of the edition: shown, never scored.

    `asked` is `not yet`, `no longer`, or `in doubt` where it is open whether the law of this edition asked it already.
    The Act is the one that brought it in, or that took it out.
    """

    criterion: Criterion
    asked: str
    act: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, with the editions that ask."""
        return {
            "id": self.criterion.id,
            "label": self.criterion.label,
            "summary": self.criterion.asks,
            "asked": self.asked,
            "first_edition": self.criterion.first_edition,
            "last_edition": self.criterion.last_edition,
            "act": self.act,
        }

    @property
    def says(self) -> str:
        """Return a sentence on it."""
        criterion = self.criterion
        head = f"{criterion.label} ({criterion.id})"
        first, last = criterion.first_edition, criterion.last_edition
        match self.asked:
            case "in doubt":
                return f"{head}: whether this edition already asks it is open. It is listed from that of {first} on."
            case "no longer":
                asked = f"It was asked from {first} to {last}, until the {self.act}."
                return f"{head}: no longer asked in this edition. {asked}"
        until = "on" if last is None else f"to that of {last}"
        return f"{head}: not yet asked in this edition. It is asked from that of {first} {until}, by the {self.act}."


def find_not_asked(statutes: Statutes, law: Law) -> tuple[NotAsked, ...]:
    """Return what the law asks in other editions and not in this one."""
    standing = {entry.id for entry in (*law.standards, *law.criteria)}
    doubtful = {criterion.id for criterion in law.doubtful}
    acts = {version.id: version.act for version in statutes.versions}
    found = []
    for criterion in (*statutes.standards, *statutes.criteria):
        if criterion.id in standing:
            continue
        first = acts[next(iter(criterion.paragraphs))]
        if criterion.id in doubtful:
            found.append(NotAsked(criterion, "in doubt", first))
        elif law.edition < criterion.first_edition:
            found.append(NotAsked(criterion, "not yet", first))
        else:
            last = list(acts).index(list(criterion.paragraphs)[-1])
            ended = list(acts)[min(last + 1, len(acts) - 1)]
            found.append(NotAsked(criterion, "no longer", acts[ended]))
    return tuple(found)
