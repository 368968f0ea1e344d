"""Lines of the journal become rows, by the same code whether they were just written or are read anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import orjson
from django.db.models import Model

from tierbook.files import short_hash
from tierbook.library.record.models import (
    Address,
    Blob,
    Book,
    Entry,
    Erratum,
    Kept,
    Position,
)

__all__ = ["forget_index", "index_lines"]

_AT_ONCE = 400
_COLUMNS = frozenset(
    "event document number date coding versions coder book unit follows became kept errata addresses".split()
)


def forget_index() -> None:
    """Empty the tables of the record: the journal is another one than they were made from."""
    for model in (Address, Blob, Book, Entry, Erratum, Kept, Position):
        model.objects.all().delete()


def index_lines(lines: Iterable[dict[str, Any]]) -> None:
    """Bring the tables up to lines of the journal; a line that they have already changes nothing."""
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        _index(some)


def _index(lines: list[dict[str, Any]]) -> None:
    blobs, books, entries, errata, addresses = [], [], [], [], []
    kept: dict[tuple[str, str], Kept] = {}
    for line in lines:
        if "keep" in line:
            blobs.append(Blob(hash=line["keep"], value=orjson.dumps(line["value"]).decode()))
        elif line["event"] == "book":
            books.append(Book(name=line["name"], hash=line["hash"], variables=line["variables"]))
        else:
            entries.append(_entry(line))
            errata += _errata(line)
            addresses += [
                Address(key=k, document=line["document"]) for k in line.get("addresses", ())
            ]
            kept |= {(row.document, row.finding): row for row in _kept(line)}
    _insert(blobs)
    Book.objects.bulk_create(books)
    _insert(entries)
    _insert(errata)
    _insert(addresses)
    Kept.objects.bulk_create(
        kept.values(),
        update_conflicts=True,
        unique_fields=["document", "finding"],
        update_fields=["of", "content", "paragraphs"],
        batch_size=500,
    )


def _insert(rows: list[Any]) -> None:
    if rows:
        model: type[Model] = type(rows[0])
        model._default_manager.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _entry(line: dict[str, Any]) -> Entry:
    return Entry(
        document=line["document"],
        number=line["number"],
        date=datetime.fromisoformat(line["date"]),
        kind=line["event"],
        coding=line["coding"],
        versions=line["versions"],
        coder=line["coder"],
        book=line["book"],
        unit=line["unit"],
        follows=line.get("follows"),
        became=line.get("became"),
        changes={name: value for name, value in line.items() if name not in _COLUMNS},
    )


def _kept(line: dict[str, Any]) -> Iterator[Kept]:
    document = line["document"]
    for old, new in line.get("same", {}).items():
        content = orjson.dumps({"set": {"id": old}}).decode()
        yield Kept(document=document, finding=old, of=new, content=content)
    for name, row in line.get("kept", {}).items():
        yield Kept(
            document=document,
            finding=name,
            of=row["of"],
            content=orjson.dumps(row["content"]).decode(),
            paragraphs=row["paragraphs"],
        )


def _errata(line: dict[str, Any]) -> Iterator[Erratum]:
    unit = line["unit"]
    for place, row in enumerate(line.get("errata", ())):
        yield Erratum(
            slug=short_hash([line["document"], line["number"], row["variable"], place]),
            date=datetime.fromisoformat(line["date"]),
            kind=row["kind"],
            document=line["document"],
            number=line["number"],
            country=unit["country"],
            edition=unit["edition"],
            text_kind=unit["text_kind"],
            publisher=unit["publisher"],
            variable=row["variable"],
            was=row["was"],
            now=row["now"],
            reasons=row["reasons"],
        )
