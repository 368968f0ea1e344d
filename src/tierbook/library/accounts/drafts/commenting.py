"""Comments on a draft: threads beside a criterion or an own finding, seen or new, open or resolved; who may leave them.

They are notes of work. Nothing publishes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tierbook.errors import WrongUse
from tierbook.library.accounts.models import Draft, DraftNote, Person

__all__ = [
    "Note",
    "Thread",
    "comment",
    "let_read",
    "mark_seen",
    "no_longer",
    "settle",
    "threads_of",
]

LONGEST_NOTE = 2000
MOST_NOTES = 1000


@dataclass(frozen=True, slots=True)
class Note:
    """A comment as one person sees it: `new` if she had not seen it before, `seen_by` the others who have."""

    id: int
    name: str
    at: Any
    text: str
    new: bool
    mine: bool
    seen_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and what was answered; where it stands, whether it is resolved, and by whom."""

    notes: tuple[Note, ...]
    criterion: str
    finding: str
    resolved: Any
    resolved_by: str

    @property
    def id(self) -> int:
        """The number of its first comment."""
        return self.notes[0].id

    @property
    def new(self) -> bool:
        """Whether any of it had not been seen."""
        return any(note.new for note in self.notes)


def comment(
    draft: Draft,
    person: Person,
    text: str,
    *,
    criterion: str = "",
    finding: str = "",
    answers: int | None = None,
) -> DraftNote:
    """Leave a comment, or answer one; an answer opens again what was resolved.

    Raises:
        WrongUse: it is empty or too long, or there is nothing to answer.
    """
    words = text.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise WrongUse("a comment has words", remedy=f"write up to {LONGEST_NOTE} characters")
    if draft.notes.count() >= MOST_NOTES:
        raise WrongUse(f"this draft has {MOST_NOTES} comments", remedy="copy it, and go on there")
    parent = None if answers is None else _first(draft, answers)
    made = DraftNote.objects.create(
        draft=draft,
        person=person,
        name=person.shown_name,
        text=words,
        criterion=(parent.criterion if parent else criterion)[:80],
        finding=(parent.finding if parent else finding)[:80],
        parent=parent,
    )
    if parent is not None and parent.resolved:
        settle(draft, person, parent.pk, resolved=False)
    return made


def settle(draft: Draft, person: Person, number: int | None, *, resolved: bool) -> None:
    """Mark a thread as resolved, or open it again.

    Raises:
        WrongUse: there is none.
    """
    first = _first(draft, number)
    first.resolved = timezone.now() if resolved else None
    first.resolved_by = person.shown_name if resolved else ""
    first.save(update_fields=["resolved", "resolved_by"])


def threads_of(draft: Draft, person: Person, *, only_hers: bool = False) -> tuple[Thread, ...]:
    """Return the threads of a draft, the open ones first, in the order in which they were begun.

    Args:
        draft: the draft.
        person: who looks.
        only_hers: leave out the threads that somebody else began.
    """
    notes = list(draft.notes.prefetch_related("seen"))
    answers: dict[int, list[DraftNote]] = {}
    for note in notes:
        if note.parent_id is not None:
            answers.setdefault(note.parent_id, []).append(note)
    found = [
        Thread(
            tuple(_note(row, person) for row in (first, *answers.get(first.pk, ()))),
            first.criterion,
            first.finding,
            first.resolved,
            first.resolved_by,
        )
        for first in notes
        if first.parent_id is None and (not only_hers or first.person_id == person.pk)
    ]
    return tuple(sorted(found, key=lambda thread: thread.resolved is not None))


def mark_seen(person: Person, threads: Iterable[Thread]) -> None:
    """Remember that a person has seen what she is shown."""
    through = DraftNote.seen.through
    rows = [
        through(draftnote_id=note.id, person_id=person.pk)
        for thread in threads
        for note in thread.notes
        if note.new
    ]
    if rows:
        through.objects.bulk_create(rows, ignore_conflicts=True)


def let_read(draft: Draft, reader: Person, *, writes: bool = False) -> None:
    """Let somebody read the draft and its scenarios and comment on them; and change them, where `writes`.

    Raises:
        WrongUse: it is its author, or two may already.
    """
    root = draft.root
    if reader.pk == root.person_id:
        raise WrongUse("it is yours already", remedy="name somebody else")
    if root.readers.exclude(pk=reader.pk).count() >= Draft.MOST_READERS:
        raise WrongUse("two people may comment already", remedy="take one of them out first")
    root.readers.add(reader)
    if writes:
        root.writers.add(reader)
    else:
        root.writers.remove(reader)


def no_longer(draft: Draft, usernames: Sequence[str]) -> None:
    """Let somebody no longer see a draft; her comments stay, and what she had not finished goes."""
    root = draft.root
    gone = list(Person.objects.filter(username__in=usernames))
    root.readers.remove(*gone)
    root.writers.remove(*gone)
    for each in (root, *root.scenarios.all()):
        each.pieces.filter(person__in=gone).delete()


def beside(threads: Iterable[Thread], where: Mapping[str, str]) -> tuple[Thread, ...]:
    """Return the threads that stand at a place: `criterion` or `finding`."""
    return tuple(t for t in threads if all(getattr(t, k) == v for k, v in where.items()))


def _first(draft: Draft, number: int | None) -> DraftNote:
    found = draft.notes.filter(pk=number or 0, parent=None).first()
    if found is None:
        raise WrongUse("there is no such comment", remedy="open the page again")
    return found


def _note(row: DraftNote, person: Person) -> Note:
    seen = list(row.seen.all())
    mine = row.person_id == person.pk
    return Note(
        id=row.pk,
        name=row.name,
        at=row.at,
        text=row.text,
        mine=mine,
        new=not mine and all(one.pk != person.pk for one in seen),
        seen_by=tuple(one.shown_name for one in seen if one.pk not in (person.pk, row.person_id)),
    )
