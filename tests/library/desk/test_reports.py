"""Reports: taken in as events, settled by events, and never changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from tierbook.errors import WrongUse
from tierbook.library.desk.models import Contact, Event, EventChanged, Report
from tierbook.library.desk.reports import (
    LONGEST,
    accepted_of,
    open_counts,
    rebuild,
    report,
    settle,
)


@pytest.fixture
def document(record):
    return record["document"]["id"]


@pytest.fixture
def reported(document, law):
    return report(document, "wrong_value", finding=law["id"], text="A statute was passed.")


def test_a_report_is_an_event_that_says_who_when_what_and_of_which_page(
    document, record, law, people
):
    event = report(
        document,
        "wrong_value",
        finding=law["id"],
        paragraph=3,
        sentence=2,
        value="yes",
        text="  It   was\n passed. ",
        by=people["kofi"],
    )
    kept = Event.objects.get()
    assert kept == event
    assert kept.by == people["kofi"].pseudonym
    assert kept.variable == "prosecution.law"
    assert kept.page == record["document"]["sha256"]
    assert kept.codebook == "tip/1"
    assert kept.content == {
        "what": "wrong_value",
        "text": "It was\npassed.",
        "value": "yes",
        "paragraph": 3,
        "sentence": 2,
        "quote": "Police opened cases, but few went to court.",
        "words": "",
    }


def test_selected_words_find_their_whole_sentence(document, law):
    event = report(document, "wrong_sentence", finding=law["id"], words="few  went\nto court")
    assert event.content["paragraph"] == 3
    assert event.content["sentence"] == 2
    assert event.content["quote"] == "Police opened cases, but few went to court."
    across = report(document, "other", words="as such. Police opened")
    assert across.content["sentence"] == 1


def test_a_silence_is_reported_by_its_variable(document):
    event = report(document, "missing", variable="protection.services", paragraph=4, sentence=2)
    assert (event.variable, event.finding) == ("protection.services", "")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": "rude"}, "rude"),
        ({"text": ""}, "says nothing"),
        ({"document": "tip-1900-xxx"}, "no document"),
        ({"finding": "0000"}, "no finding 0000"),
        ({"variable": "protection.nothing"}, "no variable"),
        ({"paragraph": 99}, "no paragraph 99"),
        ({"paragraph": 3, "sentence": 9}, "no sentence 9"),
        ({"sentence": 1}, "without its paragraph"),
        ({"words": "words of no text"}, "do not stand"),
        ({"text": "x" * (LONGEST["text"] + 1)}, "2001 characters"),
        ({"contact": "x" * 201}, "201 characters"),
    ],
)
def test_a_report_about_nothing_is_refused_and_leaves_nothing(document, wrong, said):
    given = {"document": document, "what": "other", "text": "something", **wrong}
    with pytest.raises(WrongUse, match=said):
        report(**given)
    assert not Event.objects.exists()
    assert not Report.objects.exists()
    assert not Contact.objects.exists()


def test_an_event_is_never_changed_or_deleted(reported):
    reported.content["text"] = "otherwise"
    with pytest.raises(EventChanged):
        reported.save()
    with pytest.raises(EventChanged):
        reported.delete()
    for change in (lambda q: q.update(by="x"), lambda q: q.delete()):
        with pytest.raises(EventChanged):
            change(Event.objects.all())


def test_the_database_refuses_to_change_an_event_even_when_the_program_does_not(reported):
    from django.db import connection

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE desk_event SET document = 'another'")
    assert Event.objects.get().document == reported.document


def test_a_report_is_under_review_until_it_is_settled(reported, document, law, people):
    assert open_counts(document) == {law["id"]: 1}
    decision = settle(
        reported.number, "accepted", by=people["kofi"], reason="The act is named.", said="yes"
    )
    assert decision.content == {
        "state": "accepted",
        "reason": "The act is named.",
        "said": "yes",
        "before": "open",
    }
    assert open_counts(document) == {}
    assert [r.said for r in accepted_of(document, law["id"])] == ["yes"]
    settle(reported.number, "rejected", by=people["ayse"], reason="It is the draft of an act.")
    assert accepted_of(document, law["id"]) == []
    assert Event.objects.filter(number=reported.number).count() == 3


def test_two_people_cannot_settle_a_report_alike_without_the_second_being_told(reported, people):
    settle(reported.number, "rejected", by=people["kofi"], reason="No.")
    with pytest.raises(WrongUse, match="rejected already"):
        settle(reported.number, "rejected", by=people["ayse"], reason="No.")


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        ("accepted", "", "yes"),
        ("accepted", "Because.", ""),
        ("rejected", " ", ""),
        ("good", "a", ""),
    ],
)
def test_a_decision_says_why(reported, people, state, reason, said):
    with pytest.raises(WrongUse):
        settle(reported.number, state, by=people["kofi"], reason=reason, said=said)
    assert Report.objects.get().state == "open"


def test_how_a_reporter_is_reached_stands_apart_and_goes_when_the_report_is_settled(
    document, people
):
    event = report(document, "other", text="Look again.", contact="reader@example.org")
    assert "reader@example.org" not in str(Event.objects.values_list())
    assert Contact.objects.get(number=event.number).words == "reader@example.org"
    settle(event.number, "rejected", by=people["kofi"], reason="Looked.")
    assert not Contact.objects.exists()


def test_where_reports_stand_is_made_again_from_the_events(reported, document, people):
    other = report(document, "other", text="Look again.")
    settle(reported.number, "accepted", by=people["kofi"], reason="So it is.", said="yes")
    settle(other.number, "rejected", by=people["kofi"], reason="No.")
    settle(other.number, "open", by=people["ayse"], reason="Too quick.")
    before = list(Report.objects.order_by("number").values())
    Report.objects.all().update(state="lost", said="")
    assert rebuild() == 2
    assert list(Report.objects.order_by("number").values()) == before


def test_events_of_a_deleted_person_stay_and_lead_to_nobody(reported, people):
    from tierbook.library.accounts.records import forget_person
    from tierbook.library.desk.about_people import names_of

    settle(reported.number, "rejected", by=people["kofi"], reason="No.")
    pseudonym = people["kofi"].pseudonym
    assert names_of([pseudonym]) == {pseudonym: "Kofi"}
    forget_person(people["kofi"])
    assert names_of([pseudonym]) == {pseudonym: pseudonym}
    assert Event.objects.filter(by=pseudonym).count() == 1
