"""Which pillar a paragraph belongs to.

In this order: its heading; the formula sentence on the minimum standards; else its words, weighed by the table in
`pillar_words.yaml`, with the order of that edition's narratives as prior. The table is a list of words and numbers
that a reader can check; how it was made and how often it is right stands in `docs/explanation/pillars.md`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tierbook.editions import Section
from tierbook.files import load_yaml
from tierbook.narrative.narrative import PILLARS, Basis, Paragraph, Pillar

__all__ = ["Draft", "assign_pillars", "order_of", "stems", "weigh"]

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?|;")
_STEM = 7
_FORMULA = re.compile(
    r"\b(?:not|fully|fails?|yet)\b[^.;]{0,60}?\b(?:meets?|met|compl(?:y|ies|ied))\b[^.;]{0,40}?\bminimum\s+standards"
    r"|\b(?:meets|complies\s+with)\s+the\s+minimum\s+standards"
    r"|\b(?:is|remains|was)\s+(?:designated\s+)?(?:as\s+)?a\s+special\s+case\b"
    r"|\b(?:is|was|has\s+been|remained|remains)\s+(?:placed\s+|ranked\s+)?(?:on|in)\s+(?:the\s+)?Tier\s+[123]\b",
    re.I,
)
_TIER_FIRST = re.compile(r"\W*Tier\s+[123]\b|special\s+case\b", re.I)
_ORDERS: tuple[tuple[int, tuple[Pillar, ...]], ...] = (
    (2001, ("profile", "standards", "prevention", "prosecution", "protection", "recommendations")),
    (2004, ("profile", "standards", "recommendations", "prosecution", "protection", "prevention")),
    (2017, ("standards", "recommendations", "prosecution", "protection", "prevention", "profile")),
)
_STAY, _NEXT, _SKIP, _BACK = (math.log(p) for p in (0.35, 0.45, 0.05, 0.015))
_FIRST, _LATER = math.log(0.6), math.log(0.08)
_MOST = 0.99


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph that has no pillar yet: its span, and the heading it stands under."""

    start: int
    end: int
    heading: str | None
    section: Section | None


def order_of(edition: int | None) -> tuple[Pillar, ...]:
    """Return the order in which an edition's narratives take the pillars; unknown editions have the order of 2004."""
    year = edition if edition is not None else 2004
    return [order for first, order in _ORDERS if first <= year or first == 2001][-1]


def assign_pillars(
    text: str, drafts: Sequence[Draft], *, edition: int | None, short_form: bool
) -> tuple[Paragraph, ...]:
    """Number paragraphs from 1 and settle each one's pillar.

    Args:
        text: the canonical text.
        drafts: its paragraphs in order.
        edition: sets the order that is taken as prior; None takes that of 2004.
        short_form: a text of clauses, whose paragraphs are a profile and a tier rating.
    """
    settled = _settle(text, drafts, short_form=short_form)
    guesses = _read_open(text, drafts, settled, edition) if None in settled else []
    found: list[Paragraph] = []
    for i, (draft, known) in enumerate(zip(drafts, settled, strict=True)):
        pillar, basis, certainty = known or (guesses[i][0], "content", guesses[i][1])
        found.append(
            Paragraph(i + 1, draft.start, draft.end, pillar, draft.heading, basis, certainty)
        )
    return tuple(found)


def weigh(words: str) -> dict[Pillar, float]:
    """Return the log-probability of each pillar for a paragraph by its words alone, order left aside."""
    table = _table()
    scores = dict.fromkeys(PILLARS, 0.0)
    for stem in stems(words):
        row = table.weights.get(stem)
        if row is not None:
            for pillar, weight in zip(PILLARS, row, strict=True):
                scores[pillar] += weight
    return _normalised({pillar: score * table.scale for pillar, score in scores.items()})


def stems(words: str) -> list[str]:
    """Return the different words of a paragraph, lower case, cut to their first letters, in alphabetical order.

    A semicolon counts as a word: recommendations are lists of clauses.
    """
    return sorted({match[0].lower()[:_STEM] for match in _WORD.finditer(words)})


