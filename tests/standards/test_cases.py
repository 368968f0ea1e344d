"""Situations that a lawyer can write: what was coded, and how it must be judged (`tests/cases/standards/`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.standards.making import make_coding
from tierbook.editions import History
from tierbook.files import load_yaml_folder
from tierbook.standards import (
    Assessment,
    OwnFile,
    OwnFinding,
    OwnJudgement,
    OwnSource,
    Withdrawal,
    assess_coding,
)

FOLDER = Path(__file__).parents[1] / "cases" / "standards"
KEYS = {
    "name",
    "edition",
    "text_kind",
    "findings",
    "own",
    "expect",
    "leaning",
    "leading",
    "presumed",
    "reasons",
    "not_asked",
    "changes",
    "contradictions",
    "says",
}


def _cases() -> Iterator[Any]:
    for path, cases in load_yaml_folder(FOLDER):
        for case in cases:
            yield pytest.param(case, id=f"{Path(path).stem}: {case['name']}")


def _own(case: dict[str, Any]) -> OwnFile | None:
    """Return what a person's file would hold."""
    entries = case.get("own")
    if entries is None:
        return None
    findings = [
        OwnFinding(**{"source": OwnSource("A source"), **row})
        for row in entries.get("findings", [])
    ]
    return OwnFile(
        "JPN",
        int(case["edition"]),
        findings=tuple(findings),
        withdraw=tuple(Withdrawal(finding=i) for i in entries.get("withdraw", [])),
        judgements=tuple(OwnJudgement(**row) for row in entries.get("judgements", [])),
    )


def _assess(case: dict[str, Any]) -> Assessment:
    for row in case["findings"]:  # the loader keeps every scalar as text
        for item in row["value"] if isinstance(row["value"], list) else ():
            if isinstance(item, dict):
                item["n"] = int(item["n"])
    coding = make_coding(
        case["findings"], edition=int(case["edition"]), text_kind=case.get("text_kind", "narrative")
    )
    return assess_coding(coding, own=_own(case), history=History(()))


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    assert not case.keys() - KEYS
    assessment = _assess(case)
    judged = {criterion: assessment.get(criterion) for criterion in case["expect"]}
    assert case["expect"] == {
        criterion: "not in force" if judgement is None else judgement.judgement
        for criterion, judgement in judged.items()
    }
    for criterion, words in case.get("reasons", {}).items():
        judgement = assessment.get(criterion)
        assert judgement is not None
        reasons = " ".join(judgement.reasons)
        assert [w for w in words if w not in reasons] == [], reasons
    for criterion, word in case.get("leaning", {}).items():
        judgement = assessment.get(criterion)
        assert judgement is not None
        assert (judgement.leaning or "none") == word
    for criterion, word in case.get("leading", {}).items():
        judgement = assessment.get(criterion)
        assert judgement is not None
        assert judgement.leading == word
    for criterion, word in case.get("presumed", {}).items():
        judgement = assessment.get(criterion)
        assert judgement is not None
        assert judgement.presumed is (word == "yes")
    if "not_asked" in case:
        found = [n.criterion.id for n in assessment.not_asked]
        assert [i for i in case["not_asked"] if i not in found] == []
        assert case["not_asked"] or not found
    if "changes" in case:
        assert case["changes"] == {
            c.id: f"{c.before} to {c.after}" + (f", {c.person}" if c.person else "")
            for c in assessment.changes
        }
    if "contradictions" in case:
        assert [c.id for c in assessment.contradictions] == case["contradictions"]
    for words in case.get("says", []):
        assert words in " ".join(c.says for c in assessment.contradictions)


def test_there_are_cases_enough_and_their_names_differ() -> None:
    names = [case["name"] for _, cases in load_yaml_folder(FOLDER) for case in cases]
    assert len(names) >= 80
    assert len(names) == len(set(names))
