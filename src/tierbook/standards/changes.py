"""What own entries changed: the assessment with them against the one without, criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierbook.standards.assessment import Assessment, Change, Judgement

if TYPE_CHECKING:
    from tierbook.coding import Finding

__all__ = ["find_changes"]


def find_changes(
    before: Assessment, after: Assessment, withdrawn: Sequence[Finding]
) -> tuple[Change, ...]:
    """Return what changed between two assessments of one text under one law.

    A standard or criterion is listed where an own finding counts on it, a finding that was withdrawn counted on it, or
    a person judged it; those whose judgement is another one stand first.
    """
    gone = {f.id: f for f in withdrawn}
    rows = []
    for was, now in zip(_all(before), _all(after), strict=True):
        row = _change(was, now, gone)
        if row is not None:
            rows.append(row)
    return tuple(sorted(rows, key=lambda row: not row.changed))


def _all(assessment: Assessment) -> tuple[Judgement, ...]:
    return (*assessment.standards, *assessment.criteria)


def _change(was: Judgement, now: Judgement, gone: dict[str, Finding]) -> Change | None:
    held = {*was.in_favor, *was.against}
    joined = tuple(dict.fromkeys(i for i in (*now.in_favor, *now.against) if i not in held))
    left = tuple(dict.fromkeys(i for i in (*was.in_favor, *was.against) if i in gone))
    if not joined and not left and now.by_person is None:
        return None
    person = None if now.by_person is None else now.by_person.judgement
    label = now.entry.criterion.label
    return Change(
        id=now.id,
        label=label,
        before=was.judgement,
        after=now.judgement,
        findings=joined,
        withdrawn=left,
        person=person,
        says=_says(was, now, joined, left, person),
    )


def _says(
    was: Judgement,
    now: Judgement,
    joined: Sequence[str],
    left: Sequence[str],
    person: str | None,
) -> str:
    head = f"{now.entry.paragraph} {now.entry.criterion.label} ({now.id})"
    moved = (
        f"stays {now.judgement}"
        if was.judgement == now.judgement
        else f"{was.judgement} becomes {now.judgement}"
    )
    if now.summed_up:
        moved += ", by its criteria"
        joined, left = (), ()
    parts = []
    for side, ids in (("for", now.in_favor), ("against", now.against)):
        names = [i for i in joined if i in ids]
        if names:
            parts.append(f"own finding {', '.join(names)} counts {side} the government")
    for side, ids in (("for", was.in_favor), ("against", was.against)):
        parts += [
            f"the finding {_told(was, i)}, which counted {side} the government, is left out"
            for i in left
            if i in ids
        ]
    says = f"{head}: {moved}" + (f"; {'; '.join(parts)}" if parts else "")
    if person is not None:
        says += f". Own judgement: {person.replace('_', ' ')}"
    return f"{says}."


def _told(judgement: Judgement, finding: str) -> str:
    """Return what a finding says, and where; its id alone where the judgement has no words of it."""
    quote = next((q for q in judgement.quotes if q.finding == finding), None)
    return finding if quote is None else f"that {quote.says} ({quote.place}; {finding})"
