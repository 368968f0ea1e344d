"""Lays one table of placements over another and names every point on which they disagree."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tierbook.editions.placements.placement import Claim, History, Placement
from tierbook.editions.placements.reading import as_given
from tierbook.editions.units import unit_name

__all__ = ["Conflict", "merge_histories"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A point on which two tables disagree; `field` is `tier` or `waiver`, `kept` the value that stays."""

    country: str
    edition: int
    field: str
    ours: str
    our_source: str
    theirs: str
    their_source: str
    kept: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        return (
            f"{unit_name(self.country, self.edition)}: {self.field} is {self.ours} in {self.our_source}, "
            f"{self.theirs} in {self.their_source}; kept: {self.kept}"
        )


def merge_histories(
    base: History, other: History, *, prefer_other: bool = False
) -> tuple[History, tuple[Conflict, ...]]:
    """Lay `other` over `base`.

    Args:
        base: the table that is there.
        other: the newer table.
        prefer_other: where both hold a tier and they differ, keep that of `other`; else that of `base`.

    Returns:
        The merged table, with the claims of both, and what they disagree on. A placement whose tier is disputed in
        `base` takes the tier of `other`, and that is a conflict too: nothing is settled silently.
    """
    merged: list[Placement] = []
    conflicts: list[Conflict] = []
    for theirs in other:
        ours = base.get(theirs.country, theirs.edition)
        if ours is None:
            merged.append(theirs)
            continue
        merged.append(_merge(ours, theirs, conflicts, prefer_other=prefer_other))
    return base.with_placements(merged), tuple(conflicts)


def _merge(
    ours: Placement, theirs: Placement, conflicts: list[Conflict], *, prefer_other: bool
) -> Placement:
    take_theirs = ours.tier is None or (prefer_other and theirs.tier is not None)
    if ours.tier != theirs.tier:
        kept = theirs if take_theirs else ours
        conflicts.append(_conflict("tier", ours, theirs, (ours.label, theirs.label), kept.label))
    tier = theirs.tier if take_theirs else ours.tier
    claims = (*ours.claims, *(c for c in theirs.claims if not _repeats(c, ours)))
    result = replace(ours, tier=tier, claims=tuple(sorted(claims, key=lambda c: c.tier != tier)))
    if tier != ours.tier:
        result = replace(result, ruling=None)
    known = {p.waiver for p in (ours, theirs) if p.waiver != "unknown"}
    if theirs.waiver == "unknown" or theirs.tier != tier:
        return result if ours.tier == tier else _without_waiver(result)
    # What was implied by the clock gives way to what somebody says; two sayings are a conflict.
    sure = ours.waiver_status == "verified" and ours.tier == tier
    if len(known) > 1 and sure:
        kept = theirs if prefer_other else ours
        conflicts.append(
            _conflict("waiver", ours, theirs, (ours.waiver, theirs.waiver), kept.waiver)
        )
        if not prefer_other:
            return result
    if len(known) == 1 and ours.tier == tier and (sure or theirs.waiver_status == "implied"):
        return result
    return replace(
        result,
        waiver=theirs.waiver,
        waiver_status=theirs.waiver_status,
        waiver_source=theirs.waiver_source,
    )


def _repeats(claim: Claim, ours: Placement) -> bool:
    """Tell whether a claim only gives ours back, because the other table was printed from this one."""
    return claim.tier == ours.tier and claim.source.title == as_given(ours.source, claim.source.id)


def _without_waiver(placement: Placement) -> Placement:
    return replace(placement, waiver="unknown", waiver_status=None, waiver_source=None)


def _conflict(
    field: str, ours: Placement, theirs: Placement, values: tuple[str, str], kept: str
) -> Conflict:
    if field == "tier":
        sources = ours.source, theirs.source
    else:
        sources = (
            ours.waiver_source.title if ours.waiver_source else ours.source,
            theirs.waiver_source.title if theirs.waiver_source else theirs.source,
        )
    return Conflict(
        ours.country, ours.edition, field, values[0], sources[0], values[1], sources[1], kept
    )
