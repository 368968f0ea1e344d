"""What a published address says for ever, and where it stands today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson

from tierbook.library.catalogue.models import Content
from tierbook.library.record.comparing import Patch, paragraphs_of, unpack_words
from tierbook.library.record.models import Blob, Book, Entry, Kept

__all__ = [
    "Published",
    "Standing",
    "document_history",
    "finding_at",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a published finding stands today.

    Attributes:
        state: `stands`; `renewed` (the same value from the same words has another id now); `replaced` (the question has
            another answer now, or the same from other words); `withdrawn` (the question has no answer now); `removed`
            (the document is held no more).
        since: when that came about; for `stands`, when it was last found anew, None where it was found once.
        newer: (document, finding) that stand in its place, as of then.
        entry: the event that brought it about.
        now: what today's coding says on the same variable, as findings of the contract.
        absence: the name of the absence where it says nothing.
        away: the times in which it was not found, (from, to).
        told: the fields that today's coding tells otherwise of this very finding.
    """

    state: str
    since: datetime | None = None
    newer: tuple[tuple[str, str], ...] = ()
    entry: Entry | None = None
    now: tuple[Mapping[str, Any], ...] = ()
    absence: str | None = None
    away: tuple[tuple[datetime, datetime], ...] = ()
    told: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether today's coding says the same of the same words."""
        return self.state in {"stands", "renewed"}


@dataclass(frozen=True)
class Published:
    """A finding as it was first published.

    Attributes:
        document_id: the document in its address.
        finding_id: the finding in its address.
        finding: its record.
        document: what the page said of itself then.
        versions, coder: which versions of which coder published it.
        paragraphs: the paragraphs of its evidence, with text, offsets and sentences.
        entry: the codebook's entry as it stood then; None where that codebook was never at hand.
        published: when; None where the library kept no record yet.
        unit: which text it is of.
        standing: where it stands today.
        lost: a coding in between was lost, so that this may be what a later one says.
        whole: today's coding tells it exactly so, nothing of it had to be kept.
    """

    document_id: str
    finding_id: str
    finding: Mapping[str, Any]
    document: Mapping[str, Any]
    versions: Mapping[str, str]
    coder: str
    paragraphs: tuple[Mapping[str, Any], ...]
    entry: Mapping[str, Any] | None
    published: datetime | None
    standing: Standing
    lost: bool = False
    whole: bool = True
    history: tuple[Entry, ...] = field(default=(), repr=False)

    @property
    def address(self) -> str:
        """Return the path of its page."""
        return f"/documents/{self.document_id}/findings/{self.finding_id}/"

    @property
    def held(self) -> bool:
        """Tell whether its document is held today."""
        return self.standing.state != "removed"

    def record(self) -> dict[str, Any]:
        """Return what was published, as plain values: the same for ever."""
        return {
            "id": self.finding_id,
            "address": self.address,
            "versions": dict(self.versions),
            "coder": self.coder,
            "document": dict(self.document),
            "finding": dict(self.finding),
            "paragraphs": [dict(row) for row in self.paragraphs],
            "variable": dict(self.entry) if self.entry is not None else None,
        }

    def to_json(self) -> bytes:
        """Return the bytes of `record()`: sorted keys, so that no store of ours can change their order."""
        options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
        return orjson.dumps(self.record(), option=options)

    @cached_property
    def coding(self) -> dict[str, Any]:
        """Return a coding of this finding alone, for what needs one (citations, annotations).

        Its text holds the kept paragraphs at their own offsets and blanks elsewhere: no other word of the narrative.
        Paragraphs that were not kept are empty, so that numbers and places in a section are those that were published.
        """
        return {
            "versions": dict(self.versions),
            "coder": self.coder,
            "document": dict(self.document),
            "narrative": _narrative(self.paragraphs),
            "not_asked": [],
            "read": [],
            "findings": [dict(self.finding)],
            "absences": [],
            "rejected": [],
        }


