"""The items that an edition asks for, as a held text has them, and whether a text can hold such a list at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.dossier.held import HeldText, Quote

__all__ = ["VARIABLE", "Item", "items_of", "needs_of", "why_no_list"]

VARIABLE = "recommendations"
# The Report has printed its recommendations as a list since this edition; before it, prose says what is needed.
_FIRST_LISTED = 2008
_LISTING = ("narrative", "sample")


@dataclass(frozen=True, slots=True)
class Item:
    """One recommendation of one edition.

    Attributes:
        edition: the edition that asks.
        n: its place in the list, from 1.
        text: its words, without the sign that ends it.
        topic: the variable that it would change first, None where no variable does.
        topics: every variable that it would change.
        act: the verb of what is asked for, None where none is named.
        quotes: the sentence as printed.
    """

    edition: int
    n: int
    text: str
    topic: str | None
    topics: tuple[str, ...]
    act: str | None
    quotes: tuple[Quote, ...]

    @property
    def id(self) -> str:
        """Return its edition and place: `2018.3`."""
        return f"{self.edition}.{self.n}"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, after the id."""
        return {
            "id": self.id,
            "edition": self.edition,
            "n": self.n,
            "text": self.text,
            "topic": self.topic,
            "topics": list(self.topics),
            "act": self.act,
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


def items_of(text: HeldText) -> tuple[Item, ...]:
    """Return the recommendations that a text lists, in its order; what prose says is needed is none of them."""
    listed = [(row, quotes) for row, quotes in _rows(text) if _in_list(text, quotes)]
    return tuple(_item(text, n, row, quotes) for n, (row, quotes) in enumerate(listed, 1))


def needs_of(text: HeldText) -> tuple[Item, ...]:
    """Return what a text says is needed outside a list; these enter no ledger, since no edition repeats its prose."""
    said = [(row, quotes) for row, quotes in _rows(text) if not _in_list(text, quotes)]
    return tuple(_item(text, n, row, quotes) for n, (row, quotes) in enumerate(said, 1))


def why_no_list(text: HeldText | None) -> str | None:
    """Return why nothing is known of the recommendations of an edition, None where its list is held."""
    if text is None:
        return "the edition is not held"
    if text.text_kind not in _LISTING:
        return f"what is held of the edition is a text of the kind {text.text_kind}, which holds no recommendations"
    if not items_of(text):
        early = text.edition is not None and text.edition < _FIRST_LISTED
        when = f": the Report prints such lists since {_FIRST_LISTED}" if early else ""
        return f"the text has no list of recommendations{when}"
    return None


def _rows(text: HeldText) -> list[tuple[Mapping[str, Any], tuple[Quote, ...]]]:
    found = []
    for row, finding in text.rows(VARIABLE):
        quotes = text.quotes_of_row(row, finding)
        holding = tuple(quote for quote in quotes if str(row["text"]) in quote.text)
        found.append((row, holding[:1] or quotes[:1]))
    return sorted(found, key=lambda pair: pair[1][0].start)


def _in_list(text: HeldText, quotes: tuple[Quote, ...]) -> bool:
    paragraph = next(p for p in text.paragraphs if p["n"] == quotes[0].paragraph)
    return bool(paragraph["pillar"] == VARIABLE)


def _item(text: HeldText, n: int, row: Mapping[str, Any], quotes: tuple[Quote, ...]) -> Item:
    return Item(
        edition=text.edition or 0,
        n=n,
        text=str(row["text"]),
        topic=row["topic"],
        topics=tuple(row["topics"]),
        act=row["act"],
        quotes=quotes,
    )
