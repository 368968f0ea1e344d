"""Official placements of a country in words, and those that the texts held state where the table has none.

A placement is the Department's, by a named source; nothing here is computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tierbook.dossier.held import HeldText
from tierbook.editions import (
    Claim,
    History,
    PlacedSource,
    Placement,
    Tier,
    load_placements,
    parse_tier,
)
from tierbook.text import join_words

__all__ = [
    "StatedTier",
    "complete_history",
    "gaps_in_words",
    "not_held_words",
    "placements_in_words",
    "stated_tier",
    "years_listed",
]


@dataclass(frozen=True, slots=True)
class StatedTier:
    """The tier that a text held here states.

    Attributes:
        country: ISO 3166 alpha-3.
        edition: its edition.
        tier: the tier.
        document: id of the text.
        publisher: who serves it.
        text_kind: narrative, summary, excerpt.
        address: where it can be read, empty where it has no address.
    """

    country: str
    edition: int
    tier: Tier
    document: str
    publisher: str
    text_kind: str
    address: str = ""


def stated_tier(text: HeldText) -> StatedTier | None:
    """Return the tier that a text states; None for a sample, or where tier, country or edition is not known."""
    finding = text.get("tier.stated")
    tier = None if finding is None else parse_tier(str(finding["value"]))
    if tier is None or text.text_kind == "sample" or text.country is None or text.edition is None:
        return None
    publisher = str(text.metadata.get("publisher") or "a text")
    return StatedTier(text.country, text.edition, tier, text.document, publisher, text.text_kind)


def complete_history(stated: Iterable[StatedTier], table: History | None = None) -> History:
    """Return a table of placements with the editions that it lacks filled by what texts state.

    Texts that disagree fill an edition without a tier: both stay as claims.

    Args:
        stated: what texts held here state.
        table: official placements; those of the package where none are given.
    """
    known = load_placements() if table is None else table
    claims: dict[tuple[str, int], list[Claim]] = {}
    for said in stated:
        if known.get(said.country, said.edition) is None:
            title = f"{said.publisher}, edition of {said.edition}, held here"
            source = PlacedSource(said.document, title, said.address, said.text_kind)
            found = claims.setdefault((said.country, said.edition), [])
            found.append(Claim(said.tier, source, "stated"))
    filled = []
    for (country, edition), found in sorted(claims.items()):
        tiers = {claim.tier for claim in found}
        tier = found[0].tier if len(tiers) == 1 else None
        filled.append(Placement(country, edition, tier, claims=tuple(found)))
    return known.with_placements(filled) if filled else known


def placements_in_words(own: History) -> str:
    """Say on which tiers the country was put, in order; neighbours that are held and alike together."""
    runs: list[tuple[str, list[int]]] = []
    for placement in own:
        words = placement.label if placement.tier else "Disputed"
        if runs and runs[-1][0] == words:
            runs[-1][1].append(placement.edition)
        else:
            runs.append((words, [placement.edition]))
    return "; ".join(f"{words} in {years_listed(years)}" for words, years in runs)


def gaps_in_words(own: History, missing: list[int]) -> str:
    """Say which editions are not held, and of which it is known where the country was not."""
    if not missing or not len(own):
        return ""
    words = f"Not held: {years_listed(missing)}"
    off = [year for year in missing if year in own.whole_lists]
    if off == missing:
        return f"{words}, though the country was then on neither the Watch List nor Tier 3"
    if off:
        return (
            f"{words}. In {years_listed(off)} the country was on neither the Watch List nor Tier 3"
        )
    return words


def not_held_words(own: History, code: str, year: int) -> str:
    """Say that a placement is not held, and where the country was not in that edition, so far as that is known."""
    if not len(own) or not own.known_off(code, year):
        return "not held"
    if year in own.whole_lists:
        return "not held; on neither the Watch List nor Tier 3"
    return "not held; off the Watch List"


def years_listed(years: Iterable[int]) -> str:
    """Return `2001 to 2003, 2005 and 2008`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(year) for year in run]
    return join_words(parts)
