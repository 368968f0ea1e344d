"""Properties of the clock that hold for any history."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tierbook.editions import History, Placement, Tier, load_placements
from tierbook.standards import clock_timeline, watch_list_clock

_TIERS: st.SearchStrategy[Tier] = st.sampled_from(["1", "2", "2WL", "2WL", "2WL", "3", "special"])
_EDITIONS = st.integers(2001, 2030)


@st.composite
def _placements(draw: st.DrawFn, country: str = "AAA") -> tuple[Placement, ...]:
    tiers = draw(st.dictionaries(_EDITIONS, _TIERS, min_size=1))
    waiver = st.sampled_from(["yes", "no", "unknown"])
    return tuple(
        Placement(
            country,
            edition,
            "2" if tier == "2WL" and edition < 2004 else tier,
            waiver=draw(waiver) if tier == "2WL" and edition > 2004 else "unknown",
        )
        for edition, tier in tiers.items()
    )


@given(_placements(), _EDITIONS)
def test_adding_a_later_edition_never_changes_the_past(
    placements: tuple[Placement, ...], edition: int
) -> None:
    past = tuple(p for p in placements if p.edition <= edition)
    if past:
        assert watch_list_clock(History(placements), edition) == watch_list_clock(
            History(past), edition
        )


@given(_placements(), _placements("BBB"), _EDITIONS)
def test_other_countries_never_matter(
    ours: tuple[Placement, ...], theirs: tuple[Placement, ...], edition: int
) -> None:
    alone = watch_list_clock(History(ours), edition, "AAA")
    assert watch_list_clock(History((*theirs, *ours)), edition, "AAA") == alone


@given(_placements())
def test_the_clock_never_goes_backwards(placements: tuple[Placement, ...]) -> None:
    timeline = clock_timeline(History(placements))
    for before, after in pairwise(timeline):
        grown = after.consecutive_years - before.consecutive_years
        assert grown in (0, 1) or after.consecutive_years <= 1
        if after.tier in (None, "special") and before.began is not None:
            assert after.consecutive_years == before.consecutive_years
        if after.tier in ("1", "2", "3"):
            assert after.consecutive_years == after.waivers_used == 0
            assert after.last_permitted_edition is None
        if after.began == before.began and before.began is not None:
            assert after.waivers_used >= before.waivers_used


@given(_placements(), _EDITIONS)
def test_what_may_come_next_agrees_with_the_edition_after(
    placements: tuple[Placement, ...], edition: int
) -> None:
    past = {p.edition: p for p in placements if p.edition <= edition}
    if not past:
        return
    now = watch_list_clock(History(tuple(past.values())), edition)
    stay = Placement("AAA", edition + 1, "2WL")
    then = watch_list_clock(History((*past.values(), stay)), edition + 1)
    if edition + 1 >= 2004:
        assert ("2WL" in now.allowed_next) == then.permitted
        if then.permitted:
            assert now.waiver_needed_next == then.waiver_needed
    assert {"1", "2", "3"} <= set(now.allowed_next)


@given(_placements(), _EDITIONS)
def test_a_position_is_within_its_own_bounds_and_always_explained(
    placements: tuple[Placement, ...], edition: int
) -> None:
    position = watch_list_clock(History(placements), edition)
    assert position.years_at_least <= position.consecutive_years <= position.years_at_most
    assert position.consecutive_years <= position.editions_on_list
    assert 0 <= position.waivers_inferred <= position.waivers_used
    assert position.reasons
    assert position.explain()
    if position.on_list and position.permitted and position.last_permitted_edition is not None:
        assert position.last_permitted_edition >= edition


@given(_placements(), st.integers(0, 5))
def test_a_timeline_is_the_clock_of_each_edition(
    placements: tuple[Placement, ...], later: int
) -> None:
    history = History(placements)
    timeline = clock_timeline(history, until=history.editions[-1] + later)
    assert timeline == tuple(watch_list_clock(history, p.edition) for p in timeline)


def test_the_timelines_of_the_package_are_its_clocks() -> None:
    history = load_placements()
    for country in history.countries:
        own = history.of(country)
        timeline = clock_timeline(own, country)
        assert [p.edition for p in timeline] == list(range(own.editions[0], own.editions[-1] + 1))
        for position in timeline:
            assert position == watch_list_clock(own, position.edition, country)
