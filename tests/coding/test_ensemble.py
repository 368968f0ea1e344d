"""Rules and model together: what both say stands with the words of both, what they dispute is listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.coding.llm.asking import LAW, coder_of, finding, only, sample
from tests.coding.llm.server import Reply, completion, serving
from tests.coding.llm.simulated import SimulatedModel
from tierbook.coding import (
    Coding,
    Dispute,
    EnsembleCoder,
    RulesCoder,
    code_narrative,
    coding_line_schema,
    combine_codings,
)


@pytest.fixture
def rules() -> Coding:
    return code_narrative(sample())


def by_variable(disputes: tuple[Dispute, ...]) -> dict[str, Dispute]:
    return {d.variable: d for d in disputes}


def test_a_model_that_says_what_the_rules_say_disputes_nothing(
    tmp_path: Path, rules: Coding
) -> None:
    with serving(SimulatedModel([rules])) as server:
        both = EnsembleCoder(RulesCoder(), coder_of(server, tmp_path))
        coding = both.code(rules.narrative)
    assert both.name == coding.coder == "ensemble/rules/1+llm/simulated/1"
    assert both.disputes == {rules.narrative.document.id: ()}
    assert len(coding.findings) == len(rules.findings) > 3
    for made, ours in zip(coding.findings, rules.findings, strict=True):
        assert (made.variable, made.value) == (ours.variable, ours.value)
        assert {e.text for e in made.evidence} == {e.text for e in ours.evidence}
        assert made.note is not None
        assert made.note.endswith("both coders")
        assert made.id != ours.id
    assert {"model", "prompt", "cues", "codebook"} <= dict(coding.versions).keys()


def test_what_they_dispute_is_listed_and_the_rules_word_stands(
    tmp_path: Path, rules: Coding
) -> None:
    law = rules.get("prosecution.law")
    assert law is not None
    assert law.value == "yes"
    against = {**LAW, "value": "no"}
    alone = finding("protection.hotline_sample", "yes", "p3s2", "ran a telephone line")
    ngo = finding("prevention.hotline", "no", "p3s2", "An NGO ran a telephone line")
    origins = finding("profile.origins", "KOR", "p1s1", "women from Thailand")

    def answering(request: dict[str, Any], _: int) -> Reply:
        return completion(only(request, against, alone, ngo, origins))

    with serving(answering) as server:
        both = EnsembleCoder(RulesCoder(), coder_of(server, tmp_path))
        coding = both.code(rules.narrative)
    disputes = by_variable(both.disputes[rules.narrative.document.id])
    assert disputes["prosecution.law"].kind == "value"
    assert disputes["profile.origins"].kind == "element"
    assert coding.get("prosecution.law").value == "yes"  # type: ignore[union-attr]
    assert coding.get("profile.origins").value == ["THA"]  # type: ignore[union-attr]
    assert "disputed" in (coding.get("prosecution.law").note or "")  # type: ignore[union-attr]
    assert {d.kind for d in disputes.values()} == {"value", "element", "only"}
    line = disputes["prosecution.law"].to_dict(coding)
    assert line["unit"] == "JPN:2018"
    assert line["kept"] == "rules/1"
    values = line["values"]
    assert isinstance(values, list)
    assert [(v["coder"], v["value"]) for v in values] == [
        ("rules/1", "yes"),
        ("llm/simulated/1", "no"),
    ]
    assert all(v["evidence"] for v in values)


def test_what_one_alone_finds_is_a_dispute_and_in_the_coding_only_if_the_rules_found_it(
    rules: Coding,
) -> None:
    silent = replace(rules, coder="llm/none/1", findings=())
    kept, disputes = combine_codings(rules, silent)
    assert len(kept.findings) == len(disputes) == len(rules.findings)
    assert {d.kind for d in disputes} == {"only"}
    none, others = combine_codings(replace(rules, findings=()), replace(rules, coder="llm/all/1"))
    assert none.findings == ()
    assert len(others) == len(rules.findings)
    assert all(d.said[0][1] is None for d in others)


def test_every_finding_is_agreed_or_disputed_and_none_is_lost(rules: Coding) -> None:
    half = replace(rules, coder="llm/half/1", findings=rules.findings[::2])
    coding, disputes = combine_codings(rules, half)
    disputed = {d.variable for d in disputes}
    for made in coding.findings:
        assert ("disputed" in (made.note or "")) == (made.variable in disputed)
    assert len(coding.findings) == len(rules.findings)


def test_the_line_fits_the_schema(rules: Coding) -> None:
    import jsonschema

    coding, _ = combine_codings(rules, replace(rules, coder="llm/same/1"))
    jsonschema.validate(coding.to_dict(everything=True), coding_line_schema())
