"""Figures, clock, routes, scores: no line over a break, nothing where nothing is told, n beside each score."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tierbook.agreement import load_measured
from tierbook.charts import (
    Chart,
    agreement_dots,
    clock_steps,
    figure_lines,
    flow_map,
    pillar_profile,
)
from tierbook.dossier import build_series, collect_routes, hold_texts, score_pillars
from tierbook.editions import History
from tierbook.errors import WrongUse
from tierbook.places import all_countries
from tierbook.standards import clock_timeline


def point(edition: int, n: int | None, state: str = "given", **more: Any) -> dict[str, Any]:
    words = f"{n:,}" if n is not None else state.replace("_", " ")
    quote = {"text": f"Courts convicted {n}.", "edition": edition, "paragraph": 4, "sentence": 2}
    return {
        "edition": edition,
        "year": edition - 1,
        "state": state,
        "n": n,
        "n_max": None,
        "exactness": None,
        "told_by": edition if n is not None else None,
        "own": n is not None,
        "basis": None,
        "revised_to": None,
        "told": [],
        "quotes": [quote] if n is not None else [],
        "why": "",
        "words": words,
        **more,
    }


def series(points: list[dict[str, Any]], segments: list[list[int]], **more: Any) -> dict[str, Any]:
    return {
        "country": "JPN",
        "text_kind": "narrative",
        "what": "convictions",
        "unit": "persons",
        "label": "Convictions (persons)",
        "part_of": None,
        "main": True,
        "breaks": [],
        "points": points,
        "segments": segments,
        **more,
    }


INK, PAPER = "#1a1c1f", "#fcfcfa"


def dots_of(chart: Chart) -> list[str]:
    """Return the fill of each dot of a drawing."""
    return re.findall(
        r'<path transform="[^"]+" d="M[\d.]+,0A[^"]+" fill="(#\w+)"', chart.to_figure()
    )


def lines_of(chart: Chart) -> list[set[int]]:
    """Return the editions that each line of a drawing joins."""
    runs: dict[int, set[int]] = {}
    for row in chart.body["data"]["values"]:
        if row["run"] is not None:
            runs.setdefault(row["run"], set()).add(row["edition"])
    return list(runs.values())


def test_a_line_joins_what_the_series_joins_and_nothing_else() -> None:
    points = [point(2015, 10), point(2016, 12), point(2017, None, "not_held"), point(2018, 30)]
    chart = figure_lines(series(points, [[2015, 2016], [2018]]))
    assert lines_of(chart) == [{2015, 2016}, {2018}]
    assert chart.title.endswith("30 for the edition of 2018; no figure beside it can be joined")
    assert "2017: not held" in chart.alt


@pytest.mark.parametrize("seed", range(3))
def test_no_line_of_a_made_country_passes_a_gap_or_a_break(seed: int) -> None:
    held = hold_texts(make_country(editions=8, seed=seed).hold(without=(2011, 2014)))
    found = [one.to_dict() for one in build_series(held)]
    assert any(one["segments"] for one in found)
    for one in found:
        chart = figure_lines(one)
        broken = {b["after"] for b in one["breaks"]}
        for run in lines_of(chart):
            assert run == set(range(min(run), max(run) + 1))
            assert not run & {2011, 2014} or not any(
                p["state"] == "not_held" for p in one["points"] if p["edition"] in run
            )
            assert not (run - {max(run)}) & broken


def test_the_title_says_up_or_down_from_the_edition_before() -> None:
    chart = figure_lines(series([point(2017, 36), point(2018, 12)], [[2017, 2018]]))
    assert chart.title == (
        "Japan, convictions (persons): 12 for the edition of 2018, down from 36 for 2017"
    )


def test_a_figure_that_is_not_exact_is_neither_up_nor_down() -> None:
    points = [point(2017, 36), point(2018, 12, exactness="at_least", words="at least 12")]
    assert "after 36 for 2017" in figure_lines(series(points, [[2017, 2018]])).title


def test_a_figure_that_another_edition_tells_says_so() -> None:
    points = [point(2017, 6, told_by=2018, own=False), point(2018, 60)]
    chart = figure_lines(series(points, [[2017, 2018]]))
    assert chart.title.endswith("up from 6 for 2017 (told in 2018)")
    assert "Hollow: told by a later edition." in chart.subtitle
    assert dots_of(chart) == [INK, PAPER]


def test_what_is_not_reported_is_a_sign_on_the_base_line_and_no_zero() -> None:
    chart = figure_lines(series([point(2017, None, "not_reported"), point(2018, 3)], [[2018]]))
    first = chart.body["data"]["values"][0]
    assert (first["n"], first["sign"]) == (None, "□")
    assert chart.rows[0][2] is None


def test_a_break_between_two_editions_is_an_upright() -> None:
    why = {"after": 2017, "before": 2018, "kinds": ["unit_changed"], "why": "the unit changed"}
    points = [point(2017, 6), point(2018, 60)]
    chart = figure_lines(series(points, [[2017], [2018]], breaks=[why]))
    assert lines_of(chart) == [{2017}, {2018}]
    assert "Dotted upright: a break." in chart.subtitle
    assert "the unit changed." in chart.alt


def test_the_words_of_each_figure_stand_in_the_table() -> None:
    chart = figure_lines(series([point(2018, 3)], [[2018]]))
    row = dict(zip(chart.columns, chart.rows[0], strict=True))
    assert (row["words"], row["place"]) == ("Courts convicted 3.", "2018, [4] s. 2")


def test_figures_of_a_sample_begin_with_the_notice() -> None:
    chart = figure_lines(series([point(2018, 3)], [[2018]], text_kind="sample"))
    assert "Sample, not a quotation." in chart.to_svg()
    assert "Sample, not a quotation." in chart.to_html()


def test_a_series_without_a_point_is_refused() -> None:
    with pytest.raises(WrongUse, match="no point"):
        figure_lines(series([], []))


def test_a_stay_by_waiver_is_outlined_and_named() -> None:
    history = History.of_tiers("THA", {2010: "2WL", 2011: "2WL", 2012: "2WL"})
    chart = clock_steps([p.to_dict() for p in clock_timeline(history, "THA")])
    assert [(row[0], row[2], row[5]) for row in chart.rows] == [
        (2010, 1, "no"),
        (2011, 2, "no"),
        (2012, 3, "yes"),
    ]
    assert ">w</text>" in chart.to_svg()


def test_an_edition_of_the_clock_that_is_not_held_is_hatched() -> None:
    history = History.of_tiers("THA", {2010: "2WL", 2012: "2WL"})
    chart = clock_steps([p.to_dict() for p in clock_timeline(history, "THA")])
    states = {row["edition"]: row["state"] for row in chart.body["data"]["values"]}
    assert states == {2010: "on", 2011: "not held", 2012: "on"}


def test_a_country_off_the_list_has_no_end_drawn() -> None:
    history = History.of_tiers("THA", {2010: "2WL", 2011: "2"})
    chart = clock_steps([p.to_dict() for p in clock_timeline(history, "THA")])
    assert chart.title == "Thailand: last on the Watch List in 2010, with 1 year counted"
    assert "the last allowed" not in chart.to_svg()


def test_routes_are_mentions_with_their_words_and_who_tells_them() -> None:
    text = (
        "Japan (Tier 2)\n\nJapan is a destination country for women trafficked from Thailand "
        "for sexual exploitation."
    )
    network = collect_routes([hold("JPN:2018", text)])
    chart = flow_map(network.to_dict())
    row = dict(zip(chart.columns, chart.rows[0], strict=True))
    assert (row["origin"], row["destination"], row["told_by"]) == ("THA", "JPN", "destination")
    assert row["words"].startswith("Japan is a destination")
    assert chart.alt == "Ways by destination. To Japan: Thailand."
    assert chart.source.startswith("Ways mentioned in 1 narrative held here")
    assert "mentions, never numbers of people" in chart.source
    assert "none told from both ends" in chart.title


def test_countries_on_the_way_have_a_diamond_and_stand_in_words_and_table() -> None:
    text = (
        "Croatia (Tier 2)\n\nCroatia is a transit country for women trafficked from Moldova to Italy for sexual "
        "exploitation. Croatian women are subjected to sex trafficking in Norway."
    )
    network = collect_routes([hold("HRV:2018", text)])
    chart = flow_map(network.to_dict())
    rows = [dict(zip(chart.columns, row, strict=True)) for row in chart.rows]
    assert {row["origin"]: row["via"] for row in rows} == {"MDA": ["HRV"], "HRV": []}
    assert "Diamond: a country that a way is said to lead through." in chart.subtitle
    assert chart.alt.endswith("Passed through: Croatia.")
    diamonds = [
        layer["data"]["values"]
        for layer in chart.body["layer"]
        if layer["mark"].get("shape") == "diamond"
    ]
    assert [[place["code"] for place in places] for places in diamonds] == [["HRV"]]
    direct = flow_map(network.filter(countries=["NOR"]).to_dict(), chosen=["women"])
    assert "Diamond" not in direct.subtitle
    assert direct.subtitle.startswith("Only: women.")


def test_ways_that_share_a_country_are_told_of_that_country() -> None:
    text = (
        "Japan (Tier 2)\n\nJapan is a destination country for women trafficked from Thailand and "
        "the Philippines for sexual exploitation."
    )
    chart = flow_map(collect_routes([hold("JPN:2018", text)]).to_dict())
    assert chart.title.startswith("Japan: 2 ways to it in 2 mentions, ")


def test_among_many_ways_those_told_by_both_ends_stand_out() -> None:
    def told(origin: str, teller: str) -> dict[str, object]:
        words = {"forms": [], "victims": [], "via": [], "quotes": [], "text_kind": "narrative"}
        way = {"origin": origin, "destination": "JPN", "told_by": teller, "told_in": "JPN"}
        return {**words, **way, "edition": 2018, "kind": "route", "certainty": "stated"}

    codes = [c.code for c in all_countries() if c.code != "JPN"][:70]
    edges = [told(code, "destination") for code in codes] + [told(codes[0], "origin")]
    switches = {"at_risk": False, "hedged": False, "transit": False, "samples": False}
    network = {"edges": edges, "editions": [2018], "countries_without_text": [], **switches}

    def ways(chart: Chart) -> dict[float, int]:
        marks = [layer for layer in chart.body["layer"] if layer["mark"].get("type") == "rule"]
        return {m["mark"]["opacity"]: len(m["data"]["values"]) for m in marks}

    faint, full = sorted(ways(flow_map(network)).items())
    assert faint[0] < full[0]
    assert faint[1] > 60
    assert full[1] == 1
    assert ways(flow_map(network, narrow=True)) == {faint[0]: 0, full[0]: 1}
    assert "A narrow screen shows the one told by both ends alone." in flow_map(network).subtitle


def test_a_text_without_a_route_gives_a_map_that_says_so() -> None:
    network = collect_routes(
        [hold("JPN:2018", "Japan (Tier 2)\n\nCourts convicted 12 traffickers.")]
    )
    assert flow_map(network.to_dict()).title.startswith("No way is mentioned")


def test_the_profile_of_a_text_shows_its_scores_and_rules() -> None:
    scores = score_pillars(hold("JPN:2018", "Japan (Tier 2)\n\nCourts convicted 12 traffickers."))
    chart = pillar_profile([scores.to_dict()])
    assert [row[1] for row in chart.rows] == ["prosecution", "protection", "prevention"]
    assert all(row[3] for row in chart.rows)
    assert "no tier and no verdict" in chart.source


def test_profiles_of_unlike_texts_say_that_they_cannot_be_compared() -> None:
    words = "Japan (Tier 2)\n\nCourts convicted 12 traffickers."
    both = [
        score_pillars(hold("JPN:2018", words, kind)).to_dict() for kind in ("narrative", "summary")
    ]
    assert "Texts of unlike kinds cannot be compared." in pillar_profile(both).subtitle


def test_a_score_of_few_units_is_hollow_and_names_no_best() -> None:
    scores = {
        "a": {"f1": 1.0, "low": 1.0, "high": 1.0, "n": 3},
        "b": {"f1": 0.8, "low": 0.7, "high": 0.9, "n": 50},
        "c": {"f1": None, "low": None, "high": None, "n": 0},
    }
    chart = agreement_dots(scores, measure="f1", what="two runs")
    assert chart.title == "F1 0.80 on b"
    assert "Hollow: under 30 units. Not drawn: 1 without a unit." in chart.subtitle
    assert len(chart.rows) == 3
    assert dots_of(chart) == [INK, PAPER]
    assert chart.to_svg().count(">n 3</text>") == 1


def test_the_source_line_of_routes_names_kinds_and_publishers() -> None:
    text = {"country": "JPN", "edition": 2018, "text_kind": "narrative", "document": "a"}
    other = {**text, "country": "KEN", "text_kind": "summary", "publisher": "a library"}
    switches = {"at_risk": False, "hedged": False, "transit": False, "samples": False}
    network = {"edges": [], "editions": [2018], "countries_without_text": [], **switches}
    told = flow_map({**network, "texts": [{**text, "publisher": "an embassy"}, other, other]})
    assert (
        "1 narrative and 2 summaries by another agency held here, published by a library and an embassy"
        in (told.source)
    )
    unknown = flow_map({**network, "texts": [{**text, "publisher": ""}, other]})
    assert "published by a library or of unknown publisher (1)" in unknown.source


def test_the_source_line_of_agreement_names_the_labels_and_their_file() -> None:
    scores = {"a": {"f1": 1.0, "low": 1.0, "high": 1.0, "n": 50}}
    labels = load_measured().labels("narrative")
    chart = agreement_dots(scores, measure="f1", what="two runs", labels=labels)
    assert chart.source == labels
    assert "language models" in labels
    assert "measured.json" in labels


def test_scores_without_the_measure_are_refused() -> None:
    with pytest.raises(WrongUse, match="krippendorff"):
        agreement_dots({"a": {"f1": 1.0, "n": 3}}, measure="krippendorff_alpha", what="two coders")