def finding_at(
    document_id: str, finding_id: str, *, coding: dict[str, Any] | None = None
) -> Published | None:
    """Return a finding as it was first published, whether or not it stands today; None for an address never published.

    Args:
        document_id: the document in its address; it need not be held today.
        finding_id: the finding in its address.
        coding: the coding of the document as it is held today, where it is at hand.
    """
    history = tuple(Entry.objects.filter(document=document_id).order_by("number"))
    kept = Kept.objects.filter(document=document_id, finding=finding_id).first()
    if coding is None:
        content = Content.objects.filter(pk=document_id).first()
        coding = orjson.loads(content.coding) if content is not None else None
    found = _finding(finding_id, kept, coding)
    if found is None:
        return None
    finding, paragraphs = found
    first = _first(history, finding_id)
    head = _head(history, first, coding)
    return Published(
        document_id=document_id,
        finding_id=finding_id,
        finding=finding,
        document=head,
        versions=first.versions if first else (coding or {})["versions"],
        coder=first.coder if first else (coding or {})["coder"],
        paragraphs=tuple(paragraphs),
        entry=entry_of(first.book if first else None, finding["variable"]),
        published=first.date if first else None,
        standing=_standing(history, finding, finding_id, coding),
        lost=(kept is None or kept.of is not None)
        and any(e.changes.get("lost") for e in history if first and e.number > first.number),
        whole=kept is None,
        history=history,
    )


def entry_of(book: str | None, variable: str) -> dict[str, Any] | None:
    """Return the entry of a variable in a codebook as it stood, None where that was never at hand."""
    row = Book.objects.filter(hash=book).first() if book else None
    name = row.variables.get(variable) if row is not None else None
    kept = Blob.objects.filter(pk=name).first() if name else None
    return orjson.loads(kept.value) if kept is not None else None


def document_history(document_id: str) -> list[Entry]:
    """Return the events in the life of a document, the oldest first; none where it was never held."""
    return list(Entry.objects.filter(document=document_id).order_by("number"))


def _finding(
    finding_id: str, kept: Kept | None, coding: Mapping[str, Any] | None
) -> tuple[dict[str, Any], list[Mapping[str, Any]]] | None:
    """Return the record as it was published, and the paragraphs of its evidence."""
    if kept is not None and kept.of is None:
        paragraphs = _blobs(kept.paragraphs or ())
        return unpack_words(orjson.loads(kept.content), paragraphs), paragraphs
    base = kept.of if kept is not None else finding_id
    rows = coding["findings"] if coding is not None else ()
    row = next((f for f in rows if f["id"] == base), None)
    if row is None or coding is None:
        return None
    if kept is None:
        return row, list(paragraphs_of(coding, row))
    finding = Patch.from_dict(orjson.loads(kept.content)).apply(row)
    if kept.paragraphs is not None:
        return finding, _blobs(kept.paragraphs)
    return finding, list(paragraphs_of(coding, row))


