"""Which texts of a country are held, edition by edition, and which of several is read.

A whole narrative is read before an excerpt, an excerpt before a summary; of several of a kind the longest. Samples are
ours and no source: they are read only where nothing else of the country is held, and everything then says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.dossier.held import HeldText
from tierbook.editions import EDITIONS
from tierbook.errors import WrongUse
from tierbook.pages import KIND_ORDER

__all__ = ["KIND_ORDER", "Holdings", "hold_texts", "reading_order", "texts_by_country"]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is held of one country.

    Attributes:
        country: ISO 3166 alpha-3.
        texts: by edition, in order, the text that is read.
        beside: other texts of the same editions, which are not read.
        undated: texts whose edition is unknown, which nothing can be said of over time.
        samples: whether the texts are samples, our own restatements.
    """

    country: str
    texts: Mapping[int, HeldText]
    beside: tuple[HeldText, ...] = ()
    undated: tuple[HeldText, ...] = ()
    samples: bool = False

    def __iter__(self) -> Iterator[HeldText]:
        """Return the texts that are read, by edition."""
        return iter(self.texts.values())

    def __len__(self) -> int:
        """Return the number of editions held."""
        return len(self.texts)

    @property
    def editions(self) -> tuple[int, ...]:
        """Return the editions held."""
        return tuple(self.texts)

    @property
    def newest(self) -> HeldText | None:
        """Return the text of the newest edition held."""
        return self.texts[max(self.texts)] if self.texts else None

    def kind(self, edition: int) -> str:
        """Return the kind of text held of an edition, or `not_held`."""
        text = self.texts.get(edition)
        return "not_held" if text is None else text.text_kind

    def like(self, *kinds: str) -> tuple[HeldText, ...]:
        """Return the texts of some kinds, by edition."""
        return tuple(text for text in self if text.text_kind in kinds)

    def of_kind(self, kind: str) -> dict[int, HeldText]:
        """Return the longest text of one kind by edition, also where another kind of that edition is read."""
        found: dict[int, HeldText] = {}
        for text in sorted((*self, *self.beside), key=reading_order):
            if text.text_kind == kind and text.edition is not None:
                found.setdefault(text.edition, text)
        return dict(sorted(found.items()))

    def to_dict(self) -> dict[str, object]:
        """Return each edition of the Report with the kind of text held of it, and the ids of texts."""
        rows = [self._row(edition.year) for edition in EDITIONS]
        return {
            "country": self.country,
            "samples": self.samples,
            "held": len(self.texts),
            "of": len(rows),
            "editions": rows,
            "undated": [text.document for text in self.undated],
        }

    def _row(self, edition: int) -> dict[str, Any]:
        text = self.texts.get(edition)
        beside = [t.document for t in self.beside if t.edition == edition]
        document = None if text is None else text.document
        return {
            "edition": edition,
            "kind": self.kind(edition),
            "document": document,
            "beside": beside,
        }


def hold_texts(texts: Iterable[HeldText]) -> Holdings:
    """Choose the text of each edition.

    Args:
        texts: of one country, in any order.

    Raises:
        WrongUse: there are none, a text has no country, or they are of several countries.
    """
    given = sorted(texts, key=lambda text: text.document)
    countries = {text.country for text in given}
    if len(countries) != 1 or None in countries:
        raise WrongUse(
            f"a dossier is of one country, and these texts are of {_named(countries)}",
            remedy="give texts of one country, each with its country known",
        )
    real = [text for text in given if text.text_kind != "sample"]
    usable = real or given
    chosen: dict[int, HeldText] = {}
    for text in sorted(usable, key=reading_order):
        if text.edition is not None:
            chosen.setdefault(text.edition, text)
    read = {text.document for text in chosen.values()}
    return Holdings(
        country=str(given[0].country),
        texts={edition: chosen[edition] for edition in sorted(chosen)},
        beside=tuple(t for t in usable if t.edition is not None and t.document not in read),
        undated=tuple(t for t in usable if t.edition is None),
        samples=not real,
    )


def texts_by_country(texts: Iterable[HeldText]) -> dict[str, list[HeldText]]:
    """Return texts by country, sorted by code; those without a country are left out."""
    found: dict[str, list[HeldText]] = {}
    for text in texts:
        if text.country is not None:
            found.setdefault(text.country, []).append(text)
    return dict(sorted(found.items()))


def reading_order(text: HeldText) -> tuple[int, int, str]:
    """Return the key by which the text to read comes first: by kind, then the longest."""
    kinds = KIND_ORDER.index(text.text_kind) if text.text_kind in KIND_ORDER else len(KIND_ORDER)
    return kinds, -len(text.text), text.document


def _named(countries: Iterable[str | None]) -> str:
    names = sorted(code or "no known country" for code in countries)
    return ", ".join(names) if names else "none"
