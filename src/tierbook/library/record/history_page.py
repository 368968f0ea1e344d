"""The life of a document in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from tierbook.library.catalogue.models import Document
from tierbook.library.reading.values import ValueInWords, value_in_words
from tierbook.library.reading.variables import VariableFacts, describe_variable
from tierbook.library.record.models import Entry, Erratum, Kept
from tierbook.library.record.reasons_in_words import Reason, reasons_in_words

__all__ = ["Ended", "Event", "HistoryPage", "build_history", "is_sample", "name_now"]

_KINDS = {
    "published": "Published",
    "recoded": "Coded anew",
    "removed": "Removed",
    "returned": "Held again",
    "follows": "Newer state of the page",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event: when, what, by which versions, why, and what it did to the findings."""

    entry: Entry
    name: str
    versions: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    told: tuple[str, ...]
    errata: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A published finding that today's coding doesn't give as it was published."""

    address: str
    variable: VariableFacts
    value: ValueInWords


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The parts of the page; `held` is None where the document is held no more."""

    document_id: str
    unit: dict[str, Any]
    held: Document | None
    events: tuple[Event, ...]
    ended: tuple[Ended, ...]
    renamed: tuple[str, ...]
    newer: tuple[Entry, ...]

    @property
    def removed(self) -> Entry | None:
        """Return the event by which it was removed, where it is held no more."""
        last = self.events[-1].entry if self.events else None
        return last if self.held is None else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "document": self.document_id,
            "held": self.held is not None,
            "unit": self.unit,
            "events": [
                {
                    "number": e.entry.number,
                    "date": e.entry.date.isoformat(),
                    "event": e.entry.kind,
                    "coder": e.entry.coder,
                    "versions": dict(e.versions),
                    "reasons": [{"what": r.what, "in_words": r.words} for r in e.reasons],
                    "in_words": list(e.told),
                    "errata": e.errata,
                }
                for e in self.events
            ],
            "findings_before": [
                {"address": row.address, "variable": row.variable.id, "value": row.value.word}
                for row in self.ended
            ],
            "newer_pages": [f"/documents/{entry.document}/" for entry in self.newer],
        }


def build_history(document_id: str, entries: list[Entry], held: Document | None) -> HistoryPage:
    """Return the life of a document.

    Args:
        document_id: its id.
        entries: its events, the oldest first.
        held: its row, where it is held today.
    """
    errata: dict[int, int] = {}
    rows = Erratum.objects.filter(document=document_id).values_list("number", flat=True)
    for number in rows:
        errata[number] = errata.get(number, 0) + 1
    unit = entries[-1].unit if entries else {}
    if held is not None:
        names = ("country", "edition", "text_kind", "publisher", "title")
        unit = {**unit, **{name: getattr(held, name) for name in names}}
    ended, renamed = _ended(document_id)
    return HistoryPage(
        document_id,
        unit,
        held,
        tuple(_event(entry, errata.get(entry.number, 0)) for entry in entries),
        tuple(ended),
        tuple(renamed),
        tuple(Entry.objects.filter(follows=document_id).order_by("date")),
    )


def is_sample(page: HistoryPage) -> bool:
    """Tell whether the document is our own restatement."""
    return page.unit.get("text_kind") == "sample"


def name_now(document_id: str) -> str:
    """Return the id under which the same page is held now; the id itself where it never had another."""
    seen = {document_id}
    while True:
        last = Entry.objects.filter(document=document_id).order_by("-number").first()
        if last is None or not last.became or last.became in seen:
            return document_id
        document_id = last.became
        seen.add(document_id)


def _event(entry: Entry, errata: int) -> Event:
    told = []
    if entry.follows:
        told.append(f"It is a newer state of the page that is held as {entry.follows}.")
    if entry.became:
        told.append(f"The same page is held as {entry.became}.")
    if entry.changes.get("lost"):
        told.append("The coding before it was lost; what it alone said cannot be shown.")
    same = len(entry.same)
    ended = len(entry.ended) - same
    counts = [
        (ended, "finding", "ended"),
        (len(entry.part("begun") or ()), "finding", "began"),
        (len(entry.returned), "finding", "returned"),
        (same, "finding", "got another address, saying the same"),
        (entry.changes.get("moved") or 0, "value", "rests on other words"),
    ]
    if entry.kind != "published":
        told += [f"{n} {what}{'' if n == 1 else 's'} {verb}." for n, what, verb in counts if n > 0]
    reasons = entry.changes.get("reasons") or ()
    return Event(
        entry,
        _KINDS.get(entry.kind, entry.kind),
        tuple(sorted(entry.versions.items())),
        tuple(reasons_in_words(reasons, "")),
        tuple(told),
        errata,
    )


def _ended(document_id: str) -> tuple[list[Ended], list[str]]:
    """Return the findings that are kept whole, and the ids that only lead on."""
    ended, renamed = [], []
    for row in Kept.objects.filter(document=document_id).order_by("finding"):
        if row.of is not None:
            renamed.append(row.finding)
            continue
        finding = orjson.loads(row.content)
        ended.append(
            Ended(
                f"/documents/{document_id}/findings/{row.finding}/",
                describe_variable(finding["variable"]),
                value_in_words(finding["variable"], finding["value"]),
            )
        )
    return sorted(ended, key=lambda e: (e.variable.id, e.address)), renamed
