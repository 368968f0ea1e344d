"""Errata in words: what was, what is, the words of both, and why; as rows for a page, a table, a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import orjson

from tierbook.library.reading.chips import Chip, chips_of
from tierbook.library.reading.finding_page import circumstances
from tierbook.library.reading.places_in_text import short_place
from tierbook.library.reading.values import (
    ValueInWords,
    absence_in_words,
    country_or_unknown,
    value_in_words,
)
from tierbook.library.reading.variables import VariableFacts, describe_variable
from tierbook.library.record.asking import KINDS
from tierbook.library.record.models import Blob, Book, Erratum
from tierbook.library.record.reasons_in_words import Reason, reasons_in_words
from tierbook.release import anchor_of

__all__ = ["ERRATA_COLUMNS", "ErratumView", "Side", "errata_feed", "view_errata"]

ERRATA_COLUMNS = (
    "erratum",
    "date",
    "kind",
    "country",
    "edition",
    "text_kind",
    "publisher",
    "document",
    "variable",
    "was",
    "is",
    "was_as",
    "is_as",
    "was_words",
    "is_words",
    "was_finding",
    "is_finding",
    "reasons",
)
_FEED = "urn:tierbook:errata"


@dataclass(frozen=True, slots=True)
class Side:
    """What was, or what is, published: a value or a silence, as it was said, with its words.

    `words` are (place, sentence, anchor); `address` is the finding's, empty for a silence.
    """

    value: ValueInWords
    chips: tuple[Chip, ...] = ()
    words: tuple[tuple[str, str, str], ...] = ()
    address: str = ""
    document: str = ""

    @property
    def said(self) -> str:
        """The value and how it is said, in one line."""
        chips = ", ".join(chip.word for chip in self.chips)
        return f"{self.value.word} ({chips})" if chips else self.value.word


@dataclass(frozen=True, slots=True)
class ErratumView:
    """One erratum as pages and files print it; `changed` holds the qualities that differ: name, was, is."""

    row: Erratum
    variable: VariableFacts | None
    was: Side
    now: Side
    reasons: tuple[Reason, ...]
    changed: tuple[tuple[str, str, str], ...] = ()

    @property
    def address(self) -> str:
        """Return the path of its page."""
        return f"/errata/{self.row.slug}/"

    @property
    def unit(self) -> str:
        """Return country and edition in words."""
        country = country_or_unknown(self.row.country, self.row.edition)
        return f"{country} {self.row.edition or ''}".strip()

    @property
    def kind(self) -> str:
        """Return what kind of change it is, in words."""
        return KINDS[self.row.kind]

    @property
    def title(self) -> str:
        """Return it in one line: unit, variable, was, is."""
        sample = " (sample)" if self.row.is_sample else ""
        if self.variable is None:
            return f"{self.unit}{sample}: document removed, with {self.was.value.word}"
        return f"{self.unit}{sample}, {self.variable.label}: {self.was.said} became {self.now.said}"

    def to_dict(self, site: str = "") -> dict[str, Any]:
        """Return it as plain values.

        Args:
            site: what stands before the paths of addresses.
        """
        row = self.row
        return {
            "erratum": f"{site}{self.address}",
            "date": row.date.isoformat(),
            "kind": row.kind,
            "country": row.country,
            "edition": row.edition,
            "text_kind": row.text_kind,
            "publisher": row.publisher,
            "document": row.document,
            "variable": row.variable or None,
            "was": row.was,
            "is": row.now,
            "reasons": [
                {"what": r.what, "in_words": r.words, "changelog": list(r.changelog)}
                for r in self.reasons
            ],
        }

    def to_row(self, site: str = "") -> dict[str, Any]:
        """Return it as a row of a table with `ERRATA_COLUMNS`."""
        told = self.to_dict(site)
        for name, side in (("was", self.was), ("is", self.now)):
            told[name] = side.value.word
            told[f"{name}_as"] = ", ".join(chip.word for chip in side.chips)
            told[f"{name}_words"] = " / ".join(" ".join(t.split()) for _, t, _ in side.words)
            told[f"{name}_finding"] = f"{site}{side.address}" if side.address else None
        told["reasons"] = " ".join(r.words for r in self.reasons)
        return told


def view_errata(rows: Iterable[Erratum]) -> list[ErratumView]:
    """Return errata as pages print them; the codebooks that they name are asked for once."""
    rows = list(rows)
    entries = _entries(rows)
    return [_view(row, entries) for row in rows]


def errata_feed(
    views: Iterable[ErratumView], site: str, query: str, page: int = 1, *, more: bool = False
) -> bytes:
    """Return errata as an Atom feed (RFC 4287, paged as RFC 5005): an entry for each, dated when it was published.

    Args:
        views: the newest first.
        site: the site's address, without a stroke at the end.
        query: of the page that lists the same errata.
        page: which part of them this is.
        more: whether older ones follow.
    """
    return ("\n".join(_lines(list(views), site, query, page, more=more)) + "\n").encode()


def _view(row: Erratum, entries: Mapping[tuple[str, str], Any]) -> ErratumView:
    def entry_of(book: str | None, variable: str) -> Any:
        return entries.get((book or "", variable))

    return ErratumView(
        row,
        describe_variable(row.variable) if row.variable else None,
        _side(row, row.was),
        _side(row, row.now),
        tuple(reasons_in_words(row.reasons, row.variable, entry_of)),
        tuple(_changed(row.was, row.now)),
    )


def _changed(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the qualities that two values have otherwise, in the words of a finding's page."""
    if "finding" not in was or "finding" not in now:
        return
    old, new = (dict(circumstances(dict(side))) for side in (was, now))
    for label in dict.fromkeys((*old, *new)):
        if old.get(label) != new.get(label):
            yield label, old.get(label, "not said"), new.get(label, "not said")


