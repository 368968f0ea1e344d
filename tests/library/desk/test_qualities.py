"""What is said beside a value, at the desk: proposed, kept, refused, set side by side, shown to readers."""

from __future__ import annotations

import re

import orjson
import pytest

from tests.library.desk.test_blind_and_adjudicated import LAW, blind, settle
from tests.library.desk.test_queue_pages import LAW as ONE
from tests.library.desk.test_queue_pages import post, token_of
from tierbook.library.desk import export_events, import_events, rebuild_desk, take_in
from tierbook.library.desk.adjudicating import pairs_of
from tierbook.library.desk.models import Decided, Event
from tierbook.library.desk.standing import decisions_on

HOW = {"qualities": "1", "actor": "government", "period": "current"}
ALLEGED = {**HOW, "said_by": "ngo", "certainty": "alleged", "quality": "weak", "acts": ["fined"]}
STATED = {**HOW, "said_by": "department", "certainty": "stated"}


@pytest.fixture
def document(record):
    return record["document"]["id"]


def chosen(page: str, name: str) -> str:
    options = re.search(rf'<select id="{name}".*?</select>', page, re.DOTALL)[0]
    return re.search(r'value="([^"]*)" selected', options)[1]


def test_the_form_begins_with_what_is_proposed(load, as_):
    from tests.library.factories import coding, finding

    row = finding(
        "prosecution.law", "no", "No statute bans trafficking", level="law", place="abroad",
        certainty="alleged", said_by="ngo", extent="some", acts=["fined"], whom=["women"],
    )  # fmt: skip
    made = coding(findings=[row])
    load(made)
    page = as_("kofi").get(f"{ONE.format(made['document']['id'])}&place=abroad").content.decode()
    fields = ("level", "place", "certainty", "said_by", "quality", "extent", "actor", "period")
    assert [chosen(page, name) for name in fields] == [
        "law", "abroad", "alleged", "ngo", "", "some", "government", "current",
    ]  # fmt: skip
    assert 'name="acts" value="fined" checked' in page
    assert 'name="whom" value="women" checked' in page
    assert page.count(" checked>") == 4  # the sentence, the value, and these two
    assert '<details class="how" open>' in page


def test_accepting_keeps_what_was_proposed_beside_the_value(document, law, as_):
    kofi, address = as_("kofi"), ONE.format(document)
    post(kofi, address, "accept", value="no", level="law", **STATED)
    kept = decisions_on(document)[0]["qualities"]
    names = ("actor", "period", "said_by", "certainty", "quality", "extent", "acts", "whom")
    assert kept == {name: law[name] for name in names}


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ({"certainty": "possible"}, "certainty"),
        ({"said_by": "media", "whom": ["women"]}, "said by, whom"),
        ({"level": "practice"}, "level"),
        ({"place": "abroad", "value": "yes"}, "value, place"),
    ],
)
def test_accepting_while_something_else_is_chosen_is_refused_by_name(document, as_, sent, named):
    kofi, address = as_("kofi"), ONE.format(document)
    answer = post(kofi, address, "accept", **{"value": "no", "level": "law", **STATED, **sent})
    assert answer.status_code == 400
    assert f"another {named} is chosen below" in answer.content.decode()
    assert not Event.objects.exists()


def test_a_change_of_what_stands_beside_the_value_is_an_event_that_lasts(record, document, as_):
    kofi = as_("kofi")
    post(kofi, ONE.format(document), "change", value="no", level="law", sentence="3.1", **ALLEGED)
    said = {
        "actor": "government", "period": "current", "said_by": "ngo", "certainty": "alleged",
        "quality": "weak", "acts": ["fined"], "whom": [],
    }  # fmt: skip
    assert decisions_on(document)[0]["qualities"] == said
    lines = [orjson.dumps(line) for line in export_events()]
    assert orjson.loads(lines[0])["qualities"] == said
    assert (import_events(lines).known, import_events(lines).added) == (1, 0)
    Decided.objects.all().delete()
    Event.objects.all()._raw_delete("default")
    assert import_events(lines).added == 1
    rebuild_desk()
    assert Decided.objects.get().content["qualities"] == said
    forged = {**orjson.loads(lines[0]), "qualities": {**said, "certainty": "stated"}}
    assert "says something else here" in import_events([orjson.dumps(forged)]).refused[0][1]


