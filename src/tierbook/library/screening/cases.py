"""What officers do with cases: open, enter, be done, ask another, delete; and what each of them may see.

Until an officer is done she sees her own entries alone. When she is done, those of others who are done too are shown
beside hers; what she enters from then on is no longer blind and is left out of every comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tierbook.codebook import load_case_facts
from tierbook.errors import CaseInvalid, WrongUse
from tierbook.library.screening.keys import (
    KeyGone,
    destroy_key,
    has_key,
    make_key,
    seal,
    unseal,
)
from tierbook.library.screening.models import Case, Entry, Look, Seat
from tierbook.library.screening.people import may_screen
from tierbook.library.screening.router import ALIAS
from tierbook.standards import Case as Facts
from tierbook.standards import case_of, load_indicators

__all__ = [
    "VERDICTS",
    "Entered",
    "PastCase",
    "add_officer",
    "all_blind_entries",
    "blind_entries",
    "cases_past",
    "delete_case",
    "destroy_case",
    "enter",
    "expire_cases",
    "finish",
    "looks_at",
    "newest_entry",
    "note_look",
    "note_looks",
    "open_case",
    "seat_of",
    "seats_of",
    "unreadable_cases",
]

# What an officer herself would say; asked apart from the facts, and never of a person as such.
VERDICTS = {
    "met": "I would treat it as trafficking",
    "undecided": "I cannot tell yet",
    "not_met": "On these facts I would not call it trafficking",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry, opened: who, when, the facts, her own verdict, and whether it was blind."""

    by: str
    at: datetime
    blind: bool
    facts: Facts
    verdict: str


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case past its time: its code, when it was opened, when somebody last worked on it, and how many have seats."""

    code: str
    opened: datetime
    worked: datetime
    seats: int


def open_case(by: str) -> Case:
    """Open a case with a new code and a key of its own; whoever opens it has the first seat."""
    with transaction.atomic(using=ALIAS):
        case = Case.objects.create(by=by)
        Seat.objects.create(case=case, pseudonym=by)
        note_look(case.code, by, "opened")
        make_key(case.code)
    return case


def seats_of(pseudonym: str) -> list[Seat]:
    """Return an officer's seats at cases that stand, the newest case first."""
    seats = Seat.objects.filter(pseudonym=pseudonym, case__deleted=None).select_related("case")
    return list(seats.order_by("-case__opened", "case_id"))


def seat_of(code: str, pseudonym: str) -> Seat | None:
    """Return an officer's seat at a case that stands; None where there is none for her."""
    seats = Seat.objects.filter(case_id=code, pseudonym=pseudonym, case__deleted=None)
    return seats.select_related("case").first()


def enter(seat: Seat, record: Mapping[str, Any], verdict: str) -> None:
    """Add what an officer entered.

    Raises:
        CaseInvalid: a fact, the note or the verdict is none; nothing of it is repeated.
        KeyGone: the key of the case is not here.
    """
    facts = case_of(record)
    if verdict not in VERDICTS:
        raise CaseInvalid("the verdict is none", remedy=f"choose from {', '.join(VERDICTS)}")
    content = {
        "codebook": load_case_facts().name,
        "facts": dict(facts.facts),
        "indicators": dict(facts.indicators),
        "note": facts.note,
        "verdict": verdict,
    }
    Entry.objects.create(
        case=seat.case,
        by=seat.pseudonym,
        blind=seat.done is None,
        sealed=seal(seat.case_id, seat.pseudonym, content),
    )
    note_look(seat.case_id, seat.pseudonym, "entered")


def newest_entry(seat: Seat) -> Entered | None:
    """Return the newest entry of an officer.

    Raises:
        KeyGone: the key of the case is not here.
    """
    row = Entry.objects.filter(case=seat.case, by=seat.pseudonym).order_by("-id").first()
    return None if row is None else _opened(row)


def blind_entries(seat: Seat) -> dict[str, Entered]:
    """Return the last blind entry of each officer who is done, hers first; nothing while she is not done."""
    if seat.done is None:
        return {}
    return _blind([seat.case_id]).get(seat.case_id, {})


def all_blind_entries(pseudonym: str) -> dict[str, dict[str, Entered]]:
    """Return the blind entries of every case at which an officer is done, by case and officer."""
    done = Seat.objects.filter(pseudonym=pseudonym, case__deleted=None).exclude(done=None)
    return _blind(list(done.values_list("case_id", flat=True)))


def _blind(codes: list[str]) -> dict[str, dict[str, Entered]]:
    done = Seat.objects.filter(case_id__in=codes).exclude(done=None)
    seated = set(done.values_list("case_id", "pseudonym"))
    found: dict[str, dict[str, Entered]] = {}
    newest = {
        (row.case_id, row.by): row
        for row in Entry.objects.filter(case_id__in=codes, blind=True).order_by("id")
        if (row.case_id, row.by) in seated and has_key(row.case_id)
    }
    for (code, by), row in newest.items():
        found.setdefault(code, {})[by] = _opened(row)
    return found


