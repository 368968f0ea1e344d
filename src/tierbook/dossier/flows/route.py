"""One mention of a way from country to country in one text, and the texts that were read for mentions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tierbook.dossier.held import Quote

__all__ = ["RouteEdge", "RouteKind", "TextRead", "ToldBy"]

RouteKind = Literal["route", "transit", "at_risk"]
ToldBy = Literal["origin", "destination", "third"]


@dataclass(frozen=True, slots=True)
class RouteEdge:
    """A way from one country to another, as one text tells it.

    Attributes:
        origin: ISO 3166 alpha-3.
        destination: the same.
        edition: year of the edition.
        kind: `route` (victims); `transit` (a leg of a way whose other end the text does not name);
            `at_risk` (people who are only called vulnerable).
        told_by: whose narrative tells it: that of the origin, of the destination, or of a third country.
        told_in: the country of the text.
        text_kind: narrative, excerpt, summary or sample.
        document: id of the text.
        forms: for what, codes of the vocabulary `forms`; empty where the words do not tell.
        victims: who, codes of the vocabulary `victims`; empty where the words do not tell.
        via: countries passed through.
        certainty: of the surest words: stated, reported, alleged or possible.
        quotes: the words.
    """

    origin: str
    destination: str
    edition: int
    kind: RouteKind
    told_by: ToldBy
    told_in: str
    text_kind: str
    document: str
    forms: tuple[str, ...]
    victims: tuple[str, ...]
    via: tuple[str, ...]
    certainty: str
    quotes: tuple[Quote, ...]

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> RouteEdge:
        """Return the mention that `to_dict` made a record of."""
        lists = {name: tuple(record[name]) for name in ("forms", "victims", "via")}
        quotes = tuple(Quote(**quote) for quote in record["quotes"])
        return cls(**{**record, **lists, "quotes": quotes})

    @property
    def hedged(self) -> bool:
        """Tell whether no words state it: reported by others, alleged, or possible."""
        return self.certainty != "stated"

    @property
    def ends(self) -> tuple[str, str]:
        """Return origin and destination."""
        return self.origin, self.destination

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "quotes"}
        lists = {name: list(getattr(self, name)) for name in ("forms", "victims", "via")}
        return {**plain, **lists, "quotes": [quote.to_dict() for quote in self.quotes]}


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text that was read for routes, whether or not it tells one; `publisher` who serves it, empty where unknown."""

    country: str
    edition: int
    text_kind: str
    document: str
    publisher: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}
