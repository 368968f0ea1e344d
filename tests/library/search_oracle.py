"""What a query means, evaluated in plain Python over texts as they are written: no index, no sets, no engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.files import canonical_json, content_hash
from tierbook.library.catalogue.models import Content, Document, Finding, Paragraph
from tierbook.library.catalogue.rows import make_rows
from tierbook.library.catalogue.search import index_texts, touch_index
from tierbook.library.catalogue.search.language import (
    All,
    And,
    Field,
    In,
    Near,
    Not,
    Or,
    Prefix,
    Word,
)
from tierbook.library.catalogue.search.words import family_of, fold_words
from tierbook.places import country_name


@dataclass(frozen=True)
class Plain:
    """One paragraph, or the head of a text, as the oracle sees it."""

    document: str
    paragraph: int
    country: str
    edition: int
    words: tuple[str, ...]
    proving: tuple[tuple[str, ...], ...]  # runs of sentences that prove something
    head: tuple[str, ...]


def put(*records: dict[str, Any]) -> None:
    """Put codings into the database and its index."""
    made = []
    for record in records:
        raw = canonical_json(record)
        made.append(make_rows(record, content_hash(raw), raw, None))
    Document.objects.bulk_create([rows.document for rows in made])
    Content.objects.bulk_create([rows.content for rows in made])
    Paragraph.objects.bulk_create([row for rows in made for row in rows.paragraphs])
    Finding.objects.bulk_create([row for rows in made for row in rows.findings])
    index_texts((record["document"]["id"], record) for record in records)
    touch_index()


def plain_of(record: dict[str, Any]) -> Iterator[Plain]:
    """Yield what one coding holds."""
    head, narrative = record["document"], record["narrative"]
    text = narrative["text"]
    proves = {
        (e["paragraph"], s["sentence"])
        for f in record["findings"]
        for e in f["evidence"]
        for s in narrative["sentences"]
        if s["paragraph"] == e["paragraph"] and s["start"] < e["end"] and e["start"] < s["end"]
    }
    line = narrative["tier_line"]
    title = [
        head["title"] or "",
        country_name(head["country"], head["edition"]),
        str(head["edition"]),
        head["publisher"],
        text[line["start"] : line["end"]] if line else "",
    ]
    first = tuple(fold_words(" ; ".join(title)))
    known = (head["id"], head["country"], head["edition"])
    for n in range(len(narrative["paragraphs"]) + 1):
        rows = [s for s in narrative["sentences"] if s["paragraph"] == n]
        runs: list[list[str]] = [[]]
        for s in rows:
            if (n, s["sentence"]) in proves:
                runs[-1] += fold_words(text[s["start"] : s["end"]])
            elif fold_words(text[s["start"] : s["end"]]):
                runs.append([])
        words = (
            first
            if n == 0
            else tuple(w for s in rows for w in fold_words(text[s["start"] : s["end"]]))
        )
        yield Plain(
            known[0], n, known[1], known[2], words, tuple(tuple(r) for r in runs if r), first
        )


def holds(node: Any, row: Plain) -> bool:
    """Tell whether a paragraph answers a query."""
    if isinstance(node, All):
        return True
    if isinstance(node, And):
        return all(holds(part, row) for part in node.parts)
    if isinstance(node, Or):
        return any(holds(part, row) for part in node.parts)
    if isinstance(node, Not):
        return not holds(node.part, row)
    if isinstance(node, Field):
        value = {"country": row.country, "edition": str(row.edition)}[node.name]
        return value in node.values
    if isinstance(node, In):
        if node.name == "title":
            return leaf_in(node.node, row.head)
        return any(leaf_in(node.node, run) for run in row.proving)
    return leaf_in(node, row.words)


def leaf_in(leaf: Any, words: Sequence[str]) -> bool:
    """Tell whether a leaf stands in a row of words."""
    if isinstance(leaf, Near):
        one, other = places(leaf.one, words), places(leaf.other, words)
        return any(between(a, b) <= leaf.distance for a in one for b in other)
    return bool(places(leaf, words))


def between(one: range, other: range) -> int:
    """Return how many words stand between two places; less than one where they touch or overlap."""
    first, second = sorted((one, other), key=lambda r: (r.start, r.stop))
    return second.start - first.stop


def places(leaf: Any, words: Sequence[str]) -> list[range]:
    """Return where a word, a beginning or a phrase stands."""
    if isinstance(leaf, Word):
        family = family_of(leaf.text)
        return [range(n, n + 1) for n, w in enumerate(words) if family_of(w) == family]
    if isinstance(leaf, Prefix):
        return [range(n, n + 1) for n, w in enumerate(words) if w.startswith(leaf.text)]
    size = len(leaf.words)
    found = []
    for n in range(len(words) - size + 1):
        row = list(words[n : n + size])
        if leaf.open_end and row[-1].startswith(leaf.words[-1]):
            row[-1] = leaf.words[-1]
        if tuple(row) == leaf.words:
            found.append(range(n, n + size))
    return found
