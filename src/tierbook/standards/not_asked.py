"""What the law of an edition does not ask, though that of another edition does: shown, never scored."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.standards.contents import Statutes
from tierbook.standards.law import Criterion, Law

__all__ = ["NotAsked", "find_not_asked"]


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A standard or criterion that did not stand in the law of the edition: shown, never scored.

    `asked` is `not yet` or `no longer`. The Act is the one that first brought it in (not yet) or took it out.
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
        last = self.criterion.last_edition
        until = "" if last is None else f" to {last}"
        return (
            f"{self.criterion.label} ({self.criterion.id}): {self.asked} asked in this edition. "
            f"Asked from the edition of {self.criterion.first_edition}{until} on, by the {self.act}."
            if last is None
            else f"{self.criterion.label} ({self.criterion.id}): {self.asked} asked in this edition. Asked in the "
            f"editions of {self.criterion.first_edition}{until}, until the {self.act}."
        )


def find_not_asked(statutes: Statutes, law: Law) -> tuple[NotAsked, ...]:
    """Return what the law asks in other editions and not in this one."""
    standing = {entry.id for entry in (*law.standards, *law.criteria)}
    doubtful = {criterion.id for criterion in law.doubtful}
    acts = {version.id: version.act for version in statutes.versions}
    found = []
    for criterion in (*statutes.standards, *statutes.criteria):
        if criterion.id in standing or criterion.id in doubtful:
            continue
        if law.edition < criterion.first_edition:
            found.append(NotAsked(criterion, "not yet", acts[next(iter(criterion.paragraphs))]))
        else:
            last = list(acts).index(list(criterion.paragraphs)[-1])
            ended = list(acts)[min(last + 1, len(acts) - 1)]
            found.append(NotAsked(criterion, "no longer", acts[ended]))
    return tuple(found)
