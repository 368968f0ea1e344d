"""The opening of a dossier: what stands out, in a few sentences, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tierbook.dossier.held import Quote, Statement
from tierbook.dossier.holdings import KIND_ORDER
from tierbook.dossier.kinds import counted_kind
from tierbook.dossier.placements import years_listed
from tierbook.editions import EDITIONS, TIERS, placed_on
from tierbook.text import counted, join_words

if TYPE_CHECKING:
    from tierbook.dossier.changes import Changes
    from tierbook.dossier.clocks import ClockView
    from tierbook.dossier.dossier import Dossier
    from tierbook.dossier.holdings import Holdings

__all__ = ["held_in_words", "open_dossier"]

_CHANGES = 3  # sentences on what changed


def open_dossier(dossier: Dossier) -> tuple[Statement, ...]:
    """Say what stands out: placement, clock, what changed, what is asked for longest, the oldest gap, what is held."""
    return tuple(_statements(dossier))


def _statements(dossier: Dossier) -> Iterator[Statement]:
    yield from _placement(dossier)
    yield from _clock(dossier.clock)
    # What two tier lines differ in is the placement, which stands above.
    for changes in [c for c in dossier.changes if not c.tier_alone][:1]:
        yield from _changed(changes)
    yield from dossier.ledger.statements(1)[:1]
    yield from (gap.statement() for gap in dossier.gaps[:1] if gap.stands)
    yield Statement(held_in_words(dossier.holdings), basis="the holdings")


def _changed(changes: Changes) -> Iterator[Statement]:
    """Say what changed between two texts; of summaries only what both speak of, since their silence says nothing."""
    if changes.why_not is not None:
        return
    pair = f"{changes.before.edition} to {changes.after.edition}"
    whole = changes.after.text_kind in ("narrative", "sample")
    told = [s for s in changes.headline() if whole or len({q.edition for q in s.quotes}) > 1]
    for said in told[:_CHANGES]:
        yield Statement(f"{pair}: {said.text}.", said.quotes, said.basis)


def _clock(clock: ClockView) -> Iterator[Statement]:
    """Say where the clock stands, while it runs."""
    if not clock.quiet and clock.position is not None and clock.position.consecutive_years:
        yield Statement(
            f"Watch List, as of {clock.edition}: {clock.short[0].lower()}{clock.short[1:]}",
            basis="placements, each with its source; TVPA section 110(b)(2)(D)",
        )


def _placement(dossier: Dossier) -> Iterator[Statement]:
    """Say the newest placement that is held, and the last before it of another tier."""
    known = [p for p in dossier.history if p.tier is not None]
    if not known:
        yield Statement(
            "No placement is held; that does not say that the country was never ranked.",
            basis="official placements",
        )
        return
    newest = known[-1]
    words = f"{newest.label} in {newest.edition}, the newest placement held"
    other = next((p for p in reversed(known) if p.tier != newest.tier), None)
    if other is not None:
        words += f"; {TIERS[other.tier or '']} in {other.edition}, the last that differs"
    yield Statement(
        f"{words}.",
        quotes=_stated(dossier, newest.edition),
        basis=placed_on([newest]),
    )


def _stated(dossier: Dossier, edition: int) -> tuple[Quote, ...]:
    text = dossier.holdings.texts.get(edition)
    finding = None if text is None else text.get("tier.stated")
    return () if text is None or finding is None else text.quotes(finding)


def held_in_words(held: Holdings) -> str:
    """Say which kinds of text are held of which editions, and how many editions are not held."""
    parts = []
    for kind in KIND_ORDER:
        years = [edition for edition in held.editions if held.kind(edition) == kind]
        if years:
            parts.append(f"{counted_kind(kind, len(years))} ({years_listed(years)})")
    missing = len(EDITIONS) - len(held)
    if not parts:
        return "No text of a known edition is held."
    return f"Held: {join_words(parts)}; not held: {counted(missing, 'edition')} of {len(EDITIONS)}."
