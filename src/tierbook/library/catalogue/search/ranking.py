"""In which order hits come: texts first, then the passages within each; the same on either engine.

By relevance, a text counts the more, the more of its passages have the rarer words of the query; that is told from
sets alone. The best texts are then ranked once more by how often the words stand in their passages, for which the
words of at most `LOOKED_INTO` passages are read. What ties is settled by kind of text, edition, name, id.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tierbook.library.catalogue.models import Passage
from tierbook.library.catalogue.search.bits import bits_in
from tierbook.library.catalogue.search.engines import Pair, Question
from tierbook.library.catalogue.search.planning import Asking, Plan
from tierbook.library.catalogue.search.shelves import Shelf, Standing

__all__ = ["Ranked", "rank"]

LOOKED_INTO = 240
_USUAL_LENGTH = 300  # words of a passage; longer ones have more words without being more about them
_HALF = 1.2  # so many occurrences count half of what any number can


@dataclass(slots=True)
class Ranked:
    """A text that has hits, which of its passages they are, and their order where they are ranked."""

    text: Standing
    within: int
    count: int
    score: float = 0.0
    ranked: Sequence[int] = ()

    @property
    def hits(self) -> Sequence[int]:
        """The hits in order: ranked, else as they stand in the text."""
        first = self.text.begin << 3
        return self.ranked or [first + place for place in bits_in(self.within)]


def rank(plan: Plan, found: int, sort: str, shelf: Shelf, using: str) -> list[Ranked]:
    """Return the texts with hits in order, each with its hits."""
    rows, asked = _with_hits(found, shelf), plan.asked
    if sort == "edition":
        return sorted(rows, key=lambda row: (-row.text.edition, *_settle(row.text)))
    if sort == "acquired":
        return sorted(rows, key=lambda row: (-row.text.acquired, *_settle(row.text)))
    if asked:
        _score_by_sets(rows, found, asked, shelf)
    rows.sort(key=lambda row: (-row.score, *_settle(row.text)))
    if asked:
        best = _score_by_words(rows, plan, shelf, using)
        rows[:best] = sorted(rows[:best], key=lambda row: (-row.score, *_settle(row.text)))
    return rows


def _settle(text: Standing) -> tuple[object, ...]:
    return text.kind_order, -text.edition, text.name, text.id


def _with_hits(found: int, shelf: Shelf) -> list[Ranked]:
    row = _row(found, shelf)
    rows = []
    for text in shelf.texts.values():
        within = int.from_bytes(row[text.begin : text.end], "little") & text.within
        if within:
            rows.append(Ranked(text, within, within.bit_count()))
    return rows


def _row(mask: int, shelf: Shelf) -> bytes:
    return mask.to_bytes((shelf.everything.bit_length() + 7) >> 3, "little")


def _rareness(asking: Asking, shelf: Shelf) -> float:
    held = shelf.everything.bit_count()
    count = asking.found.bit_count()
    return math.log(1 + (held - count + 0.5) / (count + 0.5))


def _score_by_sets(
    rows: Iterable[Ranked], found: int, asked: Iterable[Asking], shelf: Shelf
) -> None:
    for asking in asked:
        bits = _row(asking.found & found, shelf)
        weight = _rareness(asking, shelf)
        for row in rows:
            text = row.text
            n = (int.from_bytes(bits[text.begin : text.end], "little") & text.within).bit_count()
            if n:
                row.score += weight * n / (n + _HALF)


def _score_by_words(rows: Sequence[Ranked], plan: Plan, shelf: Shelf, using: str) -> int:
    """Score the best texts by the words of their passages; return how many texts that were."""
    best, passages = 0, 0
    chosen: dict[int, Ranked] = {}
    for row in rows:
        passages += row.count
        if best and passages > LOOKED_INTO:
            break
        best += 1
        for number in row.hits:
            chosen[number] = row
    scores = _scores(list(chosen), plan, shelf, using)
    hits: dict[str, list[tuple[float, int]]] = {}
    for number, row in chosen.items():
        hits.setdefault(row.text.id, []).append((-scores.get(number, 0.0), number))
    for row in rows[:best]:
        ordered = sorted(hits[row.text.id])
        row.ranked = [number for _, number in ordered]
        row.score = -sum(score / (2**place) for place, (score, _) in enumerate(ordered[:4]))
    return best


def _scores(numbers: list[int], plan: Plan, shelf: Shelf, using: str) -> dict[int, float]:
    weights = [(asking, _rareness(asking, shelf)) for asking in plan.asked]
    usual = max((weight for _, weight in weights), default=0.0)
    scores: dict[int, float] = {}
    for start in range(0, len(numbers), 400):
        rows = Passage.objects.using(using).filter(id__in=numbers[start : start + 400])
        for number, words in rows.order_by().values_list("id", "words"):
            padded = f" {words} "
            longer = _HALF * (0.4 + 0.6 * padded.count(" ") / _USUAL_LENGTH)
            score = 0.0
            for asking, weight in weights:
                if asking.found >> number & 1:
                    times = max(1, _times(padded, asking.question))
                    score += weight * times / (times + longer)
            for question in plan.beside:
                times = _times(padded, question)
                score += usual * times / (times + longer)
            scores[number] = score
    return scores


def _times(padded: str, question: Question) -> int:
    """Return how often a question is answered in the words of a passage; a pair counts once."""
    times = 0
    for part in question:
        if isinstance(part, Pair):
            return 1
        words = " ".join(part.words)
        times += padded.count(f" {words}" if part.open_end else f" {words} ")
    return times
