"""The profile part on sentences of our own, and what holds for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding.profile.making import make_reading
from tierbook.codebook import check_value, load_codebook
from tierbook.coding.coders.rules.profile import code_profile
from tierbook.coding.coders.rules.reading import Candidate
from tierbook.files import load_yaml

CASES: list[dict[str, Any]] = load_yaml(Path(__file__).with_name("cases.yaml"))


def candidates(case: dict[str, Any]) -> list[Candidate]:
    home = case.get("home", "GHA")
    return code_profile(
        make_reading(
            case["text"],
            home=None if home == "null" else home,
            edition=int(case.get("edition", 2012)),
            summary=case.get("form") == "summary",
            before=case.get("before", ""),
        )
    )


def values(found: list[Candidate], variable: str, *, counts: bool = True) -> list[str]:
    return sorted({str(c.value) for c in found if c.variable == variable and c.counts is counts})


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_reads_the_sentence_as_a_lawyer_would(case: dict[str, Any]) -> None:
    found = candidates(case)
    for variable, expected in case.get("expect", {}).items():
        assert values(found, variable) == sorted(expected), variable
    for variable, expected in case.get("includes", {}).items():
        assert set(expected) <= set(values(found, variable)), variable
    for variable, expected in case.get("refuse", {}).items():
        refused = [c for c in found if c.variable == variable and not c.counts]
        assert set(expected) <= {str(c.value) for c in refused}
        assert any(
            case.get("why", "") in (c.why or "") for c in refused if str(c.value) in expected
        )
    for variable, expected in case.get("certainty", {}).items():
        assert {c.certainty for c in found if c.variable == variable and c.counts} == {expected}
    for variable, expected in case.get("said_by", {}).items():
        assert {c.said_by for c in found if c.variable == variable and c.counts} == {expected}
    if "edges" in case:
        edges = [c.value for c in found if c.variable == "flows.edges"]
        assert sorted([e["from"], e["to"]] for e in edges) == sorted(case["edges"])  # type: ignore[index]


def test_there_are_enough_cases_and_their_names_differ() -> None:
    assert len(CASES) >= 120
    assert len({c["id"] for c in CASES}) == len(CASES)


def test_an_edge_carries_the_forms_and_victims_of_its_own_clause() -> None:
    found = candidates(
        {
            "home": "GIN",
            "text": "Guinean boys are forced to beg in Mali, while Guinean women are prostituted in Spain.",
        }
    )
    edges = {e["to"]: e for e in (c.value for c in found if c.variable == "flows.edges")}  # type: ignore[index]
    assert edges["MLI"]["victims"] == ["boys"]
    assert "forced_begging" in edges["MLI"]["forms"]
    assert edges["ESP"]["victims"] == ["women"]
    assert edges["ESP"]["forms"] == ["sex_trafficking"]


def test_an_edge_carries_the_forms_of_its_own_people_within_a_clause() -> None:
    found = candidates(
        {
            "home": "LBN",
            "text": "Lebanon is a destination for Ethiopian women trafficked for domestic servitude, and for Syrian"
            " women trafficked for sexual exploitation.",
        }
    )
    edges = {e["from"]: e for e in (c.value for c in found if c.variable == "flows.edges")}  # type: ignore[index]
    assert sorted(edges["ETH"]["forms"]) == ["domestic_servitude", "forced_labor"]
    assert edges["SYR"]["forms"] == ["sex_trafficking"]


def test_an_edge_told_twice_carries_what_both_sentences_say() -> None:
    found = candidates(
        {
            "home": "GEO",
            "text": "Georgian women are exploited in sex trafficking in Turkey. Georgian men are subjected to forced"
            " labor in Turkey.",
        }
    )
    edges = [c.value for c in found if c.variable == "flows.edges"]
    assert len(edges) == 2
    for edge in edges:
        assert edge["forms"] == ["sex_trafficking", "forced_labor"]  # type: ignore[index]
        assert edge["victims"] == ["women", "men"]  # type: ignore[index]


def test_a_way_through_the_country_names_it() -> None:
    found = candidates(
        {
            "home": "HRV",
            "text": "Croatia is a transit country for women trafficked from Moldova to Italy for sexual exploitation.",
        }
    )
    edges = [c.value for c in found if c.variable == "flows.edges"]
    assert edges == [
        {
            "from": "MDA",
            "to": "ITA",
            "forms": ["sex_trafficking"],
            "victims": ["women"],
            "via": ["HRV"],
        }
    ]


def test_what_did_not_count_has_a_reason() -> None:
    for case in CASES:
        for found in candidates(case):
            assert found.counts or found.why, (case["id"], found.variable, found.value)


def test_a_country_counts_once_in_a_sentence() -> None:
    found = candidates(
        {
            "home": "NLD",
            "text": "Victims come from Mali, Peru, and Mali, where others are exploited.",
        }
    )
    assert [c.value for c in found if c.variable == "profile.origins" and c.counts].count(
        "MLI"
    ) == 1


WORDS = st.sampled_from(
    "women girls children men from in to through are forced subjected to sex trafficking labor vulnerable at risk of"
    " Ghana Ghanaian Nigerian Togo China Chinese traffickers exploit victims is a source transit and"
    " destination country for , ; ."
    " the Middle East Europe while where some they may reportedly promises jobs fishing – ’s (".split()
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, min_size=1, max_size=60), st.booleans(), st.sampled_from(["GHA", "CHN", None])
)
def test_marks_lie_in_their_sentence_and_values_in_the_vocabulary(
    words: list[str], summary: bool, home: str | None
) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    reading = make_reading(text, home=home, summary=summary)
    for found in code_profile(reading):
        assert found.unit.start <= found.start < found.end <= found.unit.end
        assert_valid(found)


def assert_valid(found: Candidate) -> None:
    variable = load_codebook().variables[found.variable]
    lists = variable.type in ("categories", "countries", "regions", "edges")
    check_value(load_codebook(), found.variable, [found.value] if lists else found.value)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text: str) -> None:
    if text.strip():
        for found in code_profile(make_reading(text)):
            assert found.unit.start <= found.start < found.end <= found.unit.end


def test_the_same_text_gives_the_same_candidates() -> None:
    text = "Women from Mali, Togo, and Benin are forced into prostitution in Ghana, and boys are forced to beg."
    first = [(c.variable, repr(c.value), c.start, c.end) for c in code_profile(make_reading(text))]
    assert first == [
        (c.variable, repr(c.value), c.start, c.end) for c in code_profile(make_reading(text))
    ]
