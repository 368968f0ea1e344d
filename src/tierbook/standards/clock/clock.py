"""The watch-list clock: a pure function from a tier history and an edition to where a country stands.

Takes: a `History`, or edition -> tier. Gives: a `ClockPosition`. Touches: reads package data. Nothing that comes after
the edition is looked at, and no other country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tierbook.editions import FIRST_EDITION, History, Placement, Tier, parse_tier
from tierbook.errors import NotInForce, WrongUse
from tierbook.standards.clock.position import ClockPosition
from tierbook.standards.clock.rules import ClockRules, clock_rules
from tierbook.standards.clock.sentences import explain_position
from tierbook.standards.clock.state import START, State, permits, step

__all__ = ["clock_timeline", "watch_list_clock"]

_DOUBTFUL = frozenset(
    "gap_in_run special_case_in_run tier_disputed one_year_rule_conflict reassessed_in_run "
    "waiver_earlier_than_counted".split()
)
_AHEAD = 8  # longer than any run that the law allows
_TIERS: tuple[Tier, ...] = ("1", "2", "2WL", "3")


def watch_list_clock(
    history: History | Mapping[int, Tier],
    edition: int,
    country: str | None = None,
    *,
    rules: ClockRules | None = None,
) -> ClockPosition:
    """Return where a country stands on the Watch List in an edition, as the law of that edition counts.

    Args:
        history: the placements of one country or many, or edition -> tier (`{2017: "2WL", 2018: "2WL"}`). Placements
            after the edition, and of other countries, make no difference.
        edition: the year of the edition. One that is not held, or is still to come, is looked at from the last before.
        country: alpha-3 code; may be left out where the history holds one country.
        rules: other rules than those that come with tierbook.

    Returns:
        A position: consecutive years, waivers, the last permitted edition, what may come next, and why.

    Raises:
        NotInForce: there was no such edition.
        WrongUse: the history holds several countries and none is named, holds nothing of the country, or gives a tier
            that is none.

    Source: TVPA section 110(b)(2)(A) to (F), 22 U.S.C. 7107(b)(2).
    """
    own, code = _own(history, country)
    law = rules or clock_rules()
    if edition < FIRST_EDITION:
        raise NotInForce(
            f"there is no edition of {edition}",
            why=f"the first was that of {FIRST_EDITION}",
            remedy="give a later one",
        )
    first = min(own.editions[0], edition) if len(own) else edition
    *_, state = _states(own, code, range(first, edition + 1), law)
    return _position(own, code, edition, state, law)


def clock_timeline(
    history: History | Mapping[int, Tier],
    country: str | None = None,
    *,
    until: int | None = None,
    rules: ClockRules | None = None,
) -> tuple[ClockPosition, ...]:
    """Return the positions of a country in every edition from the first that is held to the last, or to `until`.

    Args:
        history: as for `watch_list_clock`.
        country: as for `watch_list_clock`.
        until: the last edition; without it the last that is held.
        rules: as for `watch_list_clock`.
    """
    own, code = _own(history, country)
    law = rules or clock_rules()
    last = own.editions[-1] if until is None else until
    years = range(own.editions[0], last + 1)
    states = _states(own, code, years, law)
    return tuple(
        _position(own, code, year, state, law) for year, state in zip(years, states, strict=True)
    )


def _own(history: History | Mapping[int, Tier], country: str | None) -> tuple[History, str]:
    if not isinstance(history, History):
        code = country or "the country"
        return History.of_tiers(code, {e: _tier(e, words) for e, words in history.items()}), code
    if country is None:
        if len(history.countries) != 1:
            raise WrongUse(
                f"the history holds {len(history.countries)} countries, and the clock looks at one",
                remedy="name the country",
            )
        return history, history.countries[0]
    own = history.of(country)
    if not own.placements:
        raise WrongUse(
            f"no placement of {country} is held",
            where=history.name or None,
            why="what is not held is not known to be unranked",
            remedy="give a history that holds it",
        )
    return own, country


def _tier(edition: int, words: str) -> Tier:
    tier = parse_tier(str(words))
    if tier is None:
        raise WrongUse(
            f"{words!r} is no tier", where=str(edition), remedy="give 1, 2, 2WL, 3 or special"
        )
    return tier


def _states(history: History, country: str, years: range, rules: ClockRules) -> Iterator[State]:
    """Yield the state of the clock after each year, from the first on: one step a year."""
    held = {p.edition: p for p in history}
    state = START
    for year in years:
        known_off = _known_off(history, country, year, years[0])
        state = step(state, year, held.get(year), rules, known_off=known_off)
        yield state


def _position(
    history: History, country: str, edition: int, state: State, rules: ClockRules
) -> ClockPosition:
    placement = history.get(country, edition)
    on_list = placement is not None and placement.tier == "2WL"
    last, doubtful = _last_permitted(state, edition, rules, on_list=on_list)
    stays = _grown(state, edition + 1, rules)
    may_stay = permits(stays, edition + 1, rules)
    position = ClockPosition(
        country=country,
        edition=edition,
        placement=placement,
        on_list=on_list,
        consecutive_years=state.years,
        years_at_least=min(state.low, state.years),
        years_at_most=max(state.high, state.years),
        editions_on_list=state.listed,
        listed_at_least=min(state.listed_low, state.listed),
        listed_at_most=max(state.listed_high, state.listed),
        began=state.began,
        waivers_used=state.waivers,
        waivers_inferred=state.inferred,
        waivers_left=_waivers_left(state, edition, rules),
        waiver_needed=_waiver_needed(state, edition, placement, rules),
        permitted=not on_list or permits(state, edition, rules),
        last_permitted_edition=last,
        allowed_next=tuple(t for t in _TIERS if t != "2WL" or may_stay),
        waiver_needed_next=may_stay and _beyond_limit(stays, edition + 1, rules),
        gaps=state.gaps,
        specials=state.specials,
        flags=(),
        reasons=(),
    )
    flags = _flags(position, state, edition, rules, history, doubtful=doubtful)
    position = replace(position, flags=flags)
    return replace(position, reasons=explain_position(position, state, history, rules))


def _known_off(history: History, country: str, edition: int, first: int) -> str | None:
    if edition <= first or not history.known_off(country, edition):
        return None
    return "listed" if edition in history.whole_lists else "told"


def _grown(state: State, edition: int, rules: ClockRules) -> State:
    """Return the state if the country stood on the list in `edition` too."""
    return step(state, edition, Placement("", edition, "2WL"), rules)


def _last_permitted(
    state: State, edition: int, rules: ClockRules, *, on_list: bool
) -> tuple[int | None, bool]:
    """Return the last edition in which the list may hold the country, and whether a change of law decides it."""
    period = rules.of(edition)
    if not state.running or period is None or period.most is None:
        return None, False
    if on_list and not permits(state, edition, rules):
        return state.permitted, _decided_by_change(state, edition, rules)
    last, later = state.permitted, state
    for year in range(edition + 1, edition + _AHEAD):
        later = _grown(later, year, rules)
        if not permits(later, year, rules):
            return last, _decided_by_change(later, year, rules)
        last = year
    return last, False


def _decided_by_change(state: State, edition: int, rules: ClockRules) -> bool:
    """Tell whether the law of the edition before would have allowed the stay that the law of this one does not."""
    now, before = rules.of(edition), rules.of(edition - 1)
    if now is None or before is None or now.id == before.id or state.used is not None:
        return False
    return before.most is not None and state.reckoned <= before.most


def _beyond_limit(state: State, edition: int, rules: ClockRules) -> bool:
    period = rules.of(edition)
    return period is not None and period.limit is not None and state.reckoned > period.limit


def _waiver_needed(
    state: State, edition: int, placement: Placement | None, rules: ClockRules
) -> bool:
    """A place on the list needs a waiver beyond the limit; where none is held the question is put to the edition."""
    if placement is not None and placement.tier == "2WL":
        return _beyond_limit(state, edition, rules)
    if placement is None or placement.tier is None or placement.tier == "special":
        # A run that is known to have ended needs nothing.
        return state.running and _beyond_limit(
            replace(state, reckoned=state.reckoned + 1), edition, rules
        )
    return False


def _waivers_left(state: State, edition: int, rules: ClockRules) -> int | None:
    """Return the waivers that the law of the next edition leaves, None where it knows none."""
    period = rules.of(edition + 1)
    if period is None or period.limit is None:
        return None
    if period.one_year_rule and state.used is not None:
        return 0
    most = period.limit + period.waivers
    return max(0, min(period.waivers - state.waivers, most - max(state.reckoned, period.limit)))


def _flags(
    position: ClockPosition,
    state: State,
    edition: int,
    rules: ClockRules,
    history: History,
    *,
    doubtful: bool,
) -> tuple[str, ...]:
    flags = [
        *_flags_of_placement(position, edition, history),
        *_flags_of_stay(position, state, rules),
    ]
    if state.running:
        if position.years_at_least != position.years_at_most and state.gaps:
            flags.append("gap_in_run")
        if state.specials:
            flags.append("special_case_in_run")
        if state.begins:
            flags.append("history_begins_on_list")
    if _reassessed(position, history):
        flags.append("reassessed_in_run")
    bound = state.running and state.used is not None
    if doubtful or bound or _DOUBTFUL & set(flags):
        flags.append("clock_uncertain")
    return tuple(flags)


def _flags_of_placement(position: ClockPosition, edition: int, history: History) -> Iterator[str]:
    placement = position.placement
    if placement is None:
        off = history.known_off(position.country, edition)
        yield "off_list_by_inference" if off else "edition_not_held"
    elif placement.tier is None:
        yield "tier_disputed"
    elif placement.disputed:
        yield "tier_ruled"


def _flags_of_stay(position: ClockPosition, state: State, rules: ClockRules) -> Iterator[str]:
    placement, period = position.placement, rules.of(position.edition)
    if not position.on_list or placement is None:
        return
    if not position.permitted:
        bound = period is not None and period.one_year_rule and state.used is not None
        yield "one_year_rule_conflict" if bound else "stay_not_permitted"
    limit = None if period is None else period.limit
    if placement.waiver == "yes" and (limit is None or position.consecutive_years <= limit):
        yield "waiver_earlier_than_counted"
    elif not position.waiver_needed:
        return
    elif placement.waiver == "no":
        yield "stay_without_waiver"
    elif position.permitted and (
        placement.waiver == "unknown" or placement.waiver_status == "implied"
    ):
        yield "waiver_inferred"


def _reassessed(position: ClockPosition, history: History) -> bool:
    """Tell whether a re-assessment to or from the list touches the run."""
    if position.began is None:
        return False
    return any(
        p.reassessed is not None
        and "2WL" in (p.tier, p.reassessed)
        and position.began - 1 <= p.edition <= position.edition
        for p in history
    )
