"""Routes: who tells them, what stays off unless asked for, which texts are read, and what files of them hold."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import networkx
import pytest

from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tierbook.dossier import HeldText, RouteNetwork, collect_routes


def profile(unit: str, words: str, kind: str = "narrative") -> HeldText:
    if kind == "summary":
        return hold(unit, words, "summary")
    names = {"NOR": "NORWAY", "THA": "THAILAND", "HRV": "CROATIA", "ALB": "ALBANIA"}
    text = f"{names[unit[:3]]}: Tier 2\n\nTRAFFICKING PROFILE\n\n{words}\n"
    return hold(unit, text, "sample" if kind == "sample" else "narrative")


NORWAY = profile(
    "NOR:2018",
    "Thai women are subjected to sex trafficking in Norway. Malian men may be subjected to forced labor in Norway. "
    "Workers from Nepal are vulnerable to forced labor on Norwegian farms.",
)
THAILAND = profile(
    "THA:2018",
    "Thai women and men are subjected to sex trafficking and forced labor in Norway and Japan.",
)
CROATIA = profile(
    "HRV:2018",
    "Croatia is a transit country for women trafficked from Moldova to Italy for sexual exploitation.",
)


def ends(network: RouteNetwork) -> set[tuple[str, str]]:
    return {edge.ends for edge in network.edges}


def test_what_origin_and_destination_tell_is_told_apart() -> None:
    network = collect_routes([NORWAY, THAILAND])
    (pair,) = [p for p in network.pairs() if (p.origin, p.destination) == ("THA", "NOR")]
    assert pair.told_by == ("origin", "destination")
    assert pair.agreement == "both"
    told = {edge.told_by: edge for edge in pair.edges}
    assert told["destination"].forms == ("sex_trafficking",)
    assert "forced_labor" in told["origin"].forms
    assert told["origin"].told_in == "THA"


def test_a_route_that_one_end_is_silent_on_is_not_told_by_both() -> None:
    silent = profile("NOR:2018", "Romanian women are subjected to sex trafficking in Norway.")
    network = collect_routes([silent, THAILAND])
    found = {(p.origin, p.destination): p.agreement for p in network.pairs()}
    assert found["THA", "NOR"] == "origin alone"
    assert found["THA", "JPN"] == "not_held"


def test_a_third_country_tells_a_way_through_it() -> None:
    (edge,) = collect_routes([CROATIA]).edges
    assert (edge.ends, edge.via, edge.told_by) == (("MDA", "ITA"), ("HRV",), "third")


def test_hedged_and_at_risk_are_off_unless_asked_for() -> None:
    assert ends(collect_routes([NORWAY])) == {("THA", "NOR")}
    hedged = collect_routes([NORWAY], hedged=True)
    assert ends(hedged) == {("THA", "NOR"), ("MLI", "NOR")}
    assert {e.certainty for e in hedged.edges if e.origin == "MLI"} == {"possible"}
    at_risk = collect_routes([NORWAY], at_risk=True)
    assert [(e.ends, e.kind) for e in at_risk.edges if e.kind == "at_risk"] == [
        (("NPL", "NOR"), "at_risk")
    ]


def test_a_leg_of_a_way_through_is_off_unless_asked_for() -> None:
    text = profile(
        "HRV:2018", "Croatia is a transit country for women from Bosnia and Herzegovina."
    )
    assert not collect_routes([text]).edges
    (edge,) = collect_routes([text], transit=True).edges
    assert (edge.ends, edge.kind) == (("BIH", "HRV"), "transit")


def test_of_two_texts_of_an_edition_the_narrative_is_read() -> None:
    summary = profile(
        "NOR:2018", "Norway is a destination for women from Romania (2018)", "summary"
    )
    for texts in ([summary, NORWAY], [NORWAY, summary]):
        network = collect_routes(texts)
        assert [text.text_kind for text in network.texts] == ["narrative"]
        assert ends(network) == {("THA", "NOR")}


def test_samples_are_read_only_where_nothing_else_is() -> None:
    sample = profile(
        "ALB:2018", "Albanian women are subjected to sex trafficking in Italy.", "sample"
    )
    assert collect_routes([sample]).samples
    network = collect_routes([sample, NORWAY])
    assert not network.samples
    assert network.countries_with_text == ("NOR",)


def test_countries_without_text_are_named_whether_or_not_a_route_leads_there() -> None:
    network = collect_routes([NORWAY, THAILAND])
    assert {"JPN", "FRA"} <= set(network.countries_without_text)
    assert not {"NOR", "THA", "SCG"} & set(network.countries_without_text)


def test_filters_keep_what_fits_and_forget_texts_of_other_editions() -> None:
    older = profile("NOR:2017", "Romanian men are subjected to forced labor in Norway.")
    network = collect_routes([NORWAY, THAILAND, older])
    assert ends(network.filter(forms=["forced_labor"], editions=[2017])) == {("ROU", "NOR")}
    assert ends(network.filter(victims=["women"], countries=["JPN"])) == {("THA", "JPN")}
    assert network.filter(editions=[2017]).countries_with_text == ("NOR",)
    assert ends(network.filter(told_by=["destination"], editions=[2018])) == {("THA", "NOR")}


def test_editions_are_compared_side_by_side_and_among_the_same_countries_alone() -> None:
    texts = [
        profile("NOR:2016", "Thai women are subjected to sex trafficking in Norway."),
        profile("NOR:2017", "Romanian women are subjected to sex trafficking in Norway."),
        profile("ALB:2017", "Albanian women are subjected to sex trafficking in Italy."),
        profile("ALB:2019", "Albanian women are subjected to sex trafficking in Greece."),
    ]
    rows = {row.edition: row for row in collect_routes(texts).over_time()}
    assert (rows[2017].newly_told, rows[2017].no_longer_told, rows[2017].like_texts) == (1, 1, 1)
    assert rows[2016].newly_told is None
    assert rows[2019].newly_told is None, "nothing is compared across 2018, which is not held"


def test_the_silence_of_a_summary_is_no_end_of_a_route() -> None:
    texts = [
        profile("NOR:2017", "Norway is a destination for women from Romania (2017)", "summary"),
        profile("NOR:2018", "Norway is on Tier 1 (2018)", "summary"),
    ]
    rows = collect_routes(texts).over_time()
    assert {row.no_longer_told for row in rows} == {None}


def test_origins_of_made_countries_come_back_edition_by_edition() -> None:
    made = make_country("NOR", first=2012, editions=7, seed=2)
    network = collect_routes(made.hold())
    for edition in made:
        found = network.filter(editions=[edition.edition])
        assert {edge.origin for edge in found.edges} == set(edition.origins)
        assert all(edge.destination == "NOR" for edge in found.edges)


def test_every_mention_is_quoted_where_it_stands() -> None:
    texts = {text.document: text for text in (NORWAY, THAILAND, CROATIA)}
    network = collect_routes(texts.values(), at_risk=True, hedged=True, transit=True)
    assert network.edges
    for edge in network.edges:
        assert edge.quotes
        for quote in edge.quotes:
            assert texts[edge.document].text[quote.start : quote.end] == quote.text


def test_measures_count_each_pair_once_and_say_whose_text_is_held() -> None:
    network = collect_routes([NORWAY, THAILAND, CROATIA])
    rows = {row.country: row for row in network.centrality()}
    assert (rows["THA"].destinations, rows["NOR"].origins) == (2, 1)
    assert (rows["JPN"].held, rows["THA"].held) == (False, True)
    assert rows["HRV"].passed == 1
    assert rows["NOR"].in_degree == pytest.approx(1 / (len(rows) - 1))
    assert sum(row.betweenness for row in rows.values()) == 0


def test_files_of_the_network_are_read_back_by_others() -> None:
    network = collect_routes([NORWAY, THAILAND, CROATIA])
    graphml = networkx.parse_graphml(network.to_graphml())
    gexf = networkx.read_gexf(io.BytesIO(network.to_gexf().encode()))
    for graph in (graphml, gexf):
        assert {(a, b) for a, b, *_ in graph.edges} == ends(network)
        assert graph.number_of_edges() == len(network)
        assert graph.nodes["JPN"]["text_held"] in (False, "false")
    rows = list(csv.DictReader(io.StringIO(network.to_csv())))
    assert {(row["origin"], row["destination"]) for row in rows} == ends(network)
    assert all(row["words"] for row in rows)


def test_a_file_does_not_know_the_day_on_which_it_is_written() -> None:
    network = collect_routes([NORWAY])
    root = ElementTree.fromstring(network.to_gexf())
    meta = next(child for child in root if child.tag.endswith("meta"))
    assert "lastmodifieddate" not in meta.attrib
    assert network.to_gexf() == collect_routes([NORWAY]).to_gexf()


def test_an_empty_network_is_written_and_measured_too() -> None:
    network = collect_routes([])
    assert network.centrality() == ()
    assert network.to_csv().count("\n") == 1
    assert networkx.parse_graphml(network.to_graphml()).number_of_nodes() == 0


def test_a_network_comes_back_from_its_record_and_forgets_what_is_not_asked_for() -> None:
    whole = collect_routes([NORWAY, THAILAND, CROATIA], at_risk=True, hedged=True, transit=True)
    back = RouteNetwork.from_dict(json.loads(json.dumps(whole.to_dict())))
    assert back == whole
    assert back.only() == collect_routes([NORWAY, THAILAND, CROATIA])
    assert back.only(hedged=True).hedged
