"""The watch-list clock against what is known of the world: waivers, downgrades, ordinals."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from tierbook.editions import History, Placement, Tier, load_placements, parse_tier
from tierbook.errors import NotInForce, WrongUse
from tierbook.places import resolve_country
from tierbook.standards import ClockPosition, clock_timeline, watch_list_clock

_WAIVED = {
    2011: "Azerbaijan, Bangladesh, Cameroon, China, Republic of the Congo, Guinea, Iraq, Mali, Qatar, Russia, "
    "St. Vincent and the Grenadines, Tunisia, Uzbekistan",
    2012: "Afghanistan, Azerbaijan, Chad, China, Republic of the Congo, Iraq, Malaysia, Maldives, Niger, Russia, "
    "Thailand, Uzbekistan",
    2013: "Afghanistan, Angola, Barbados, Belarus, Burundi, Chad, Comoros, The Gambia, Liberia, Malaysia, Maldives, "
    "Thailand",
    2014: "Angola, Bahrain, Belarus, Burma, Burundi, Comoros, Djibouti, Haiti, Kenya, Lebanon, Namibia, Suriname, "
    "Turkmenistan",
    2015: "Burma, Cambodia, Djibouti, Guinea, Guyana, Haiti, Lebanon, Lesotho, Mali, Namibia, Solomon Islands, "
    "Sri Lanka, Suriname, Tanzania, Tunisia, Turkmenistan, Ukraine",
}
_DOWNGRADED = {  # edition: years on the list before Tier 3: countries
    (
        2011,
        2,
    ): "Algeria, Central African Republic, Equatorial Guinea, Guinea-Bissau, Lebanon, Libya, Micronesia, "
    "Turkmenistan, Venezuela, Yemen",
    (2012, 2): "Syria",
    (2013, 4): "China, Russia, Uzbekistan",
    (2014, 4): "Malaysia, Thailand",
    (2014, 3): "The Gambia",
    (2014, 2): "Venezuela",
    (2015, 4): "Belarus, Burundi, Comoros",
    (2015, 2): "Marshall Islands",
}


def _codes(names: str) -> set[str]:
    return {resolve_country(name).code for name in names.split(", ")}


@cache
def _bare(shared: Path) -> History:
    """The shared table of 2001 to 2015 as it stands: tiers alone, no waivers."""
    with (shared / "data" / "tiers-2001-2015.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    placements = []
    for row in rows:
        tier = parse_tier(row["tier"])
        assert tier is not None
        placements.append(Placement(row["iso3"], int(row["edition"]), tier))
    return History(tuple(placements))


def _at(history: History, edition: int) -> list[ClockPosition]:
    return [
        watch_list_clock(history, edition, country)
        for country in history.countries
        if history.get(country, edition) is not None
    ]


@pytest.mark.shared
@pytest.mark.parametrize("edition", sorted(_WAIVED))
def test_the_waivers_that_tiers_alone_imply_are_those_that_were_granted(
    shared: Path, edition: int
) -> None:
    found = {p.country for p in _at(_bare(shared), edition) if p.on_list and p.waiver_needed}
    assert found == _codes(_WAIVED[edition])


@pytest.mark.shared
@pytest.mark.parametrize(("edition", "years"), sorted(_DOWNGRADED))
def test_the_downgrades_after_a_run_are_the_known_ones(
    shared: Path, edition: int, years: int
) -> None:
    history = _bare(shared)
    found = set()
    for country in history.countries:
        now, before = history.get(country, edition), history.get(country, edition - 1)
        if now is None or before is None or now.tier != "3" or before.tier != "2WL":
            continue
        if watch_list_clock(history, edition - 1, country).consecutive_years == years:
            found.add(country)
    assert found == _codes(_DOWNGRADED[edition, years])


@pytest.mark.shared
def test_no_run_of_the_first_table_is_longer_than_the_law_allows(shared: Path) -> None:
    history = _bare(shared)
    for country in history.countries:
        for position in clock_timeline(history, country):
            assert position.consecutive_years <= 4
            assert position.permitted


def test_every_waiver_since_2022_falls_in_a_third_year() -> None:
    history = load_placements()
    for edition in (2022, 2023, 2025):
        for placement in history:
            if placement.edition != edition or placement.tier != "2WL":
                continue
            position = watch_list_clock(history, edition, placement.country)
            third = position.years_at_least <= 3 <= position.years_at_most
            second = position.years_at_least <= 2 <= position.years_at_most
            assert third if placement.waiver == "yes" else (second or position.years_at_least < 2)


def test_nothing_that_is_certain_shows_a_fourth_year_after_2019() -> None:
    history = load_placements()
    for country in history.countries:
        for position in clock_timeline(history, country):
            assert position.edition < 2019 or position.years_at_least <= 3, position


def _tiers(first: int, *tiers: Tier | None) -> dict[int, Tier]:
    return {first + n: tier for n, tier in enumerate(tiers) if tier is not None}


def test_two_editions_need_no_waiver_and_the_third_does() -> None:
    history = _tiers(2012, "2WL", "2WL", "2WL")
    second, third = (watch_list_clock(history, e, "UKR") for e in (2013, 2014))
    assert (second.consecutive_years, second.waiver_needed) == (2, False)
    assert second.waiver_needed_next
    assert (third.consecutive_years, third.waiver_needed) == (3, True)
    assert (third.waivers_used, third.waivers_inferred, third.waivers_left) == (1, 1, 1)


def test_four_editions_are_the_most_until_2018_and_three_since() -> None:
    early = watch_list_clock(_tiers(2010, "2WL", "2WL", "2WL", "2WL"), 2013, "THA")
    assert early.permitted
    assert early.last_permitted_edition == 2013
    assert early.allowed_next == ("1", "2", "3")
    late = watch_list_clock(_tiers(2020, "2WL", "2WL", "2WL", "2WL"), 2023, "HKG")
    assert not late.permitted
    assert late.last_permitted_edition == 2022
    assert "stay_not_permitted" in late.flags


def test_years_before_2009_do_not_count() -> None:
    history = _tiers(2005, "2WL", "2WL", "2WL", "2WL", "2WL")
    before = watch_list_clock(history, 2008, "CHN")
    assert (before.consecutive_years, before.editions_on_list) == (0, 4)
    assert before.last_permitted_edition is None
    after = watch_list_clock(history, 2009, "CHN")
    assert (after.consecutive_years, after.editions_on_list) == (1, 5)
    assert after.last_permitted_edition == 2012
    assert any("2005" in reason for reason in after.reasons)


def test_no_edition_before_2004_can_lead_to_the_list_but_the_last() -> None:
    history = _tiers(2001, "2", "2", "2")
    assert watch_list_clock(history, 2002, "JPN").allowed_next == ("1", "2", "3")
    assert watch_list_clock(history, 2003, "JPN").allowed_next == ("1", "2", "2WL", "3")


def test_an_edition_that_is_not_held_adds_none_and_ends_no_count() -> None:
    position = watch_list_clock(_tiers(2020, "2WL", None, "2WL"), 2022, "FJI")
    assert position.consecutive_years == 2
    assert (position.years_at_least, position.years_at_most) == (1, 3)
    assert position.gaps == (2021,)
    assert any("2021" in reason for reason in position.reasons)
    assert {"gap_in_run", "clock_uncertain"} <= set(position.flags)


def test_what_was_not_held_is_named_after_the_run_has_ended_too() -> None:
    position = watch_list_clock(_tiers(2020, "2WL", None, "2WL", "3"), 2023, "FJI")
    assert any("2021" in reason for reason in position.reasons)


def test_a_special_case_adds_none_and_ends_no_count_and_is_named() -> None:
    position = watch_list_clock(_tiers(2020, "2WL", "special", "2WL"), 2022, "HTI")
    assert position.consecutive_years == 2
    assert position.specials == (2021,)
    assert any("2021" in reason and "special case" in reason for reason in position.reasons)
    assert {"special_case_in_run", "clock_uncertain"} <= set(position.flags)


def test_an_edition_to_come_is_looked_at_from_the_last_that_is_held() -> None:
    position = watch_list_clock(_tiers(2024, "2WL", "2WL"), 2026, "NPL")
    assert position.tier is None
    assert position.consecutive_years == 2
    assert position.waiver_needed
    assert any("not held" in reason for reason in position.reasons)


def test_a_waiver_on_record_is_used_and_one_presupposed_is_inferred() -> None:
    placements = (
        Placement("KWT", 2016, "2WL"),
        Placement("KWT", 2017, "2WL"),
        Placement("KWT", 2018, "2WL", waiver="yes", waiver_status="verified"),
    )
    position = watch_list_clock(History(placements), 2018)
    assert (position.waivers_used, position.waivers_inferred) == (1, 0)
    bare = watch_list_clock({2016: "2WL", 2017: "2WL", 2018: "2WL"}, 2018, "KWT")
    assert (bare.waivers_used, bare.waivers_inferred) == (1, 1)
    assert "waiver_inferred" in bare.flags


def test_a_stay_that_the_record_says_was_not_waived_is_named() -> None:
    placements = tuple(
        Placement("KWT", e, "2WL", waiver="no" if e == 2022 else "unknown")
        for e in (2020, 2021, 2022)
    )
    position = watch_list_clock(History(placements), 2022)
    assert "stay_without_waiver" in position.flags
    assert position.waivers_used == 0


def test_the_change_of_2019_is_marked_as_open() -> None:
    position = watch_list_clock(_tiers(2016, "2WL", "2WL", "2WL"), 2018, "SEN")
    assert position.last_permitted_edition == 2018
    assert position.allowed_next == ("1", "2", "3")
    assert "clock_uncertain" in position.flags
    assert any("2019 is open" in reason for reason in position.reasons)
    stayed = watch_list_clock(_tiers(2016, "2WL", "2WL", "2WL", "2WL"), 2019, "SEN")
    assert {"stay_not_permitted", "clock_uncertain"} <= set(stayed.flags)
    later = watch_list_clock(_tiers(2017, "2WL", "2WL"), 2018, "LBR")
    assert later.last_permitted_edition == 2019
    assert "clock_uncertain" not in later.flags


def test_a_waiver_on_record_presupposes_the_years_that_the_table_lacks() -> None:
    placements = (
        Placement("MYS", 2018, "2WL"),
        Placement("MYS", 2020, "2WL", waiver="yes", waiver_status="verified"),
    )
    position = watch_list_clock(History(placements), 2020)
    assert position.consecutive_years == 2
    assert position.waiver_needed
    assert position.last_permitted_edition == 2020
    assert position.allowed_next == ("1", "2", "3")
    assert position.waivers_left == 0
    assert {"waiver_earlier_than_counted", "clock_uncertain"} <= set(position.flags)


@pytest.mark.parametrize(
    ("country", "edition", "words"),
    [("THA", 2014, "no waiver could"), ("SYR", 2012, "unless a waiver"), ("DZA", 2007, "")],
)
def test_a_place_on_tier_3_after_a_run_says_what_the_limit_asked_for(
    country: str, edition: int, words: str
) -> None:
    reasons = " ".join(watch_list_clock(load_placements(), edition, country).reasons)
    assert (words in reasons) if words else ("merits" not in reasons)


def test_a_country_that_came_back_from_tier_3_may_stay_one_edition() -> None:
    history = _tiers(2019, "2WL", "2WL", "2WL", "3", "2WL", "2WL")
    back = watch_list_clock(history, 2023, "MYS")
    assert back.last_permitted_edition == 2023
    assert back.allowed_next == ("1", "2", "3")
    assert any("110(b)(2)(F)" in reason for reason in back.reasons)
    again = watch_list_clock(history, 2024, "MYS")
    assert "one_year_rule_conflict" in again.flags
    assert again.tier == "2WL"
    assert not again.permitted


def test_tier_2_ends_what_the_one_year_rule_binds() -> None:
    history = _tiers(2019, "2WL", "2WL", "3", "2", "2WL", "2WL")
    assert watch_list_clock(history, 2024, "XKX").permitted


def test_a_downgrade_before_2019_brings_no_one_year_rule() -> None:
    history = _tiers(2009, "2WL", "2WL", "3", "3", "3", "3", "3", "3", "2WL", "2WL", "2WL")
    position = watch_list_clock(history, 2019, "DZA")
    assert position.permitted
    assert "one_year_rule_conflict" not in position.flags


def test_algeria_in_2025_is_a_conflict_that_leaves_the_official_tier_alone() -> None:
    position = watch_list_clock(load_placements(), 2025, "DZA")
    assert position.tier == "2WL"
    assert position.consecutive_years == 2
    assert {"one_year_rule_conflict", "clock_uncertain"} <= set(position.flags)


def test_a_country_that_a_whole_list_does_not_name_was_off_the_list() -> None:
    position = watch_list_clock(load_placements(), 2025, "COG")
    assert load_placements().get("COG", 2022) is None
    assert (position.years_at_least, position.years_at_most) == (3, 3)
    assert position.waivers_used == 1


def test_the_object_has_the_keys_of_the_contract_first() -> None:
    keys = list(watch_list_clock(load_placements(), 2018, "CUB").to_dict())
    assert keys[:9] == [
        "country",
        "edition",
        "consecutive_years",
        "waivers_used",
        "waivers_inferred",
        "waiver_needed",
        "last_permitted_edition",
        "allowed_next",
        "reasons",
    ]


def test_every_sentence_on_the_law_cites_it() -> None:
    for country in ("CHN", "DZA", "CUB", "BRN", "SEN"):
        for position in clock_timeline(load_placements(), country):
            assert any("section 110(b)" in reason for reason in position.reasons)


def test_a_history_of_many_countries_needs_a_name_and_an_unknown_one_is_refused() -> None:
    with pytest.raises(WrongUse, match="looks at one"):
        watch_list_clock(load_placements(), 2018)
    with pytest.raises(WrongUse, match="no placement of ATA"):
        watch_list_clock(load_placements(), 2018, "ATA")
    with pytest.raises(WrongUse, match="no tier"):
        watch_list_clock({2018: "2.5"}, 2018, "JPN")  # type: ignore[dict-item]
    with pytest.raises(NotInForce):
        watch_list_clock({2001: "2"}, 2000, "JPN")


def test_where_the_one_year_rule_binds_no_waiver_is_spoken_of() -> None:
    tiers = {2020: "2WL", 2021: "2WL", 2022: "3", 2023: "2WL", 2024: "2WL"}
    free = watch_list_clock({2024: "2WL", 2025: "2WL"}, 2026, "XXX")
    assert any("would need a waiver" in reason for reason in free.reasons)
    bound = watch_list_clock(tiers, 2025, "XXX")
    assert not any("would need a waiver" in reason for reason in bound.reasons)
    assert any("it may then stay one edition only" in reason for reason in bound.reasons)
