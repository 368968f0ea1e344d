"""From a query to the passages that answer it: each leaf is asked of the engine, the sets are joined here.

Forms of a word come from the words of the index, so that the engine is asked for words as they stand. What is found
by a leaf is remembered with the leaf: ranking counts it, and snippets mark it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tierbook.library.catalogue.models import Word as WordRow
from tierbook.library.catalogue.search.bits import bits_in, bits_joined
from tierbook.library.catalogue.search.engines import Pair, Phrase, Question
from tierbook.library.catalogue.search.filters import mask_of_filter
from tierbook.library.catalogue.search.language import (
    All,
    And,
    Exact,
    Field,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Widened,
    Word,
    walk,
)
from tierbook.library.catalogue.search.shelves import Shelf
from tierbook.library.catalogue.search.words import family_of

__all__ = ["SCOPES", "Asking", "Plan", "forms_of", "make_plan", "question_of", "universe_of"]

SCOPES = ("all", "titles", "paragraphs", "evidence")
MOST_FORMS = 24  # of one word; a family that is larger is cut by the alphabet
MOST_WAYS = 64  # of a pair or a term


@dataclass(frozen=True, slots=True)
class Asking:
    """A leaf as it was asked: the question, where, and which passages answered."""

    leaf: Leaf
    question: Question
    column: str
    found: int


@dataclass(slots=True)
class Plan:
    """What a query found, and its leaves that are not denied."""

    found: int
    asked: list[Asking] = field(default_factory=list)
    beside: list[Question] = field(default_factory=list)  # words that the query has side by side


Forms = Mapping[str, tuple[str, ...]]


def make_plan(node: Node, scope: str, shelf: Shelf, using: str = "default") -> Plan:
    """Return the passages of a scope that answer a query."""
    plan = Plan(0)
    evaluation = _Evaluation(shelf, scope, forms_of(node, using), plan)
    plan.found = evaluation.mask(node, denied=False) & evaluation.universe
    plan.beside = [question_of(pair, evaluation.forms) for pair in _pairs(node)]
    return plan


def _pairs(node: Node) -> Iterator[Exact]:
    """Yield words that stand side by side in a query: a passage that has them so is more about them."""
    for part in walk(node):
        if isinstance(part, And):
            for one, other in itertools.pairwise(_plain_words(part)):
                if isinstance(one, Word) and isinstance(other, Word):
                    yield Exact((one.text, other.text), forms=True)


def _plain_words(node: And) -> Iterator[Node]:
    for part in node.parts:
        inner = part.node if isinstance(part, Widened) else part
        if isinstance(inner, And):
            yield from inner.parts
        else:
            yield inner


def universe_of(scope: str, shelf: Shelf) -> int:
    """Return all passages of a scope."""
    if scope == "titles":
        return shelf.heads
    if scope == "paragraphs":
        return shelf.everything & ~shelf.heads
    return shelf.proving if scope == "evidence" else shelf.everything


def forms_of(node: Node, using: str = "default") -> Forms:
    """Return the words of the index that are forms of each word of a query."""
    words = {word for part in walk(node) for word in _words_with_forms(part)}
    families: dict[str, list[str]] = {}
    if words:
        rows = WordRow.objects.using(using).filter(family__in={family_of(word) for word in words})
        for text, family in rows.values_list("text", "family"):
            families.setdefault(family, []).append(text)
    return {
        word: tuple(sorted(families.get(family_of(word), ()))[:MOST_FORMS]) or (word,)
        for word in words
    }


def _words_with_forms(node: Node) -> Iterable[str]:
    if isinstance(node, Word):
        return (node.text,)
    if isinstance(node, Exact) and node.forms:
        return node.words
    if isinstance(node, Near):
        return (*_words_with_forms(node.one), *_words_with_forms(node.other))
    return ()


def question_of(leaf: Leaf, forms: Forms) -> Question:
    """Return what an engine is asked for a leaf."""
    if isinstance(leaf, Near):
        ones, others = question_of(leaf.one, forms), question_of(leaf.other, forms)
        ways = itertools.islice(itertools.product(ones, others), MOST_WAYS)
        return tuple(Pair(one, other, leaf.distance) for one, other in ways)  # type: ignore[arg-type]
    if isinstance(leaf, Word):
        return tuple(Phrase((form,)) for form in forms.get(leaf.text, (leaf.text,)))
    if isinstance(leaf, Prefix):
        return (Phrase((leaf.text,), open_end=True),)
    if not leaf.forms:
        return (Phrase(leaf.words, leaf.open_end),)
    return tuple(
        Phrase(words)
        for words in itertools.islice(
            itertools.product(*(forms.get(word, (word,)) for word in leaf.words)), MOST_WAYS
        )
    )


class _Evaluation:
    def __init__(self, shelf: Shelf, scope: str, forms: Forms, plan: Plan) -> None:
        self.shelf, self.forms, self.plan = shelf, forms, plan
        self.universe = universe_of(scope, shelf)
        self.column = "evidence" if scope == "evidence" else "words"

    def mask(self, node: Node, *, denied: bool) -> int:
        if isinstance(node, And):
            found = self.universe
            for part in node.parts:
                found &= self.mask(part, denied=denied)
            return found
        if isinstance(node, Or):
            return self._any(node.parts, denied=denied)
        if isinstance(node, Not):
            return self.universe & ~self.mask(node.part, denied=not denied)
        if isinstance(node, All):
            return self.universe
        if isinstance(node, Widened):
            return self._any((node.node, *node.also), denied=denied)
        if isinstance(node, Field):
            return mask_of_filter(node.name, node.values, self.shelf, node.shown)
        if isinstance(node, In):
            return self._in(node, denied=denied)
        return self._leaf(node, self.column, denied=denied)

    def _any(self, parts: Iterable[Node], *, denied: bool) -> int:
        found = 0
        for part in parts:
            found |= self.mask(part, denied=denied)
        return found

    def _in(self, node: In, *, denied: bool) -> int:
        if node.name == "evidence":
            return self._leaf(node.node, "evidence", denied=denied)
        heads = self.shelf.heads & self._leaf(node.node, "words", denied=True)
        of_passage = self.shelf.by_passage
        texts = [of_passage[number] for number in bits_in(heads) if number in of_passage]
        return bits_joined((text.begin, text.within) for text in texts)

    def _leaf(self, leaf: Leaf, column: str, *, denied: bool) -> int:
        question = question_of(leaf, self.forms)
        found = self.shelf.ask(question, column)
        if not denied:
            self.plan.asked.append(Asking(leaf, question, column, found))
        return found
