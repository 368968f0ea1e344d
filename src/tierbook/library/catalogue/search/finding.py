"""One search from question to hits: read the query, widen it, ask the engine, count, rank, show sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q

from tierbook.library.catalogue.models import Document, Finding, Paragraph, Passage
from tierbook.library.catalogue.search.asking import Asked
from tierbook.library.catalogue.search.engines import Question
from tierbook.library.catalogue.search.facets import count_facets, mask_of_filters
from tierbook.library.catalogue.search.language import (
    All,
    Exact,
    Node,
    Widened,
    Word,
    walk,
    write_query,
)
from tierbook.library.catalogue.search.parsing import parse_query
from tierbook.library.catalogue.search.planning import Asking, Plan, make_plan
from tierbook.library.catalogue.search.ranking import Ranked, rank
from tierbook.library.catalogue.search.shelves import open_shelf
from tierbook.library.catalogue.search.snippets import Snippet, snippet_of
from tierbook.library.catalogue.search.thesaurus import load_thesaurus, widen
from tierbook.release import anchor_of

__all__ = ["Added", "Found", "Hit", "ReadAs", "find"]

Counts = Mapping[str, list[tuple[str, str, int]]]


@dataclass(frozen=True, slots=True)
class Added:
    """What one entry of the thesaurus added to a query."""

    asked: str
    terms: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A query as it was understood.

    Attributes:
        query: the query with every sign and bracket said; empty where there were no words.
        added: what the thesaurus added.
        passed_over: signs that stand for nothing.
        node: the tree.
    """

    query: str
    added: tuple[Added, ...]
    passed_over: tuple[str, ...]
    node: Node

    def __str__(self) -> str:
        return self.query


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that was found.

    Attributes:
        document: its row.
        paragraph: number of the paragraph; 0 for the head of the text.
        sentence: number of the sentence shown.
        pillar: pillar of the paragraph, or `head`.
        snippet: the whole sentence, with the one before it where it cannot be understood alone.
        marks: (start, end) of the words that were searched for, in the snippet.
        begins: where the sentence begins in the snippet.
        findings: the findings that rest on the sentence.
    """

    document: Document
    paragraph: int
    sentence: int
    pillar: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    begins: int
    findings: tuple[Finding, ...] = ()

    @property
    def finding(self) -> Finding | None:
        """The first finding that rests on the sentence."""
        return self.findings[0] if self.findings else None

    @property
    def address(self) -> str:
        """Where the sentence stands on the site."""
        where = f"#{anchor_of(self.paragraph, self.sentence)}" if self.paragraph else ""
        return f"/documents/{self.document.pk}/{where}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        hits: those asked for.
        total: how many passages were found.
        texts: in how many texts.
        facets: (value, label, count) by facet, the most frequent first; counts leave the facet's own filter out.
        read_as: the query as it was understood.
        start: place of the first hit in the whole list.
    """

    hits: tuple[Hit, ...]
    total: int
    texts: int
    facets: Counts
    read_as: ReadAs
    start: int = 0
    leaves: tuple[Asking, ...] = field(default=(), repr=False)


def find(
    asked: Asked, start: int = 0, count: int = 20, *, facets: bool = True, using: str = "default"
) -> Found:
    """Return what a search finds.

    Args:
        asked: the search.
        start: place of the first hit wanted.
        count: how many hits at most; 0 for the counts alone.
        facets: whether to count the facets.
        using: alias of the database.

    Raises:
        BadQuery: the query or a filter cannot be read.
    """
    parsed = parse_query(asked.text)
    node = widen(parsed.node, load_thesaurus()) if asked.thesaurus else parsed.node
    shelf = open_shelf(using)
    plan = make_plan(node, asked.scope, shelf, using)
    found = plan.found & mask_of_filters(asked.filters, shelf)
    counts = count_facets(plan.found, found, asked.filters, shelf) if facets else {}
    read_as = ReadAs(
        "" if isinstance(parsed.node, All) else write_query(parsed.node),
        _added(node),
        parsed.passed_over,
        parsed.node,
    )
    ranked = rank(plan, found, asked.sort, shelf, using)
    numbers = _cut(ranked, max(0, start), count)
    return Found(
        tuple(_hits(numbers, plan, asked, using)),
        found.bit_count(),
        len(ranked),
        counts,
        read_as,
        start,
        tuple(plan.asked),
    )


def _added(node: Node) -> tuple[Added, ...]:
    rows = []
    for part in walk(node):
        if isinstance(part, Widened):
            terms = tuple(_term(leaf) for leaf in part.also)
            asked = " ".join(w.shown or w.text for w in walk(part.node) if isinstance(w, Word))
            rows.append(Added(asked or write_query(part.node), terms, tuple(part.entry.split())))
    return tuple(dict.fromkeys(rows))


