"""Where a text names what its list lacks: read as something else, or not at all.

A list that lacks an element proves nothing of the text. A country, a region, the ends of a route, a form, a sector or a
kind of victim may stand in its words all the same; the first sentence that names it is kept beside the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from tierbook.codebook import load_codebook
from tierbook.dossier.held import HeldText, Quote
from tierbook.places import find_mentions

__all__ = ["Elsewhere", "Named"]

_OF_PLACES = ("countries", "regions", "edges")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An element that a text's list lacks and its words name.

    Attributes:
        item: the element, as the list of the other text has it: a country's code, a region, a route `CHN>JPN`, a code.
        quote: the first sentence that names it.
    """

    item: str
    quote: Quote

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {"item": self.item, "quote": self.quote.to_dict()}


@dataclass(frozen=True)
class Named:
    """What the words of a text name, whatever was read of it.

    Attributes:
        text: the text.
    """

    text: HeldText

    def lacking(self, variable: str, items: Sequence[str]) -> tuple[Elsewhere, ...]:
        """Return those of some elements that the text names, each with the first sentence that does.

        Args:
            variable: the variable whose list lacks them in this text.
            items: the elements.
        """
        if not items:
            return ()
        known = load_codebook("tip").variables.get(variable)
        kind = "" if known is None else known.type
        found = []
        for item in items:
            quote = self._place(item) if kind in _OF_PLACES else self._code(variable, item)
            if quote is not None:
                found.append(Elsewhere(item, quote))
        return tuple(found)

    @cached_property
    def _places(self) -> tuple[tuple[Quote, frozenset[str]], ...]:
        """Return the sentences that name countries and regions, each with their codes and labels."""
        text = self.text
        named: dict[int, set[str]] = {}
        rows = {}
        for mention in find_mentions(text.text, edition=text.edition, home=text.country):
            row = text.sentence_at(mention.start)
            if row is not None:
                rows[row["start"]] = row
                named.setdefault(row["start"], set()).update(mention.codes or (mention.label,))
        return tuple(
            (text.quote_sentence(rows[start]), frozenset(named[start])) for start in sorted(rows)
        )

    def _place(self, item: str) -> Quote | None:
        """Return the first sentence that names a place, or both ends of a route that aren't this country."""
        wanted = {end for end in item.split(">") if end != self.text.country}
        return next((quote for quote, names in self._places if wanted and wanted <= names), None)

    def _code(self, variable: str, item: str) -> Quote | None:
        """Return the first sentence that another list of the same codes has it from, else one with its label."""
        read = [quote for other in _beside(variable) for quote in self._read(other, item)]
        if read:
            return min(read, key=lambda quote: quote.start)
        return next(self._labelled(variable, item), None)

    def _read(self, variable: str, item: str) -> Iterator[Quote]:
        for finding in self.text.all_of(variable):
            value = finding["value"]
            if item in (value if isinstance(value, list) else [value]):
                yield from self.text.quotes(finding, item)[:1]

    def _labelled(self, variable: str, item: str) -> Iterator[Quote]:
        known = load_codebook("tip").variables.get(variable)
        labels = load_codebook("tip").vocabularies.get((known and known.vocabulary) or "", {})
        words = {item.removeprefix("other:").replace("_", " "), labels.get(item, item).lower()}
        pattern = "|".join(re.escape(word) for word in sorted(words))
        for found in re.finditer(rf"\b(?:{pattern})\b", self.text.text, re.IGNORECASE):
            row = self.text.sentence_at(found.start())
            if row is not None:
                yield self.text.quote_sentence(row)


@cache
def _beside(variable: str) -> tuple[str, ...]:
    """Return the other variables whose values are of the same codes."""
    variables = load_codebook("tip").variables
    known = variables.get(variable)
    if known is None or known.vocabulary is None:
        return ()
    return tuple(
        v.id for v in variables.values() if v.vocabulary == known.vocabulary and v.id != variable
    )
