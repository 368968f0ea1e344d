"""How long each recommendation of an edition has stood, and what it says was acted upon, from a country's ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from tierbook.codebook import load_codebook
from tierbook.dossier.held import HeldText, Quote, Statement
from tierbook.dossier.recommendations import Acted, Ledger
from tierbook.text import in_sentence, ordinal

__all__ = ["Standing", "find_standing", "say_standing"]

_LONG = 3  # editions in a row from which it is told
_OPENING = 8  # words


@dataclass(frozen=True, slots=True)
class Standing:
    """One recommendation as of an edition.

    Attributes:
        entry: id of its entry in the ledger.
        text: its words in that edition, or the last ones where that edition does not ask.
        topic: the variable that it would change first, None where no variable does.
        in_a_row: in how many editions in a row, up to this one, it is asked; 0 where this one does not ask.
        at_least: whether it may have been asked before these, in an edition whose list is not held.
        acted: what this edition says was done about it; empty where it says nothing, which is no claim.
        quotes: the words that ask.
    """

    entry: str
    text: str
    topic: str | None
    in_a_row: int
    at_least: bool
    acted: tuple[Acted, ...]
    quotes: tuple[Quote, ...]

    @property
    def about(self) -> str:
        """Return what it is about: the label of the variable that it would change, else its opening words."""
        known = load_codebook("tip").variables.get(self.topic or "")
        if known is not None:
            return in_sentence(known.label)
        words = self.text.split()
        return f"“{' '.join(words[:_OPENING])}{' …' if len(words) > _OPENING else ''}”"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "entry": self.entry,
            "text": self.text,
            "topic": self.topic,
            "in_a_row": self.in_a_row,
            "at_least": self.at_least,
            "acted": [acted.to_dict() for acted in self.acted],
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


def find_standing(ledger: Ledger, before: HeldText, after: HeldText) -> tuple[Standing, ...]:
    """Return the recommendations that a text asks for or says were acted upon, those that stand longest first.

    Of what was acted upon, only what the earlier text asked for: what another edition, or a text of another kind, asked
    for has no place in a comparison of these two.

    Args:
        ledger: of the country, over all editions held.
        before: the earlier text.
        after: the later one, which the ledger read.
    """
    found = sorted(_standing(ledger, before, after), key=lambda row: -row.in_a_row)
    return tuple(found)


def say_standing(rows: tuple[Standing, ...]) -> Iterator[Statement]:
    """Say which recommendation has stood longest, and which were acted upon, by the words of the text."""
    first = next(iter(rows), None)
    if first is not None and first.in_a_row >= _LONG:
        its = "at least its" if first.at_least else "its"
        words = f"The recommendation on {first.about} is in {its} {ordinal(first.in_a_row)} edition in a row"
        yield Statement(words, first.quotes)
    for row in rows:
        for acted in row.acted:
            words = f"The recommendation of {acted.asked} on {row.about} was {acted.in_words}"
            yield Statement(words, (*row.quotes, *acted.quotes))


def _standing(ledger: Ledger, before: HeldText, after: HeldText) -> Iterator[Standing]:
    year = after.edition or 0
    for entry in ledger.entries:
        asked_before = entry.items.get(before.edition or 0, ())
        acted = tuple(
            a
            for a in entry.acted
            if a.edition == year
            and a.asked == before.edition
            and _is_of(a.quotes, after)
            and any(_is_of(item.quotes, before) for item in asked_before)
        )
        items = entry.items.get(year, ())
        asked = bool(items) and _is_of(items[0].quotes, after)
        if not asked and not acted:
            continue
        row = next(n for n in count() if year - n not in entry.items)
        last = items[0] if asked else entry.items[max(a.asked for a in acted)][0]
        yield Standing(
            entry=entry.id,
            text=last.text,
            topic=last.topic,
            in_a_row=row if asked else 0,
            at_least=asked and ledger.editions.get(year - row, "not held") is not None,
            acted=acted,
            quotes=last.quotes,
        )


def _is_of(quotes: tuple[Quote, ...], text: HeldText) -> bool:
    return any(quote.document == text.document for quote in quotes)
