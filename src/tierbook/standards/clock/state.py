"""The state of the clock after an edition, and the step to the next: the whole of the count, and nothing else.

Source: TVPA section 110(b)(2)(D) (two consecutive years after 23 December 2008, waivers) and (F) (one year after a
country was downgraded and came back).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tierbook.editions import Placement
from tierbook.standards.clock.rules import ClockRules

__all__ = ["START", "State", "step"]


@dataclass(frozen=True, slots=True)
class Used:
    """A run that was used up and ended on Tier 3: its first and last edition, and the edition on Tier 3."""

    first: int
    last: int
    downgraded: int


@dataclass(frozen=True, slots=True)
class State:
    """Where the clock stands after an edition.

    Attributes:
        years: editions in a row on the list that count towards the limit.
        low, high: what `years` would be if no edition that is not held had been on the list, or all of them.
        reckoned: the count that the limit is held against: `years`, or more where a recorded waiver presupposes more.
        listed: editions in a row on the list, those before 2009 too; `listed_low`, `listed_high` as above.
        began: the first edition of the run; `began_counted` the first that counts.
        last: the last edition on the list.
        stated: waivers in the run that are recorded; `inferred` those that the stay presupposes.
        permitted: the last edition of the run that the law allowed, None before one.
        gaps: editions within the run that are not held; `specials` those as a special case.
        used: a run that was used up and ended on Tier 3; binds until Tier 2 or Tier 1.
        ended: the run that the last step ended.
        begins: the run may have begun before the history does.
    """

    years: int = 0
    low: int = 0
    high: int = 0
    reckoned: int = 0
    listed: int = 0
    listed_low: int = 0
    listed_high: int = 0
    began: int | None = None
    began_counted: int | None = None
    last: int | None = None
    stated: int = 0
    inferred: int = 0
    permitted: int | None = None
    gaps: tuple[int, ...] = ()
    specials: tuple[int, ...] = ()
    used: Used | None = None
    ended: State | None = None
    begins: bool = False
    held: bool = False

    @property
    def running(self) -> bool:
        """Tell whether a run on the list is open."""
        return self.listed > 0

    @property
    def waivers(self) -> int:
        """Return the waivers of the run."""
        return self.stated + self.inferred


START = State()


def step(
    state: State,
    edition: int,
    placement: Placement | None,
    rules: ClockRules,
    *,
    known_off: str | None = None,
) -> State:
    """Return the state after one edition more.

    Args:
        state: the state before it.
        edition: its year.
        placement: the placement, None where it is not held.
        rules: the rules of the clock.
        known_off: with no placement held, what is known of the country nevertheless: `listed` (it was on neither the
            Watch List nor Tier 3) or `told` (it was off the Watch List), None for nothing.
    """
    tier = None if placement is None else placement.tier
    if placement is None and known_off is not None:
        left = _leave(state, edition, known_off, rules)
        return replace(left, used=state.used) if known_off == "told" else left
    if placement is None or tier is None:
        return _pass_over(replace(state, ended=None), edition, rules)
    if tier == "special":
        return replace(
            state,
            low=0,
            listed_low=0,
            specials=(*state.specials, edition) if state.running else (),
            ended=None,
            held=True,
        )
    if tier != "2WL":
        return _leave(state, edition, tier, rules)
    return _stay(replace(state, ended=None), edition, placement, rules)


def permits(state: State, edition: int, rules: ClockRules) -> bool:
    """Tell whether the law lets the list hold, in `edition`, a country with this state (which has `edition` in it)."""
    period = rules.of(edition)
    if period is None:
        return False
    if period.one_year_rule and state.used is not None:
        return state.years <= 1
    return period.most is None or state.reckoned <= period.most


def _pass_over(state: State, edition: int, rules: ClockRules) -> State:
    """An edition that is not held adds none and ends no count; only the bounds show it."""
    period = rules.of(edition)
    if period is None or not state.held:
        return state
    counted = 1 if period.counts else 0
    return replace(
        state,
        low=0,
        high=state.high + counted,
        listed_low=0,
        listed_high=state.listed_high + 1,
        gaps=(*state.gaps, edition),
    )


def _leave(state: State, edition: int, tier: str, rules: ClockRules) -> State:
    period = rules.of(edition)
    used = state.used if tier == "3" else None
    limit = None if period is None else period.limit
    if (
        tier == "3"
        and period is not None
        and period.one_year_rule
        and limit is not None
        and state.reckoned >= limit
        and state.began_counted is not None
        and state.last is not None
    ):
        used = Used(state.began_counted, state.last, edition)
    ended = replace(state, ended=None) if state.running else None
    return replace(START, used=used, ended=ended, held=True)


def _stay(state: State, edition: int, placement: Placement, rules: ClockRules) -> State:
    period = rules.of(edition)
    counts = period is not None and period.counts
    years = state.years + counts
    limit = None if period is None else period.limit
    stated = placement.waiver == "yes" and placement.waiver_status != "implied"
    reckoned = state.reckoned + counts
    if stated and limit is not None:
        # A waiver is granted to a country whose free years are over, whatever the table holds of them.
        reckoned = max(reckoned, limit + state.stated + 1)
    needed = limit is not None and reckoned > limit
    inferred = not stated and (
        placement.waiver == "yes" or (needed and placement.waiver == "unknown")
    )
    if inferred and period is not None and period.most is not None and reckoned > period.most:
        inferred = False  # no waiver could have allowed it
    grown = replace(
        state,
        years=years,
        low=state.low + counts,
        high=state.high + counts,
        reckoned=reckoned,
        listed=state.listed + 1,
        listed_low=state.listed_low + 1,
        listed_high=state.listed_high + 1,
        began=edition if state.began is None else state.began,
        began_counted=edition if counts and state.began_counted is None else state.began_counted,
        last=edition,
        stated=state.stated + stated,
        inferred=state.inferred + inferred,
        begins=state.begins or (not state.held and edition > rules.periods[0].first_edition),
        held=True,
        # Gaps before the run began say nothing of the run; the bounds keep them.
    )
    return replace(grown, permitted=edition) if permits(grown, edition, rules) else grown
