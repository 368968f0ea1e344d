"""Official placements for the pages: a country over all editions, from the package's table and the texts held here.

A placement is the Department's, by a named source. What a text held here states fills an edition that the table
lacks, with that text as its source; beside the table it stands in a column of its own. Nothing is computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tierbook.dossier import (
    StatedTier,
    complete_history,
    gaps_in_words,
    not_held_words,
    placements_in_words,
)
from tierbook.editions import (
    EDITIONS,
    TIERS,
    Claim,
    History,
    PlacedSource,
    Placement,
    Tier,
    parse_tier,
)
from tierbook.library.catalogue.models import Document
from tierbook.standards import ClockPosition

__all__ = [
    "PlacementRow",
    "PlacementsView",
    "StaffCell",
    "StatedHere",
    "official_history",
    "view_placements",
]

_SUPPORT = {
    "listed": "lists it",
    "stated": "states it",
    "derived": "implies it",
    "given": "gives it",
}
_TICKS = 5


@dataclass(frozen=True, slots=True)
class StaffCell:
    """One edition on the staff: the shapes, what is marked, and the same in words.

    `hatch` is `all` where nothing is held, `upper` where the country is known off Watch List and Tier 3, else empty.
    `waiver` is `verified`, `implied` or empty; `again` the tier after a re-assessment.
    """

    year: int
    tiers: tuple[str, ...]
    again: str | None
    waiver: str
    hatch: str
    words: str
    tick: bool


@dataclass(frozen=True, slots=True)
class StatedHere:
    """A text held here that states a tier; `differs` where the table has another."""

    tier: str
    link: str
    kind: str
    differs: bool


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One edition of the table: tier, waiver, re-assessment and who says so; `said` holds the texts held here.

    Sources are numbers into the list below the table: `claims` holds (tier where they differ, number, how it says so).
    """

    year: int
    tier: str | None
    tier_words: str
    waiver: str
    waiver_source: int | None
    again: str | None
    again_on: str
    again_source: int | None
    claims: tuple[tuple[str, int, str], ...]
    ruling: str
    said: tuple[StatedHere, ...]


@dataclass(frozen=True, slots=True)
class PlacementsView:
    """A country's placements: a sentence, the staff, the table; `held` counts the editions with a placement."""

    sentence: str
    gaps: str
    cells: tuple[StaffCell, ...]
    rows: tuple[PlacementRow, ...]
    sources: tuple[PlacedSource, ...]
    held: int
    again: str | None
    waivers: tuple[str, ...]
    disputed: bool
    differing: bool


def official_history(documents: Iterable[Document]) -> History:
    """Return the package's placements, with editions that it lacks filled by what documents held here state.

    Samples fill nothing. Texts that disagree fill an edition without a tier: both stay as claims.
    """
    said = []
    for document in documents:
        tier = _stated(document)
        if tier is not None and document.country and document.edition:
            said.append(
                StatedTier(
                    document.country,
                    document.edition,
                    tier,
                    document.id,
                    document.publisher,
                    document.text_kind,
                    f"/documents/{document.id}/",
                )
            )
    return complete_history(said)


def _stated(document: Document) -> Tier | None:
    if document.is_sample or not document.stated_tier:
        return None
    return parse_tier(document.stated_tier)


def view_placements(
    code: str,
    documents: Iterable[Document],
    history: History,
    timeline: Iterable[ClockPosition],
) -> PlacementsView:
    """Return the placements of one country over all editions, those not held among them.

    Args:
        code: the country.
        documents: what is held here of it.
        history: what `official_history` gave.
        timeline: its clock in every edition, which tells the stays that needed a waiver.
    """
    said: dict[int, list[Document]] = {}
    for document in documents:
        if document.country == code and document.edition and _stated(document):
            said.setdefault(document.edition, []).append(document)
    own = history.of(code)
    years = sorted({edition.year for edition in EDITIONS} | set(own.editions))
    sources: dict[PlacedSource, int] = {}
    needed = {p.edition: p.waiver_needed for p in timeline if p.on_list}
    rows = tuple(
        _row(own, code, year, said.get(year, []), sources, needed=needed.get(year))
        for year in years
    )
    cells = tuple(_cell(own, code, year, years[0]) for year in years)
    return PlacementsView(
        sentence=placements_in_words(own),
        gaps=gaps_in_words(own, [year for year in years if own.get(code, year) is None]),
        cells=cells,
        rows=rows,
        sources=tuple(sources),
        held=len(own),
        again=next((cell.again for cell in cells if cell.again), None),
        waivers=tuple(sorted({cell.waiver for cell in cells if cell.waiver})),
        disputed=any(len(cell.tiers) > 1 for cell in cells),
        differing=any(text.differs for row in rows for text in row.said),
    )


