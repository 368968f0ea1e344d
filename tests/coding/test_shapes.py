"""What stands beside a value: acts, people, extent, place, quality, certainty, whose word, whose understanding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.coding.making import coding_of
from tierbook.codebook import load_codebook
from tierbook.files import load_yaml

CASES: list[dict[str, Any]] = load_yaml(Path(__file__).parent / "cases" / "shapes.yaml")
_PILLAR = {
    "protection": "protection",
    "prosecution": "prosecution",
    "figures": "protection",
    "prevention": "prevention",
}


@pytest.mark.parametrize("case", CASES, ids=[f"{c['in']} {c['text'][:60]}" for c in CASES])
def test_words_give_a_value_its_shape(case: dict[str, Any]) -> None:
    country, edition = case["in"].split()
    variable = case["variable"]
    coding = coding_of(
        case["text"],
        country=country,
        edition=int(edition),
        pillar=_PILLAR[variable.split(".")[0]],  # type: ignore[arg-type]
    )
    finding = coding.get(variable)
    assert finding is not None, [s for s in coding.silences if s.variable == variable]
    for name in ("certainty", "said_by", "extent", "place", "quality", "level", "note"):
        if name in case:
            assert (getattr(finding, name) or "null") == case[name], name
    for name in ("acts", "whom"):
        if name in case:
            assert list(getattr(finding, name)) == case[name], name
    if isinstance(case.get("value"), list):
        assert isinstance(finding.value, list)
        assert sorted(finding.value) == sorted(case["value"])
    elif "value" in case:
        assert finding.value == case["value"]
    for level, quality in case.get("levels", {}).items():
        assert (level, quality) in [
            (f.level, f.quality) for f in coding.findings if f.variable == variable
        ]


def test_every_code_of_the_concept_of_a_victim_has_a_case() -> None:
    codes = load_codebook().vocabularies["victim_concept"]
    shown = {
        code
        for case in CASES
        if case["variable"] == "protection.victim_concept"
        for code in case["value"]
    }
    assert shown == set(codes)


def test_every_code_that_a_case_writes_is_in_the_vocabularies() -> None:
    codes = load_codebook().vocabularies
    for case in CASES:
        assert case["variable"] in load_codebook().variables
        for name in ("acts", "whom"):
            assert set(case.get(name, ())) <= set(codes[name])
        for name in ("certainty", "said_by", "extent", "place", "quality", "level"):
            if case.get(name) == "null":
                continue
            if name in case:
                assert case[name] in codes[name]


def test_the_department_alone_states() -> None:
    """What is told on another's word is never `stated`."""
    for variable in load_codebook().variables.values():
        for example in variable.examples:
            coding = coding_of(
                example.text, country=example.country or "JPN", edition=example.edition or 2018
            )
            for f in coding.findings:
                assert f.said_by == "department" or f.certainty != "stated", (f.variable, example)


def test_a_route_says_how_sure_its_surest_words_are() -> None:
    coding = coding_of(
        "Malian women may be subjected to sex trafficking in Norway. Thai women are subjected to sex trafficking in "
        "Norway. Reportedly, Chadian women are exploited in sex trafficking in Norway. Chadian women are subjected to "
        "forced labor in Norway.",
        country="NOR",
        edition=2018,
        pillar="profile",
    )
    finding = coding.get("flows.edges")
    assert finding is not None
    assert isinstance(finding.value, list)
    sure = {edge["from"]: edge.get("certainty", "stated") for edge in finding.value}
    assert sure == {"MLI": "possible", "THA": "stated", "TCD": "stated"}
