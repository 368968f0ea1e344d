"""A narrative coded blind by two people, and their answers settled."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tierbook.library.desk.adjudicating import pairs_of
from tierbook.library.desk.answers import answers
from tierbook.library.desk.models import Assignment, Decided, Event, Item, Unit
from tierbook.library.desk.working import assign, load_sample

LAW, SHELTER = "prosecution.law", "protection.services"


@pytest.fixture
def document(record):
    return record["document"]["id"]


@pytest.fixture
def unit(document):
    line = {
        "sample": "s-0a1b2c3d",
        "seed": 7,
        "n": 1,
        "document": document,
        "country": "JPN",
        "edition": 2003,
        "stratum": "era=1;tier=2;text_kind=narrative",
        "probability": 0.25,
        "variables": [LAW, SHELTER, "profile.destination"],
    }
    load_sample([json.dumps(line)])
    return line


def blind(
    client: Any, document: str, variable: str, action: str = "keep", sample: str = "", **more: Any
) -> Any:
    address = f"/desk/narratives/{document}/?variable={variable}&sample={sample}"
    token = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())[1]
    return client.post(address, {"token": token, "action": action, **more})


def settle(client: Any, document: str, variable: str, action: str, **more: Any) -> Any:
    page = client.get(f"/desk/adjudication/{document}/").content.decode()
    seen = re.search(
        rf'value="{re.escape(variable)}"><input type="hidden" name="seen" value="([^"]*)"', page
    )[1]
    return client.post(
        f"/desk/adjudication/{document}/",
        {"variable": variable, "seen": seen, "action": action, **more},
    )


def test_a_blind_page_holds_nothing_of_the_machine(record, document, as_):
    page = as_("kofi").get(f"/desk/narratives/{document}/?variable={LAW}").content.decode()
    law = next(f for f in record["findings"] if f["variable"] == LAW)
    assert law["id"] not in page
    assert law["cue"] not in page
    assert "<mark" not in page
    assert "checked" not in page
    assert "confidence" not in page


def test_blind_answers_say_how_they_were_drawn(document, unit, as_, people):
    answer = blind(
        as_("kofi"), document, LAW, sample=unit["sample"], value="no", sentence="3.1", level="law"
    )
    assert answer.status_code == 302
    row = answers()[0]
    assert (row.coder, row.unit, row.variable, row.value) == (
        people["kofi"].pseudonym,
        "JPN:2003",
        LAW,
        "no",
    )
    assert (row.shown, row.drawn, row.sample, row.probability) == (
        "blind",
        "sample",
        unit["sample"],
        0.25,
    )
    assert (row.level, row.stratum, row.adjudicated) == ("law", unit["stratum"], False)
    assert row.spans == ((172, 208),)
    free = blind(as_("ayse"), document, LAW, value="yes", sentence="3.1")
    assert free.status_code == 302
    assert answers()[1].drawn == "free"
    assert answers()[1].probability is None


def test_who_saw_the_proposal_is_blind_no_more(document, as_, people):
    from tests.library.desk.test_queue_pages import LAW as ONE
    from tests.library.desk.test_queue_pages import post

    post(as_("kofi"), ONE.format(document), "accept")
    blind(as_("kofi"), document, LAW, value="yes", sentence="3.1", level="law")
    assert [a.shown for a in answers()] == ["proposal"]


def test_questions_follow_one_another_and_the_rest_is_silence(document, unit, as_):
    kofi, sample = as_("kofi"), unit["sample"]
    here = f"/desk/narratives/{document}/?sample={sample}"
    assert '0</span> of <span class="num">3' in kofi.get(here).content.decode()
    first = blind(kofi, document, LAW, sample=sample, value="no", sentence="3.1")
    assert "after=prosecution.law" in first.url
    assert kofi.post(here, {"action": "rest"}).status_code == 302
    said = {a.variable: a.value for a in answers()}
    assert said == {LAW: "no", SHELTER: "not_stated", "profile.destination": "not_stated"}
    assert {a.drawn for a in answers()} == {"sample"}
    assert "Every question is decided" in kofi.get(here).content.decode()


def test_a_value_needs_its_words(document, as_):
    answer = blind(as_("kofi"), document, LAW, value="no", note="I think so.")
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "no words carry the value" in text
    assert "I think so." in text
    assert 'value="no" data-digit="2" checked' in text


def test_blind_coders_hear_nothing_of_one_another(document, as_):
    blind(as_("kofi"), document, LAW, value="no", sentence="3.1", note="secret thought")
    page = as_("ayse").get(f"/desk/narratives/{document}/?variable={LAW}").content.decode()
    assert "secret thought" not in page
    address = f"/desk/queue/?one=1&document={document}&variable={LAW}&level=law"
    shown = as_("ayse").get(address).content.decode()
    assert "secret thought" not in shown


def test_two_people_then_an_adjudicator(record, document, as_, people):
    kofi, ines, ayse = as_("kofi"), as_("ines"), as_("ayse")
    blind(kofi, document, LAW, value="no", sentence="3.1", level="law")
    blind(ines, document, LAW, value="yes", sentence="3.2", level="practice")
    for client in (kofi, ines):
        blind(client, document, SHELTER, action="not_stated")
        blind(client, document, "profile.destination", value="yes", sentence="1.1")
    blind(kofi, document, "profile.source", value="no", sentence="1.1")
    states = [(pair.facts.id, pair.state) for pair in pairs_of(document)]
    assert states == [
        (LAW, "differ"),
        ("profile.source", "alone"),
        ("profile.destination", "agree"),
        (SHELTER, "agree"),
    ]
    page = ayse.get(f"/desk/adjudication/{document}/").content.decode()
    assert page.index("they differ<") < page.index("they agree</span>")
    for person in ("Kofi", "Ines", people["kofi"].pseudonym):
        assert person not in page
    assert Item.objects.get(variable=LAW).state == "", "blind answers settle nothing"
    name = next(
        g.name
        for p in pairs_of(document)
        for g in p.given
        if p.facts.id == LAW and g.coder == people["ines"].pseudonym
    )
    assert (
        settle(ayse, document, LAW, "take", answer=name, note="Law and practice.").status_code
        == 302
    )
    judged = [a for a in answers() if a.adjudicated]
    assert [(a.value, a.level, a.coder) for a in judged] == [
        ("yes", "practice", people["ayse"].pseudonym)
    ]
    assert ayse.post(f"/desk/adjudication/{document}/", {"action": "agreed"}).status_code == 302
    assert sum(a.adjudicated for a in answers()) == 3
    states = {pair.facts.id: pair.state for pair in pairs_of(document)}
    assert states[LAW] == states[SHELTER] == "settled"


def test_neither_may_be_right(document, as_):
    blind(as_("kofi"), document, LAW, value="no", sentence="3.1", level="law")
    blind(as_("ines"), document, LAW, value="yes", sentence="3.2", level="law")
    ayse = as_("ayse")
    page = ayse.get(f"/desk/adjudication/{document}/?variable={LAW}").content.decode()
    assert "Another value" in page
    wrong = settle(ayse, document, LAW, "other", value="perhaps", sentence="3.1", note="Hm.")
    assert wrong.status_code == 400
    assert "Hm." in wrong.content.decode()
    assert (
        settle(
            ayse, document, LAW, "other", value="mixed", sentence=["3.1", "3.2"], level="law"
        ).status_code
        == 302
    )
    finding = Decided.objects.get(action="adjudicate")
    assert (finding.content["value"], len(finding.content["evidence"])) == ("mixed", 2)
    assert Item.objects.get(variable=LAW).state == "set"
    assert settle(ayse, document, LAW, "not_stated").status_code == 302
    assert Decided.objects.get(action="adjudicate").content["value"] == "not_stated"


def test_answers_that_came_meanwhile_are_told_to_the_adjudicator(document, as_):
    blind(as_("kofi"), document, LAW, value="no", sentence="3.1")
    blind(as_("ines"), document, LAW, value="yes", sentence="3.1")
    sent = {"variable": LAW, "seen": "old", "action": "take", "answer": "First"}
    answer = as_("ayse").post(f"/desk/adjudication/{document}/", sent)
    assert answer.status_code == 400
    assert "changed while the page was open" in answer.content.decode()


def test_assignments_are_events_and_can_be_taken_back(document, as_, people):
    ines = as_("ines")
    sent = {"person": people["kofi"].pseudonym, "units": "JPN:2003", "blind": "yes"}
    assert ines.post("/desk/assignments/", sent).status_code == 302
    assert ines.post("/desk/assignments/", sent).status_code == 302
    row = Assignment.objects.get()
    assert (row.document, row.blind, row.person) == (document, True, people["kofi"].pseudonym)
    blind(as_("kofi"), document, LAW, value="no", sentence="3.1")
    assert answers()[0].drawn == "assigned"
    assert "1</span> of" in as_("kofi").get("/desk/").content.decode()
    ines.post("/desk/assignments/", {"release": row.number})
    assert not Assignment.objects.exists()
    assert list(Event.objects.exclude(kind="coding").values_list("kind", flat=True)) == [
        "assign",
        "release",
    ]
    refused = ines.post("/desk/assignments/", {**sent, "person": people["rosa"].pseudonym})
    assert refused.status_code == 400
    assert ines.post("/desk/assignments/", {**sent, "units": "NOR:1999"}).status_code == 400


def test_a_sample_is_loaded_line_by_line(document, unit, as_):
    bad = [
        "no json",
        "[]",
        json.dumps({**unit, "document": "tip-1900-xxx"}),
        json.dumps({**unit, "probability": 2}),
        json.dumps({**unit, "variables": ["prosecution.nothing"]}),
    ]
    loaded = load_sample([json.dumps(unit), *bad, json.dumps({**unit, "sample": "s-2"})])
    assert (loaded.added, loaded.known, [n for n, _ in loaded.refused]) == (1, 1, [2, 3, 4, 5, 6])
    assert Unit.objects.count() == 2
    otherwise = load_sample([json.dumps({**unit, "probability": 0.5})])
    assert (otherwise.added, otherwise.known) == (0, 0)
    assert "another stratum, chance or seed" in otherwise.refused[0][1]
    page = as_("ines").post("/desk/samples/", {"lines": json.dumps({**unit, "sample": "s-3"})})
    assert page.url == "/desk/samples/s-3/"
    assert as_("ines").get(page.url).status_code == 200


def test_progress_tells_a_coder_of_herself_and_an_adjudicator_of_all(document, as_, people):
    assign(people["kofi"], [document], variables=[LAW, SHELTER])
    blind(as_("kofi"), document, LAW, value="no", sentence="3.1")
    blind(as_("ines"), document, LAW, value="no", sentence="3.1")
    own = as_("kofi").get("/desk/progress/").content.decode()
    assert "Kofi" in own
    assert "Ines" not in own
    assert '1</span> of <span class="num">2</span>, <span class="num">1</span> left' in own
    everybody = as_("ayse").get("/desk/progress/").content.decode()
    assert "Kofi" in everybody
    assert "Ines" in everybody
