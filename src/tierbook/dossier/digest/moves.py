"""Who moved up or down between two editions: by official placements, else by what the text of the edition says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tierbook.dossier.held import HeldText, Quote
from tierbook.editions import TIERS, History, Placement, placed_on
from tierbook.places import country_name

__all__ = ["Move", "Moves", "change_said", "find_moves"]

_ORDER = ("1", "2", "2WL", "3")  # from best to worst, TVPA section 110(b)(1) and (3)
_SAID = {"up": "moved up", "down": "moved down"}


@dataclass(frozen=True, slots=True)
class Move:
    """One country that stands on another tier than in the edition before.

    Attributes:
        country: ISO 3166 alpha-3.
        edition: this edition.
        direction: up, down, or other: to or from a special case.
        before: the tier in the edition before, None where that placement is not held.
        after: the tier in this edition.
        quotes: words of a text of this edition that say so.
        basis: the sources of the placements.
    """

    country: str
    edition: int
    direction: str
    before: str | None
    after: str
    quotes: tuple[Quote, ...]
    basis: str

    @property
    def text(self) -> str:
        """Say the move in a sentence."""
        name = country_name(self.country, self.edition)
        if self.before is None:
            return f"{name}: {_SAID[self.direction]} to {TIERS[self.after]}; the tier before is not held"
        return f"{name}: from {TIERS[self.before]} to {TIERS[self.after]}"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order, and the sentence of ours."""
        return {
            "country": self.country,
            "edition": self.edition,
            "text": self.text,
            "direction": self.direction,
            "before": self.before,
            "after": self.after,
            "quotes": [quote.to_dict() for quote in self.quotes],
            "basis": self.basis,
        }


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves of an edition.

    Attributes:
        up, down, other: who moved, by name.
        same: how many stayed.
        unknown: who is placed in this edition, but neither the placement before is held nor does a text tell the move.
    """

    up: tuple[Move, ...]
    down: tuple[Move, ...]
    other: tuple[Move, ...]
    same: int
    unknown: tuple[str, ...]


def find_moves(
    history: History, edition: int, said: Mapping[str, tuple[str, tuple[Quote, ...]]]
) -> Moves:
    """Return who moved in an edition.

    Placements lead; where the one before is not held, the text of the edition may say that the country was moved.

    Args:
        history: official placements of all countries.
        edition: the year.
        said: country to what its text says of the change (up, down, same) and the words, from `change_said`.
    """
    found: dict[str, list[Move]] = {"up": [], "down": [], "other": []}
    same = 0
    unknown = []
    for country in sorted(history.countries, key=country_name):
        placed, before = history.get(country, edition), history.get(country, edition - 1)
        if placed is None or placed.tier is None:
            continue
        tier = None if before is None else before.tier
        words, quotes = said.get(country, ("", ()))
        direction = words if tier is None else _direction(tier, placed.tier)
        if direction in found:
            told = quotes if words == direction else ()
            found[direction].append(
                Move(country, edition, direction, tier, placed.tier, told, _basis(placed, before))
            )
        elif direction == "same":
            same += 1
        else:
            unknown.append(country)
    up, down, other = (tuple(found[name]) for name in ("up", "down", "other"))
    return Moves(up, down, other, same, tuple(unknown))


def _direction(before: str, after: str) -> str:
    if before == after:
        return "same"
    if before not in _ORDER or after not in _ORDER:
        return "other"
    return "up" if _ORDER.index(after) < _ORDER.index(before) else "down"


def _basis(placed: Placement, before: Placement | None) -> str:
    return placed_on([placed] if before is None or before.tier is None else [placed, before])


def change_said(texts: Iterable[HeldText]) -> dict[str, tuple[str, tuple[Quote, ...]]]:
    """Return what texts of one edition say of the change of tier, with the words, by country; samples say nothing."""
    found = {}
    for text in texts:
        finding = text.get("tier.change")
        if finding is not None and text.country is not None and text.text_kind != "sample":
            found[text.country] = (str(finding["value"]), text.quotes(finding))
    return found
