"""What a placement in the edition of a draft would mean on the Watch List, tier by tier, as the law counts.

A draft places nobody: the tier is the Secretary of State's. So each tier is looked at alike, and none is foretold.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.dossier import clock_in_short, flags_in_words, may_be_next, waivers_of
from tierbook.editions import TIERS, History, Placement, Tier
from tierbook.places import country_name
from tierbook.standards import ClockPosition, watch_list_clock

__all__ = ["ClockAhead", "IfPlaced", "clock_ahead"]

_TIERS: tuple[Tier, ...] = ("1", "2", "2WL", "3")


@dataclass(frozen=True, slots=True)
class IfPlaced:
    """What one placement would mean: whether the law leaves it open, what the clock would say, what could follow."""

    tier: str
    words: str
    open: str
    clock: str
    waiver: str
    next: str


@dataclass(frozen=True, slots=True)
class ClockAhead:
    """Where a country stands by the newest placement that is held, and what each placement in an edition would mean.

    `known` is the placement of the edition itself, where it is held: then there is nothing to ask.
    """

    edition: int
    note: str
    now: str
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    known: str
    rows: tuple[IfPlaced, ...]


def clock_ahead(history: History, country: str, edition: int) -> ClockAhead:
    """Return what a placement of a country in an edition would mean for its clock.

    Args:
        history: official placements.
        country: alpha-3 code.
        edition: the edition that a draft is for.
    """
    own = history.of(country)
    held = [p for p in own if p.edition <= edition]
    if not held:
        note = f"No placement of {country_name(country, edition)} is held, so no clock is read."
        return ClockAhead(edition, note, "", (), (), "", ())
    newest = held[-1]
    position = watch_list_clock(own, newest.edition, country)
    now = f"By the placement of {newest.edition} ({newest.label}): {clock_in_short(position)}"
    known = newest.label if newest.edition == edition else ""
    before = watch_list_clock(own, edition - 1, country) if held[0].edition < edition else None
    rows = () if known else tuple(_if(own, country, edition, tier, before) for tier in _TIERS)
    return ClockAhead(
        edition=edition,
        note="",
        now=now,
        reasons=position.reasons,
        flags=(*flags_in_words(position), *_not_held(newest.edition, edition)),
        known=known,
        rows=rows,
    )


def _not_held(newest: int, edition: int) -> tuple[str, ...]:
    """Say that editions between the newest placement and the draft's edition are not held."""
    if edition - newest < 2:
        return ()
    return (
        f"No placement after {newest} is held, so what lies before {edition} is open, and each count below with it.",
    )


def _if(
    own: History, country: str, edition: int, tier: Tier, before: ClockPosition | None
) -> IfPlaced:
    placed = own.with_placements([Placement(country, edition, tier)])
    position = watch_list_clock(placed, edition, country)
    if before is None:
        is_open = "not known"
    elif tier not in before.allowed_next:
        is_open = "not by our count"
    elif tier == "2WL" and before.waiver_needed_next:
        is_open = "by a waiver alone"
    else:
        is_open = "yes"
    return IfPlaced(
        tier=tier,
        words=TIERS[tier],
        open=is_open,
        clock=clock_in_short(position),
        waiver=waivers_of(position) if position.on_list else "",
        next=may_be_next(position),
    )
