"""The clock of the Watch List in words: where one country stands in one edition, why, and its last run on the list.

Takes a `History` of official placements; gives sentences and flags in words. The counting is done in `standards`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tierbook.editions import TIERS, History
from tierbook.places import country_name
from tierbook.standards import ClockPosition, clock_timeline, watch_list_clock
from tierbook.text import counted, join_words, ordinal

__all__ = [
    "FLAGS",
    "ClockView",
    "RunStep",
    "clock_in_short",
    "flags_in_words",
    "may_be_next",
    "view_clock",
    "waivers_of",
    "years_of",
]

FLAGS = {
    "edition_not_held": "The placement of this edition is not held.",
    "off_list_by_inference": "The placement of this edition is not held, but the country was not on the Watch List.",
    "tier_disputed": "Sources disagree about the tier, and nothing settles it.",
    "tier_ruled": "Sources disagree about the tier; the table says which one is shown, and why.",
    "one_year_rule_conflict": "It stands on the list longer than our reading of the one-year rule allows.",
    "stay_not_permitted": "It stands on the list beyond what the law allows by our count.",
    "waiver_earlier_than_counted": "A waiver is recorded before our count needs one; an edition is probably missing.",
    "stay_without_waiver": "A waiver was needed, and the record of that edition has none for it.",
    "waiver_inferred": "A waiver was needed and none is recorded; it is inferred from the stay.",
    "gap_in_run": "An edition within the count is not held, so the count may be longer or shorter.",
    "special_case_in_run": "It was a special case within the count; that adds no year and ends no count.",
    "history_begins_on_list": "The first edition held already has it on the list; earlier years are not known.",
    "reassessed_in_run": "It was re-assessed between two editions of the count.",
    "clock_uncertain": "Uncertain: rest nothing on this count without its reasons.",
}
_TOLD = ("edition_not_held", "off_list_by_inference")


@dataclass(frozen=True, slots=True)
class RunStep:
    """One edition of a run on the list, and the one in which it ended or must end: `kind` is the line that is drawn."""

    year: int
    words: str
    tier: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clock of one country in one edition: in short, why, what is odd, and its last run on the list.

    `quiet` is a sentence that says all there is to say of a country that was never on the list.
    """

    edition: int
    position: ClockPosition | None
    quiet: str
    short: str
    next_words: str
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    run: tuple[RunStep, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the view without the position, which has its own record."""
        names = ("edition", "quiet", "short", "next_words", "reasons", "flags")
        values = {name: getattr(self, name) for name in names}
        lists = {"reasons": list(self.reasons), "flags": list(self.flags)}
        return {**values, **lists, "run": [asdict(step) for step in self.run]}


def view_clock(
    history: History, code: str, edition: int, timeline: Sequence[ClockPosition] = ()
) -> ClockView:
    """Return the clock of a country in an edition.

    Args:
        history: official placements, of this country or of many.
        code: the country.
        edition: the edition that is asked about; later placements make no difference.
        timeline: what `clock_timeline` gave of the country to that edition or beyond, where it is at hand.
    """
    own = history.of(code)
    name = country_name(code, edition)
    if not len(own):
        words = f"No placement of {name} is held, so no clock is read. It may have been ranked all the same."
        return ClockView(edition, None, words, "", "", (), (), ())
    at_hand = (position for position in timeline if position.edition == edition)
    position = next(at_hand, None) or watch_list_clock(own, edition, code)
    if not any(p.tier == "2WL" and p.edition <= edition for p in own) and not position.on_list:
        held = sum(1 for p in own if p.edition <= edition)
        words = (
            f"In the {counted(held, 'edition')} held up to {edition} {name} was never on the Watch List, "
            "so no clock has run."
        )
        return ClockView(edition, position, words, "", "", (), (), ())
    return ClockView(
        edition=edition,
        position=position,
        quiet="",
        short=clock_in_short(position),
        next_words=may_be_next(position),
        reasons=position.reasons,
        flags=flags_in_words(position),
        run=_last_run(timeline or clock_timeline(own, code, until=edition), edition),
    )


def _last_run(timeline: Sequence[ClockPosition], edition: int) -> tuple[RunStep, ...]:
    """Return the last run on the list up to an edition, with the edition in which it ended, or must end."""
    positions = [position for position in timeline if position.edition <= edition]
    listed = [p for p in positions if p.on_list and p.edition >= _FIRST_COUNTED]
    if not listed or listed[-1].began is None:
        return ()
    last = listed[-1]
    begins = max(last.began or last.edition, _FIRST_COUNTED)
    run = [p for p in positions if begins <= p.edition <= last.edition]
    steps = [RunStep(p.edition, _step_words(p), p.tier, _step_kind(p)) for p in run]
    after = next((p for p in positions if p.edition == last.edition + 1), None)
    if after is not None:
        words = "left the list" if after.tier else after.tier_in_words
        steps.append(RunStep(after.edition, words, after.tier, "end"))
    elif last.edition < edition:
        steps.append(RunStep(last.edition + 1, "not held", None, "end"))
    elif "2WL" not in last.allowed_next:
        steps.append(RunStep(last.edition + 1, "must leave the list", None, "end"))
    elif last.waiver_needed_next:
        steps.append(RunStep(last.edition + 1, "stays by a waiver alone", None, "end"))
    return tuple(steps)


_FIRST_COUNTED = 2009  # section 110(b)(2)(D)(i): only years after 23 December 2008 count


def _step_words(position: ClockPosition) -> str:
    placement = position.placement
    if placement is None or placement.tier != "2WL":
        return position.tier_in_words
    words = f"{ordinal(position.consecutive_years)} year"
    if position.waiver_needed:
        words += f": waiver {waivers_of(position).partition(',')[0].replace('needed', 'not known')}"
        if placement.waiver == "no":
            words = f"{words.partition(':')[0]}: no waiver granted"
    return words


def _step_kind(position: ClockPosition) -> str:
    if not position.on_list:
        return "gap"
    return "waived" if position.waiver_needed else "free"


def clock_in_short(position: ClockPosition) -> str:
    """Say in a sentence where the clock stands."""
    if position.on_list:
        last = position.last_permitted_edition
        ends = "" if last is None else f"; {last} is the last edition in which it may stand there"
        if last is not None and last < position.edition:
            ends = f"; {last} was the last edition in which it might stand there"
        return f"The clock stands at {years_of(position)}{ends}."
    if position.consecutive_years:
        return f"The clock is at {years_of(position)}, and has not ended."
    return "The clock is not running."


def flags_in_words(position: ClockPosition) -> tuple[str, ...]:
    """Return what is odd or open, a sentence each; not that the placement is not held, which is told first anyway."""
    return tuple(
        FLAGS.get(flag, flag.replace("_", " ")) for flag in position.flags if flag not in _TOLD
    )


def years_of(position: ClockPosition) -> str:
    """Return the years of a position in words, with the bounds where an edition is not held."""
    low, high = position.years_at_least, position.years_at_most
    between = f" (between {low} and {high})" if low != high else ""
    return f"{counted(position.consecutive_years, 'year')}{between}"


def waivers_of(position: ClockPosition) -> str:
    """Return which waivers a run has used and what the law leaves, in words."""
    placement = position.placement
    words = []
    if position.waiver_needed:
        how = None if placement is None else placement.waiver_status
        if placement is not None and placement.waiver == "yes":
            words.append("granted" if how == "verified" else "implied")
        elif placement is not None and placement.waiver == "no":
            words.append("needed, none granted")
        else:
            words.append("needed, not known")
    else:
        words.append("not needed")
    if position.waivers_left is not None:
        words.append(f"{position.waivers_left or 'none'} left")
    return ", ".join(words)


def may_be_next(position: ClockPosition) -> str:
    """Return the tiers that the law leaves open for the next edition, in words."""
    names = []
    for tier in position.allowed_next:
        waiver = tier == "2WL" and position.waiver_needed_next
        names.append(f"{TIERS[tier]}{' (by waiver)' if waiver else ''}")
    return join_words(names, conjunction="or").replace("Tier ", "Tier\u00a0")
