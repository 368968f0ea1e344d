"""Records of cases: what they hold, how sentences join, and that no name of a person is ever a value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding.making import coding_of
from tierbook.coding import Coding, code_narrative
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes


def _cases(coding: Coding) -> list[dict[str, Any]]:
    found = [f for f in coding.findings if f.variable == "cases.records"]
    return [row for f in found if isinstance(f.value, list) for row in f.value]


def _told(text: str, edition: int = 2018) -> list[dict[str, Any]]:
    return _cases(coding_of(text, country="NLD", edition=edition))


def test_an_official_is_told_by_office_offence_law_term_and_date() -> None:
    (case,) = _told(
        "In March 2017, a court convicted a police officer of sex trafficking under the 2009 anti-trafficking law and"
        " sentenced him to six years in prison."
    )
    assert case["role"] == "police"
    assert case["official"] is True
    assert case["accused"] == 1
    assert case["offence"] == "sex_trafficking"
    assert case["law"] == "2009 anti-trafficking law"
    assert (case["outcome"], case["sentence_months"], case["date"]) == (
        "convicted",
        72,
        "March 2017",
    )


def test_sentences_that_go_on_add_to_one_record() -> None:
    (case,) = _told(
        "In one case, police arrested a couple for forcing three girls from Hungary into prostitution. The court"
        " sentenced them to four years in prison."
    )
    assert (case["outcome"], case["sentence_months"], case["victims"]) == ("convicted", 48, 3)
    assert case["victim_origins"] == ["HUN"]


def test_a_case_that_waits_is_pending() -> None:
    (case,) = _told(
        "In May 2017, police arrested a farmer for forced labor; the trial was pending."
    )
    assert (case["role"], case["outcome"], case["offence"]) == (
        "employer",
        "pending",
        "forced_labor",
    )


def test_a_case_that_waits_may_go_on_to_a_verdict() -> None:
    (case,) = _told(
        "In May 2017, police arrested a diplomat for forced labor; his case was pending. The court convicted him in"
        " December."
    )
    assert (case["role"], case["outcome"]) == ("diplomat", "convicted")


def test_what_befell_others_in_the_sentence_is_not_laid_to_the_accused() -> None:
    (case,) = _told(
        "In March 2017, authorities arrested a police officer for trafficking, and three traffickers were convicted."
    )
    assert (case["role"], case["outcome"]) == ("police", "arrested")


@pytest.mark.parametrize(
    "text",
    [
        "Courts convicted 82 traffickers in 2017.",
        "If police arrest a victim, the law does not protect her.",
        "The government did not convict an official.",
        "Police arrested a victim for prostitution.",
    ],
)
def test_totals_conditions_denials_and_victims_are_no_cases(text: str) -> None:
    assert _told(text) == []


def _names_in(value: object, names: tuple[str, ...]) -> bool:
    printed = json.dumps(value, ensure_ascii=False).lower()
    return any(name.lower() in printed for name in names)


_NAME = st.text(alphabet="bdfgjkmpvz", min_size=6, max_size=10).map(str.capitalize)


@settings(max_examples=30, deadline=None)
@given(first=_NAME, last=_NAME)
def test_no_name_of_a_person_ends_in_any_value(first: str, last: str) -> None:
    coding = coding_of(
        f"In June 2017, a court convicted the trafficker {first} {last} of forced labor under the penal code. Judge"
        f" {last} sentenced {first} to five years in prison and fined a police officer, {last}, $2,000.",
        country="NLD",
    )
    assert _cases(coding)
    for finding in coding.findings:
        if finding.variable.startswith(("cases.", "figures.")):
            assert not _names_in(finding.value, (first, last)), finding


@pytest.mark.shared
def test_the_case_of_japan_2003_is_told_without_its_name(shared: Path) -> None:
    page = shared / "data" / "narratives" / "refworld-2003-japan.txt"
    coding = code_narrative(
        parse_document(read_bytes(page.read_bytes(), name=page.name).documents[0])
    )
    (case,) = _cases(coding)
    assert (case["outcome"], case["offence"], case["date"]) == ("convicted", "trafficking", "2003")
    assert case["official"] is False
    assert case["victim_origins"] == ["COL"]
    text = " ".join(
        e.text for f in coding.findings if f.variable == "cases.records" for e in f.evidence
    )
    name = text.split("kingpin trafficker ")[1].split(" were")[0].replace('"', " ").split()
    assert len(name) == 3
    for finding in coding.findings:
        if finding.variable != "recommendations":
            assert not _names_in(finding.value, tuple(name))