def _narrative(kept: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a narrative that holds the kept paragraphs alone, each where it stood."""
    text = [" "] * max((row["end"] for row in kept), default=0)
    for row in kept:
        text[row["start"] : row["end"]] = row["text"]
    line = next((row for row in kept if not row["n"]), None)
    return {
        "text": "".join(text),
        "paragraphs": _numbered([row for row in kept if row["n"]]),
        "tier_line": {"start": line["start"], "end": line["end"]} if line else None,
        "headings": _headings(kept),
        "sentences": [{"paragraph": row["n"], **s} for row in kept for s in row["sentences"]],
    }


def _numbered(kept: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return all paragraphs up to the last kept one; of the empty ones as many in a section as stood before it."""
    names = ("n", "start", "end", "pillar", "heading", "link")
    rows: dict[int, dict[str, Any]] = {row["n"]: {k: row[k] for k in names} for row in kept}
    last = max(rows, default=0)
    free = [n for n in range(1, last + 1) if n not in rows]
    for row in sorted(kept, key=lambda r: r["n"]):
        before = sum(1 for n, r in rows.items() if n < row["n"] and r["pillar"] == row["pillar"])
        for n in free[: max(0, row["in_section"] - 1 - before)]:
            rows[n] = _empty(n, row["pillar"])
            free.remove(n)
    rows |= {n: _empty(n, "") for n in free}
    empty = {n for n in rows if rows[n]["start"] == rows[n]["end"]}
    for row in kept:
        if row["under"]:  # those between a heading and the paragraph begin behind the heading
            for n in empty.intersection(range(row["n"] - row["within"] + 1, row["n"])):
                rows[n]["start"] = rows[n]["end"] = row["under"]["start"] + 1
    return [rows[n] for n in sorted(rows)]


def _headings(kept: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the headings above the kept paragraphs; one behind the text where it has others only."""
    found = {row["under"]["start"]: row["under"]["text"] for row in kept if row["under"]}
    if not found and any(row["headed"] for row in kept):
        found = {max(row["end"] for row in kept) + 1: ""}
    return [
        {"start": start, "end": start + len(text), "text": text}
        for start, text in sorted(found.items())
    ]


def _empty(number: int, pillar: str) -> dict[str, Any]:
    return {"n": number, "start": 0, "end": 0, "pillar": pillar, "heading": None, "link": None}


def _blobs(names: Iterable[str]) -> list[Mapping[str, Any]]:
    found = {row.pk: orjson.loads(row.value) for row in Blob.objects.filter(pk__in=list(names))}
    return [found[name] for name in names if name in found]


def _first(history: tuple[Entry, ...], finding_id: str) -> Entry | None:
    """Return the event that published a finding: the one that names it, else the first of its document."""
    for entry in history:
        if entry.began(finding_id):
            return entry
    return history[0] if history else None


def _head(
    history: tuple[Entry, ...], first: Entry | None, coding: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    """Return what the page said of itself when an event published it."""
    for entry in history:
        if first is not None and entry.number > first.number and "head_was" in entry.changes:
            kept = _blobs([entry.changes["head_was"]])
            if kept:
                return kept[0]
    if coding is not None:
        head: Mapping[str, Any] = coding["document"]
        return head
    return history[-1].unit if history else {}


def _standing(
    history: tuple[Entry, ...],
    finding: Mapping[str, Any],
    finding_id: str,
    coding: Mapping[str, Any] | None,
) -> Standing:
    rows = coding["findings"] if coding is not None else ()
    now = tuple(f for f in rows if f["variable"] == finding["variable"])
    absence = None if now or coding is None else _absence(coding, finding["variable"])
    away = _away(history, finding_id)
    current = next((f for f in now if f["id"] == finding_id), None)
    if current is not None:
        told = [n for n in {*finding, *current} if finding.get(n) != current.get(n)]
        first = _first(history, finding_id)
        coded = [e for e in history if e.kind in {"published", "recoded", "returned"}]
        later = bool(first and coded and coded[-1].number > first.number)
        return Standing(
            "stands",
            since=coded[-1].date if later else None,
            entry=coded[-1] if later else None,
            now=now,
            away=tuple((a, b) for a, b in away if b is not None),
            told=tuple(sorted(told)),
        )
    ended = next((e for e in reversed(history) if finding_id in e.ended), None)
    newer = tuple(
        _reference(name, ended.document) for name in (ended.ended[finding_id] if ended else ())
    )
    if coding is None:
        removed = next((e for e in reversed(history) if e.kind == "removed"), ended)
        return Standing(
            "removed",
            since=removed.date if removed else None,
            newer=newer,
            entry=removed,
            away=tuple((a, b) for a, b in away if b is not None),
        )
    if ended is not None and finding_id in ended.same:
        state = "renewed" if _still(history, finding_id, coding) else "replaced"
    else:
        state = "replaced"
    if state == "replaced" and not now:
        state = "withdrawn"
    return Standing(
        state,
        since=ended.date if ended else None,
        newer=newer,
        entry=ended,
        now=now,
        absence=absence,
        away=tuple((a, b) for a, b in away if b is not None),
    )


def _still(history: tuple[Entry, ...], finding_id: str, coding: Mapping[str, Any]) -> bool:
    """Tell whether the finding that took over an id is in today's coding, itself or through others."""
    name = finding_id
    for entry in history:
        name = entry.same.get(name, name)
    return any(f["id"] == name for f in coding["findings"])


def _away(history: tuple[Entry, ...], finding_id: str) -> list[tuple[datetime, datetime | None]]:
    """Return the times in which a finding was not found; the last may be open."""
    times: list[tuple[datetime, datetime | None]] = []
    for entry in history:
        if finding_id in entry.ended:
            times.append((entry.date, None))
        elif finding_id in entry.returned and times:
            times[-1] = (times[-1][0], entry.date)
    return times


def _absence(coding: Mapping[str, Any], variable: str) -> str | None:
    for row in coding.get("absences") or ():
        if row["variable"] == variable:
            return str(row["absence"])
    return "not_asked" if variable in (coding.get("not_asked") or ()) else None


def _reference(name: str, document: str) -> tuple[str, str]:
    other, _, finding = name.rpartition("/")
    return other or document, finding