def _settle(
    text: str, drafts: Sequence[Draft], *, short_form: bool
) -> list[tuple[Pillar, Basis, float] | None]:
    """Return for each paragraph what heading, formula or the form of a summary settles, else None."""
    settled: list[tuple[Pillar, Basis, float] | None] = []
    formula_seen = False
    for draft in drafts:
        section = draft.section
        asks = not formula_seen and (short_form or section is None)
        if section is not None and section != "efforts" and not short_form:
            settled.append((section, "heading", 1.0))
        elif asks and _is_formula(text, draft):
            formula_seen = True
            settled.append(("standards", "formula", 1.0))
        elif short_form:
            settled.append(("profile", "order", 0.9))
        else:
            settled.append(None)
    return settled


def _is_formula(text: str, draft: Draft) -> bool:
    return bool(
        _TIER_FIRST.match(text, draft.start, draft.end)
        or _FORMULA.search(text, draft.start, draft.end)
    )


def _read_open(
    text: str,
    drafts: Sequence[Draft],
    settled: Sequence[tuple[Pillar, Basis, float] | None],
    edition: int | None,
) -> list[tuple[Pillar, float]]:
    """Return the likeliest pillar of each paragraph and its probability, words and order taken together.

    The paragraphs are a chain: each stays in the pillar before it or goes on to the next of the edition's order,
    rarely skips or turns back. Forward and backward sums over the chain give each paragraph's probabilities.
    """
    moves = _moves(order_of(edition))
    words = [
        {p: 0.0 if p == known[0] else -math.inf for p in PILLARS}
        if known is not None
        else _efforts(weigh(text[draft.start : draft.end]), draft)
        for draft, known in zip(drafts, settled, strict=True)
    ]
    forward = [_normalised({p: words[0][p] + moves[None, p] for p in PILLARS})]
    for row in words[1:]:
        last = forward[-1]
        forward.append(
            _normalised(
                {p: row[p] + _sum([last[q] + moves[q, p] for q in PILLARS]) for p in PILLARS}
            )
        )
    backward = [dict.fromkeys(PILLARS, 0.0)]
    for row in reversed(words[1:]):
        after = backward[-1]
        backward.append(
            _normalised(
                {q: _sum([moves[q, p] + row[p] + after[p] for p in PILLARS]) for q in PILLARS}
            )
        )
    backward.reverse()
    guesses: list[tuple[Pillar, float]] = []
    for ahead, behind in zip(forward, backward, strict=True):
        chances = _normalised({p: ahead[p] + behind[p] for p in PILLARS})
        best = max(PILLARS, key=lambda p: chances[p])
        guesses.append((best, round(min(math.exp(chances[best]), _MOST), 2)))
    return guesses


def _efforts(scores: dict[Pillar, float], draft: Draft) -> dict[Pillar, float]:
    """Leave to paragraphs under `Government Efforts` only what a government does."""
    if draft.section != "efforts":
        return scores
    return {
        p: score if p.startswith("pr") and p != "profile" else -math.inf
        for p, score in scores.items()
    }


@cache
def _moves(order: tuple[Pillar, ...]) -> dict[tuple[Pillar | None, Pillar], float]:
    """Return the log-probability of going from one pillar (None: the start) to another."""
    moves: dict[tuple[Pillar | None, Pillar], float] = {}
    for pillar in PILLARS:
        at = order.index(pillar)
        moves[None, pillar] = _FIRST if at == 0 else _LATER
        for after in PILLARS:
            step = order.index(after) - at
            moves[pillar, after] = (
                _STAY if step == 0 else _NEXT if step == 1 else _SKIP if step > 1 else _BACK
            )
    return moves


def _sum(logs: Sequence[float]) -> float:
    top = max(logs)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(log - top) for log in logs))


def _normalised(logs: dict[Pillar, float]) -> dict[Pillar, float]:
    total = _sum(list(logs.values()))
    return logs if total == -math.inf else {pillar: log - total for pillar, log in logs.items()}


@dataclass(frozen=True, slots=True)
class _Table:
    scale: float
    weights: dict[str, tuple[float, ...]]


@cache
def _table() -> _Table:
    """Load the table of words."""
    content = load_yaml(files("tierbook.narrative") / "pillar_words.yaml")
    return _Table(
        float(content["scale"]),
        {
            stem: tuple(float(number) for number in row.split())
            for part in ("counted", "added")
            for stem, row in content[part].items()
        },
    )
