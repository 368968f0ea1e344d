"""Which pillar a paragraph belongs to.

In this order: its heading; the formula sentence on the minimum standards; else its words (`weighing.py`), with the
order of that edition's narratives as prior. Paragraphs that stand in no order at all, as when a page has mixed them up,
are told by their words alone: which of the two it is, the words themselves decide. How often all this is right stands
in `docs/explanation/pillars.md`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import Literal, NamedTuple

from tierbook.editions import Section
from tierbook.narrative.narrative import PILLARS, Basis, Paragraph, Pillar
from tierbook.narrative.weighing import weigh
from tierbook.text import late

__all__ = ["LOST_HEADING", "Draft", "assign_pillars", "order_of"]

_FORMULA = late(
    r"\b(?:not|fully|fails?|yet)\b[^.;]{0,60}?\b(?:meets?|met|compl(?:y|ies|ied))\b[^.;]{0,40}?\bminimum\s+standards"
    r"|\b(?:meets|complies\s+with)\s+the\s+minimum\s+standards"
    r"|\b(?:is|remains|was)\s+(?:designated\s+)?(?:as\s+)?a\s+special\s+case\b"
    r"|\b(?:is|was|has\s+been|remained|remains)\s+(?:placed\s+|ranked\s+)?(?:on|in)\s+(?:the\s+)?Tier\s+[123]\b",
    re.I,
)
# A text that tells what happened: a subject with a verb of the past, after an opening such as "Through the hotline,".
_TELLS = late(
    r"\W*(?:[A-Z][\w’'-]*\b[^,;.]{0,80},\s+)?(?:[Tt]he|[Aa]n?|[Ii]ts?|[Tt]hey|(?!\w*[su]s\b)[\w’'-]+(?:s|ice))\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:[a-z]{2,}ed|led|held|ran|gave|made|took|told|found|did|was|were|had)\b"
)
_ASKS = late(r"\b(?:should|needs?\s+to|must|ought\s+to)\b", re.I)
Before = Literal["unknown", "gap", "no gap"]
_TIER_FIRST = late(r"\W*Tier\s+[123]\b|special\s+case\b", re.I)
_ORDERS: tuple[tuple[int, tuple[Pillar, ...]], ...] = (
    (2001, ("profile", "standards", "prevention", "prosecution", "protection", "recommendations")),
    (2004, ("profile", "standards", "recommendations", "prosecution", "protection", "prevention")),
    (2017, ("standards", "recommendations", "prosecution", "protection", "prevention", "profile")),
)
# Chances of staying in a pillar, going on to the next, skipping some, turning back: by what stands before a paragraph.
_STEPS: dict[Before, tuple[float, float, float, float]] = {
    "unknown": (0.35, 0.45, 0.05, 0.015),
    "gap": (0.12, 0.68, 0.05, 0.015),
    "no gap": (0.7, 0.15, 0.02, 0.01),
}
_FIRST, _LATER = math.log(0.6), math.log(0.08)
# So many empty lines may stand where a heading was lost.
LOST_HEADING = 2
# The chance that paragraphs stand in the order of their edition, before any is read.
_IN_ORDER = 0.95
# A point of a list is this much likelier (in logarithms) to be a recommendation than anything else.
_POINT = 4.0
_MOST = 0.99
_EXP_AT_MOST = 700.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph that has no pillar yet.

    Its span, the heading it stands under, the empty lines before it, and whether it is a point of a list.
    """

    start: int
    end: int
    heading: str | None
    section: Section | None
    gap: int = 0
    item: bool = False


