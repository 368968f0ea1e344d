"""What does not go together in a text, found in short texts of our own (`tests/cases/contradictions/`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tierbook
from tierbook.editions import History, Placement
from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml_folder
from tierbook.standards import Assessment, assess_coding
from tierbook.standards.contradictions import KINDS, asked
from tierbook.text import read_number

FOLDER = Path(__file__).parents[1] / "cases" / "contradictions"


def _cases() -> Iterator[Any]:
    for path, cases in load_yaml_folder(FOLDER):
        for case in cases:
            yield pytest.param(case, id=f"{Path(path).stem}: {case['name']}")


def _assess(case: dict[str, Any]) -> Assessment:
    coding = tierbook.code(case["text"].encode(), country="JPN", edition=int(case["edition"]))
    return assess_coding(coding, history=_history(case))


def _history(case: dict[str, Any]) -> History:
    """Return the placements that a case gives: `{2017: 2WL, 2018: 2WL}`."""
    rows = [Placement("JPN", int(year), tier) for year, tier in case.get("history", {}).items()]
    return History(tuple(rows))


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    found = _assess(case).contradictions
    assert [c.id for c in found] == case["contradictions"], [c.says for c in found]
    if "kind" in case:
        assert {c.kind for c in found} == {case["kind"]}
    for words in case.get("says", []):
        assert words in " ".join(c.says for c in found)


@pytest.mark.parametrize("case", [p for p in _cases() if p.values[0]["contradictions"]])
def test_each_shows_the_words_of_both_sides_as_they_stand(case: dict[str, Any]) -> None:
    assessment = _assess(case)
    assert assessment.coding is not None
    narrative = assessment.coding.narrative
    for contradiction in assessment.contradictions:
        assert len(contradiction.quotes) >= 2
        assert contradiction.kind in KINDS
        for quote in contradiction.quotes:
            assert quote.text
            assert quote.place
            if quote.start is not None:
                assert narrative.text[quote.start : quote.end] == quote.text
        row = contradiction.to_dict()
        assert list(row) == ["id", "kind", "says", "findings", "quotes"]
        shown = " ".join(assessment.explain().split())
        assert contradiction.says.split(".")[0] in shown


@pytest.mark.parametrize(
    ("words", "n"),
    [("seven", 7), ("twenty-one", 21), ("1,381", 1381), ("Nine", 9), ("dozen", None)],
)
def test_numbers_are_read_as_they_are_printed(words: str, n: int | None) -> None:
    assert read_number(words) == n


def test_a_rule_of_what_is_asked_for_has_all_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    asked._pairs.cache_clear()
    monkeypatch.setattr(asked, "load_yaml", lambda path: {"rules": {"law": {"asks": "a law"}}})
    with pytest.raises(StatuteInvalid, match="asks"):
        asked._pairs()
    asked._pairs.cache_clear()


@pytest.mark.shared
def test_in_the_narratives_of_2018_only_those_are_found_that_were_read_and_are_true(
    shared: Path,
) -> None:
    found = {}
    for path in sorted((shared / "data" / "narratives" / "2018").glob("*.txt")):
        rows = tierbook.assess(path).contradictions
        for row in rows:
            found.setdefault(row.id, []).append(path.stem)
    assert found == {
        "tier.heading": ["GNB", "SAU", "SLE", "ZAF"],
        "count.parts": ["SWZ", "UGA", "ZAF"],
        "verdict.figures": ["SAU", "TGO", "TLS", "TTO", "VNM"],
    }
