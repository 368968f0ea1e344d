"""A pin: a place in a text that a reader wants to keep, written so that it can stand in an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tierbook.dossier import Comparison, Quote
from tierbook.errors import WrongUse
from tierbook.text import late

__all__ = ["Pin", "parse_pin", "pins_of_comparison"]

_PIN = late(r"(?P<document>[^@\s]+)@(?P<paragraph>\d{1,4})\.(?P<sentence>\d{1,4})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One place.

    Attributes:
        document: id of the text.
        paragraph: number of the paragraph; 0 is the line with the tier.
        sentence: number of the sentence in it.
    """

    document: str
    paragraph: int
    sentence: int

    @classmethod
    def of(cls, quote: Quote) -> Pin:
        """Pin the sentence of a quote."""
        return cls(quote.document, quote.paragraph, quote.sentence)

    def __str__(self) -> str:
        return f"{self.document}@{self.paragraph}.{self.sentence}"


def parse_pin(words: str) -> Pin:
    """Read a pin as it is printed: `DOCUMENT@PARAGRAPH.SENTENCE`.

    Raises:
        WrongUse: it is none.
    """
    match = _PIN.fullmatch(words.strip())
    if match is None:
        raise WrongUse(
            f"{words!r} is no pin", remedy="write DOCUMENT@PARAGRAPH.SENTENCE, as pages print it"
        )
    return Pin(match["document"], int(match["paragraph"]), int(match["sentence"]))


def pins_of_comparison(comparison: Comparison) -> tuple[Pin, ...]:
    """Return a pin for each sentence that a cell of a comparison rests on, row by row."""
    quotes: Iterable[Quote] = (
        quote for row in comparison.rows for cell in row.cells for quote in cell.quotes
    )
    return tuple(dict.fromkeys(map(Pin.of, quotes)))
