"""Decisions laid over a coding: a view, whatever the order, and never silent about what it leaves out."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.factories import coding
from tierbook.codebook import load_codebook
from tierbook.coding import (
    check_decision,
    coding_line_schema,
    coding_of_person,
    decision_id,
    lay_over,
    standing_decisions,
)
from tierbook.errors import CodebookInvalid, WrongUse

LINE = coding()
BOOK = load_codebook("tip")
SHELTERS = "Shelters are scarce."


def words(text: str) -> dict[str, Any]:
    start = LINE["narrative"]["text"].index(text)
    row = next(s for s in LINE["narrative"]["sentences"] if s["start"] <= start < s["end"])
    return {
        "start": start,
        "end": start + len(text),
        "text": text,
        "paragraph": row["paragraph"],
        "sentence": row["sentence"],
    }


def decision(
    variable="prosecution.law", action="change", value="yes", **more: Any
) -> dict[str, Any]:
    given = {
        "at": "2026-11-26T10:00:00+00:00",
        "coder": "person-1",
        "document": LINE["document"]["id"],
        "unit": "JPN:2003",
        "page": LINE["document"]["sha256"],
        "codebook": "tip/1",
        "variable": variable,
        "level": "law" if variable == "prosecution.law" else None,
        "action": action,
        "value": value,
        "evidence": [words("few went to court")] if action in ("change", "adjudicate") else [],
        "shown": "proposal",
        **more,
    }
    made = check_decision(given, BOOK)
    return {"event": decision_id(made), **made}


def states(line: dict[str, Any]) -> list[str]:
    return [row["state"] for row in line.get("people", [])]


def at(line: dict[str, Any], variable: str) -> list[Any]:
    return [f["value"] for f in line["findings"] if f["variable"] == variable]


def test_without_decisions_the_line_is_as_it_was():
    assert lay_over(LINE, []) == LINE
    other = {**decision(), "document": "tip-2001-xxx-other-00000000"}
    assert lay_over(LINE, [other]) == LINE


def test_a_change_puts_a_value_with_whole_sentences_in_the_place_of_the_machines():
    before = copy.deepcopy(LINE)
    over = lay_over(LINE, [decision()])
    assert before == LINE, "the line itself is never touched"
    made = next(f for f in over["findings"] if f["variable"] == "prosecution.law")
    assert (made["value"], made["level"], made["cue"]) == ("yes", "law", "person")
    evidence = made["evidence"][0]
    assert evidence["text"] == "Police opened cases, but few went to court."
    left, right = evidence["mark"]
    assert LINE["narrative"]["text"][left:right] == "few went to court"
    assert over["people"][0]["machine"][0]["value"] == "no"
    assert over["people"][0]["finding"] == made["id"]
    assert (
        over["versions"]["people"] != lay_over(LINE, [decision(note="why")])["versions"]["people"]
    )


def test_an_accepted_finding_keeps_its_address():
    law = next(f for f in LINE["findings"] if f["variable"] == "prosecution.law")
    over = lay_over(LINE, [decision(action="accept", value="no")])
    assert over["findings"] == LINE["findings"]
    assert over["people"][0]["finding"] == law["id"]


def test_rejected_and_silent_leave_a_named_silence():
    for one in (decision(action="reject", value=None), decision(action="not_stated")):
        over = lay_over(LINE, [one])
        assert at(over, "prosecution.law") == []
        assert {
            "variable": "prosecution.law",
            "value": None,
            "absence": "not_stated",
            "rejected": [],
        } in over["absences"]


def test_words_that_a_person_finds_end_a_silence():
    found = decision("protection.services", value="yes", evidence=[words(SHELTERS)])
    over = lay_over(LINE, [found])
    assert at(over, "protection.services") == ["yes"]
    assert all(row["variable"] != "protection.services" for row in over["absences"])


def test_blind_answers_wait_and_an_adjudication_is_laid_over_all():
    one = decision(shown="blind")
    two = decision(shown="blind", coder="person-2", value="mixed")
    assert states(lay_over(LINE, [one, two])) == ["waiting", "waiting"]
    assert at(lay_over(LINE, [one, two]), "prosecution.law") == ["no"]
    judged = decision(action="adjudicate", coder="person-3", value="mixed", shown="proposal")
    over = lay_over(LINE, [one, two, judged])
    assert states(over) == ["settled", "settled", "laid"]
    assert at(over, "prosecution.law") == ["mixed"]
    later = decision(action="adjudicate", coder="person-4", value="yes")
    assert at(lay_over(LINE, [one, judged, later]), "prosecution.law") == ["yes"]


def test_two_people_who_differ_change_nothing():
    over = lay_over(LINE, [decision(), decision(coder="person-2", action="accept", value="no")])
    assert states(over) == ["contested", "contested"]
    assert at(over, "prosecution.law") == ["no"]
    same = lay_over(LINE, [decision(), decision(coder="person-2")])
    assert states(same) == ["laid", "laid"]
    silent = lay_over(LINE, [decision(), decision(coder="person-2", action="not_stated")])
    assert states(silent) == ["contested", "contested"]


@pytest.mark.parametrize(
    "changed",
    [
        {"page": "another"},
        {"codebook": "tip/0"},
        {"evidence": [{**words("few went to court"), "text": "few went to sleep"}]},
    ],
)
def test_what_was_decided_on_another_page_codebook_or_words_is_told_and_not_laid(changed):
    over = lay_over(LINE, [{**decision(), **changed}])
    assert states(over) == ["stale"]
    assert over["findings"] == LINE["findings"]
    assert "people" not in over["versions"]


def test_an_undo_takes_back_and_can_be_taken_back():
    first, second = decision(), decision(value="mixed")
    undo = decision(action="undo", undoes=second["event"])
    assert at(lay_over(LINE, [first, second]), "prosecution.law") == ["mixed"]
    assert at(lay_over(LINE, [first, second, undo]), "prosecution.law") == ["yes"]
    again = decision(action="undo", undoes=undo["event"])
    assert at(lay_over(LINE, [first, second, undo, again]), "prosecution.law") == ["mixed"]
    strange = decision(action="undo", undoes=second["event"], coder="person-2")
    assert at(lay_over(LINE, [first, second, strange]), "prosecution.law") == ["mixed"]


def test_silence_and_values_of_one_person_replace_one_another():
    law = decision()
    practice = decision(level="practice", value="mixed")
    silent = decision(action="not_stated")
    assert [d["event"] for d in standing_decisions([law, practice])] == [
        law["event"],
        practice["event"],
    ]
    assert standing_decisions([law, practice, silent]) == [silent]
    assert standing_decisions([silent, law, practice]) == [law, practice]


def test_a_persons_own_coding_holds_what_she_said_and_no_more():
    own = coding_of_person(
        LINE,
        [decision(shown="blind"), decision("protection.services", "not_stated", None)],
        "person-1",
    )
    assert own["coder"] == "person/person-1"
    assert at(own, "prosecution.law") == ["yes"]
    assert len(own["findings"]) == 1
    assert [row["variable"] for row in own["absences"]] == ["protection.services"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"action": "guess"}, WrongUse),
        ({"level": "paper"}, WrongUse),
        ({"value": "perhaps"}, CodebookInvalid),
        ({"variable": "prosecution.nothing"}, CodebookInvalid),
        ({"value": None}, WrongUse),
        ({"coder": ""}, WrongUse),
        ({"drawn": {"how": "sample", "probability": 0}}, WrongUse),
        ({"drawn": {"how": "dice"}}, WrongUse),
        ({"evidence": [{"start": 1, "end": 4, "text": "too long"}]}, WrongUse),
        ({"action": "undo"}, WrongUse),
        ({"note": "x" * 3000}, WrongUse),
    ],
)
def test_what_no_decision_can_be_is_refused(wrong, error):
    with pytest.raises(error):
        check_decision({**decision(), **wrong}, BOOK)


def test_lines_with_people_keep_to_the_contract():
    jsonschema = pytest.importorskip("jsonschema")
    schema = coding_line_schema()
    for one in (decision(), decision(shown="blind"), decision(action="not_stated")):
        jsonschema.validate(lay_over(LINE, [one]), schema)


SOME = st.lists(
    st.builds(
        decision,
        st.sampled_from(["prosecution.law", "protection.services", "profile.destination"]),
        st.sampled_from(["change", "accept", "reject", "not_stated", "adjudicate"]),
        st.sampled_from(["yes", "no", "mixed"]),
        coder=st.sampled_from(["person-1", "person-2", "person-3"]),
        shown=st.sampled_from(["blind", "proposal"]),
        page=st.sampled_from([LINE["document"]["sha256"], "another"]),
        level=st.sampled_from([None, "law", "practice"]),
        qualities=st.sampled_from([None, {"said_by": "ngo"}, {"quality": None, "acts": ["fined"]}]),
    ),
    max_size=8,
)


@given(SOME)
@settings(max_examples=150, deadline=None)
def test_every_decision_that_stands_is_told_once_and_laying_twice_is_laying_once(decisions):
    over = lay_over(LINE, decisions)
    standing = standing_decisions(decisions)
    assert [row["event"] for row in over.get("people", [])] == [d["event"] for d in standing]
    assert set(states(over)) <= {"laid", "waiting", "contested", "stale", "settled"}
    assert lay_over(LINE, standing) == over
    ids = [f["id"] for f in over["findings"]]
    assert len(ids) == len(set(ids))
    slots = [(f["variable"], f["level"], f["place"]) for f in over["findings"]]
    assert len(slots) == len(set(slots)), "one finding at one place"
    text = LINE["narrative"]["text"]
    for finding in over["findings"]:
        for e in finding["evidence"]:
            assert text[e["start"] : e["end"]] == e["text"]


@given(SOME)
@settings(max_examples=100, deadline=None)
def test_the_last_word_of_each_person_stands(decisions):
    kept = standing_decisions(decisions)
    for n, one in enumerate(decisions):
        later = [
            d
            for d in decisions[n + 1 :]
            if d["coder"] == one["coder"] and d["variable"] == one["variable"]
        ]
        if not later and one["action"] != "adjudicate":
            assert one in kept
