"""What is asked for: items, acts, topics and parts, in lists and in prose."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from tests.coding.making import coding_of
from tierbook.codebook import load_codebook
from tierbook.coding import Coding
from tierbook.coding.coders.rules.recommendations.items import find_act
from tierbook.coding.coders.rules.recommendations.words import load_words
from tierbook.files import load_yaml
from tierbook.narrative import Pillar
from tierbook.standards import load_statutes

CASES = Path(__file__).parent / "cases" / "recommendations.yaml"


def _coded(case: dict[str, Any]) -> tuple[Coding, list[dict[str, Any]]]:
    coding = coding_of(
        case["text"],
        country=case.get("country", "WSM"),
        edition=int(case.get("edition", 2018)),
        pillar=cast(Pillar, case.get("prose", "recommendations")),
    )
    finding = coding.get("recommendations")
    return coding, cast(list[dict[str, Any]], finding.value) if finding else []


@pytest.mark.parametrize("case", load_yaml(CASES), ids=lambda case: case["text"][:50])
def test_items_say_what_is_asked_for(case: dict[str, Any]) -> None:
    _, items = _coded(case)
    acts = [None if act == "null" else act for act in case["acts"]]
    assert [item["act"] for item in items] == acts
    if "topics" in case:
        assert [item["topics"] for item in items] == case["topics"]
        assert [item["topic"] for item in items] == [t[0] if t else None for t in case["topics"]]
    for topic in case.get("not", ()):
        assert all(topic not in item["topics"] for item in items)
    if "parts" in case:
        assert [[p["text"] for p in item["parts"]] for item in items] == case["parts"]


@pytest.mark.parametrize("case", load_yaml(CASES), ids=lambda case: case["text"][:50])
def test_words_of_items_and_parts_stand_at_their_offsets(case: dict[str, Any]) -> None:
    coding, items = _coded(case)
    text = coding.narrative.text
    for item in items:
        assert item["text"] in text
        for part in item["parts"]:
            assert text[part["start"] : part["end"]] == part["text"]
            assert part["text"] in item["text"]


def test_topics_are_one_set_over_all_items() -> None:
    coding = coding_of("Train police; train judges and open a shelter.", pillar="recommendations")
    finding = coding.get("recommendations.topics")
    assert finding is not None
    assert finding.value == ["prosecution.training", "protection.shelter"]
    assert {e.supports for e in finding.evidence} == set(finding.value)


def test_what_is_asked_for_never_codes_the_year() -> None:
    coding = coding_of(
        "Investigate traffickers; open shelters; adopt a national action plan; train police.",
        pillar="recommendations",
    )
    assert {f.variable.partition(".")[0] for f in coding.findings} == {"recommendations"}


def test_criteria_of_topics_are_those_of_the_law() -> None:
    statutes = load_statutes()
    known = {entry.id for entry in (*statutes.standards, *statutes.criteria)}
    rows = load_words("topics")["topics"]
    named = {row["criterion"] for row in rows if "criterion" in row}
    # The factors of section 110(b)(3), `sig.*`, are weighed by the reader and are no entries of the statute.
    assert {name for name in named if not name.startswith("sig.")} <= known


def test_every_variable_of_what_is_asked_for_has_topics() -> None:
    variables = load_codebook().variables
    asked = {i for i in variables if i.startswith("recommendations.")} - {"recommendations.topics"}
    assert asked == set(load_words("asked_for"))
    topics = {row["topic"] for row in load_words("topics")["topics"]}
    unnamed = topics - {t for ids in load_words("asked_for").values() for t in ids}
    assert unnamed <= {
        "protection.victim_concept", "protection.shelter_closed", "protection.work",
        "prosecution.unit", "cooperation.ngos", "prosecution.victims_encouraged", "prevention.demand_labor",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("significantly increase efforts to prosecute traffickers", "prosecute"),
        ("while respecting due process, convict traffickers", "convict"),
        ("continue the survey of mines", "continue"),
        ("work with ministries to open shelters", "work"),
        ("continue funding shelters", "fund"),
        ("more aggressively and transparently investigate", "investigate"),
    ],
)
def test_the_act_stands_behind_light_verbs(words: str, act: str) -> None:
    assert find_act(words) == act
