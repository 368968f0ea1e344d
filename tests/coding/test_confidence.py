"""Confidence: null where nothing is known, else looked up, and what is left out below a threshold."""

from __future__ import annotations

from dataclasses import replace

import pytest

import tierbook
from tierbook.coding import Coding, Finding, Rejected, leave_out
from tierbook.coding.confidence import (
    FEATURES,
    ConfidenceModel,
    contradicted_variables,
    describe,
    load_confidence,
    log_odds,
    set_confidence,
)

TEXT = """\
KENYA: TIER 2

Kenya does not fully meet the minimum standards but is making significant efforts to do so.

Courts convicted 14 traffickers.
"""
WEIGHTS = dict.fromkeys(FEATURES, 0.0)
MODEL = ConfidenceModel(
    {
        "narrative": {
            "editions": [2018, 2020],
            "intercept": 0.0,
            "slope": 1.0,
            "weights": {**WEIGHTS, "contradicted": -2.0},
            "variables": {"prosecution.convicted": log_odds(0.8)},
            "cues": {"prosecution.convicted sure.cue": log_odds(0.95)},
        }
    }
)
FINDING = Finding("i", "prosecution.convicted", "yes", (), "some.cue")


def confidence(finding: Finding = FINDING, **more: object) -> float | None:
    known = {"text_kind": "narrative", "edition": 2018, "contradicted": False, **more}
    return MODEL.confidence(finding, **known)  # type: ignore[arg-type]


def test_the_cue_counts_before_the_variable_and_what_is_shown_moves_it() -> None:
    assert confidence() == 0.8
    assert confidence(replace(FINDING, cue="sure.cue")) == 0.95
    assert confidence(contradicted=True) == pytest.approx(0.35, abs=0.01)


def test_what_nobody_labelled_has_none() -> None:
    assert confidence(replace(FINDING, variable="prevention.hotline")) is None
    assert confidence(text_kind="summary") is None
    assert confidence(edition=None) is None
    assert [confidence(edition=year) is None for year in (2014, 2015, 2023, 2024)] == [
        True,
        False,
        False,
        True,
    ]


def test_features_are_those_of_the_finding() -> None:
    def on(finding: Finding, *, contradicted: bool = False) -> set[str]:
        shown = describe(finding, contradicted=contradicted)
        return {name for name, is_so in zip(FEATURES, shown, strict=True) if is_so}

    assert on(FINDING) == set()
    assert on(replace(FINDING, certainty="alleged", said_by="ngo")) == {"hedged", "others_say"}
    assert on(replace(FINDING, value="not_reported"), contradicted=True) == {
        "denies",
        "contradicted",
    }
    assert on(replace(FINDING, value=["KEN", "UGA", "TZA", "SOM"])) == {"whole_list"}


def test_words_that_gave_in_contradict_and_weaker_ones_do_not() -> None:
    def row(variable: str, why: str) -> Rejected:
        return Rejected(variable, 0, 1, "c", why)

    rows = [
        row("a", "says no of a part; other words say yes"),
        row("b", "says yes too, more weakly than the words that count"),
        row("c", "another place says 2WL"),
        row("d", "planned, not done"),
    ]
    assert contradicted_variables(rows) == {"a", "c"}


def test_a_coding_carries_the_packaged_confidence_where_labels_tell() -> None:
    coding = tierbook.code(TEXT, country="KEN", edition=2018)
    known = {f.variable: f.confidence for f in coding.findings}
    assert known["tier.stated"] is not None
    assert known["tier.stated"] > 0.9
    assert all(c is None or 0 < c < 1 for c in known.values())
    old = tierbook.code(TEXT, country="KEN", edition=2005)
    assert {f.confidence for f in old.findings} == {None}


def test_the_id_of_a_finding_does_not_hang_on_its_confidence() -> None:
    coding = tierbook.code(TEXT, country="KEN", edition=2018)
    ids = [f.id for f in coding.findings]
    assert [f.id for f in set_confidence(coding, ConfidenceModel({})).findings] == ids


def test_findings_below_are_left_out_and_named_and_unknown_ones_stay() -> None:
    coding = tierbook.code(TEXT, country="KEN", edition=2018)
    values = [0.5, 0.9, None]
    findings = tuple(
        replace(f, confidence=c) for f, c in zip(coding.findings, values, strict=False)
    )
    made: Coding = replace(coding, findings=findings)
    kept, out = leave_out(made, 0.9)
    assert kept.findings == findings[1:]
    assert out == {
        "min_confidence": 0.9,
        "findings": [{"id": findings[0].id, "variable": findings[0].variable, "confidence": 0.5}],
        "kept_without_confidence": 1,
    }


def test_the_packaged_model_names_known_variables_and_weighs_every_feature() -> None:
    from tierbook.codebook import load_codebook

    known = load_codebook().variables
    kinds = load_confidence().kinds
    assert set(kinds) == {"narrative", "summary"}
    for kind in kinds.values():
        assert set(kind["variables"]) <= set(known)
        assert set(kind["weights"]) == set(FEATURES)
        assert kind["slope"] >= 0
