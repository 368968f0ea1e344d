"""A placement: on which tier one edition put one country, who says so, and what else is known of it.

Source: TVPA section 110(b)(1) for the tiers, section 110(b)(2)(D) for waivers. A placement is the Department's and is
never computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tierbook.editions.report import EDITIONS
from tierbook.editions.tiers import TIERS, Tier

__all__ = ["Claim", "History", "PlacedSource", "Placement", "Waiver", "placed_on"]

Waiver = Literal["yes", "no", "unknown"]
Support = Literal["listed", "stated", "derived", "given"]

_OFFICIAL = frozenset(
    {"report", "narrative", "excerpt", "memorandum", "determination", "assessment"}
)


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """A source of placements: a data set, a report, a memorandum, a list; or the file that a user gave."""

    id: str
    title: str
    href: str = ""
    kind: str = "file"

    @property
    def official(self) -> bool:
        """Tell whether it is the Department's own text, or the President's; others pass on what these published."""
        return self.kind in _OFFICIAL

    @property
    def secondary(self) -> bool:
        """Tell whether it passes on what the Department published; a user's own file is not judged."""
        return self.kind not in _OFFICIAL and self.kind not in ("file", "derived")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one placement.

    Attributes:
        tier: the tier it gives.
        source: the source.
        support: `listed` in a table or list; `stated` by a text of that edition; `derived` from a text of a later
            edition or from a waiver (`words` then says from what); `given` by a user's file.
        document: the text it was read from, where it is one.
        words: the words, or the remark, that support it.
    """

    tier: Tier
    source: PlacedSource
    support: Support
    document: str = ""
    words: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "tier": self.tier,
            "source": self.source.id,
            "title": self.source.title,
            "href": self.source.href,
            "support": self.support,
            "document": self.document or None,
            "words": self.words or None,
        }


@dataclass(frozen=True, slots=True)
class Placement:
    """One country in one edition.

    Attributes:
        country: ISO 3166 alpha-3.
        edition: the year of the edition.
        tier: the tier as published; None where sources disagree and nothing settles it.
        waiver: whether a waiver kept it on the Watch List: `yes`, `no`, or `unknown`.
        waiver_status: `verified` (a memorandum or a text says so), `implied` (the law allowed the stay by a waiver
            alone), None where the waiver is unknown.
        waiver_source: who says so, None where nobody does.
        reassessed: the tier after a re-assessment between editions, None where there was none.
        reassessed_on: its date, `2003-09-09` or `2009-09`.
        reassessed_source: who says so.
        claims: what each source says, those that agree with `tier` first.
        ruling: why `tier` was preferred, where the claims disagree.
    """

    country: str
    edition: int
    tier: Tier | None
    waiver: Waiver = "unknown"
    waiver_status: Literal["verified", "implied"] | None = None
    waiver_source: PlacedSource | None = None
    reassessed: Tier | None = None
    reassessed_on: str | None = None
    reassessed_source: PlacedSource | None = None
    claims: tuple[Claim, ...] = ()
    ruling: str | None = None

    @property
    def sources(self) -> tuple[PlacedSource, ...]:
        """Return the sources of the tier; of every tier where they disagree."""
        agreeing = (c.source for c in self.claims if c.tier == self.tier or self.tier is None)
        return tuple(dict.fromkeys(agreeing))

    @property
    def source(self) -> str:
        """Return the sources of the tier, in words."""
        return "; ".join(dict.fromkeys(source.title for source in self.sources))

    @property
    def support(self) -> str | None:
        """Return the strongest support of the tier: given, stated, listed, derived."""
        order = ("given", "stated", "listed", "derived")
        found = {c.support for c in self.claims if c.tier == self.tier}
        return next((word for word in order if word in found), None)

    @property
    def disputed(self) -> tuple[Claim, ...]:
        """Return the claims of another tier."""
        return tuple(c for c in self.claims if c.tier != self.tier)

    @property
    def label(self) -> str:
        """Return the tier as printed."""
        return "disputed" if self.tier is None else TIERS[self.tier]

    def to_dict(self) -> dict[str, object]:
        """Return one row of `tierbook tiers`, in the order of its columns."""
        return {
            "country": self.country,
            "edition": self.edition,
            "tier_published": self.tier,
            "tier_reassessed": self.reassessed,
            "reassessed_on": self.reassessed_on,
            "waiver": self.waiver,
            "waiver_status": self.waiver_status,
            "support": self.support,
            "source": self.source,
            "waiver_source": None if self.waiver_source is None else self.waiver_source.title,
            "reassessed_source": None
            if self.reassessed_source is None
            else self.reassessed_source.title,
            "disputed": [f"{c.tier}: {c.source.title}" for c in self.disputed],
            "ruling": self.ruling,
        }


def placed_on(placements: Iterable[Placement]) -> str:
    """Return what placements rest on: official sources, and secondary ones, which are called so.

    A placement is the Department's; where no text of the Department is among its sources, who lists it is a secondary
    source. Where one is, the others are not named.

    Args:
        placements: of one country or many.
    """
    official: dict[str, None] = {}
    secondary: dict[str, None] = {}
    given: dict[str, None] = {}
    for placement in placements:
        own = [source for source in placement.sources if source.official]
        for source in own or placement.sources:
            kind = official if source.official else secondary if source.secondary else given
            kind[source.title] = None
    parts = []
    if official:
        parts.append(f"official placement: {'; '.join(official)}")
    if secondary:
        called = "a secondary source" if len(secondary) == 1 else "secondary sources"
        parts.append(f"placement as listed by {' and by '.join(secondary)}; {called}")
    if given:
        parts.append(f"placement as given by {'; '.join(given)}")
    return "; ".join(parts) or "a placement whose source is not told"


@dataclass(frozen=True)
class History:
    """The placements of one country or of many. What is not in it is *not held*, which is never *not ranked*.

    Attributes:
        placements: each country and edition once.
        name: where it is from, for messages.
        whole_lists: editions of which the Watch List and Tier 3 are held whole, so that a country that is not held in
            them was on neither.
        told_off: (country, edition) -> the text that shows the country off the Watch List there; on which tier it was
            is not held.
    """

    placements: tuple[Placement, ...]
    name: str = ""
    whole_lists: frozenset[int] = frozenset()
    told_off: Mapping[tuple[str, int], str] = field(default_factory=dict)
    _by_country: Mapping[str, Mapping[int, Placement]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        table: dict[str, dict[int, Placement]] = {}
        for placement in sorted(self.placements, key=lambda p: (p.country, p.edition)):
            table.setdefault(placement.country, {})[placement.edition] = placement
        object.__setattr__(self, "_by_country", table)
        ordered = tuple(p for editions in table.values() for p in editions.values())
        object.__setattr__(self, "placements", ordered)

    @classmethod
    def of_tiers(cls, country: str, tiers: Mapping[int, Tier], name: str = "") -> History:
        """Make the history of one country from edition -> tier."""
        return cls(
            tuple(Placement(country, edition, tier) for edition, tier in tiers.items()), name
        )

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries of which anything is held, in the order of their codes."""
        return tuple(self._by_country)

    @property
    def editions(self) -> tuple[int, ...]:
        """Return the editions of which anything is held."""
        return tuple(sorted({p.edition for p in self.placements}))

    def of(self, country: str) -> History:
        """Return the history of one country; empty where nothing is held."""
        return replace(self, placements=tuple(self._by_country.get(country, {}).values()))

    def get(self, country: str, edition: int) -> Placement | None:
        """Return a placement, or None where it is not held."""
        return self._by_country.get(country, {}).get(edition)

    def known_off(self, country: str, edition: int) -> bool:
        """Tell whether a country whose placement is not held is known to have been off the Watch List."""
        if self.get(country, edition) is not None:
            return False
        return edition in self.whole_lists or (country, edition) in self.told_off

    def gaps(self, country: str) -> tuple[int, ...]:
        """Return the editions that were published and are not held, between the first and the last that are."""
        held = self._by_country.get(country, {})
        if not held:
            return ()
        first, last = min(held), max(held)
        return tuple(e.year for e in EDITIONS if first < e.year < last and e.year not in held)

    def __iter__(self) -> Iterator[Placement]:
        """Yield the placements by country and edition."""
        return iter(self.placements)

    def __len__(self) -> int:
        """Return the number of placements."""
        return len(self.placements)

    def with_placements(self, placements: Iterable[Placement]) -> History:
        """Return this history with placements added, the added ones in place of those of the same unit."""
        return replace(self, placements=(*self.placements, *placements))
