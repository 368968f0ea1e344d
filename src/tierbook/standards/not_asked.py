"""What the law of an edition does not ask, though that of another edition does: shown, never scored."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.standards.contents import Statutes
from tierbook.standards.law import Criterion, Law

__all__ = ["NotAsked", "find_not_asked"]


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A standard or criterion that did not stand in the law of the edition: shown, never scored.

    `asked` is `not yet` or `no longer`. The Act is the one that brought it in, or that took it out. `open_question`
    tells that it may have stood in the law already; what is doubtful is left out of the measure. `to_check` tells that
    the Act, and with it the edition, is from memory.
    """

    criterion: Criterion
    asked: str
    act: str
    open_question: bool = False
    to_check: bool = False

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
            "open_question": self.open_question,
            "to_check": self.to_check,
        }

    @property
    def says(self) -> str:
        """Return a sentence on it."""
        first, last = self.criterion.first_edition, self.criterion.last_edition
        when = (
            f"from the edition of {first} on, by the {self.act}"
            if last is None
            else f"in the editions of {first} to {last}, until the {self.act}"
        )
        doubt = " Whether it already stood in the law is open." if self.open_question else ""
        check = " (to check)" if self.to_check else ""
        return (
            f"{self.criterion.label} ({self.criterion.id}): {self.asked} asked in this edition. "
            f"Asked {when}{check}.{doubt}"
        )


def find_not_asked(statutes: Statutes, law: Law) -> tuple[NotAsked, ...]:
    """Return what the law asks in other editions and not in this one."""
    standing = {entry.id for entry in (*law.standards, *law.criteria)}
    doubtful = {criterion.id for criterion in law.doubtful}
    acts = {version.id: version.act for version in statutes.versions}
    found = []
    for criterion in (*statutes.standards, *statutes.criteria):
        if criterion.id in standing:
            continue
        open_question = criterion.id in doubtful
        if law.edition < criterion.first_edition:
            form = next(iter(criterion.paragraphs))
            to_check = criterion.confidences[form] == "memory"
            found.append(NotAsked(criterion, "not yet", acts[form], open_question, to_check))
        else:
            last = list(acts).index(list(criterion.paragraphs)[-1])
            ended = list(acts)[min(last + 1, len(acts) - 1)]
            found.append(NotAsked(criterion, "no longer", acts[ended], open_question))
    return tuple(found)
