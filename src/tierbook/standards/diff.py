"""The difference between the laws of two editions: what was added, dropped, renumbered, reworded, and by which Act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tierbook.standards.contents import Statutes
from tierbook.standards.history import LawHistory, Span, Step, all_histories
from tierbook.standards.in_force import law_of, load_statutes
from tierbook.standards.law import Act, Law, Version

__all__ = ["LawChange", "LawDiff", "diff_of", "law_diff"]


@dataclass(frozen=True, slots=True)
class LawChange:
    """One entry that does not stand in both editions as it was.

    `how` names the changes in the order in which they came: added, renumbered, reworded, widened, narrowed, dropped;
    `passed` alone where the entry stood only between the two. `before` and `after` are how it stood in the editions
    compared, `steps` what happened after the earlier one and up to the later.
    """

    history: LawHistory
    how: tuple[str, ...]
    before: Span | None
    after: Span | None
    steps: tuple[Step, ...]

    @property
    def id(self) -> str:
        """Return the lasting id of the entry."""
        return self.history.id

    @property
    def acts(self) -> tuple[Version | Act, ...]:
        """Return the Acts that made the changes, as far as one is named, each once."""
        return tuple(dict.fromkeys(s.act for s in self.steps if s.act is not None))

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        history = self.history
        return {
            "part": history.part,
            "kind": history.kind,
            "id": history.id,
            "label": history.label,
            "how": list(self.how),
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
            "acts": [act.id for act in self.acts],
            "steps": [step.to_dict() for step in self.steps],
            "doubts": [d.to_dict() for d in history.doubts],
            "sources": [s.to_dict() for s in history.sources],
        }


@dataclass(frozen=True, slots=True)
class LawDiff:
    """The laws of two editions, the earlier first, the Acts between them, and every entry that changed.

    `same` are the entries that stand in both as they were. Notes of tierbook to the reader are left out.
    """

    before: Law
    after: Law
    acts: tuple[Version | Act, ...]
    changes: tuple[LawChange, ...]
    same: tuple[LawHistory, ...]

    def of(self, how: str) -> tuple[LawChange, ...]:
        """Return the changes of one kind: `added`, `renumbered`, `widened`."""
        return tuple(change for change in self.changes if how in change.how)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many entries changed in which way; one that moved and was reworded counts for both."""
        return dict(Counter(how for change in self.changes for how in change.how))

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "statute": self.before.statute,
            "before": _law(self.before),
            "after": _law(self.after),
            "acts": [_act(act) for act in self.acts],
            "counts": self.counts,
            "same": [history.id for history in self.same],
            "changes": [change.to_dict() for change in self.changes],
            "reservations": {
                "before": list(self.before.reservations),
                "after": list(self.after.reservations),
            },
        }

    def __str__(self) -> str:
        from tierbook.standards.showing import diff_in_prose

        return diff_in_prose(self)

    def _repr_html_(self) -> str:
        from tierbook.standards.showing import diff_in_html

        return diff_in_html(self)


def law_diff(one: int, other: int, statute: str = "tvpa") -> LawDiff:
    """Return what changed between the laws of two editions.

    Args:
        one: an edition.
        other: another; the earlier of the two is taken first, whichever is given first.
        statute: the id of the statute.

    Raises:
        NotInForce: one of them is judged by no form of the statute.
        WrongUse: the package has no such statute.
    """
    return diff_of(load_statutes(statute), one, other)


def diff_of(statutes: Statutes, one: int, other: int) -> LawDiff:
    """Return what changed between the laws of two editions of statutes that were read.

    Raises:
        NotInForce: one of them is judged by no form of the statute.
    """
    earlier, later = sorted((one, other))
    before, after = law_of(statutes, earlier), law_of(statutes, later)
    histories = [
        h for h in all_histories(statutes) if h.kind != "note"
    ]  # ours, and no part of the law
    stood = [h for h in histories if h.at(earlier) or h.at(later)]
    changes = tuple(_changes(histories, earlier, later))
    changed = {change.id for change in changes}
    return LawDiff(
        before,
        after,
        tuple(_acts_between(statutes, earlier, later)),
        changes,
        tuple(history for history in stood if history.id not in changed),
    )


def _changes(histories: list[LawHistory], earlier: int, later: int) -> Iterator[LawChange]:
    for history in histories:
        steps = tuple(s for s in history.steps if earlier < s.edition <= later)
        if not steps:
            continue
        before, after = history.at(earlier), history.at(later)
        if before is None and after is None:
            how: tuple[str, ...] = ("passed",)
        elif before is None:
            how = ("added",)
        elif after is None:
            how = ("dropped",)
        else:
            how = tuple(dict.fromkeys(step.how for step in steps))
        yield LawChange(history, how, before, after, steps)


def _acts_between(statutes: Statutes, earlier: int, later: int) -> Iterator[Version | Act]:
    known: list[Version | Act] = [*statutes.versions, *statutes.acts]
    acts = sorted(known, key=lambda a: (a.first_edition, a.signed))
    yield from (act for act in acts if earlier < act.first_edition <= later)


def _law(law: Law) -> dict[str, object]:
    return {
        "edition": law.edition,
        "version": law.version,
        "title": law.title,
        "citation": law.citation,
        "confidence": law.form.confidence,
        "standards": len(law.standards),
        "criteria": len(law.criteria),
    }


def _act(act: Version | Act) -> dict[str, object]:
    return {
        "id": act.id,
        "title": act.act,
        "public_law": act.public_law,
        "signed": act.signed,
        "effective": act.effective if isinstance(act, Version) else None,
        "first_edition": act.first_edition,
        "confidence": act.confidence if isinstance(act, Version) else None,
        "note": act.note,
    }