def finish(seat: Seat) -> None:
    """Close an officer's blind entry; from now on she sees others who are done.

    Raises:
        WrongUse: she has entered nothing yet.
    """
    if not Entry.objects.filter(case=seat.case, by=seat.pseudonym).exists():
        raise WrongUse("nothing is entered yet", remedy="enter the facts first")
    if seat.done is None:
        seat.done = timezone.now()
        seat.save(update_fields=["done"])
        note_look(seat.case_id, seat.pseudonym, "done")


def add_officer(seat: Seat, username: str) -> None:
    """Give another officer a seat at a case: she enters blind.

    Raises:
        WrongUse: nobody of that name may screen; it is not told whether there is such an account.
    """
    from tierbook.library.accounts.models import Person

    person = Person.objects.filter(username=username.strip(), is_active=True).first()
    if person is None or not may_screen(person.pseudonym):
        raise WrongUse("nobody of that name may screen", remedy="ask an admin to give leave")
    Seat.objects.get_or_create(case=seat.case, pseudonym=person.pseudonym)
    note_look(seat.case_id, seat.pseudonym, "asked")


def delete_case(seat: Seat) -> None:
    """Destroy the key of a case, for ever: no entry of it can be read again, in no file of `tierbook backup` either.

    Raises:
        WrongUse: somebody else opened it.
    """
    if seat.case.by != seat.pseudonym:
        raise WrongUse(
            "this case was opened by another officer", remedy="ask whoever opened it to delete it"
        )
    _destroy(seat.case, seat.pseudonym)


def destroy_case(code: str) -> None:
    """Destroy the key of a case from the shell, where whoever opened it is gone.

    Raises:
        WrongUse: there is no such case, or it is destroyed already.
    """
    case = Case.objects.filter(code=code.strip().upper(), deleted=None).first()
    if case is None:
        raise WrongUse("there is no such case", remedy="write the code as it stands in the room")
    _destroy(case, "")


def _destroy(case: Case, by: str, what: str = "deleted") -> None:
    destroy_key(case.code)
    case.deleted = timezone.now()
    case.save(update_fields=["deleted"])
    note_look(case.code, by, what)


def cases_past(before: datetime) -> list[PastCase]:
    """Return the cases that stand and that nobody has worked on since a time, the longest untouched first.

    What counts is that a case was opened, entered into, closed, or that a seat was given; looking at it does not.
    """
    found = Case.objects.filter(deleted=None, opened__lt=before).annotate(
        entered=Max("entries__at"), seated=Max("seats__since"), closed=Max("seats__done")
    )
    rows = []
    for case in found:
        worked = max(
            at for at in (case.opened, case.entered, case.seated, case.closed) if at is not None
        )
        if worked < before:
            rows.append(PastCase(case.code, case.opened, worked, case.seats.count()))
    return sorted(rows, key=lambda row: (row.worked, row.code))


def expire_cases(cases: Iterable[PastCase]) -> None:
    """Destroy the keys of cases past their time; each is written down as `expired`, without what stood there."""
    for case in Case.objects.filter(code__in=[row.code for row in cases], deleted=None):
        _destroy(case, "", "expired")


def note_look(code: str, by: str, what: str) -> None:
    """Write down who did what with which case; never what stood there."""
    Look.objects.create(code=code, by=by, what=what)


def note_looks(codes: Iterable[str], by: str, what: str) -> None:
    """Write down the same of several cases at once."""
    Look.objects.bulk_create([Look(code=code, by=by, what=what) for code in codes])


def looks_at(code: str = "") -> list[tuple[datetime, str, str, str]]:
    """Return who did what with which case, the oldest first: time, account or pseudonym, what, code or whose leave.

    Args:
        code: of one case; empty for all, leave given and taken among them.
    """
    from tierbook.library.desk.about_people import names_of

    rows = Look.objects.filter(code=code.strip().upper()) if code else Look.objects.all()
    rows = rows.order_by("id")
    names = names_of({name for row in rows for name in (row.by, row.about) if name})
    return [
        (row.at, names.get(row.by, row.by), row.what, row.code or names.get(row.about, row.about))
        for row in rows
    ]


def unreadable_cases() -> tuple[int, list[str]]:
    """Return how many entries there are, and the codes of cases that have their key and an entry it does not open."""
    codes: dict[str, None] = {}
    count = 0
    for row in Entry.objects.filter(case__deleted=None).order_by("id").iterator(chunk_size=200):
        count += 1
        if has_key(row.case_id):
            try:
                unseal(row.case_id, row.by, row.sealed)
            except KeyGone:
                codes[row.case_id] = None
    return count, list(codes)


def _opened(row: Entry) -> Entered:
    """Open an entry; a fact that the codebook no longer has is passed over."""
    record = orjson.loads(unseal(row.case_id, row.by, row.sealed))
    facts, signs = load_case_facts().facts, load_indicators().facts
    case = Facts(
        code=row.case_id,
        facts={name: value for name, value in record["facts"].items() if name in facts},
        indicators={name: value for name, value in record["indicators"].items() if name in signs},
        note=record["note"],
    )
    return Entered(row.by, row.at, row.blind, case, record["verdict"])
