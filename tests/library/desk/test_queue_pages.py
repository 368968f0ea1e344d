"""The queue on its pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from tierbook.library.desk.models import Decided, Event, Item, Report
from tierbook.library.desk.reports import report
from tierbook.library.desk.standing import decisions_on

QUEUE = "/desk/queue/"
LAW = "/desk/queue/?one=1&document={}&variable=prosecution.law&level=law"


@pytest.fixture
def document(record):
    return record["document"]["id"]


def token_of(answer: Any) -> str:
    return re.search(r'name="token" value="([^"]+)"', answer.content.decode())[1]


def post(client: Any, address: str, action: str, **more: Any) -> Any:
    token = token_of(client.get(address))
    return client.post(address, {"token": token, "action": action, **more})


def test_the_queue_opens_with_what_the_machine_is_least_sure_of(load, as_):
    from tests.library.factories import coding, finding

    sure = finding(
        "prosecution.law", "no", "No statute bans trafficking", level="law", confidence=0.9
    )
    unsure = finding("profile.destination", "yes", "brought to Japan", confidence=0.4)
    unknown = finding("protection.residency", "yes", "may grant a short stay", level="law")
    load(coding(findings=[sure, unknown, unsure]))
    items = list(Item.objects.values_list("variable", flat=True))
    assert items == ["profile.destination", "prosecution.law", "protection.residency"]
    text = as_("kofi").get(QUEUE).content.decode()
    assert 'confidence <span class="num">0.4</span>' in text
    narrowed = as_("kofi").get(QUEUE + "?variable=prosecution.law").content.decode()
    assert 'confidence <span class="num">0.9</span>' in narrowed
    assert "Nothing is left" in as_("kofi").get(QUEUE + "?country=NOR").content.decode()


def test_accepting_adds_an_event_and_leads_to_the_next(record, document, as_, people):
    kofi = as_("kofi")
    before = Item.objects.filter(state="").count()
    first = Item.objects.first()
    answer = post(kofi, QUEUE, "accept")
    assert answer.status_code == 302
    assert answer.url.startswith(QUEUE)
    decision = decisions_on(document)[0]
    assert decision["action"] == "accept"
    assert decision["shown"] == "proposal"
    assert decision["drawn"]["how"] == "queue"
    assert decision["coder"] == people["kofi"].pseudonym
    assert decision["page"] == record["document"]["sha256"]
    assert decision["codebook"] == "tip/1"
    assert decision["unit"] == "JPN:2003"
    assert Item.objects.get(pk=first.pk).state == "set"
    assert Item.objects.filter(state="").count() == before - 1


def test_a_change_keeps_value_words_note_level_and_place(record, document, as_):
    kofi = as_("kofi")
    text = record["narrative"]["text"]
    start = text.index("few went")
    words = f"{start}-{start + 8}:few went"
    answer = post(
        kofi,
        LAW.format(document),
        "change",
        value="mixed",
        level="law",
        place="",
        words=words,
        note=" Look  here. ",
    )
    assert answer.status_code == 302, answer.content.decode()
    decision = decisions_on(document)[0]
    assert (decision["action"], decision["value"], decision["note"]) == (
        "change",
        "mixed",
        "Look here.",
    )
    assert decision["evidence"] == [
        {"start": start, "end": start + 8, "text": "few went", "paragraph": 3, "sentence": 2}
    ]
    assert decision["drawn"]["how"] == "free"


def test_another_level_rejects_the_proposal_and_adds_the_value_there(document, as_):
    answer = post(
        as_("kofi"), LAW.format(document), "change", value="no", level="practice", sentence="3.1"
    )
    assert answer.status_code == 302
    rows = [(d["action"], d["level"]) for d in decisions_on(document)]
    assert rows == [("reject", "law"), ("change", "practice")]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"action": "change", "value": "perhaps", "sentence": "3.1", "level": "law"}, "perhaps"),
        ({"action": "change", "value": "yes", "level": "law"}, "no words carry"),
        ({"action": "change", "value": "yes", "words": "0-4:None"}, "do not stand there"),
        ({"action": "change", "value": "yes", "words": "nonsense"}, "cannot be read"),
        ({"action": "change", "value": "yes", "sentence": "99.1"}, "no sentence"),
        ({"action": "accept", "value": "yes", "sentence": "3.1"}, "another value is chosen"),
        ({"action": "guess"}, "no decision"),
        ({"action": "accept", "token": "forged"}, "too old"),
    ],
)
def test_what_cannot_stand_is_refused_and_the_words_are_kept(document, as_, sent, said):
    kofi, address = as_("kofi"), LAW.format(document)
    token = token_of(kofi.get(address))
    answer = kofi.post(address, {"token": token, "note": "A long thought.", **sent})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert said in text
    assert "A long thought." in text
    assert not Event.objects.exists()


def test_not_stated_and_reject(document, as_):
    post(as_("kofi"), LAW.format(document), "reject")
    assert Decided.objects.get().content["value"] is None
    post(as_("kofi"), LAW.format(document), "not_stated")
    assert Decided.objects.get().content["value"] == "not_stated"
    assert Event.objects.count() == 2


def test_undo_is_an_event_and_opens_the_item_again(document, as_):
    kofi, address = as_("kofi"), LAW.format(document)
    post(kofi, address, "accept")
    event = Event.objects.get()
    answer = kofi.post(address, {"action": "undo", "event": event.number})
    assert answer.status_code == 302
    assert Event.objects.count() == 2
    assert not Decided.objects.exists()
    assert not Item.objects.exclude(state="").exists()
    assert kofi.post(address, {"action": "undo", "event": event.number}).status_code == 400
    post(kofi, address, "accept")
    other = Event.objects.latest("id")
    assert as_("ayse").post(address, {"action": "undo", "event": other.number}).status_code == 400


def test_one_after_the_other_is_taken_back(document, as_):
    kofi = as_("kofi")
    post(kofi, QUEUE, "accept")
    post(kofi, QUEUE, "accept")
    for left in (1, 0):
        page = kofi.get(QUEUE).content.decode()
        number = re.search(r'name="event" value="(\w+)"', page)[1]
        assert kofi.post(QUEUE, {"action": "undo", "event": number}).status_code == 302
        assert Decided.objects.count() == left
    assert 'value="undo"' not in kofi.get(QUEUE).content.decode()
    assert Event.objects.count() == 4


def test_the_second_of_two_people_is_told_and_keeps_her_words(document, as_):
    kofi, ayse, address = as_("kofi"), as_("ayse"), LAW.format(document)
    late = token_of(ayse.get(address))
    post(kofi, address, "accept")
    sent = {
        "token": late,
        "action": "change",
        "value": "yes",
        "level": "law",
        "sentence": "3.2",
        "note": "I differ.",
    }
    answer = ayse.post(address, sent)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "somebody decided on it while this page was open" in text
    assert "I differ." in text
    assert Event.objects.count() == 1
    again = {**sent, "token": token_of(answer)}
    assert ayse.post(address, again).status_code == 302
    assert set(Decided.objects.values_list("state", flat=True)) == {"contested"}
    assert Item.objects.get(variable="prosecution.law").state == "contested"


def test_a_report_is_an_item_and_a_decision_settles_it(document, law, as_):
    event = report(document, "wrong_value", finding=law["id"], text="A statute was passed.")
    address = f"/desk/queue/?report={event.number}"
    page = as_("kofi").get(address).content.decode()
    assert "A statute was passed." in page
    post(as_("kofi"), address, "change", value="yes", level="law", sentence="3.2", note="It was.")
    row = Report.objects.get()
    assert (row.state, row.said) == ("accepted", "yes")
    assert Decided.objects.get().how == "report"
    decision = Event.objects.get(kind="coding")
    as_("kofi").post(address, {"action": "undo", "event": decision.number})
    assert Report.objects.get().state == "open"
    post(as_("kofi"), address, "accept", note="It stands.")
    assert Report.objects.get().state == "rejected"


def test_a_number_of_no_report_on_this_text_is_no_report(document, as_):
    token = token_of(as_("kofi").get(LAW.format(document)))
    address = "/desk/queue/?report=0123456789abcdef"
    assert as_("kofi").post(address, {"token": token, "action": "accept"}).status_code == 302
    assert Decided.objects.get().how == "free"


def test_a_report_without_a_question_asks_for_it(document, as_):
    event = report(document, "other", text="Look again.", paragraph=3)
    address = f"/desk/queue/?report={event.number}"
    assert "Which question is it about?" in as_("kofi").get(address).content.decode()
    named = as_("kofi").get(address + "&variable=prosecution.law")
    assert 'name="token"' in named.content.decode()


def test_the_next_item_takes_few_queries_and_reads_its_coding_once(record, as_, monkeypatch):
    from django.db import connection

    from tierbook.library.desk.views import reviewing

    reads = []
    read = reviewing.read_coding
    monkeypatch.setattr(reviewing, "read_coding", lambda name: reads.append(name) or read(name))
    kofi = as_("kofi")
    post(kofi, QUEUE, "accept")
    token = token_of(kofi.get(QUEUE))
    reads.clear()
    kofi.post(QUEUE, {"token": token, "action": "accept"})
    assert len(reads) == 1
    with CaptureQueriesContext(connection) as asked:
        assert kofi.get(QUEUE).status_code == 200
    assert len(reads) == 2
    assert len(asked) <= 12, "\n".join(q["sql"][:150] for q in asked)


def test_no_page_of_the_desk_asks_the_database_much(record, document, as_, people):
    from django.db import connection

    from tests.library.desk.test_blind_and_adjudicated import blind
    from tierbook.library.desk.working import assign

    for name in ("kofi", "ines", "ayse"):
        assign(people[name], [document])
        blind(as_(name), document, "prosecution.law", value="no", sentence="3.1")
    post(as_("ada"), QUEUE, "accept")
    ada = as_("ada")
    for address in (
        "/desk/",
        QUEUE,
        QUEUE + "?order=contested",
        f"/desk/narratives/{document}/",
        "/desk/adjudication/",
        f"/desk/adjudication/{document}/?variable=prosecution.law",
        "/desk/progress/",
        "/desk/samples/",
        "/desk/assignments/",
        "/desk/reports/",
    ):
        with CaptureQueriesContext(connection) as asked:
            assert ada.get(address).status_code == 200
        told = "\n".join(q["sql"][:150] for q in asked)
        assert len(asked) <= 12, f"{address}: {len(asked)}\n{told}"


def test_a_text_that_is_coded_blind_shows_its_proposals_to_its_coder_nowhere(document, as_, people):
    from tierbook.library.desk.working import assign

    assign(people["kofi"], [document])
    assert "Nothing is left" in as_("kofi").get(QUEUE).content.decode()
    page = as_("kofi").get(LAW.format(document)).content.decode()
    assert "You code this text blind" in page
    assert "Proposed" not in page
    reported = report(document, "other", text="Look.", variable="prosecution.law")
    page = as_("kofi").get(f"/desk/queue/?report={reported.number}").content.decode()
    assert "You code this text blind" in page
    assert "Proposed" not in page
    assert "Proposed" in as_("ayse").get(LAW.format(document)).content.decode()
