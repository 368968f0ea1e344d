"""What is shown of a hit: whole sentences, the words that were searched for marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tierbook.library.catalogue.search.engines import Pair, Phrase, Question, starts_of
from tierbook.library.catalogue.search.words import fold_words, place_words
from tierbook.text import leans_back

_SMALL = frozenset("a an and at by for from in is of on or that the to was were with".split())

__all__ = ["Snippet", "choose_sentence", "marks_in", "snippet_of"]


@dataclass(frozen=True, slots=True)
class Snippet:
    """One sentence whole; the one before it where it cannot be understood alone.

    Attributes:
        sentence: number of the sentence in its paragraph.
        text: the sentence, or the sentence before and this one.
        marks: (start, end) of the words that were searched for, counted in `text`.
        begins: where the sentence itself begins in `text`; what is before it is context.
    """

    sentence: int
    text: str
    marks: tuple[tuple[int, int], ...]
    begins: int = 0


def snippet_of(
    text: str,
    sentences: Sequence[Sequence[int]],
    questions: Sequence[Question],
    beside: Sequence[Question] = (),
) -> Snippet:
    """Return the sentence of a passage that has most of what was asked.

    Args:
        text: the paragraph.
        sentences: [number, start, end] of the sentences of the passage, at least one.
        questions: the leaves of the query that the passage answers.
        beside: words that the query has side by side; a sentence that has them so comes first.
    """
    best = choose_sentence([text[start:end] for _, start, end in sentences], (*questions, *beside))
    number, start, end = sentences[best]
    begins = start
    if best and leans_back(text[start:end]):
        start = sentences[best - 1][1]
    shown = text[start:end]
    return Snippet(number, shown, marks_in(shown, questions), begins - start)


def choose_sentence(sentences: Sequence[str], questions: Sequence[Question]) -> int:
    """Return which sentence holds most leaves; the first of those that do.

    A pair whose halves stand in two sentences counts where most of its words are.
    """
    if len(sentences) < 2 or not questions:
        return 0
    wanted = [_strings(question) for question in questions]
    best, most = 0, (0, 0)
    for place, sentence in enumerate(sentences):
        padded = f" {' '.join(fold_words(sentence))} "
        counts = [sum(padded.count(string) for string in strings) for strings in wanted]
        held = (sum(1 for count in counts if count), sum(min(count, 3) for count in counts))
        if held > most:
            best, most = place, held
    return best


def marks_in(text: str, questions: Sequence[Question]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the words that answer a question, joined where they touch."""
    placed = list(place_words(text))
    words = [word for word, _, _ in placed]
    marked: set[int] = set()
    for question in _worth_marking(questions):
        for phrase in _phrases(question):
            for start in starts_of(words, phrase):
                marked.update(range(start, start + len(phrase.words)))
    spans: list[tuple[int, int]] = []
    for place in sorted(marked):
        _, start, end = placed[place]
        if spans and place - 1 in marked and text[spans[-1][1] : start] in (" ", "-", "’", "'"):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _worth_marking(questions: Sequence[Question]) -> Sequence[Question]:
    """Return the questions without words like *of*, where there are others."""
    kept = [q for q in questions if not all(set(phrase.words) <= _SMALL for phrase in _phrases(q))]
    return kept or questions


def _phrases(question: Question) -> list[Phrase]:
    phrases: dict[Phrase, None] = {}
    for part in question:
        for phrase in (part.one, part.other) if isinstance(part, Pair) else (part,):
            phrases[phrase] = None
    return list(phrases)


def _strings(question: Question) -> list[str]:
    """Return what to look for in words with blanks between and around them."""
    return [
        f" {' '.join(phrase.words)}" + ("" if phrase.open_end else " ")
        for phrase in _phrases(question)
    ]
