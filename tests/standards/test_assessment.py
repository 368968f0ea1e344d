"""What an assessment shows, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.standards.making import make_coding
from tierbook.editions import History
from tierbook.errors import NotInForce, TierbookError, UnknownCountry
from tierbook.files import canonical_json
from tierbook.standards import assess_coding, watch_list_clock

FIELDS = [
    "id",
    "label",
    "paragraph",
    "summary",
    "judgement",
    "for",
    "against",
    "reasons",
    "confidence",
]


def test_the_record_has_the_fields_of_the_contract() -> None:
    record = assess_coding(
        make_coding([{"variable": "tier.stated", "value": "2"}], edition=2003)
    ).to_dict()
    assert record["law_version"] == "tvpa2000"
    assert record["stated_tier"] == "2"
    assert record["computed_tier"] is None
    assert record["contradictions"] == []
    assert record["document"]["country"] == "JPN"  # type: ignore[index]
    assert record["versions"]["statutes"] == "tvpa/1"  # type: ignore[index]
    for part in ("criteria", "standards"):
        for row in record[part]:  # type: ignore[attr-defined]
            assert list(row)[: len(FIELDS)] == FIELDS
            assert row["reasons"]
    assert canonical_json(record)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("narrative", "no thresholds"), ("summary", "summary"), ("sample", "not a source")],
)
def test_no_tier_is_computed_and_the_note_says_why(kind: str, words: str) -> None:
    assessment = assess_coding(make_coding(text_kind=kind))
    assert words in assessment.computed_note
    assert assessment.to_dict()["computed_tier"] is None


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(NotInForce) as error:
        assess_coding(make_coding(edition=None))
    assert "--edition" in str(error.value)


def test_an_edition_without_a_law_is_refused() -> None:
    with pytest.raises(NotInForce):
        assess_coding(make_coding(edition=1998))


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(UnknownCountry) as error:
        assess_coding(make_coding(country=None))
    assert isinstance(error.value, TierbookError)
    assert "--country" in str(error.value)


def test_a_reason_quotes_the_whole_sentence_and_its_place() -> None:
    words = "Courts convicted fourteen traffickers."
    assessment = assess_coding(
        make_coding([{"variable": "prosecution.convicted", "value": "yes", "words": words}])
    )
    judgement = assessment.get("prosecution.vigorous")
    assert judgement is not None
    assert (
        f"For the government it counts that traffickers were convicted: “{words}” ([1] s. 1)."
        in judgement.reasons
    )
    [quote] = judgement.quotes
    assert assessment.coding.narrative.text[quote.start : quote.end] == quote.text == words


def test_a_sentence_that_leans_back_is_quoted_with_the_one_before() -> None:
    rows = [
        {
            "variable": "protection.residency",
            "value": "yes",
            "level": "law",
            "words": "A permit exists.",
        },
        {
            "variable": "protection.residency",
            "value": "yes",
            "quality": "weak",
            "words": "It is seldom given.",
        },
    ]
    judgement = assess_coding(make_coding(rows)).get("protection.alternatives_to_removal")
    assert judgement is not None
    assert [q.text for q in judgement.quotes] == [
        "A permit exists.",
        "A permit exists. It is seldom given.",
    ]
    assert judgement.quotes[1].place == "[1] s. 1-2"


def test_one_sentence_under_two_variables_is_one_reason() -> None:
    coding = make_coding(
        [{"variable": "prosecution.training", "value": "yes", "words": "Police were trained."}]
    )
    [finding] = coding.findings
    twin = replace(finding, id="f2", variable="prevention.training")
    judgement = assess_coding(replace(coding, findings=(finding, twin))).get("protection.training")
    assert judgement is not None
    assert judgement.in_favor == ("f1", "f2")
    assert sum("Police were trained" in reason for reason in judgement.reasons) == 1


def test_another_editions_law_may_be_asked_about_and_is_named() -> None:
    coding = make_coding([{"variable": "prevention.demand", "value": "no"}], edition=2003)
    assert assess_coding(coding).get("demand.commercial_sex") is None
    later = assess_coding(coding, law_of=2019)
    assert later.get("demand.commercial_sex") is not None
    assert "asked for, not that of 2003" in " ".join(later.explain().split())


def test_the_explanation_is_prose_that_names_the_law_the_tier_and_what_is_to_check() -> None:
    rows = [
        {"variable": "tier.stated", "value": "2"},
        {"variable": "tier.standards", "value": "significant"},
        {"variable": "prosecution.law", "value": "no"},
    ]
    shown = assess_coding(make_coding(rows, edition=2003)).explain()
    for words in (
        "Japan, edition of 2003",
        "Stated tier: Tier 2.",
        "Computed tier: none.",
        "Trafficking Victims Protection Act of 2000 (tvpa2000)",
        "(a)(1) Trafficking is outlawed and punished: failure",
        "prosecution.vigorous, in force (to check)",
        "Silence is not a failure.",
        "None was found.",
    ):
        assert words in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 92


def test_the_same_coding_gives_the_same_bytes() -> None:
    rows = [
        {"variable": "protection.victim_concept", "value": ["too_narrow", "officials_disagree"]}
    ]
    one, other = (assess_coding(make_coding(rows)).to_dict() for _ in range(2))
    assert canonical_json(one) == canonical_json(other)


def test_the_position_on_the_watch_list_is_that_of_the_clock() -> None:
    history = History.of_tiers("JPN", {2016: "2", 2017: "2WL", 2018: "2WL"})
    assessment = assess_coding(make_coding(), history=history)
    assert assessment.position == watch_list_clock(history, 2018, "JPN")
    assert assessment.to_dict()["watch_list"] == assessment.position.to_dict()
    assert "Japan stands on Tier 2 Watch List" in " ".join(assessment.explain().split())


def test_no_position_is_told_where_nothing_is_held_up_to_the_edition_or_the_text_is_a_sample() -> (
    None
):
    later = History.of_tiers("JPN", {2019: "2WL"})
    assert assess_coding(make_coding(), history=later).position is None
    held = History.of_tiers("JPN", {2018: "2WL"})
    assert assess_coding(make_coding(text_kind="sample"), history=held).position is None
    shown = assess_coding(make_coding(), history=later)
    assert shown.to_dict()["watch_list"] is None
    assert "Watch List, by official placements" not in shown.explain()


def test_what_is_not_yet_asked_says_when_the_act_is_from_memory() -> None:
    assessment = assess_coding(make_coding(edition=2003))
    rows = {entry.criterion.id: entry for entry in assessment.not_asked}
    assert rows["partnerships.us"].says.endswith("of 2013 (to check).")
    assert rows["prosecution.data"].to_check is False
    assert "to check" not in rows["prosecution.data"].says
