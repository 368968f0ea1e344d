"""What people say beside a value: held to the vocabularies, laid over a coding, and told apart where people differ."""

from __future__ import annotations

import pytest

from tests.coding.human.test_laying import BOOK, LINE, decision, states, words
from tierbook.coding import (
    QUALITIES,
    check_decision,
    coding_line_schema,
    coding_of_person,
    decision_id,
    default_qualities,
    differing_qualities,
    lay_over,
    qualities_of,
)
from tierbook.errors import TierbookError

ALLEGED = {"said_by": "ngo", "certainty": "alleged"}


def law_of(line):
    return next(f for f in line["findings"] if f["variable"] == "prosecution.law")


def accepted(**more):
    return decision(action="accept", value="no", **more)


def test_codes_are_kept_in_the_order_of_their_vocabulary_each_once():
    said = {"whom": ["women", "foreigners", "women"], "certainty": "possible", "quality": ""}
    made = decision(qualities=said)["qualities"]
    assert made == {"certainty": "possible", "quality": None, "whom": ["foreigners", "women"]}
    assert list(decision(qualities=dict(reversed(list(said.items()))))["qualities"]) == list(made)


@pytest.mark.parametrize(
    ("said", "where", "remedy"),
    [
        ({"said_by": "gossip"}, "no code of the vocabulary said_by", "department, government, ngo"),
        ({"certainty": None}, "no code of the vocabulary certainty", "stated, reported"),
        ({"acts": ["sung"]}, "no code of the vocabulary acts", "arrested, detained"),
        ({"acts": "arrested"}, "acts cannot be 'arrested'", "a list of codes"),
        ({"whom": [["women"]]}, "no code of the vocabulary whom", "foreigners"),
        ({"extent": {}}, "no code of the vocabulary extent", "policy, widespread"),
        ({"mood": "good"}, "a finding has no 'mood'", "actor, period, said_by"),
        (["alleged"], "qualities cannot be", "give an object"),
    ],
)
def test_what_no_vocabulary_has_is_refused_and_what_there_is_is_named(said, where, remedy):
    with pytest.raises(TierbookError) as refused:
        decision(qualities=said)
    assert where in str(refused.value)
    assert remedy in str(refused.value)
    assert "prosecution.law" in str(refused.value)


def test_what_has_no_value_has_no_qualities():
    for action in ("reject", "not_stated"):
        assert decision(action=action, value=None, qualities=ALLEGED)["qualities"] is None


def test_a_decision_from_before_there_were_qualities_keeps_its_id():
    old = decision()
    assert old["qualities"] is None
    line = {k: v for k, v in old.items() if k not in ("qualities", "event")}
    assert decision_id(line) == decision_id(check_decision(line, BOOK)) == old["event"]
    assert decision(qualities=ALLEGED)["event"] != old["event"]


def test_what_is_said_beside_a_value_makes_another_finding_and_the_rest_stays_the_machines():
    over = lay_over(LINE, [accepted(qualities=ALLEGED)])
    made, machine = law_of(over), law_of(LINE)
    assert made["id"] != machine["id"]
    assert (made["value"], made["said_by"], made["certainty"]) == ("no", "ngo", "alleged")
    assert made["actor"] == machine["actor"]
    row = over["people"][0]
    assert row["qualities"] == ALLEGED
    assert row["machine"][0]["qualities"] == qualities_of(machine)


def test_whoever_says_of_a_finding_what_it_says_leaves_it_as_it_is():
    over = lay_over(LINE, [accepted(qualities=qualities_of(law_of(LINE)))])
    assert over["findings"] == LINE["findings"]


def test_none_takes_away_what_the_machine_read_and_silence_leaves_it():
    held = next(f for f in LINE["findings"] if f["quality"] == "weak")
    at = {"variable": held["variable"], "value": held["value"], "level": held["level"]}
    cleared = decision(**at, action="accept", qualities={"quality": None})
    kept = decision(**at, action="accept")
    for one, quality in ((cleared, None), (kept, "weak")):
        made = next(
            f for f in lay_over(LINE, [one])["findings"] if f["variable"] == held["variable"]
        )
        assert made["quality"] == quality
    other = decision(**{**at, "value": "no"}, evidence=[words("few went to court")])
    made = next(f for f in lay_over(LINE, [other])["findings"] if f["variable"] == held["variable"])
    assert made["quality"] is None, "how well belongs to the value that the machine had"


def test_the_same_value_with_other_qualities_is_a_difference_between_people():
    one, two = (
        accepted(qualities=ALLEGED),
        accepted(coder="person-2", qualities={"said_by": "media"}),
    )
    assert states(lay_over(LINE, [one, two])) == ["contested", "contested"]
    silent = accepted(coder="person-2")
    assert states(lay_over(LINE, [one, silent])) == ["laid", "laid"]
    assert differing_qualities(one["qualities"], two["qualities"]) == ("said_by",)
    assert differing_qualities({"acts": ["fined", "charged"]}, {"acts": ["charged", "fined"]}) == ()


def test_a_persons_own_coding_says_what_she_said():
    made = coding_of_person(LINE, [decision(qualities=ALLEGED)], "person-1")["findings"][0]
    assert qualities_of(made) == {**default_qualities(), **ALLEGED}
    assert tuple(default_qualities(government=True)) == QUALITIES


def test_lines_with_qualities_fit_the_schema():
    from jsonschema import Draft202012Validator

    over = lay_over(
        LINE,
        [
            accepted(qualities={**ALLEGED, "acts": ["fined"]}),
            decision("profile.origins", value=["CHN"]),
        ],
    )
    schema = coding_line_schema()
    shape = {**schema["properties"]["people"], "$defs": schema["$defs"]}
    assert list(Draft202012Validator(shape).iter_errors(over["people"])) == []
    wrong = [{**over["people"][0], "qualities": {"said_by": "gossip"}}]
    assert list(Draft202012Validator(shape).iter_errors(wrong))
