"""The list of what clock and placements do not bear out together."""

from __future__ import annotations

import runpy
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tierbook.editions import History, Placement, load_placements
from tierbook.standards import (
    ClockException,
    clock_exceptions,
    clock_rules,
    exception_classes,
    law_in_force,
    watch_list_clock,
)


@cache
def _exceptions() -> tuple[ClockException, ...]:
    return clock_exceptions(load_placements())


def test_each_exception_has_a_class_and_a_line_without_blanks_to_fill() -> None:
    for exception in _exceptions():
        assert exception.cause in exception_classes()
        assert len(exception.line) > 30
        assert "{" not in exception.line


def test_no_rule_of_ours_is_known_to_be_wrong() -> None:
    assert not [e for e in _exceptions() if e.cause == "rule"]


def test_what_is_the_world_is_explained_one_by_one() -> None:
    world = {(e.country, e.edition) for e in _exceptions() if e.cause == "world"}
    assert world == {("DZA", 2025), ("GMB", 2021)}


def test_every_stay_beyond_the_limit_without_a_waiver_on_record_is_listed() -> None:
    history, listed = load_placements(), {(e.country, e.edition) for e in _exceptions()}
    for placement in history:
        if placement.tier != "2WL":
            continue
        position = watch_list_clock(history, placement.edition, placement.country)
        known = placement.waiver == "yes" and placement.waiver_status == "verified"
        doubtful = not position.permitted or (position.waiver_needed and not known)
        early = placement.waiver == "yes" and position.consecutive_years <= 2
        unit = (placement.country, placement.edition)
        assert (unit in listed) == (doubtful or early), unit


def test_the_waivers_of_2011_to_2014_are_listed_as_not_on_record_but_for_two_that_a_text_names() -> (
    None
):
    found = Counter(e.edition for e in _exceptions() if e.cause == "unrecorded")
    # South Sudan's of 2014 is not in the first table, which does not hold the country before 2015.
    assert [found[e] for e in (2011, 2012, 2013, 2014)] == [13, 12 - 1, 12 - 1, 13 + 1]
    assert found[2015] == 0


def test_a_stay_that_no_gap_explains_is_laid_to_the_world() -> None:
    stays = tuple(Placement("FRA", e, "2WL") for e in range(2020, 2024))
    over = [e for e in clock_exceptions(History(stays)) if e.edition == 2023]
    assert [(e.kind, e.cause) for e in over] == [("over", "world")]
    gap = clock_exceptions(History(tuple(p for p in stays if p.edition != 2022)))
    assert {(e.kind, e.cause) for e in gap} == {("unknown_waiver", "gap")}


def test_the_page_of_exceptions_is_current(repository: Path) -> None:
    script = runpy.run_path(str(repository / "scripts" / "clock_page.py"))
    page = repository / "docs" / "reference" / "clock-exceptions.md"
    assert script["make_page"]() == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", range(2004, 2030))
def test_every_edition_since_2004_has_one_period_and_what_it_rests_on(edition: int) -> None:
    periods = [
        p
        for p in clock_rules().periods
        if p.first_edition <= edition and (p.last_edition is None or edition <= p.last_edition)
    ]
    assert len(periods) == 1
    assert periods[0].confidence == "verified"
    assert periods[0].sources


@pytest.mark.parametrize("edition", range(2004, 2026))
def test_the_rules_of_the_clock_are_those_of_the_statute_files(edition: int) -> None:
    period, law = clock_rules().of(edition), law_in_force(edition)
    assert period is not None
    assert (law.provision("clock.unlimited") is not None) == (period.limit is None)
    assert (law.provision("clock.counting") is not None) == period.counts
    assert (law.provision("clock.one_year") is not None) == period.one_year_rule
    longest = law.provision("clock.longest_run")
    if period.most is None:
        assert longest is None
    else:
        assert longest is not None
        assert longest.text.startswith({3: "Three", 4: "Four"}[period.most])


def test_what_is_open_in_the_law_is_written_down_with_its_sources() -> None:
    doubts = clock_rules().doubts
    assert {"transition", "special", "one_year", "grounds", "reassessed"} <= set(doubts)
    assert all(d.sources and d.text for d in doubts.values())