def test_a_code_of_no_vocabulary_is_refused_and_the_rest_of_the_form_is_kept(document, as_):
    kofi, address = as_("kofi"), ONE.format(document)
    sent = {**ALLEGED, "said_by": "gossip", "note": "Hm."}
    answer = post(kofi, address, "change", value="no", level="law", sentence="3.1", **sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "no code of the vocabulary said_by" in page.replace("&#x27;", "'")
    assert "Hm." in page
    assert chosen(page, "certainty") == "alleged"
    assert 'name="acts" value="fined" checked' in page


def test_what_comes_from_elsewhere_may_say_a_part_of_it(document):
    given = {
        "coder": "p-1", "document": document, "variable": LAW, "level": "law", "action": "accept",
        "value": "no", "shown": "proposal", "qualities": {"said_by": "ngo"},
    }  # fmt: skip
    assert take_in([given], via="qdpx").added == 1
    assert Decided.objects.get().content["qualities"] == {"said_by": "ngo"}
    refused = take_in([{**given, "qualities": {"said_by": "gossip"}}], via="qdpx").refused
    assert "choose from department, government" in refused[0][1]


def test_readers_see_it_beside_the_machines(document, law, as_, client):
    post(
        as_("kofi"),
        ONE.format(document),
        "change",
        value="no",
        level="law",
        sentence="3.1",
        **ALLEGED,
    )
    page = client.get(f"/documents/{document}/findings/{law['id']}/").content.decode()
    told = page[page.index('id="people"') :]
    assert '<li class="odd">alleged</li>' in told
    assert '<li class="by">NGOs or observers</li>' in told
    assert "as the machine found it" not in told
    text = client.get(f"/documents/{document}/").content.decode()
    assert "Set by people: no, alleged, weak, fined, said by NGOs or observers, by a coder" in text
    over = client.get(f"/api/v1/documents/{document}/coding?people=over").json()
    made = next(f for f in over["findings"] if f["variable"] == LAW)
    assert (made["value"], made["certainty"], made["said_by"]) == ("no", "alleged", "ngo")
    assert over["people"][0]["qualities"]["said_by"] == "ngo"
    assert over["people"][0]["machine"][0]["qualities"]["said_by"] == "department"


def test_blind_and_side_by_side(document, as_):
    kofi, ines, ayse = as_("kofi"), as_("ines"), as_("ayse")
    page = kofi.get(f"/desk/narratives/{document}/?variable={LAW}").content.decode()
    assert [chosen(page, name) for name in ("said_by", "certainty", "quality")] == [
        "department", "stated", "",
    ]  # fmt: skip
    assert " checked" not in page
    blind(kofi, document, LAW, value="no", sentence="3.1", level="law", **ALLEGED)
    blind(ines, document, LAW, value="no", sentence="3.1", level="law", **STATED)
    pair = pairs_of(document)[0]
    assert (pair.state, pair.differing) == ("differ", ("said_by", "certainty", "acts"))
    page = ayse.get(f"/desk/adjudication/{document}/").content.decode()
    assert "they differ in: said by, certainty, acts" in page
    assert '<li class="by">NGOs or observers</li>' in page
    name = next(one.name for one in pair.given if one.rows[0].content["qualities"]["acts"])
    settle(ayse, document, LAW, "take", answer=name)
    judged = Decided.objects.get(action="adjudicate")
    assert judged.content["qualities"]["said_by"] == "ngo"
    other = settle(
        ayse, document, LAW, "other", value="no", sentence="3.1", level="law",
        **{**STATED, "certainty": "reported"},
    )  # fmt: skip
    assert other.status_code == 302
    judged = Decided.objects.get(action="adjudicate")
    assert judged.content["qualities"]["certainty"] == "reported"


def test_nothing_may_stand_at_one_place_alone(document, as_):
    kofi = as_("kofi")
    answer = blind(kofi, document, LAW, action="nothing", note="Only at home.")
    assert answer.status_code == 400
    assert "choose a level or a place" in answer.content.decode()
    assert blind(kofi, document, LAW, action="nothing", place="abroad").status_code == 302
    blind(kofi, document, LAW, value="no", sentence="3.1", place="home")
    from tierbook.library.desk.answers import answers

    assert {(a.place, a.value) for a in answers()} == {("abroad", "not_stated"), ("home", "no")}
    page = kofi.get(f"/desk/narratives/{document}/?variable={LAW}").content.decode()
    assert "nothing (abroad); no (home)" in page


def test_whoever_comes_from_the_proposal_is_not_blind(document, as_):
    kofi = as_("kofi")
    page = kofi.get(ONE.format(document)).content.decode()
    there = re.search(r'href="(/desk/narratives/[^"]+)" data-desk="b"', page)[1].replace(
        "&amp;", "&"
    )
    opened = kofi.get(there)
    assert chosen(opened.content.decode(), "level") == "law"
    kofi.post(there, {"token": token_of(opened), "action": "not_stated"})
    assert Decided.objects.get().shown == "proposal"
