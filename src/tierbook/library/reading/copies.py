"""Copies of a text: the same work from other publishers, how they differ, and what their words suggest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.utils.safestring import SafeString

from tierbook.errors import TextTooLong
from tierbook.files import short_hash
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.reading.markup import format_html, format_html_join
from tierbook.library.reading.places_in_text import short_place
from tierbook.narrative import (
    SAME,
    Comparison,
    Difference,
    LaidOut,
    Manifestation,
    Part,
    compare_manifestations,
    find_works,
    share_of_words,
)
from tierbook.release import anchor_of
from tierbook.text import Sketch, make_sketch

__all__ = ["BesidePage", "Copy", "Hint", "build_beside_page", "copies_of", "hint_of"]

LABELS = {
    "tier line": "Tier line",
    "heading": "Heading",
    "paragraph": "Paragraph",
    "sentence": "Sentence",
    "words": "Words differ",
    "place": "Stands elsewhere",
    "typography": "Typography",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """Another manifestation of a document's work, and how it differs in a few words.

    `name` is its publisher, with its id where another copy has the same publisher.
    """

    document: Document
    name: str
    summary: str
    link: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What the words of a text without an edition suggest: the document that has the same words, and its edition."""

    document: Document
    edition: int


@dataclass(frozen=True, slots=True)
class Side:
    """One copy's side of a difference; without words where the copy has nothing there."""

    name: str
    words: SafeString
    link: str
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """One difference: what differs, and both sides."""

    label: str
    note: str
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class BesidePage:
    """Two copies side by side."""

    summary: str
    same: int
    typography: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    settings: tuple[Row, ...]


def copies_of(held: Document, others: Iterable[Document]) -> list[Copy]:
    """Return those among other texts on the same country and edition that are the same work."""
    texts = list(others)
    differ = _differ((held.pk, held.digest), tuple((other.pk, other.digest) for other in texts))
    copies = [other for other in texts if other.pk in differ]
    times = Counter([held.publisher, *(other.publisher for other in copies)])
    return [
        Copy(
            other,
            other.publisher if times[other.publisher] == 1 else f"{other.publisher}, {other.pk}",
            differ[other.pk],
            f"/documents/{held.pk}/beside/{other.pk}/",
        )
        for other in copies
    ]


