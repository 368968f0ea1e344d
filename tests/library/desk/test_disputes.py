"""What two coders say differently is asked of people."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tierbook.library.desk import export_events, import_events, load_disputes, rebuild_desk
from tierbook.library.desk.models import Disputed, Event, Item
from tierbook.library.desk.standing import decisions_on

QUEUE = "/desk/queue/?order=disputed"
MODEL = "llm/some-model/1"

VOICE = {
    "coder": "x",
    "value": "yes",
    "evidence": [{"start": 0, "end": 5, "paragraph": 0, "sentence": 1, "text": "Japan"}],
}


def said(record: dict[str, Any], coder: str, value: object, words: str) -> dict[str, Any]:
    """Return what a coder says, with its words where they stand in the text."""
    start = record["narrative"]["text"].index(words)
    place = {"paragraph": 1, "sentence": 1, "text": words}
    return {
        "coder": coder,
        "value": value,
        "evidence": [{"start": start, "end": start + len(words), **place}],
    }


def line(record: dict[str, Any], variable: str, *values: Any, **more: Any) -> dict[str, Any]:
    """Return a dispute as `tierbook code --coder ensemble --disputes` writes it."""
    head = record["document"]
    return {
        "document": head["id"],
        "unit": "JPN:2003",
        "page": head["sha256"],
        "codebook": "tip/1",
        "variable": variable,
        "level": None,
        "place": None,
        "kind": "value",
        "kept": "rules/1",
        "values": list(values),
    } | more


@pytest.fixture
def disputes(record, law):
    text = law["evidence"][0]["text"]
    silent = {"coder": "rules/1", "value": None, "evidence": []}
    return [
        line(
            record,
            "prosecution.law",
            said(record, "rules/1", law["value"], text),
            said(record, MODEL, "yes", "few went"),
            level="law",
        ),
        line(
            record,
            "prevention.hotline",
            silent,
            said(record, MODEL, "yes", "few went"),
            kind="only",
        ),
    ]


def load_lines(lines: list[dict[str, Any]]) -> Any:
    return load_disputes([json.dumps(one) for one in lines])


def test_a_dispute_stands_in_the_queue_with_both_voices_and_their_words(disputes, as_):
    before = Item.objects.count()
    loaded = load_lines(disputes)
    assert (loaded.added, loaded.known, loaded.refused) == (2, 0, [])
    assert Item.objects.count() == before + 1  # of what the rules are silent on
    rows = Item.objects.filter(disputed=True)
    assert set(rows.values_list("variable", "finding")) == {
        ("prosecution.law", rows.get(variable="prosecution.law").finding),
        ("prevention.hotline", ""),
    }
    kofi = as_("kofi")
    pages = [kofi.get(f"{QUEUE}&at={n}").content.decode() for n in (0, 1)]
    assert all(MODEL in page.replace("<wbr>", "") for page in pages)
    assert all('<q lang="en-US">few went</q>' in page for page in pages)
    assert any("says nothing of it" in page for page in pages)
    assert "2</span> left in this queue" in pages[0]
    assert 'On <span class="num">2</span> coders differ' in kofi.get("/desk/").content.decode()


def test_the_same_file_again_adds_nothing(disputes):
    load_lines(disputes)
    again = load_lines(disputes)
    assert (again.added, again.known) == (0, 2)
    assert Event.objects.filter(kind="dispute").count() == 2


def test_a_decision_settles_a_dispute(disputes, record, as_):
    from tests.library.desk.test_queue_pages import post

    load_lines(disputes)
    kofi = as_("kofi")
    variables = set()
    while rows := list(Item.objects.filter(disputed=True, state="").order_by("sure", "id")):
        variables.add(rows[0].variable)
        assert post(kofi, QUEUE, "not_stated").status_code == 302
        assert len(Item.objects.filter(disputed=True, state="")) == len(rows) - 1
    assert variables == {"prosecution.law", "prevention.hotline"}
    assert "Nothing is left" in kofi.get(QUEUE).content.decode()


@pytest.fixture
def abroad(record):
    """A model finds something abroad on which the rules are silent there, and say it of home."""
    silent = {"coder": "rules/1", "value": None, "evidence": []}
    voice = {
        **said(record, MODEL, "yes", "few went"),
        "level": None,
        "place": "abroad",
        "qualities": {"said_by": "ngo", "certainty": "alleged"},
    }
    return line(record, "prosecution.law", silent, voice, kind="only", place="abroad")


def test_a_person_says_what_a_coder_says_there_and_for_that_place_alone(abroad, record, law, as_):
    from tests.library.desk.test_queue_pages import post

    load_lines([abroad])
    kofi = as_("kofi")
    page = kofi.get(QUEUE).content.decode()
    assert "Proposed, abroad" in page
    assert '<li class="by">NGOs or observers</li>' in page
    name = re.search(r'value="(take:\w+)"', page)[1]
    assert post(kofi, QUEUE, name).status_code == 302
    row = decisions_on(record["document"]["id"])[0]
    assert (row["action"], row["value"], row["place"]) == ("change", "yes", "abroad")
    assert row["qualities"] == {"said_by": "ngo", "certainty": "alleged"}
    assert [e["text"] for e in row["evidence"]] == ["few went"]
    assert Item.objects.get(variable="prosecution.law", place="abroad").state == "set"
    assert Item.objects.get(finding=law["id"]).state == "", "at home nothing was decided"


def test_a_person_says_that_nothing_stands_at_the_place(abroad, record, law, as_):
    from tests.library.desk.test_queue_pages import post

    load_lines([abroad])
    kofi = as_("kofi")
    assert "Nothing at abroad" in kofi.get(QUEUE).content.decode()
    assert post(kofi, QUEUE, "reject").status_code == 302
    row = decisions_on(record["document"]["id"])[0]
    assert (row["action"], row["value"], row["place"]) == ("reject", None, "abroad")
    assert Item.objects.get(finding=law["id"]).state == ""
    assert Item.objects.get(variable="prosecution.law", place="abroad").state == "set"


def test_a_coder_that_says_it_at_another_level_is_taken_at_that_level(record, law, as_):
    from tests.library.desk.test_queue_pages import post

    text = law["evidence"][0]["text"]
    rules = said(record, "rules/1", law["value"], text)
    model = said(record, MODEL, "yes", "few went") | {"level": "practice", "place": None}
    load_lines([line(record, "prosecution.law", rules, model, level="law")])
    kofi = as_("kofi")
    page = kofi.get(QUEUE).content.decode()
    name = re.search(r'value="(take:\w+)" data-desk="m"', page)[1]
    assert post(kofi, QUEUE, name).status_code == 302
    rows = [(d["action"], d["level"]) for d in decisions_on(record["document"]["id"])]
    assert rows == [("reject", "law"), ("change", "practice")]
    assert (
        post(
            kofi,
            f"/desk/queue/?one=1&document={record['document']['id']}&variable=prosecution.law&level=law",
            "take:0",
        ).status_code
        == 400
    )


def test_disputes_last_over_a_load_a_rebuild_and_an_export(disputes, record, load, tmp_path):
    load_lines(disputes)
    load(record)
    assert Item.objects.filter(disputed=True).count() == 2
    rebuild_desk()
    assert Item.objects.filter(disputed=True).count() == 2
    lines = [json.dumps(event) for event in export_events()]
    assert import_events(lines).known == 2
    Disputed.objects.all().delete()
    Event.objects.filter(kind="dispute")._raw_delete("default")
    rebuild_desk()
    assert not Item.objects.filter(disputed=True).exists()
    assert import_events(lines).added == 2
    assert Item.objects.filter(disputed=True).count() == 2


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"document": "tip-2003-nor-x-00000000"}, "is held"),
        ({"page": "0" * 64}, "with another page"),
        ({"variable": "profile.weather"}, "there is no variable"),
        ({"level": "sometimes"}, "level"),
        ({"values": "none"}, "a list is missing"),
        ({"values": [{"coder": "x", "value": "yes", "evidence": []}]}, "rests on no words"),
        ({"values": [{"coder": "x", "value": "yes", "evidence": [{"start": "a"}]}]}, "be read"),
        ({"values": [{"value": "yes"}]}, "which coder"),
        ({"values": [VOICE | {"place": "somewhere"}]}, "place is none"),
        ({"values": [VOICE | {"qualities": {"said_by": "gossip"}}]}, "vocabulary said_by"),
        ({"unit": 7}, "this is no dispute"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_stops_no_other(disputes, change, why):
    loaded = load_lines([disputes[0] | change, disputes[1]])
    assert loaded.added == 1
    assert [number for number, _ in loaded.refused] == [1]
    assert why in loaded.refused[0][1]


def test_words_that_do_not_stand_in_the_text_are_refused(disputes):
    disputes[0]["values"][1]["evidence"][0]["text"] = "few came"
    loaded = load_lines(disputes[:1])
    assert (loaded.added, len(loaded.refused)) == (0, 1)
    assert load_disputes(["{"]).refused[0][1].startswith("this is no JSON")


@pytest.mark.parametrize("paragraph", ["x", -1, {}, True, None, 10**12])
def test_words_without_a_place_are_refused(disputes, paragraph):
    disputes[1]["values"][1]["evidence"][0]["paragraph"] = paragraph
    loaded = load_lines(disputes)
    assert (loaded.added, [number for number, _ in loaded.refused]) == (1, [2])


@pytest.mark.parametrize(
    "content", [{}, {"values": 7}, {"values": [{"coder": "x", "value": "yes"}]}, {"state": 1}]
)
@pytest.mark.parametrize("kind", ["dispute", "sample", "assign", "release", "report", "decision"])
def test_an_event_without_its_content_is_refused_and_stops_no_other(
    disputes, record, as_, kind, content
):
    load_lines(disputes)
    good = [json.dumps(event) for event in export_events()]
    Disputed.objects.all().delete()
    Event.objects.all()._raw_delete("default")
    head = record["document"]
    bad = {
        "kind": kind,
        "number": "abc",
        "document": head["id"],
        "variable": "prosecution.law",
        "page": head["sha256"],
        "content": content,
    }
    taken = import_events([json.dumps(bad), *good])
    assert (taken.added, [number for number, _ in taken.refused]) == (2, [1])
    assert as_("kofi").get(QUEUE).status_code == 200
