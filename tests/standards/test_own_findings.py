"""Own findings and judgements in an assessment: they count, keep their origin, and what they changed is said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standards.making import make_coding
from tierbook.errors import WrongUse
from tierbook.files import canonical_json
from tierbook.standards import (
    OwnFile,
    OwnFinding,
    OwnJudgement,
    OwnSource,
    Withdrawal,
    assess_coding,
    assess_own,
)

CONVICTED = {"variable": "prosecution.convicted", "value": "yes", "words": "Two were convicted."}


def _finding(variable: str, value: object, **special: Any) -> OwnFinding:
    source = OwnSource("Our visits", date="2018-02", place="p. 4")
    fields = {"id": "own-1", "quote": "These are the words.", "source": source, **special}
    return OwnFinding(variable=variable, value=value, **fields)


def _file(**entries: Any) -> OwnFile:
    return OwnFile(country="JPN", edition=2018, **entries)


def test_an_own_finding_counts_and_its_words_are_shown_as_its_own() -> None:
    own = _file(findings=(_finding("protection.residency", "no"),))
    judgement = assess_coding(make_coding(), own=own).get("protection.alternatives_to_removal")
    assert judgement is not None
    assert judgement.judgement == "failure"
    assert judgement.against == ("own-1",)
    [quote] = judgement.quotes
    assert (quote.origin, quote.start, quote.text) == ("own", None, "These are the words.")
    reasons = " ".join(judgement.reasons)
    assert "own finding" in reasons
    assert "Our visits, 2018-02, p. 4" in reasons


def test_a_coded_finding_stays_the_texts() -> None:
    own = _file(findings=(_finding("prosecution.convicted", "no"),))
    judgement = assess_coding(make_coding([CONVICTED]), own=own).get("prosecution.convict_sentence")
    assert judgement is not None
    assert judgement.judgement == "mixed"
    assert {q.finding: q.origin for q in judgement.quotes} == {"f1": "text", "own-1": "own"}


def test_what_changed_is_listed_with_the_finding_that_did_it() -> None:
    own = _file(
        findings=(_finding("protection.residency", "no"),),
        withdraw=(Withdrawal(variable="prosecution.convicted"),),
    )
    changes = {c.id: c for c in assess_coding(make_coding([CONVICTED]), own=own).changes}
    gained, lost = changes["protection.alternatives_to_removal"], changes["prosecution.vigorous"]
    assert (gained.before, gained.after, gained.findings) == ("silent", "failure", ("own-1",))
    assert (lost.before, lost.after, lost.withdrawn) == ("effort", "silent", ("f1",))
    assert all(c.changed for c in (gained, lost))
    assert "prevention.education" not in changes


def test_a_finding_that_replaces_another_takes_its_place() -> None:
    own = _file(findings=(_finding("prosecution.convicted", "no", replaces="f1"),))
    assessment = assess_coding(make_coding([CONVICTED]), own=own)
    judgement = assessment.get("prosecution.convict_sentence")
    assert judgement is not None
    assert (judgement.judgement, judgement.in_favor) == ("failure", ())
    assert assessment.unmatched == ()


def test_an_id_that_the_coding_does_not_have_is_told() -> None:
    own = _file(withdraw=(Withdrawal(finding="f9"), Withdrawal(finding="f1")))
    assert assess_coding(make_coding([CONVICTED]), own=own).unmatched == ("f9",)


def test_a_persons_judgement_leads_and_that_of_the_rules_stays_beside_it() -> None:
    own = _file(judgements=(OwnJudgement("prosecution.vigorous", "not_enough", "Two cases only."),))
    assessment = assess_coding(make_coding([CONVICTED]), own=own)
    judgement = assessment.get("prosecution.vigorous")
    assert judgement is not None
    assert (judgement.judgement, judgement.leading) == ("effort", "not_enough")
    row = judgement.to_dict()
    assert (row["judgement"], row["leading"]) == ("effort", "not_enough")
    assert row["by_person"] == {
        "criterion": "prosecution.vigorous",
        "judgement": "not_enough",
        "reason": "Two cases only.",
    }
    shown = " ".join(assessment.explain().split())
    assert "not enough (own judgement); by the rules effort" in shown
    assert "Own judgement: Two cases only." in shown
    [change] = assessment.changes
    assert (change.before, change.after, change.person) == ("effort", "effort", "not_enough")


def test_own_findings_alone_are_assessed_under_the_law_of_their_edition() -> None:
    own = OwnFile("SEN", 2008, findings=(_finding("prevention.demand", "no"),))
    assessment = assess_own(own)
    assert assessment.law.version == "tvpra2005"
    judgement = assessment.get("demand.commercial_sex")
    assert judgement is not None
    assert judgement.judgement == "failure"
    record = assessment.to_dict()
    assert record["document"] is None
    assert record["coder"] is None
    assert (record["country"], record["edition"], record["stated_tier"]) == ("SEN", 2008, None)
    assert assessment.changes == ()
    shown = assessment.explain()
    assert "Senegal, edition of 2008" in shown
    assert "not the Department's" in " ".join(shown.split())
    assert canonical_json(record)


def test_own_findings_never_state_the_tier() -> None:
    own = OwnFile("SEN", 2008, findings=(_finding("tier.stated", "1"),))
    assert assess_own(own).stated_tier is None
    coding = make_coding([{"variable": "tier.stated", "value": "3"}])
    assert assess_coding(coding, own=_file(findings=own.findings)).stated_tier == "3"


@pytest.mark.parametrize("unit", [("KOR", 2018), ("JPN", 2017)])
def test_own_findings_of_another_country_or_edition_are_refused(unit: tuple[str, int]) -> None:
    with pytest.raises(WrongUse, match=":".join(map(str, unit))):
        assess_coding(make_coding(), own=OwnFile(*unit))


def test_without_own_entries_the_record_says_nothing_of_them() -> None:
    assert not {"own", "changes"} & assess_coding(make_coding([CONVICTED])).to_dict().keys()
