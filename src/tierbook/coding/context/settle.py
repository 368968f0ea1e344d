"""All questions about one predicate at once: the door for a notebook, and for the test set."""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.context.sentence import Context
from tierbook.coding.patterns import mark
from tierbook.places import find_mentions

__all__ = ["Settled", "settle"]


class Settled(NamedTuple):
    """Who, when and whether of one predicate; every code is one of `codebook/vocabularies.yaml`.

    `whether` is asserted, denied, partly, not_reported or needed; `mark` the span to underline, offsets into the
    sentence.
    """

    actor: str
    period: str
    whether: str
    certainty: str
    said_by: str
    quality: str | None
    place: str | None
    extent: str | None
    mark: tuple[int, int]


def settle(
    sentence: str, start: int, end: int, *, edition: int | None, country: str | None
) -> Settled:
    """Settle who, when and whether for the words `start`-`end` of a sentence.

    Args:
        sentence: one sentence, as it is printed.
        start: where the predicate starts, code points.
        end: where it ends.
        edition: year of the edition, or None.
        country: the narrative's country (alpha-3), or None; police of another country are another government.
    """
    named = [
        m for m in find_mentions(sentence, edition=edition, home=country) if m.kind != "region"
    ]
    context = Context(
        mark(sentence.lower()),
        edition,
        foreign=tuple((m.start, m.end) for m in named if country not in m.codes),
        home=tuple((m.start, m.end) for m in named if country in m.codes),
    )
    scope = context.negation(start, end)
    whether = scope.kind if scope else "asserted"
    return Settled(
        actor=context.actor(start, end) or "none",
        period=context.period(start),
        whether="needed" if context.need(start) else whether,
        certainty=context.certainty(start),
        said_by=context.said_by(start),
        quality=context.quality(start),
        place=context.place(start),
        extent=context.extent(start),
        mark=context.mark(start, end),
    )