def _term(leaf: Any) -> str:
    leaf = getattr(leaf, "node", leaf)
    if isinstance(leaf, Word):
        return leaf.shown or leaf.text
    return " ".join(leaf.words) if isinstance(leaf, Exact) else write_query(leaf)


def _by_weight(asked: Iterable[Asking]) -> list[Asking]:
    """The rarer leaves first, each once."""
    return sorted(dict.fromkeys(asked), key=lambda asking: asking.found.bit_count())


def _cut(ranked: Sequence[Ranked], start: int, count: int) -> list[int]:
    """Return the numbers of the hits from one place on; whole texts before it are only counted."""
    numbers: list[int] = []
    place = 0
    for row in ranked:
        if place + row.count > start and len(numbers) < count:
            numbers += row.hits[max(0, start - place) :]
        place += row.count
        if len(numbers) >= count:
            break
    return numbers[:count]


def _hits(numbers: Sequence[int], plan: Plan, asked: Asked, using: str) -> Iterable[Hit]:
    askings = _by_weight(plan.asked)
    passages = Passage.objects.using(using).in_bulk(list(numbers))
    rows = [passages[number] for number in numbers if number in passages]
    names = {row.document_id for row in rows}
    documents = Document.objects.using(using).in_bulk(list(names))
    texts = _texts(rows, using)
    findings = _findings(rows, using)
    for row in rows:
        document = documents.get(row.document_id)
        if document is None:
            continue
        questions = [a.question for a in askings if a.found >> row.pk & 1]
        here = findings.get((row.document_id, row.paragraph), [])
        snippet = _snippet(row, document, texts, _Questions(questions, plan.beside), here, asked)
        yield Hit(
            document,
            row.paragraph,
            snippet.sentence,
            row.pillar,
            snippet.text,
            snippet.marks,
            snippet.begins,
            tuple(f for f in here if f.sentence == snippet.sentence)
            if row.paragraph
            else tuple(here),
        )


class _Questions(NamedTuple):
    """What a passage answers, and the words that the query has side by side."""

    asked: Sequence[Question]
    beside: Sequence[Question]


def _snippet(
    row: Passage,
    document: Document,
    texts: Mapping[tuple[str, int], Paragraph],
    questions: _Questions,
    findings: Sequence[Finding],
    asked: Asked,
) -> Snippet:
    paragraph = texts.get((row.document_id, row.paragraph))
    if paragraph is None:
        return snippet_of(*_head(document, findings), questions.asked)
    sentences = paragraph.sentences or [[1, 0, len(paragraph.text)]]
    sentences = [s for s in sentences if row.first <= s[0] <= row.last] or sentences
    proving = _proving(findings, asked)
    if proving and (not questions.asked or asked.scope == "evidence"):
        chosen = [s for s in sentences if s[0] in proving]
        sentences = chosen or sentences
    return snippet_of(paragraph.text, sentences, questions.asked, questions.beside)


def _head(document: Document, findings: Sequence[Finding]) -> tuple[str, list[list[int]]]:
    """Return the title of a text, and its tier line where that is evidence."""
    line = next((f.quote for f in findings if f.paragraph == 0), "")
    title = document.title or ""
    text = " · ".join(part for part in (title, line) if part) or document.pk
    return text, [[1, 0, len(text)]]


def _proving(findings: Sequence[Finding], asked: Asked) -> set[int | None]:
    """Return the sentences that prove what the filters ask for, else any that prove something."""
    wanted = {
        *asked.filters.get("variable", ()),
        *(value.partition("=")[0] for value in asked.filters.get("value", ())),
        *(f"profile.{name}s" for name in ("form", "sector") if asked.filters.get(name)),
    }
    chosen = {f.sentence for f in findings if f.variable in wanted}
    return chosen or ({f.sentence for f in findings} if asked.scope == "evidence" else set())


def _texts(rows: Sequence[Passage], using: str) -> dict[tuple[str, int], Paragraph]:
    wanted = {(row.document_id, row.paragraph) for row in rows}
    found = Paragraph.objects.using(using).filter(
        document_id__in={name for name, _ in wanted}, number__in={n for _, n in wanted}
    )
    return {(p.document_id, p.number): p for p in found if (p.document_id, p.number) in wanted}


def _findings(rows: Sequence[Passage], using: str) -> dict[tuple[str, int], list[Finding]]:
    wanted = {(row.document_id, row.paragraph) for row in rows}
    if not wanted:
        return {}
    places = Q()
    for name, number in wanted:
        places |= Q(document_id=name, paragraph=number)
    found = Finding.objects.using(using).filter(places)
    grouped: dict[tuple[str, int], list[Finding]] = {}
    for row in found:
        key = (row.document_id, row.paragraph or 0)
        if key in wanted:
            grouped.setdefault(key, []).append(row)
    return grouped