def _side(row: Erratum, side: Mapping[str, Any]) -> Side:
    document = str(side.get("document") or row.document)
    if row.kind == "removed":
        count = side.get("values")
        word = "not held" if count is None else f"{count} value{'' if count == 1 else 's'}"
        return Side(ValueInWords(word, shape="silent" if count is None else ""), document=document)
    if "finding" not in side:
        absence = side.get("absence")
        value = absence_in_words(absence) if absence else ValueInWords("not asked", shape="silent")
        return Side(value, document=document)
    return Side(
        value_in_words(row.variable, side["value"]),
        tuple(chips_of(dict(side))),
        tuple(
            (
                short_place(w["paragraph"], w["sentence"]),
                w["text"],
                anchor_of(w["paragraph"], w["sentence"]),
            )
            for w in side["words"]
        ),
        f"/documents/{document}/findings/{side['finding']}/",
        document,
    )


def _entries(rows: Iterable[Erratum]) -> dict[tuple[str, str], Any]:
    """Return the entries of the codebooks that the reasons name, by (hash of the codebook, variable)."""
    pairs = {
        (book, row.variable)
        for row in rows
        for reason in row.reasons
        for book in reason.get("books") or ()
        if book and row.variable
    }
    books = (
        {b.hash: b for b in Book.objects.filter(hash__in={book for book, _ in pairs})}
        if pairs
        else {}
    )
    names = {
        (book, variable): books[book].variables.get(variable)
        for book, variable in pairs
        if book in books
    }
    found = Blob.objects.in_bulk({name for name in names.values() if name}) if names else {}
    values = {pk: orjson.loads(blob.value) for pk, blob in found.items()}
    return {pair: values.get(name) for pair, name in names.items() if name}


def _lines(
    views: list[ErratumView], site: str, query: str, page: int, *, more: bool
) -> Iterator[str]:
    def at(number: int) -> str:
        asked = "&".join(filter(None, (query, f"page={number}" if number > 1 else "")))
        return f"{site}/errata.atom" + (f"?{asked}" if asked else "")

    address = f"{site}/errata/" + (f"?{query}" if query else "")
    updated = views[0].row.date.isoformat() if views else "1970-01-01T00:00:00+00:00"
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    yield f"<id>{_FEED}{escape(':' + query if query else '')}</id>"
    yield "<title>Errata: published values that changed</title>"
    yield f"<updated>{updated}</updated>"
    yield "<author><name>tierbook</name></author>"
    yield f'<link rel="self" type="application/atom+xml" href="{escape(at(page))}"/>'
    if page > 1:
        yield f'<link rel="first" href="{escape(at(1))}"/>'
        yield f'<link rel="previous" href="{escape(at(page - 1))}"/>'
    if more:
        yield f'<link rel="next" href="{escape(at(page + 1))}"/>'
    yield f'<link rel="alternate" type="text/html" href="{escape(address)}"/>'
    for view in views:
        yield "<entry>"
        yield f"<id>{_FEED}:{view.row.slug}</id>"
        yield f"<title>{escape(view.title)}</title>"
        yield f"<updated>{view.row.date.isoformat()}</updated>"
        yield f'<link rel="alternate" type="text/html" href="{escape(site + view.address)}"/>'
        yield f'<content type="html">{escape(_content(view))}</content>'
        yield "</entry>"
    yield "</feed>"


def _content(view: ErratumView) -> str:
    sides = "".join(
        f"<p><b>{name}:</b> {escape(side.said)}</p>"
        + "".join(
            f"<blockquote>{escape(' '.join(text.split()))} <small>{escape(place)}</small></blockquote>"
            for place, text, _ in side.words
        )
        for name, side in (("Was", view.was), ("Is", view.now))
    )
    head = "<p>Sample, not a quotation.</p>" if view.row.is_sample else ""
    return head + sides + "".join(f"<p>{escape(reason.words)}</p>" for reason in view.reasons)
