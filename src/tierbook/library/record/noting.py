"""Note what loading replaces: compare, write the journal, bring the tables up to it.

The journal is written before the transaction ends. A run that is killed in between leaves lines that the tables don't
have; the next run reads them first, finds the document where the journal has it, and notes nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tierbook.files import canonical_json, content_hash
from tierbook.library.catalogue.models import Content
from tierbook.library.catalogue.packing import read_whole
from tierbook.library.desk.models import Report
from tierbook.library.record.aliases import addresses_of
from tierbook.library.record.books import book_at_work
from tierbook.library.record.comparing import (
    Patch,
    ValueChange,
    compare_codings,
    compare_values,
    difference,
    pack_words,
    paragraphs_of,
)
from tierbook.library.record.indexing import forget_index, index_lines
from tierbook.library.record.journal import Journal, keep_hash
from tierbook.library.record.models import Blob, Book, Entry, Kept, Position
from tierbook.library.record.reasons import reasons_between, reasons_for

__all__ = ["Noting"]

Coding = Mapping[str, Any]
BATCH = 50
_UNIT = (
    "work",
    "row",
    "publisher",
    "title",
    "published",
    "edition",
    "country",
    "text_kind",
    "sha256",
)


class State(NamedTuple):
    """Where a document stands in the journal: its last number, and the hash of the coding that is published."""

    number: int
    coding: str | None


class Noting:
    """What one loading notes. Use it around the batches of a load, `write` inside the transaction of each.

    Args:
        corpus: the corpus folder that is loaded.

    Raises:
        CorpusError: the journal is damaged, or of a newer format.
    """

    def __init__(self, corpus: Path) -> None:
        self.journal = Journal(corpus)
        self.replaced = Path(corpus) / "replaced"
        self.now: datetime = timezone.now()
        self._lines: list[dict[str, Any]] = []
        self._held: set[str] = set()
        with transaction.atomic():
            self._size = self._sync()
        # Where the clock was set back, what is published now still came after what was published before.
        newest = Entry.objects.aggregate(newest=Max("date"))["newest"]
        self.now = self.now if newest is None else max(self.now, newest)
        self.states = _states()
        self._books = _books()
        self._at_work = book_at_work()

    def note_replaced(
        self,
        document_id: str,
        before: Coding | str | None,
        after: Coding | None,
        raw: bytes | None = None,
    ) -> None:
        """Note that a document is published, coded anew, removed or held again; nothing where it stands as it stood.

        Args:
            document_id: its id.
            before: the coding that the database holds, as text or read; None where it holds none.
            after: the coding that takes its place; None where the document is removed.
            raw: the bytes of `after`, where they are at hand.
        """
        state = self.states.get(document_id)
        if state is None and before is not None:  # loaded by a version that kept no record
            text = _bytes_of(before)
            self._publish(document_id, orjson.loads(text), content_hash(text))
            state = self.states[document_id]
        if after is None:
            if state is not None and state.coding is not None:
                self._remove(document_id, self._published(document_id, state, before))
            return
        coding = content_hash(raw if raw is not None else canonical_json(after))
        if state is None or state.coding is None:
            self._publish(document_id, after, coding)
        elif state.coding != coding:
            self._recode(document_id, self._published(document_id, state, before), after, coding)

    def write(self) -> None:
        """Write what was noted to the journal and to the tables; call it inside the transaction of the batch."""
        if not self._lines:
            return
        lines, self._lines = self._lines, []
        self._size = self.journal.append(lines, self._size)
        index_lines(lines)
        Position.objects.update_or_create(pk=1, defaults={"size": self._size})

    def finish(self, held: Collection[str]) -> None:
        """Note what the batches didn't meet, and forget the codings that were kept until they were noted.

        Args:
            held: ids of all documents that the corpus holds.
        """
        unnoted = sorted(set(held) - set(self.states))
        for start in range(0, len(unnoted), BATCH):
            codings = _held_codings(unnoted[start : start + BATCH])
            with transaction.atomic():
                for name, coding in codings.items():
                    raw = coding.encode()
                    self.note_replaced(name, None, orjson.loads(raw), raw)
                self.write()
        gone = sorted(d for d, s in self.states.items() if s.coding is not None and d not in held)
        with transaction.atomic():
            for document in gone:
                self.note_replaced(document, None, None)
            self.write()
            self._follow_pages()
            self.write()
        for path in self.replaced.glob("*.json") if self.replaced.is_dir() else ():
            path.unlink(missing_ok=True)

    def _sync(self) -> int:
        """Bring the tables up to the journal and return its size."""
        size = self.journal.size()
        known = Position.objects.filter(pk=1).values_list("size", flat=True).first() or 0
        if known > size or (known and not _is_read_from(self.journal, known)):
            forget_index()  # another journal: begin anew
            known = 0
        if known < size:
            index_lines(self.journal.lines(known))
            Position.objects.update_or_create(pk=1, defaults={"size": size})
        return size

    def _published(
        self, document_id: str, state: State, before: Coding | str | None
    ) -> Coding | None:
        """Return the coding that the journal says is published, from the database or from where ingest kept it."""
        assert state.coding is not None
        text = b"" if before is None else _bytes_of(before)
        if content_hash(text) != state.coding:
            path = self.replaced / f"{document_id}.{state.coding[:12]}.json"
            text = path.read_bytes() if path.is_file() else b""
        if content_hash(text) != state.coding:
            return None
        coding: Coding = orjson.loads(text)
        return coding

    def _publish(self, document_id: str, after: Coding, coding: str) -> None:
        state = self.states.get(document_id)
        line = self._event("published" if state is None else "returned", document_id, coding, after)
        if state is not None:
            ended = {i for entry in _entries(document_id) for i in entry.ended}
            ids = [finding["id"] for finding in after["findings"]]
            line["returned"] = [i for i in ids if i in ended]
            line["begun"] = [i for i in ids if i not in ended]
        addresses = addresses_of(after["document"])
        if addresses:
            line["addresses"] = addresses
        self._lines.append(line)

    def _recode(self, document_id: str, before: Coding | None, after: Coding, coding: str) -> None:
        line = self._event("recoded", document_id, coding, after)
        if before is None:
            line["lost"] = True
            self._lines.append(line)
            return
        found = compare_codings(before, after)
        renewed = set(found.same.values())
        ended = {i for entry in _entries(document_id) for i in entry.ended}
        reasons = reasons_between(before, after)
        changes, moved = compare_values(before, after)
        line |= {
            "begun": [i for i in found.begun if i not in ended and i not in renewed],
            "returned": [i for i in found.begun if i in ended],
            "ended": {i: n for i, n in found.ended.items() if i not in found.same},
            "same": found.same,
            "kept": self._keep(document_id, before, after, found.same),
            "reasons": reasons,
            "errata": list(self._errata(document_id, before, after, reasons, changes)),
            "moved": moved,
        }
        if before["document"] != after["document"]:
            line["head_was"] = self._keep_value(before["document"])
            line["addresses"] = addresses_of(after["document"])
        self._lines.append({name: value for name, value in line.items() if value not in ({}, [])})

    def _remove(self, document_id: str, before: Coding | None) -> None:
        became, after = self._became(document_id, before)
        line = self._event("removed", document_id, None, before)
        if before is None:
            line["lost"] = True
        else:
            line["ended"] = {
                finding["id"]: _twins(finding, became, after) for finding in before["findings"]
            }
            line["kept"] = self._keep(document_id, before, None, {})
            line["head_was"] = self._keep_value(before["document"])
        if became is not None and before is not None and after is not None:
            line["became"] = became
            reasons = [
                {"what": "id", "was": document_id, "now": became},
                *reasons_between(before, after),
            ]
            line["errata"] = list(
                self._errata(became, before, after, reasons, compare_values(before, after)[0])
            )
        elif before is not None and not self._is_followed(document_id):
            line["errata"] = [
                {
                    "kind": "removed",
                    "variable": "",
                    "was": {"values": len(before["findings"])},
                    "now": {},
                    "reasons": [{"what": "removed"}],
                }
            ]
        self._lines.append(line)

    def _event(
        self, kind: str, document_id: str, coding: str | None, of: Coding | None
    ) -> dict[str, Any]:
        state = self.states.get(document_id)
        number = 1 if state is None else state.number + 1
        self.states[document_id] = State(number, coding)
        if of is None:
            last = _entries(document_id)[-1]
            return {
                "event": kind,
                "document": document_id,
                "number": number,
                "date": self.now.isoformat(),
                "coding": coding,
                "versions": last.versions,
                "coder": last.coder,
                "book": last.book,
                "unit": last.unit,
            }
        return {
            "event": kind,
            "document": document_id,
            "number": number,
            "date": self.now.isoformat(),
            "coding": coding,
            "versions": dict(of["versions"]),
            "coder": of["coder"],
            "book": self._book(of["versions"].get("codebook")),
            "unit": {name: of["document"].get(name) for name in _UNIT},
        }

    def _keep(
        self,
        document_id: str,
        before: Coding,
        after: Coding | None,
        same: Mapping[str, str],
    ) -> dict[str, dict[str, Any]]:
        """Return what must be kept so that every finding that hangs on `before` says what it said.

        Those of `before` hang on themselves; others, published under an id that is gone, on the finding `of`.
        """
        known = {row.finding: row for row in Kept.objects.filter(document=document_id)}
        old = {finding["id"]: finding for finding in before["findings"]}
        new = {f["id"]: f for f in after["findings"]} if after is not None else {}
        kept: dict[str, dict[str, Any]] = {}
        for name in sorted({*old, *(n for n, row in known.items() if row.of)}):
            row = known.get(name)
            if row is not None and row.of is None:
                continue  # kept whole already
            base = row.of if row is not None and row.of in old else name
            if base not in old:
                continue  # its coding was lost
            patch = Patch.from_dict(orjson.loads(row.content)) if row is not None else Patch()
            target = same.get(base, base)
            if after is None or target not in new:
                kept[name] = self._whole(before, old[base], patch, row)
                continue
            change = difference(before, old[base], after, new[target])
            if not change:
                continue
            paragraphs = row.paragraphs if row is not None else None
            if change.paragraphs and paragraphs is None:
                paragraphs = self._keep_paragraphs(before, old[base])
            whole = patch.after(change)
            whole.set["id"] = name
            if whole.set == {"id": name} and paragraphs is None and row is None:
                continue  # `same` says it
            kept[name] = {"of": target, "content": whole.to_dict(), "paragraphs": paragraphs}
        return kept

    def _whole(
        self, before: Coding, finding: Mapping[str, Any], patch: Patch, row: Kept | None
    ) -> dict[str, Any]:
        content = patch.apply(finding)
        if row is not None and row.paragraphs is not None:
            return {"of": None, "content": content, "paragraphs": row.paragraphs}
        paragraphs = self._keep_paragraphs(before, finding)
        packed = pack_words(content, paragraphs_of(before, finding))
        return {"of": None, "content": packed, "paragraphs": paragraphs}

    def _keep_paragraphs(self, coding: Coding, finding: Mapping[str, Any]) -> list[str]:
        named = [(keep_hash(row), row) for row in paragraphs_of(coding, finding)]
        self._keep_named(dict(named))
        return [name for name, _ in named]

    def _keep_value(self, value: Any) -> str:
        name = keep_hash(value)
        self._keep_named({name: value})
        return name

    def _keep_named(self, values: Mapping[str, Any]) -> None:
        """Note values that later lines name, each under its hash; each is written once."""
        unknown = [name for name in values if name not in self._held]
        if not unknown:
            return
        self._held.update(unknown)
        there = set(Blob.objects.filter(pk__in=unknown).values_list("pk", flat=True))
        self._lines += [{"keep": n, "value": values[n]} for n in unknown if n not in there]

    def _book(self, name: str | None) -> str | None:
        """Return the hash of the codebook that a coding was made under, None where it was never at hand."""
        at_work, hashed, hashes, entries = self._at_work
        if name != at_work:
            return self._books.get(name or "")
        if self._books.get(name) != hashed:
            self._keep_named(entries)
            self._lines.append({"event": "book", "name": name, "hash": hashed, "variables": hashes})
            self._books[name] = hashed
        return hashed

    def _errata(
        self,
        document_id: str,
        before: Coding,
        after: Coding,
        reasons: list[dict[str, Any]],
        changes: list[ValueChange],
    ) -> Iterator[dict[str, Any]]:
        """Yield the published values that changed, each with its reasons."""
        if not changes:
            return
        since = _entries(before["document"]["id"])
        reports = Report.objects.filter(
            state="accepted",
            document__in={before["document"]["id"], document_id},
            settled__gte=since[-1].date if since else self.now,
        )
        books = [self._book(coding["versions"].get("codebook")) for coding in (before, after)]
        if since and since[-1].book:
            books[0] = since[-1].book
        for change in changes:
            yield {
                "kind": change.kind,
                "variable": change.variable,
                "was": {**change.was, "document": before["document"]["id"]},
                "now": {**change.now, "document": after["document"]["id"]},
                "reasons": reasons_for(change.variable, reasons, books, list(reports)),
            }

    def _follow_pages(self) -> None:
        """Note which texts are newer states of a page that is held already, and which values differ.

        Called when all that is held is coded alike, so that what differs is the page.
        """
        stems: dict[str, list[str]] = {}
        for document, state in self.states.items():
            if state.coding is not None and "x" not in document.split("-")[1:3]:
                stems.setdefault(_stem(document), []).append(document)
        for names in stems.values():
            if len(names) > 1:
                self._follow_in(names)

    def _follow_in(self, names: list[str]) -> None:
        entries = Entry.objects.filter(document__in=names).order_by("number")
        told = {entry.document for entry in entries if entry.follows}
        first: dict[str, Entry] = {}
        for entry in entries:
            first.setdefault(entry.document, entry)
        rows = sorted(first.values(), key=lambda entry: (entry.date, entry.document))
        for place, entry in enumerate(rows):
            earlier = [
                other
                for other in rows[:place]
                if other.date < entry.date
                and all(other.unit[name] == entry.unit[name] for name in ("row", "text_kind"))
            ]
            if earlier and entry.document not in told:
                self._follow(entry.document, earlier[-1].document)

    def _follow(self, document_id: str, earlier: str) -> None:
        codings = _held_codings([document_id, earlier])
        if len(codings) < 2:
            return
        before, after = (orjson.loads(codings[name]) for name in (earlier, document_id))
        state = self.states[document_id]
        line = self._event("follows", document_id, state.coding, after)
        line["follows"] = earlier
        reasons = [{"what": "page", "was": earlier, "now": document_id}]
        if before["versions"] != after["versions"]:
            reasons += reasons_between(before, after)
        changes, _ = compare_values(before, after)
        line["errata"] = list(self._errata(document_id, before, after, reasons, changes))
        self._lines.append(line)

    def _became(self, document_id: str, before: Coding | None) -> tuple[str | None, Coding | None]:
        """Return the id under which the same record of the same page is held now, with its coding."""
        if before is None:
            return None, None
        end = document_id.rpartition("-")[2]
        same = [
            d
            for d, s in self.states.items()
            if d != document_id and d.endswith(f"-{end}") and s.coding is not None
        ]
        for name, text in _held_codings(same).items():
            coding: Coding = orjson.loads(text)
            head = coding["document"]
            if all(head.get(n) == before["document"].get(n) for n in ("sha256", "row")):
                return name, coding
        return None, None

    def _is_followed(self, document_id: str) -> bool:
        """Tell whether a newer state of the same page is held."""
        return (
            any(line.get("follows") == document_id for line in self._lines)
            or Entry.objects.filter(follows=document_id).exists()
        )


def _is_read_from(journal: Journal, size: int) -> bool:
    """Tell whether the tables were made from the first bytes of a journal: the last event there is the last they have.

    Another journal may be longer, and a byte that ended a line of the one is in the middle of the other.
    """
    last = Entry.objects.order_by("-pk").values("document", "number", "date", "coding").first()
    event = journal.last_event(size)
    if event is None or last is None:
        return False
    date = datetime.fromisoformat(event["date"])
    return last == {
        **{name: event[name] for name in ("document", "number", "coding")},
        "date": date,
    }


def _held_codings(names: Collection[str]) -> dict[str, str]:
    """Return the codings that the database holds of documents; one that is damaged there is noted when it is mended."""
    return read_whole(Content.objects.filter(pk__in=names).order_by("pk"), "coding")


def _stem(document_id: str) -> str:
    """Return an id without its last part, the hash of the page: what all states of one page share."""
    return document_id.rpartition("-")[0]


def _bytes_of(coding: Coding | str) -> bytes:
    return coding.encode() if isinstance(coding, str) else canonical_json(coding)


def _states() -> dict[str, State]:
    rows = Entry.objects.order_by("document", "number").values_list("document", "number", "coding")
    return {document: State(number, coding) for document, number, coding in rows}


def _books() -> dict[str, str]:
    """Return for each codebook that was at work the hash of its newest state."""
    return dict(Book.objects.order_by("pk").values_list("name", "hash"))


def _entries(document_id: str) -> list[Entry]:
    return list(Entry.objects.filter(document=document_id).order_by("number"))


def _twins(finding: Mapping[str, Any], document: str | None, coding: Coding | None) -> list[str]:
    """Return the finding of another document's coding that says the same of the same words."""
    if document is None or coding is None:
        return []
    spans = [(e["start"], e["end"]) for e in finding["evidence"]]
    return [
        f"{document}/{other['id']}"
        for other in coding["findings"]
        if all(other.get(n) == finding.get(n) for n in ("variable", "value", "level", "place"))
        and [(e["start"], e["end"]) for e in other["evidence"]] == spans
    ]
