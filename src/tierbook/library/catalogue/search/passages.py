"""The unit of a match: a *passage*, which is a paragraph of a narrative, or the head of a text.

Words, phrases, near, AND and NOT hold within one passage. The head (paragraph 0) is the title, the country's name in
that year, the edition, the publisher and the tier line. A passage has two rows of words: all of them, and its evidence,
where whatever is no evidence is a gap that no phrase and no near goes across.

A paragraph of a length that no narrative has is cut into several passages, because PostgreSQL keeps 16,383 places in a
vector and 256 of one word, and both engines must find the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tierbook.library.catalogue.search.parsing import FARTHEST
from tierbook.library.catalogue.search.words import GAP, cut_words, fold_words
from tierbook.places import country_name

__all__ = [
    "HEAD",
    "MOST_OF_ONE_WORD",
    "MOST_WORDS",
    "Text",
    "codes_of",
    "passages_of",
    "plain_words_of",
]

HEAD = "head"  # what stands where a paragraph has its pillar
MOST_OF_ONE_WORD = 250
MOST_WORDS = 16_000
_GAP = [GAP] * (FARTHEST + 1)


@dataclass(frozen=True, slots=True)
class Text:
    """One passage: its place, its words and evidence with blanks between, and what it is coded as.

    Attributes:
        paragraph: number of the paragraph; 0 for the head.
        first: first sentence of the paragraph that is in it.
        last: last one.
        pillar: pillar of the paragraph, `head` for the head.
        words: folded words.
        evidence: the words of findings, with gaps.
        coded: `variable=value` of each finding whose evidence stands in it; the variable alone for other values.
    """

    paragraph: int
    first: int
    last: int
    pillar: str
    words: str
    evidence: str
    coded: str


@dataclass(slots=True)
class _Piece:
    first: int
    last: int
    words: list[str]
    evidence: list[str]
    gap: bool = True
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, sentence: int, words: list[str], *, proves: bool) -> None:
        self.last = sentence
        self.words += words
        self.counts.update(words)
        if proves:
            if self.gap and self.evidence:
                self.evidence += _GAP
            self.evidence += words
        self.gap = not proves and (self.gap or bool(words))

    def has_room(self, words: list[str]) -> bool:
        longest = max(len(self.words), len(self.evidence)) + len(words) + len(_GAP)
        if longest > MOST_WORDS:
            return False
        if len(self.words) + len(words) <= MOST_OF_ONE_WORD:
            return True
        more = Counter(words)
        return all(self.counts[word] + count <= MOST_OF_ONE_WORD for word, count in more.items())


def passages_of(coding: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the passages of one coding: its head, then its paragraphs."""
    narrative, head = coding["narrative"], coding["document"]
    text = narrative["text"]
    proves, coded = _evidence(coding)
    sentences: dict[int, list[tuple[int, str]]] = {}
    for row in narrative["sentences"]:
        words = text[row["start"] : row["end"]]
        sentences.setdefault(row["paragraph"], []).append((row["sentence"], words))
    title = [(1, line) for line in _title(head)] + sentences.get(0, [])
    yield from _passages(0, HEAD, title, proves, coded)
    for row in narrative["paragraphs"]:
        rows = sentences.get(row["n"]) or [(1, text[row["start"] : row["end"]])]
        yield from _passages(row["n"], row["pillar"], rows, proves, coded)


def codes_of(coding: Mapping[str, Any]) -> dict[int, str]:
    """Return what each paragraph of a text is coded as: `coded` of its passages."""
    _, coded = _evidence(coding)
    return {paragraph: " ".join(codes) for paragraph, codes in coded.items()}


def plain_words_of(coding: Mapping[str, Any]) -> set[str]:
    """Return the folded words that the text has in small letters: no name of a person is among them."""
    return {
        word for raw in set(cut_words(coding["narrative"]["text"])) if raw.islower() for word in fold_words(raw)
    }  # fmt: skip


def _title(head: Mapping[str, Any]) -> Iterator[str]:
    parts = [head.get("title")]
    if head.get("country"):
        parts.append(country_name(head["country"], head["edition"]))
    publisher = head.get("publisher")
    parts += [head.get("edition"), None if publisher == "unknown" else publisher]
    for part in parts:
        if part:
            yield str(part)


def _evidence(coding: Mapping[str, Any]) -> tuple[set[tuple[int, int]], dict[int, dict[str, None]]]:
    """Return (paragraph, sentence) of all evidence, and what each paragraph is coded as."""
    sentences: dict[int, list[Mapping[str, Any]]] = {}
    for row in coding["narrative"]["sentences"]:
        sentences.setdefault(row["paragraph"], []).append(row)
    places: set[tuple[int, int]] = set()
    coded: dict[int, dict[str, None]] = {}
    for finding in coding["findings"]:
        for words in finding["evidence"]:
            places.update(
                (words["paragraph"], row["sentence"])
                for row in sentences.get(words["paragraph"], ())
                if row["start"] < words["end"] and words["start"] < row["end"]
            )
            rows = coded.setdefault(words["paragraph"], {})
            for key in _codes(finding["variable"], finding["value"], words.get("supports")):
                rows[key] = None
    return places, coded


def _codes(variable: str, value: Any, supports: Any) -> Iterator[str]:
    """Yield the keys of one finding; where evidence supports one value of a list, that one alone."""
    if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
        values = [supports] if supports in value else value
        for one in values:
            yield f"{variable}={one.replace(' ', '_')}"
    elif isinstance(value, str | int) and not isinstance(value, bool) and len(str(value)) <= 40:
        yield f"{variable}={str(value).replace(' ', '_')}"
    else:
        yield variable


def _passages(
    paragraph: int,
    pillar: str,
    sentences: Iterable[tuple[int, str]],
    proves: set[tuple[int, int]],
    coded: Mapping[int, Mapping[str, None]],
) -> Iterator[Text]:
    codes = " ".join(coded.get(paragraph, ()))
    for piece in _pieces(paragraph, sentences, proves):
        yield Text(
            paragraph,
            piece.first,
            piece.last,
            pillar,
            " ".join(piece.words),
            " ".join(piece.evidence),
            codes,
        )


def _pieces(
    paragraph: int, sentences: Iterable[tuple[int, str]], proves: set[tuple[int, int]]
) -> Iterator[_Piece]:
    piece = _Piece(1, 1, [], [])
    for number, text in sentences:
        for words in _portions(fold_words(text)):
            if not piece.has_room(words):
                yield piece
                piece = _Piece(number, number, [], [])
            piece.add(number, words, proves=(paragraph, number) in proves)
    yield piece


def _portions(words: list[str]) -> Iterator[list[str]]:
    """Yield a sentence in one; one that is longer than any sentence is, in portions."""
    if len(words) <= MOST_OF_ONE_WORD:
        yield words
        return
    for start in range(0, len(words), MOST_OF_ONE_WORD):
        yield words[start : start + MOST_OF_ONE_WORD]