def _row(
    own: History,
    code: str,
    year: int,
    texts: list[Document],
    sources: dict[PlacedSource, int],
    *,
    needed: bool | None,
) -> PlacementRow:
    def number(source: PlacedSource | None) -> int | None:
        return None if source is None else sources.setdefault(source, len(sources) + 1)

    placement = own.get(code, year)
    tier = None if placement is None else placement.tier
    here = tuple(
        StatedHere(
            document.stated_tier or "",
            f"/documents/{document.id}/",
            document.text_kind,
            differs=placement is not None
            and document.stated_tier not in (tier, placement.reassessed),
        )
        for document in texts
    )
    if placement is None:
        return PlacementRow(
            year, None, not_held_words(own, code, year), "", None, None, "", None, (), "", here
        )
    several = len({claim.tier for claim in placement.claims}) > 1
    return PlacementRow(
        year=year,
        tier=tier,
        tier_words="disputed" if tier is None else TIERS[tier],
        waiver=_waiver(placement, needed=needed),
        waiver_source=number(placement.waiver_source),
        again=placement.reassessed,
        again_on=placement.reassessed_on or "",
        again_source=number(placement.reassessed_source),
        claims=tuple(
            (
                TIERS[claim.tier] if several else "",
                sources.setdefault(claim.source, len(sources) + 1),
                _support(claim),
            )
            for claim in placement.claims
        ),
        ruling=placement.ruling or "",
        said=here,
    )


def _support(claim: Claim) -> str:
    if claim.support != "derived" or not claim.words:
        return _SUPPORT[claim.support]
    return f"{_SUPPORT[claim.support]}: {_derived(claim.words)}"


def _derived(words: str) -> str:
    """Return `remained: 2WL, year 2` as a reader says it: `remained, Tier 2 Watch List, year 2`."""
    head, colon, rest = words.partition(": ")
    if not colon:
        return words
    tier, _, more = rest.partition(", ")
    return ", ".join(part for part in (head, TIERS.get(tier, tier), more) if part)


def _waiver(placement: Placement, *, needed: bool | None) -> str:
    """Return whether a waiver kept the country on the list, and how that is known; nothing off the list."""
    if placement.tier != "2WL":
        return ""
    if placement.waiver != "unknown":
        return f"{placement.waiver}, {placement.waiver_status}"
    return (
        "not known; by the count one was needed"
        if needed
        else "not known; by the count none was needed"
    )


def _cell(own: History, code: str, year: int, first: int) -> StaffCell:
    placement = own.get(code, year)
    tick = year == first or year % _TICKS == 0
    if placement is None:
        upper = own.known_off(code, year) and year in own.whole_lists and len(own) > 0
        words = not_held_words(own, code, year)
        return StaffCell(year, (), None, "", "upper" if upper else "all", words, tick)
    tiers = (
        (placement.tier,)
        if placement.tier is not None
        else tuple(dict.fromkeys(claim.tier for claim in placement.claims))
    )
    waiver = (placement.waiver_status or "") if placement.waiver == "yes" else ""
    words = " or ".join(TIERS[tier] for tier in tiers)
    if placement.tier is None:
        words = f"sources disagree, {words}"
    if waiver:
        words += f", by a waiver ({waiver})"
    if placement.reassessed:
        words += f", re-assessed as {TIERS[placement.reassessed]}"
    return StaffCell(year, tiers, placement.reassessed, waiver, "", words, tick)
