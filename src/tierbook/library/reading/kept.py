"""What pages and charts show of many texts, kept until one of these changes: each result has its function here.

A function makes its result of what the database holds, or of what is handed in: `tierbook.library.preparing` reads each
country once after a load and hands its texts to all of them, so that no reader waits for a first visit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tierbook.dossier import (
    HeldText,
    Holdings,
    Ledger,
    RouteNetwork,
    StockSentences,
    build_ledger,
    build_series,
    collect_routes,
    compare_editions,
    hold_texts,
    index_rows,
    ledger_rows,
    longest_row,
    longest_standing,
    pairs_over,
    score_pillars,
    series_rows,
    stock_sentences,
)
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.held import held_of

__all__ = [
    "kept_changes",
    "kept_ledger",
    "kept_longest",
    "kept_routes",
    "kept_routes_over_time",
    "kept_scores",
    "kept_series",
    "kept_stock",
    "way_key",
]

Texts = Sequence[HeldText] | None
Kept = dict[str, Any]


def way_key(people: str) -> str:
    """Return what the key of a result has at its end where people's values are shown in another way than over."""
    return "" if people == "over" else f"/{people}"


def kept_ledger(code: str, ledger: Ledger | None = None) -> Kept:
    """Return the ledger of a country as plain values and as rows."""

    def make() -> Kept:
        found = ledger or build_ledger(hold_texts(held_of([code])))
        return {"ledger": found.to_dict(), "rows": list(ledger_rows(found.entries))}

    kept: Kept = derived(f"ledger/{code}", make, of=[code])
    return kept


def kept_series(code: str, held: Holdings | None = None, people: str = "over") -> Kept:
    """Return the figures of a country as plain values: `country`, `samples`, `series`, and `rows` for a table.

    Args:
        code: the country.
        held: its texts, where they are at hand.
        people: how figures that people set are shown: over, beside or none.
    """
    if held is None and not Document.objects.filter(country=code).exists():
        return {"country": code, "samples": False, "series": [], "rows": []}

    def make() -> Kept:
        texts = held or hold_texts(held_of([code], people=people))
        found = build_series(texts)
        return {
            "country": code,
            "samples": texts.samples,
            "series": [one.to_dict() for one in found],
            "rows": list(series_rows(found)),
        }

    kept: Kept = derived(f"series/{code}{way_key(people)}", make, of=[code])
    return kept


def kept_scores(code: str, texts: Texts = None) -> Kept:
    """Return the scores of a country after the 3P rules, the newest first, and a row for each of their grounds."""

    def make() -> Kept:
        found = list(held_of([code])) if texts is None else texts
        if not found:
            return {"scores": [], "rows": [], "samples": False}
        held = hold_texts(found)
        scored = [score_pillars(text) for text in held][::-1]
        return {
            "scores": [{**scores.to_dict(), "edition": int(scores.unit[-4:])} for scores in scored],
            "rows": [row for scores in scored for row in index_rows(scores)],
            "samples": held.samples,
        }

    kept: Kept = derived(f"indices/{code}", make, of=[code])
    return kept


def kept_changes(
    code: str, held: Holdings | None = None, ledger: Ledger | None = None, people: str = "over"
) -> Kept:
    """Return the headlines of every pair of editions of a country that follow each other, with the editions held.

    Args:
        code: the country.
        held: its texts, where they are at hand.
        ledger: its ledger, where it is.
        people: how values that people set are shown: over, beside or none.
    """

    def make() -> Kept:
        texts = held or hold_texts(held_of([code], people=people))
        asked = ledger or build_ledger(texts)
        compared = (compare_editions(*pair, ledger=asked) for pair in pairs_over(texts))
        pairs = [
            {
                "before": one.before.to_dict(),
                "after": one.after.to_dict(),
                "why_not": one.why_not,
                "between": one.between_words,
                "headline": [statement.to_dict() for statement in one.headline()],
            }
            for one in compared
        ]
        return {"editions": texts.editions, "samples": texts.samples, "pairs": pairs}

    kept: Kept = derived(f"changes/{code}{way_key(people)}", make, of=[code])
    return kept


def kept_stock(code: str, stock: StockSentences | None = None) -> StockSentences:
    """Return the sentences of a country's texts that texts of other countries share."""

    def make() -> Kept:
        found = stock or stock_sentences(held_of()).by_country().get(code)
        return (found or StockSentences((), {})).to_dict()

    return StockSentences.from_dict(derived(f"stock/{code}", make, people=()))


def kept_longest(make_ledgers: Callable[[], Iterable[Ledger]] | None = None) -> Kept:
    """Return the demands that stand longest, of every country; ledgers are built one country at a time."""

    def make() -> Kept:
        ledgers = list((make_ledgers or _ledgers)())
        listing = [ledger for ledger in ledgers if ledger.lists and not ledger.samples]
        return {
            "countries": len(listing),
            "lists": sum(len(ledger.lists) for ledger in listing),
            "held": [
                {
                    "country": ledger.country,
                    "editions": list(ledger.lists),
                    "in_newest": sum(entry.stands for entry in ledger.entries),
                }
                for ledger in listing
            ],
            "entries": [longest_row(entry) for entry in longest_standing(ledgers)],
        }

    kept: Kept = derived("ledger", make, people=["any/recommendations"])
    return kept


def _ledgers() -> Iterable[Ledger]:
    codes = {d.country for d in Document.objects.exclude(country=None).only("country")}
    for code in sorted(codes):
        yield build_ledger(hold_texts(held_of([code])))


def kept_routes(year: int, network: RouteNetwork | None = None) -> RouteNetwork:
    """Return all routes of an edition: people only at risk, hedged ways and legs of ways among them."""

    def make() -> Kept:
        found = network or collect_routes(
            held_of(editions=[year]), at_risk=True, hedged=True, transit=True
        )
        return found.to_dict()

    return RouteNetwork.from_dict(derived(f"flows/{year}", make, of=[year]))


def kept_routes_over_time(network: RouteNetwork | None = None) -> list[Kept]:
    """Return how much each edition tells, of what is stated alone."""

    def make() -> list[Kept]:
        found = (network or collect_routes(held_of())).only()
        return [row.to_dict() for row in found.over_time()]

    kept: list[Kept] = derived("flows/over-time", make, people=["any/flows", "any/profile"])
    return kept