@lru_cache(maxsize=1024)
def _differ(held: tuple[str, str], others: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return by its id how each copy differs, in a few words; kept until one of the texts is another one.

    Texts are given as their ids and digests. A process that has asked once asks the database no more.
    """
    if not others:
        return {}

    def make() -> dict[str, str]:
        compared = {other[0]: _compare(*held, *other) for other in others}
        return {name: str(found) for name, found in compared.items() if found is not None}

    kept: dict[str, str] = derived(
        f"copies/{held[0]}", make, of=(), version=short_hash([held, *others])
    )
    return kept


@lru_cache(maxsize=256)
def _compare(one: str, digest: str, two: str, other_digest: str) -> Comparison | None:
    """Compare two documents; digests make the memory forget what has changed.

    None where they are two works, or too long for it to be told how they differ.
    """
    if one > two:
        flipped = _compare(two, other_digest, one, digest)
        return None if flipped is None else _flip(flipped)
    (first, words), (second, other_words) = _read(one, digest), _read(two, other_digest)
    if share_of_words(words, other_words) < SAME:
        return None
    try:
        return compare_manifestations(LaidOut.of_record(first), LaidOut.of_record(second))
    except TextTooLong:
        return None


def _flip(comparison: Comparison) -> Comparison:
    """Return a comparison seen from the other side, in the order of that one."""
    rows = [
        Difference(d.kind, d.b, d.a, d.b_parts, d.a_parts, d.b_place, d.a_place, d.how)
        for d in comparison.differences
    ]
    rows.sort(key=lambda d: (d.a[0], d.b[0]))
    return Comparison(tuple(rows), comparison.same, comparison.typography)


@lru_cache(maxsize=8)
def _read(document: str, digest: str) -> tuple[dict[str, Any], Sketch]:
    """Return the narrative of a document and the sketch of its words; one that many are held against is read once."""
    coding = Content.objects.values_list("coding", flat=True).get(pk=document)
    narrative: dict[str, Any] = orjson.loads(coding)["narrative"]
    return narrative, make_sketch(narrative["text"])


def hint_of(held: Document) -> Hint | None:
    """Return what the words of a text whose page names a country and no edition suggest; nothing is filled in."""
    if held.country is None or held.edition is not None:
        return None
    texts = Document.objects.filter(country=held.country).order_by("id")
    found = _suggest(held.pk, tuple((d.pk, d.digest) for d in texts))
    if found is None:
        return None
    document, edition = found
    return Hint(next(d for d in texts if d.pk == document), edition)


@lru_cache(maxsize=64)
def _suggest(held: str, texts: tuple[tuple[str, str], ...]) -> tuple[str, int] | None:
    described = []
    for name, _ in texts:
        content = Content.objects.select_related("document").get(pk=name)
        document = content.document
        sketch = make_sketch(orjson.loads(content.coding)["narrative"]["text"])
        facts = document.country, document.edition, document.text_kind, None, sketch
        described.append(Manifestation(name, document.publisher, *facts))
    found = find_works(described)
    for suggestion in found.suggestions:
        if suggestion.document == held and suggestion.edition is not None:
            work = next(w for w in found.works if w.id == suggestion.works[0])
            return work.manifestations[0].document, suggestion.edition
    return None


def build_beside_page(first: Document, second: Document) -> BesidePage | None:
    """Return two copies side by side, or None where they are not copies of one work."""
    comparison = _compare(first.pk, first.digest, second.pk, second.digest)
    if comparison is None:
        return None
    names = [first.publisher, second.publisher]
    if names[0] == names[1]:
        names = [f"{names[0]}, first copy", f"{names[1]}, second copy"]
    copies = list(zip((first, second), names, strict=True))
    rows = [_row(difference, *copies) for difference in comparison.differences]
    pairs = list(zip(comparison.differences, rows, strict=True))
    return BesidePage(
        summary=str(comparison),
        same=comparison.same,
        typography=comparison.typography,
        rows=tuple(row for d, row in pairs if d.kind != "typography"),
        settings=tuple(row for d, row in pairs if d.kind == "typography"),
    )


def _row(difference: Difference, first: tuple[Document, str], second: tuple[Document, str]) -> Row:
    note = ", ".join(difference.how)
    both = bool(difference.a_parts and difference.b_parts)
    return Row(
        LABELS[difference.kind],
        note,
        (
            _side(*first, difference.a_parts, difference.a_place, both=both),
            _side(*second, difference.b_parts, difference.b_place, both=both),
        ),
    )


def _side(
    document: Document,
    name: str,
    parts: Sequence[Part],
    place: tuple[int, int] | None,
    *,
    both: bool,
) -> Side:
    link, words = "", ""
    if place is not None and (place[0] or place[1]):
        link = f"/documents/{document.pk}/#{anchor_of(*place)}"
        words = short_place(*place)
    return Side(name, _draw(parts, marked=both), link, words)


def _draw(parts: Sequence[Part], *, marked: bool) -> SafeString:
    """Return the words of one side, those that the other lacks marked; white space stays outside the marks.

    What stands on one side alone needs no mark: the other says that it hasn't it.
    """
    drawn: list[tuple[object]] = []
    for part in parts:
        words = part.words.strip()
        head = part.words[: len(part.words) - len(part.words.lstrip())]
        tail = part.words[len(part.words.rstrip()) :] if words else ""
        shown = (
            format_html('<mark class="only">{}</mark>', words) if part.changed and marked else words
        )
        drawn += [(head,), (shown,), (tail,)]
    return format_html_join("", "{}", drawn)
