"""Sentences that stand word for word as in the edition before, and stock sentences that many countries' texts share.

Two sentences are the same where their words and signs are, whatever their typography (`tierbook.text.FOLDED`). For
stock sentences the names of the text's own country are masked besides: a formula is one sentence in all countries.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from tierbook.dossier.held import HeldText, Quote
from tierbook.errors import WrongUse
from tierbook.places import home_words
from tierbook.text import Tokens

__all__ = [
    "Carried",
    "Shared",
    "StockGathering",
    "StockSentences",
    "find_carried",
    "sentence_keys",
    "stock_sentences",
    "tokens_of",
]

_LEAST = 4  # words and signs below which a sentence is too short to be said to come from anywhere
_MASK = "~"
_DIGEST = (
    6  # bytes of a hash: among two million sentences two fall together once in a hundred times
)


@dataclass(frozen=True, slots=True)
class Carried:
    """A sentence of the later text that stands word for word in the earlier one.

    Attributes:
        before: where it stands in the earlier text.
        after: where it stands in the later one.
        stock: in how many other countries' texts it stands, names of the country masked; None where that was not
            looked at.
    """

    before: Quote
    after: Quote
    stock: int | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "stock": self.stock,
        }


@dataclass(frozen=True, slots=True)
class Shared:
    """A sentence that is new in the later text and stands in other countries' texts too.

    Attributes:
        after: where it stands.
        stock: in how many other countries' texts it stands.
    """

    after: Quote
    stock: int

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {"after": self.after.to_dict(), "stock": self.stock}


@dataclass(frozen=True, slots=True)
class StockSentences:
    """The sentences that texts of at least two countries share, as hashes.

    Attributes:
        countries: whose texts were read, alpha-3, sorted.
        held: hash of a sentence to the places in `countries` of those that have it.
    """

    countries: tuple[str, ...]
    held: Mapping[str, tuple[int, ...]] = field(repr=False)

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.held)

    def others(self, key: str, country: str | None) -> int:
        """Return in how many other countries' texts a sentence stands.

        Args:
            key: what `sentence_keys` gives for it.
            country: the country of the text that it is taken from.
        """
        found = self.held.get(_hash(_masked(key, country)), ())
        return sum(self.countries[n] != country for n in found)

    def by_country(self) -> dict[str, StockSentences]:
        """Return for each country the sentences that its texts share: all that a page on it asks for."""
        held: dict[str, dict[str, tuple[int, ...]]] = {country: {} for country in self.countries}
        for key, places in self.held.items():
            for place in places:
                held[self.countries[place]][key] = places
        return {country: StockSentences(self.countries, rows) for country, rows in held.items()}

    def to_dict(self) -> dict[str, object]:
        """Return the countries, and each sentence's hash with the numbers of its countries."""
        return {
            "countries": list(self.countries),
            "sentences": {key: list(places) for key, places in sorted(self.held.items())},
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> StockSentences:
        """Return what `to_dict` was made of.

        Raises:
            WrongUse: it is no such record.
        """
        try:
            held = {str(key): tuple(map(int, n)) for key, n in row["sentences"].items()}
            return cls(tuple(map(str, row["countries"])), held)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise WrongUse(
                "this is no record of stock sentences",
                why=f"{type(error).__name__}: {error}",
                remedy="give what StockSentences.to_dict returned",
            ) from error


def stock_sentences(texts: Iterable[HeldText]) -> StockSentences:
    """Find the sentences that texts of several countries share.

    Texts are read one by one and none is kept, so they may come from a generator over all countries. Samples are left
    out: they are not the Report's words.

    Args:
        texts: of any countries and editions; one without a country is left out.
    """
    gathering = StockGathering()
    for text in texts:
        gathering.add(text)
    return gathering.found()


class StockGathering:
    """The sentences of many texts, counted text by text; what is kept of one are hashes."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._several: dict[str, set[str]] = {}
        self._countries: set[str] = set()

    def add(self, text: HeldText) -> None:
        """Count the sentences of a text; one without a country, or a sample, has no part."""
        country = text.country
        if country is None or text.text_kind == "sample":
            return
        self._countries.add(country)
        for key, _ in sentence_keys(text):
            name = _hash(_masked(key, country))
            first = self._first.setdefault(name, country)
            if first != country:
                self._several.setdefault(name, {first}).add(country)

    def found(self) -> StockSentences:
        """Return those that two countries share at least."""
        order = tuple(sorted(self._countries))
        places = {country: n for n, country in enumerate(order)}
        held = {
            name: tuple(sorted(places[c] for c in found)) for name, found in self._several.items()
        }
        return StockSentences(order, held)


def find_carried(
    before: HeldText, after: HeldText, stock: StockSentences | None = None
) -> tuple[tuple[Carried, ...], tuple[Shared, ...]]:
    """Return the sentences that were carried over, and the new ones that are stock, in the order of the later text.

    Args:
        before: the earlier text.
        after: the later one, of the same country.
        stock: sentences that other countries' texts hold; without it no sentence is said to be stock.
    """
    earlier: dict[str, list[Any]] = {}
    for key, sentence in sentence_keys(before):
        earlier.setdefault(key, []).append(sentence)
    carried, shared = [], []
    for key, sentence in sentence_keys(after):
        others = None if stock is None else stock.others(key, after.country)
        same = earlier.get(key)
        if same:
            one = same.pop(0) if len(same) > 1 else same[0]
            quotes = before.quote_sentence(one), after.quote_sentence(sentence)
            carried.append(Carried(*quotes, others))
        elif others:
            shared.append(Shared(after.quote_sentence(sentence), others))
    return tuple(carried), tuple(shared)


def sentence_keys(text: HeldText) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the sentences of a text with the words by which they are compared; the tier line is none.

    Sentences of fewer than four words and signs are left out: they come from nowhere.
    """
    rows = [row for row in text.sentences if row["paragraph"]]
    keys = _keys(text.text, tuple((row["start"], row["end"]) for row in rows))
    return [(key, row) for key, row in zip(keys, rows, strict=True) if key is not None]


@lru_cache(maxsize=8)
def _keys(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str | None, ...]:
    """Return the words of each sentence, None for one that is too short."""
    tokens = tokens_of(text)
    ranges = (tokens.within(*span) for span in spans)
    return tuple(
        " ".join(tokens.keys[low:high]) if high - low >= _LEAST else None for low, high in ranges
    )


@lru_cache(maxsize=8)
def tokens_of(text: str) -> Tokens:
    """Return the tokens of a text; those of the last few are kept, since an edition is compared on both sides."""
    return Tokens.of(text)


def _masked(key: str, country: str | None) -> str:
    """Return the words of a sentence in small letters, the names of its country masked."""
    lower = key.lower()
    return lower if country is None else _names(country).sub(_MASK, lower)


@cache
def _names(country: str) -> re.Pattern[str]:
    words = {" ".join(Tokens.of(name).keys) for name in home_words(country)}
    longest = sorted(words, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:the )?(?:{'|'.join(map(re.escape, longest))})\b")


def _hash(words: str) -> str:
    return hashlib.blake2b(words.encode(), digest_size=_DIGEST).hexdigest()
