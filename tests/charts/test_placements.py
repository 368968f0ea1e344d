"""Charts of placements: what is not held is hatched and named, and no sign stands where nothing is held."""

from __future__ import annotations

import re

import pytest

from tierbook.charts import heat_map, tier_map, tier_map_over, tier_timeline
from tierbook.editions import Claim, History, PlacedSource, Placement, load_placements, placed_on

SOURCE = PlacedSource("own", "Own list")


def held(country: str, tiers: dict[int, str], **more: object) -> History:
    claims = {t: (Claim(t, SOURCE, "given"),) for t in set(tiers.values())}
    return History(
        tuple(Placement(country, e, t, claims=claims[t]) for e, t in tiers.items()), **more
    )


def test_an_edition_that_is_not_held_is_hatched_and_has_no_tier() -> None:
    chart = tier_timeline(held("JPN", {2003: "2", 2005: "2WL"}), "JPN")
    states = {row[0]: (row[1], row[3]) for row in chart.rows}
    assert states[2003] == ("2", "held")
    assert states[2004] == (None, "not held")
    assert "Not held or disputed: 2001, 2002, 2004" in chart.alt
    assert 'fill="url(#not-held-' in chart.to_svg()


def test_a_known_absence_from_the_list_is_said() -> None:
    history = held("JPN", {2003: "2"}, whole_lists=frozenset({2012}))
    rows = {row[0]: row for row in tier_timeline(history, "JPN").rows}
    assert rows[2012][3] == "not held, known to be off the Watch List"
    assert rows[2013][3] == "not held"


def test_the_title_names_the_last_run_of_editions_that_stand_side_by_side() -> None:
    chart = tier_timeline(held("THA", {2013: "2WL", 2014: "3", 2015: "3", 2018: "2"}), "THA")
    assert chart.title == "Thailand: Tier 2 in 2018, the last edition held"
    chart = tier_timeline(held("THA", {2013: "2WL", 2014: "3", 2015: "3"}), "THA")
    assert chart.title == "Thailand: Tier 3 from 2014 to 2015, after Tier 2 Watch List in 2013"


def test_placements_are_joined_by_no_line() -> None:
    marks = str(tier_timeline(load_placements(), "JPN").body)
    assert "'line'" not in marks


def test_a_tier_that_sources_disagree_about_is_drawn_as_a_question_at_each() -> None:
    claims = (Claim("2", SOURCE, "listed"), Claim("3", SOURCE, "listed"))
    history = History((Placement("JPN", 2003, None, claims=claims),))
    chart = tier_timeline(history, "JPN")
    assert chart.rows[2][3] == "sources disagree"
    assert chart.to_svg().count(">?<") == 2
    assert chart.title == "Japan: no placement is held"


def test_a_country_of_which_nothing_is_held_has_a_chart_that_says_so() -> None:
    chart = tier_timeline(History(()), "JPN")
    assert chart.title == "Japan: no placement is held"
    assert chart.to_svg().startswith("<svg")


@pytest.mark.parametrize("edition", [2001, 2005, 2010, 2018, 2025])
def test_every_placement_of_an_edition_has_its_place_on_the_map(edition: int) -> None:
    history = load_placements()
    from tierbook.charts.world import place_rows

    placed = [{"country": p.country} for p in history if p.edition == edition and p.tier]
    shapes, points = place_rows(placed, edition)
    drawn = {row["country"] for row in (*shapes, *points)}
    assert {row["country"] for row in placed} == drawn


def test_a_shape_stands_for_one_country_in_an_edition() -> None:
    from tierbook.charts.world import place_rows

    history = load_placements()
    for edition in history.editions:
        rows = [{"country": code} for code in {p.country for p in history if p.edition == edition}]
        names = [row["shape"] for row in place_rows(rows, edition)[0]]
        assert len(names) == len(set(names)), edition


def test_the_map_names_the_countries_of_each_tier() -> None:
    chart = tier_map(held("JPN", {2018: "1"}), 2018)
    assert chart.title == "2018: 1 on Tier 1, of 1 placement held"
    assert chart.alt == "Map of tiers, edition of 2018. Tier 1: Japan."
    assert ("JPN", "Japan", 2018, "1") in chart.rows


def test_special_cases_are_counted_beside_the_tiers() -> None:
    chart = tier_map(held("LBY", {2018: "special"}), 2018)
    assert "1 special case" in chart.title
    assert "Dotted: special case." in chart.subtitle
    assert 'fill="url(#special-' in chart.to_svg()
    assert "Dotted" not in tier_map(held("LBY", {2018: "1"}), 2018).subtitle


def test_the_page_of_many_editions_needs_no_script_and_holds_each_outline_once() -> None:
    chart = tier_map_over(load_placements(), [2003, 2018])
    page = chart.to_html()
    assert "<script" not in page
    assert page.count('type="radio"') == 2
    buttons = re.findall(r"<input[^>]*>[^<]*", page)
    assert ["checked" in button for button in buttons] == [False, True]
    alone = tier_map(load_placements(), 2018).to_figure()
    assert len(page) < 1.6 * len(alone) + 80_000
    outlines = set(re.findall(r'href="#(outline-\d+)"', page))
    assert outlines
    assert all(page.count(f'id="{name}"') == 1 for name in outlines)


def test_the_highest_count_of_tier_3_is_sought_where_that_list_is_held_whole() -> None:
    history = History(
        (*(Placement(c, 2018, "3") for c in ("JPN", "THA")), Placement("JPN", 2020, "3")),
        whole_lists=frozenset({2020}),
    )
    chart = tier_map_over(history, [2018, 2020])
    assert "Most stood on Tier 3 in 2020, 1," in chart.alt


@pytest.mark.parametrize("years", [(), (2003,), (2003, 2018), (2018, 2003)])
def test_the_title_of_many_maps_is_that_of_the_one_which_is_drawn(years: tuple[int, ...]) -> None:
    history = load_placements()
    chart = tier_map_over(history, years)
    drawn = years[-1] if years else history.editions[-1]
    assert chart.title == chart.frames[-1].title == tier_map(history, drawn).title
    assert chart.title.startswith(f"{drawn}: ")


def test_the_source_line_names_the_sources_of_what_is_drawn_and_no_others() -> None:
    history = load_placements()
    for edition in (2003, 2018, 2025):
        drawn = [p for p in history if p.edition == edition and p.tier is not None]
        assert placed_on(drawn) in tier_map(history, edition).source
    assert "World Factbook" not in tier_map(history, 2018).source
    few = heat_map(history, ["DZA", "AFG"], [2025])
    assert (
        "World Factbook, field on trafficking in persons; a secondary source; none is" in few.source
    )
    titles = {source.title for p in history for source in p.sources}
    many = heat_map(history, history.countries).source
    assert f"by {len(titles)} sources" in many
    assert "tierbook tiers" in many
    own = History((Placement("JPN", 2018, "1"),))
    assert "none of these is held" in tier_map(own, 2017).source


def test_the_field_of_countries_holds_a_sign_for_each_tier() -> None:
    history = History(
        (Placement("JPN", 2018, "1"), Placement("THA", 2018, "2WL"), Placement("THA", 2017, "3"))
    )
    chart = heat_map(history, ["THA", "JPN"], [2017, 2018])
    assert chart.title == "Of 2 countries, 1 stood on Tier 1 and 1 on Tier 3 in some edition held"
    svg = chart.to_svg()
    assert all(f">{sign}</text>" in svg for sign in ("1", "W", "3"))
    assert ("JPN", "Japan", 2017, None, "not held") in chart.rows
