"""Series and routes of real texts: no line through a gap, words verbatim, summaries apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tierbook import code, read
from tierbook.dossier import HeldText, build_series, collect_routes, hold_texts

COUNTRIES = ("JPN", "THA", "NOR", "MNG", "KEN")


def _narrative(path: Path, country: str, edition: int) -> HeldText:
    document = read(path.read_bytes(), country=country, edition=edition)
    assert not isinstance(document, list)
    return HeldText.of(code(document))


@pytest.fixture(scope="module")
def japan(shared: Path) -> list[HeldText]:
    """Two narratives of Japan, fifteen editions apart."""
    narratives = shared / "data" / "narratives"
    return [
        _narrative(narratives / "refworld-2003-japan.txt", "JPN", 2003),
        _narrative(narratives / "2018" / "JPN.txt", "JPN", 2018),
    ]


@pytest.fixture(scope="module")
def summaries(shared: Path) -> list[HeldText]:
    """Every summary of Venezuela whose edition is known."""
    path = shared / "data" / "factbook-trafficking-2007-2025.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records = [
        {"text": r["text"], "country": "VEN", "text_kind": "summary", "edition": r["tip_edition"]}
        for r in rows
        if r["country"] == "Venezuela" and r["tip_edition"]
    ]
    documents = read("".join(json.dumps(record) + "\n" for record in records).encode())
    assert isinstance(documents, list)
    return [HeldText.of(code(document)) for document in documents]


def test_no_line_leads_over_the_editions_that_are_not_held(japan: list[HeldText]) -> None:
    series = {(s.what, s.unit): s for s in build_series(hold_texts(japan))}
    convictions = series["convictions", "persons"]
    assert [(p.edition, p.n) for p in convictions.given] == [(2017, 37), (2018, 23)]
    assert {p.state for p in convictions.points if 2003 < p.edition < 2017} == {"not_held"}
    assert convictions.points[0].state == "not_stated"
    assert [[p.edition for p in run] for run in convictions.segments()] == [[2017, 2018]]


def test_the_total_of_victims_stands_and_the_rest_are_beside_it(japan: list[HeldText]) -> None:
    series = {(s.what, s.unit): s for s in build_series(hold_texts(japan))}
    point = series["victims_identified", "persons"].at(2018)
    assert point is not None
    assert (point.n, {told.n for told in point.told}) == (46, {46, 12, 1, 6, 2})


def test_a_summary_that_is_silent_says_that_it_is_a_summary(summaries: list[HeldText]) -> None:
    assert summaries
    for series in build_series(hold_texts(summaries)):
        assert series.text_kind == "summary"
        assert not {p.state for p in series.points} & {"not_stated"}


def test_the_words_of_every_point_and_every_route_stand_in_the_text(shared: Path) -> None:
    texts = [
        _narrative(shared / "data" / "narratives" / "2018" / f"{country}.txt", country, 2018)
        for country in COUNTRIES
    ]
    by_id = {text.document: text for text in texts}
    network = collect_routes(texts, at_risk=True, hedged=True, transit=True)
    quotes = [quote for edge in network.edges for quote in edge.quotes]
    for text in texts:
        series = build_series(hold_texts([text]))
        quotes += [q for s in series for p in s.points for q in p.quotes]
    assert len(quotes) > 100
    assert all(by_id[q.document].text[q.start : q.end] == q.text for q in quotes)


def test_the_two_ends_of_a_route_are_told_apart_in_real_texts(shared: Path) -> None:
    narratives = shared / "data" / "narratives" / "2018"
    texts = [_narrative(narratives / f"{c}.txt", c, 2018) for c in ("JPN", "MNG", "NOR")]
    found = {(p.origin, p.destination): p.agreement for p in collect_routes(texts).pairs()}
    assert found["MNG", "JPN"] == "origin alone"
    assert found["MNG", "NOR"] == "origin alone"
    assert found["BGR", "NOR"] == "not_held"
