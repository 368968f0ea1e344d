"""The narrative of Japan 2003, coded whole, against the table that two readers agreed on and against people's codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tierbook.coding import Coding, Finding, code_narrative
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def seed(shared: Path) -> Coding:
    page = shared / "data" / "narratives" / "refworld-2003-japan.txt"
    return code_narrative(
        parse_document(read_bytes(page.read_bytes(), name=page.name).documents[0])
    )


def _all(seed: Coding, variable: str) -> list[Finding]:
    return [f for f in seed.findings if f.variable == variable]


def _one(seed: Coding, variable: str) -> Finding:
    (finding,) = _all(seed, variable)
    return finding


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("tier.stated", "2"),
        ("tier.standards", "significant"),
        ("profile.destination", "yes"),
        ("profile.internal", "yes"),
        ("prosecution.law", "no"),
        ("prosecution.investigated", "yes"),
        ("prosecution.prosecuted", "yes"),
        ("prosecution.convicted", "yes"),
        ("prosecution.lenient_sentences", "yes"),
        ("protection.victims_penalised", "yes"),
        ("protection.victims_deported", "yes"),
        ("protection.remedies", "yes"),
        ("prevention.action_plan", "no"),
        ("prevention.campaigns", "yes"),
        ("cooperation.international", "yes"),
    ],
)
def test_one_value(seed: Coding, variable: str, value: str) -> None:
    assert {f.value for f in _all(seed, variable)} == {value}


@pytest.mark.parametrize(
    "variable",
    [
        "profile.source",
        "profile.transit",
        "prosecution.complicity",
        "prosecution.officials_held",
        "protection.identification",
        "protection.services",
        "protection.shelter",
        "prevention.demand",
        "prevention.sex_tourism",
        "prevention.hotline",
        "prevention.coordination",
    ],
)
def test_silence(seed: Coding, variable: str) -> None:
    assert _all(seed, variable) == []
    silence = next(s for s in seed.silences if s.variable == variable)
    assert silence.absence == "not_stated"


def test_where_victims_come_from(seed: Coding) -> None:
    assert _one(seed, "profile.origins").value == ["CHN", "KOR", "THA", "TWN", "PHL", "COL"]
    assert _one(seed, "profile.origin_regions").value == ["Eastern Europe"]
    assert _all(seed, "profile.destinations") == []
    assert _all(seed, "profile.destination_regions") == []


def test_who_and_for_what(seed: Coding) -> None:
    assert _one(seed, "profile.forms").value == ["sex_trafficking"]
    assert sorted(_one(seed, "profile.victims").value) == ["children", "men", "women"]  # type: ignore[call-overload]


def test_a_stay_stands_on_paper_and_is_rarely_given(seed: Coding) -> None:
    rows = {f.level: f for f in _all(seed, "protection.residency")}
    assert {level: (f.value, f.quality) for level, f in rows.items()} == {
        "law": ("yes", None),
        "practice": ("yes", "weak"),
    }


def test_training_at_home_and_abroad(seed: Coding) -> None:
    assert {(f.value, f.place) for f in _all(seed, "prosecution.training")} == {
        ("yes", None),
        ("yes", "abroad"),
    }


def test_cooperation_is_money_abroad(seed: Coding) -> None:
    assert _one(seed, "cooperation.international").place == "abroad"


def test_prosecutions_are_weak(seed: Coding) -> None:
    assert _one(seed, "prosecution.prosecuted").quality == "weak"
    assert _one(seed, "protection.remedies").quality == "weak"


def test_how_officials_understand_a_victim(seed: Coding) -> None:
    assert set(_one(seed, "protection.victim_concept").value) == {  # type: ignore[call-overload]
        "too_narrow",
        "officials_disagree",
        "seen_as_offenders",
    }


def test_a_need_for_a_law_on_sex_tourism_proves_nothing(seed: Coding) -> None:
    silence = next(s for s in seed.silences if s.variable == "prevention.sex_tourism")
    assert any("need" in r.why for r in silence.rejected)


@pytest.fixture(scope="module")
def people(shared: Path) -> dict[str, str]:
    """The row of the Human Trafficking Indicators (Frank 2013) on the same text."""
    with (shared / "data" / "hti-2001-2011.csv").open(encoding="utf-8") as table:
        return next(r for r in csv.DictReader(table) if (r["iso3"], r["year"]) == ("JPN", "2003"))


def test_people_and_rules_agree(seed: Coding, people: dict[str, str]) -> None:
    def said(variable: str) -> bool:
        return any(f.value == "yes" for f in _all(seed, variable))

    assert said("profile.destination") is (people["destination"] == "Yes")
    assert said("profile.internal") is (people["internal"] == "Yes")
    assert said("profile.source") is (people["source"] == "Yes")
    assert said("profile.transit") is (people["transit"] == "Yes")
    assert said("protection.victims_penalised") is (people["victimpunish"] == "Yes")
    assert (people["victimid"], people["victimservices"]) == ("No mention", "No mention")
    assert not _all(seed, "protection.identification")
    assert not _all(seed, "protection.services")
    assert "significant" in {f.value for f in _all(seed, "tier.standards")}
    assert people["efforts"] == "Yes"


def test_people_say_some_law_because_other_laws_are_used(
    seed: Coding, people: dict[str, str]
) -> None:
    """They code a law that is usable; we code a law against trafficking. These words decide."""
    assert people["domesticlaws"] == "Some"
    (evidence,) = _one(seed, "prosecution.law").evidence
    assert "no law specifically" in evidence.text
    assert "labor laws" in evidence.text


def test_people_code_child_prostitution_from_children_and_sex_in_one_sentence(
    seed: Coding, people: dict[str, str]
) -> None:
    """They join children with sexual exploitation; the sentence names them in one list. These words decide."""
    assert people["cpdest"] == "Yes"
    evidence = _one(seed, "profile.victims").evidence
    assert any("children" in e.text and "sexual exploitation" in e.text for e in evidence)


def test_people_find_no_figure_of_convictions_where_one_case_is_told(
    seed: Coding, people: dict[str, str]
) -> None:
    """Their variable asks for statistics; ours for a conviction, and one is told. These words decide."""
    assert people["convictinfo"] == "No mention"
    assert any("conviction of" in e.text for e in _one(seed, "prosecution.convicted").evidence)