class _Moves(NamedTuple):
    """Probabilities by pillar: to start with one, to go from one to each (`out`), to reach one from each (`to`)."""

    first: tuple[float, ...]
    out: tuple[tuple[float, ...], ...]
    to: tuple[tuple[float, ...], ...]


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

    Two accounts of the page are weighed against each other. In one the paragraphs are a chain: each stays in the pillar
    before it or goes on to the next of the edition's order, rarely skips or turns back. In the other they stand in no
    order. Each account's probabilities count as much as the words make it likely.
    """
    order = order_of(edition)
    logs: list[list[float]] = []
    for draft, known in zip(drafts, settled, strict=True):
        if known is not None:
            logs.append([0.0 if p == known[0] else -math.inf for p in PILLARS])
        else:
            words = text[draft.start : draft.end]
            scores = _dressed(weigh(words, edition=edition), draft)
            if (
                len(drafts) == 1
                and not draft.item
                and _TELLS.match(words)
                and not _ASKS.search(words)
            ):
                scores["recommendations"] = -math.inf  # a sentence on its own that tells
            logs.append([scores[p] for p in PILLARS])
    tops = [max(row) for row in logs]
    rows = [[math.exp(log - top) for log in row] for row, top in zip(logs, tops, strict=True)]
    chained, in_order = _chain(rows, [_moves(order, before) for before in _befores(drafts)])
    no_order = sum(math.log(sum(row) / len(PILLARS)) for row in rows)
    ordered = math.log(_IN_ORDER) + in_order
    free = math.log(1 - _IN_ORDER) + no_order
    share = 1 / (1 + math.exp(min(free - ordered, _EXP_AT_MOST)))
    guesses: list[tuple[Pillar, float]] = []
    for by_order, row in zip(chained, rows, strict=True):
        total = sum(row)
        chances = [share * a + (1 - share) * b / total for a, b in zip(by_order, row, strict=True)]
        best = max(range(len(PILLARS)), key=chances.__getitem__)
        guesses.append((PILLARS[best], round(min(chances[best], _MOST), 2)))
    return guesses


def _chain(rows: Sequence[list[float]], moves: Sequence[_Moves]) -> tuple[list[list[float]], float]:
    """Return each paragraph's probabilities by forward and backward sums, and the log-likelihood of the whole.

    Each row holds the likelihood of a paragraph's words under each pillar, its largest being 1; sums are brought back
    to 1 at each step, so that no product of many small numbers vanishes.
    """
    likelihood = 0.0
    forward: list[list[float]] = []
    for row, steps in zip(rows, moves, strict=True):
        if forward:
            last = forward[-1]
            scores = [r * sum(map(mul, last, to)) for r, to in zip(row, steps.to, strict=True)]
        else:
            scores = list(map(mul, row, steps.first))
        total = sum(scores)
        likelihood += math.log(total)
        forward.append([score / total for score in scores])
    backward = [[1.0] * len(PILLARS)]
    for row, steps in zip(reversed(rows[1:]), reversed(moves[1:]), strict=True):
        ahead = list(map(mul, row, backward[-1]))
        scores = [sum(map(mul, out, ahead)) for out in steps.out]
        total = sum(scores)
        backward.append([score / total for score in scores])
    backward.reverse()
    joined: list[list[float]] = []
    for before, after in zip(forward, backward, strict=True):
        scores = list(map(mul, before, after))
        total = sum(scores)
        joined.append([score / total for score in scores])
    return joined, likelihood


def _dressed(scores: dict[Pillar, float], draft: Draft) -> dict[Pillar, float]:
    """Take into account what a paragraph stands under and how it is set, beside its words.

    Under `Government Efforts` stands only what a government does; a point of a list is mostly a recommendation.
    """
    if draft.section == "efforts":
        return {
            p: score if p in ("prosecution", "protection", "prevention") else -math.inf
            for p, score in scores.items()
        }
    if draft.item:
        return {
            p: score if p == "recommendations" else score - _POINT for p, score in scores.items()
        }
    return scores


def _befores(drafts: Sequence[Draft]) -> list[Before]:
    """Tell of each paragraph whether two empty lines, where a heading may be lost, stand before it.

    Where the page has no such place at all, nothing follows from it.
    """
    if not any(draft.gap >= LOST_HEADING for draft in drafts[1:]):
        return ["unknown"] * len(drafts)
    return ["gap" if draft.gap >= LOST_HEADING else "no gap" for draft in drafts]


@cache
def _moves(order: tuple[Pillar, ...], before: Before) -> _Moves:
    """Return the probabilities of going from one pillar to another, and of starting with one."""
    stay, on, skip, back = _STEPS[before]
    at = [order.index(pillar) for pillar in PILLARS]
    out = tuple(
        tuple(
            stay if step == 0 else on if step == 1 else skip if step > 1 else back
            for step in (there - here for there in at)
        )
        for here in at
    )
    first = tuple(math.exp(_FIRST if here == 0 else _LATER) for here in at)
    return _Moves(first, out, tuple(zip(*out, strict=True)))
