"""A ledger as rows of a table: one for each entry and edition, and one for each demand that stands long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tierbook.dossier.recommendations.ledger import Entry
from tierbook.dossier.set_by_people import people_of

__all__ = ["LEDGER_COLUMNS", "LONGEST_COLUMNS", "ledger_rows", "longest_row"]

LEDGER_COLUMNS = (
    "country",
    "id",
    "edition",
    "fate",
    "text",
    "note",
    "topic",
    "standing",
    "at_least",
    "stands",
    "n",
    "held",
    "acted",
    "document",
    "paragraph",
    "sentence",
    "set_by_people",
)
LONGEST_COLUMNS = (
    "country",
    "standing",
    "at_least",
    "first",
    "last",
    "n",
    "held",
    "topic",
    "text",
    "document",
    "paragraph",
    "sentence",
    "id",
)


def ledger_rows(entries: Iterable[Entry]) -> Iterator[dict[str, object]]:
    """Yield a row for each entry and edition, with its words and their place where the edition asks.

    Args:
        entries: of a ledger, or of several.
    """
    for entry in entries:
        acted = {found.edition: found.verdict for found in entry.acted}
        for edition, fate in entry.cells.items():
            row = {
                **_facts(entry),
                "edition": edition,
                "fate": fate,
                "note": entry.notes.get(edition),
                "stands": entry.stands,
                "acted": acted.get(edition),
            }
            items = entry.items.get(edition, ())
            yield from ({**row, **_words(entry, edition, n)} for n in range(len(items)))
            if not items:
                yield row


def longest_row(entry: Entry) -> dict[str, object]:
    """Return a demand with how long it has stood, and its newest words with their place."""
    return {
        **_facts(entry),
        "first": entry.first,
        "last": entry.last,
        **_words(entry, entry.last, 0),
    }


def _facts(entry: Entry) -> Mapping[str, object]:
    n, held = entry.in_editions
    return {
        "country": entry.country,
        "id": entry.id,
        "topic": entry.topic,
        "standing": entry.standing,
        "at_least": entry.at_least,
        "n": n,
        "held": held,
    }


def _words(entry: Entry, edition: int, n: int) -> Mapping[str, object]:
    item = entry.items[edition][n]
    quote = item.quotes[0]
    return {
        "text": item.text,
        "document": quote.document,
        "paragraph": quote.paragraph,
        "sentence": quote.sentence,
        "set_by_people": people_of(*item.quotes),
    }
