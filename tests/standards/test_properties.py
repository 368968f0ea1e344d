"""What must hold of every assessment, whatever was coded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standards.making import make_coding
from tierbook.codebook import load_codebook
from tierbook.files import canonical_json
from tierbook.standards import Assessment, Judgement, assess_coding, load_statutes
from tierbook.standards.rules import Rule

STRENGTH = {"failure": 0, "against": 1, "even": 2, "for": 3, "effort": 4}
RULES = tuple(
    dict.fromkeys(
        rule
        for bearing in load_statutes().bearings.values()
        for rule in (*bearing.in_favor, *bearing.against, *bearing.presumed)
    )
)
FIELDS = {
    "certainty": ("stated", "reported", "alleged", "possible", "no_reports"),
    "period": ("current", "current", "current", "earlier", "planned"),
    "level": (None, "law", "practice"),
    "place": (None, "home", "abroad"),
    "quality": (None, "weak", "strong"),
    "actor": ("none", "government", "ngo"),
}


def _value(rule: Rule, value: str) -> object:
    if rule.verb.startswith("counts"):
        unreported = {"exactness": "none_reported"} if rule.verb.endswith("unreported") else {}
        return [
            {"what": value, "n": int(rule.verb == "counts") * 3, "period": "current", **unreported}
        ]
    if rule.values == ("stated",):
        return [{"what": rule.variable.partition(".")[2], "n": 4, "period": "current"}]
    return [value] if rule.verb == "has" else value


@st.composite
def finding_rows(draw: st.DrawFn) -> dict[str, Any]:
    rule = draw(st.sampled_from(RULES))
    row: dict[str, Any] = {
        "variable": rule.variable,
        "value": _value(rule, draw(st.sampled_from(rule.values))),
    }
    return row | {name: draw(st.sampled_from(words)) for name, words in FIELDS.items()}


codings = st.lists(finding_rows(), max_size=8)
editions = st.sampled_from((2001, 2004, 2008, 2010, 2018, 2025))


def _without_places(assessment: Assessment) -> list[dict[str, object]]:
    return [
        {k: v for k, v in j.to_dict().items() if k not in ("reasons", "quotes")}
        for j in (*assessment.standards, *assessment.criteria)
    ]


def _strength(judgement: Judgement) -> int | None:
    if judgement.judgement == "silent":
        return None
    return STRENGTH[judgement.leaning or judgement.judgement]


@given(codings, editions, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_findings_changes_no_judgement(
    rows: list[dict[str, Any]], edition: int, shuffler: Any
) -> None:
    coding = make_coding(rows, edition=edition)
    findings = list(coding.findings)
    shuffler.shuffle(findings)
    other = replace(coding, findings=tuple(findings))
    one, two = assess_coding(coding), assess_coding(other)
    assert _without_places(one) == _without_places(two)
    for before, after in zip(one.criteria, two.criteria, strict=True):
        assert before.reasons == after.reasons


@given(codings, editions, st.data())
@settings(max_examples=150, deadline=None)
def test_leaving_out_a_finding_of_one_side_never_makes_that_side_stronger(
    rows: list[dict[str, Any]], edition: int, data: st.DataObject
) -> None:
    coding = make_coding(rows, edition=edition)
    if not coding.findings:
        return
    gone = data.draw(st.sampled_from(coding.findings))
    kept = tuple(f for f in coding.findings if f.id != gone.id)
    before, after = assess_coding(coding), assess_coding(replace(coding, findings=kept))
    for was, now in zip(
        (*before.standards, *before.criteria), (*after.standards, *after.criteria), strict=True
    ):
        if was.summed_up:
            continue
        sides = [gone.id in was.in_favor, gone.id in was.against]
        earlier, later = _strength(was), _strength(now)
        if sides == [False, False]:
            assert earlier == later
        elif earlier is not None and later is not None and sides != [True, True]:
            assert later <= earlier if sides[0] else later >= earlier
        elif sides != [True, True]:  # nothing is left on either side
            assert now.judgement == "silent"


@given(codings, editions)
@settings(max_examples=100, deadline=None)
def test_a_variable_without_a_bearing_adds_nothing(
    rows: list[dict[str, Any]], edition: int
) -> None:
    unheard = {"variable": "prevention.action_plan", "value": "no"}
    assert load_codebook().variables[unheard["variable"]]
    one = assess_coding(make_coding(rows, edition=edition))
    two = assess_coding(make_coding([*rows, unheard], edition=edition))
    assert _without_places(one) == _without_places(two)


@given(codings, editions)
@settings(max_examples=100, deadline=None)
def test_every_judgement_has_reasons_and_every_quote_stands_in_the_text(
    rows: list[dict[str, Any]], edition: int
) -> None:
    coding = make_coding(rows, edition=edition)
    assessment = assess_coding(coding)
    for judgement in (*assessment.standards, *assessment.criteria):
        assert judgement.reasons
        assert all(reason.strip() for reason in judgement.reasons)
        for quote in judgement.quotes:
            assert coding.narrative.text[quote.start : quote.end] == quote.text
        sides = {q.side for q in judgement.quotes}
        assert ("for" in sides) is bool(judgement.in_favor) or judgement.summed_up
        assert ("against" in sides) is bool(judgement.against) or judgement.summed_up
    assert canonical_json(assessment.to_dict())
