"""*This is wrong*: the form, what it refuses, what others see of it, and how coders settle it."""

from __future__ import annotations

import re

import pytest

from tierbook.library.desk.models import Contact, Event, Report
from tierbook.library.desk.views.reporting import TRAP

NEW = "/desk/reports/new/"


@pytest.fixture
def told(record, law):
    return {
        "document": record["document"]["id"],
        "finding": law["id"],
        "what": "wrong_value",
        "place": "3.1",
        "value": "yes",
        "text": "There is such a statute.",
    }


def test_findings_paragraphs_and_silences_lead_to_the_form(record, law, page):
    document = record["document"]["id"]
    text = page(f"/documents/{document}/")
    for number in range(5):
        assert f"{NEW}?document={document}&amp;place={number}" in text
    assert f"{NEW}?document={document}&amp;what=missing" in text
    assert f"{NEW}?document={document}&amp;finding={law['id']}" in page(
        f"/documents/{document}/findings/{law['id']}/"
    )


def test_the_form_offers_the_sentences_and_chooses_the_one_that_was_coded(record, law, page):
    text = page(f"{NEW}?document={record['document']['id']}&finding={law['id']}")
    assert "No statute bans trafficking as such." in text
    assert "Police opened cases, but few went to court." in text
    assert re.findall(r'name="place" value="([^"]*)" checked', text) == ["3.1"]
    assert "Shelters are scarce." not in text
    everything = page(f"{NEW}?document={record['document']['id']}&what=missing")
    assert "Shelters are scarce." in everything
    assert '<option value="protection.services">' in everything


def test_anybody_reports_and_is_led_to_where_the_outcome_will_stand(told, client):
    answer = client.post(NEW, told)
    number = Event.objects.get().number
    assert answer.headers["Location"] == f"/desk/reports/{number}/"
    assert Event.objects.get().by == ""
    text = client.get(answer.headers["Location"]).content.decode()
    assert "a coder will look at it" in text
    assert "There is such a statute." not in text


def test_the_reporters_words_are_on_no_public_page(told, client, as_):
    client.post(NEW, {**told, "contact": "reader@example.org"})
    number = Event.objects.get().number
    finding = f"/documents/{told['document']}/findings/{told['finding']}/"
    assert "1 report under review" in client.get(finding).content.decode()
    as_("kofi").post(
        f"/desk/reports/{number}/",
        {"state": "accepted", "reason": "The act is named.", "said": "yes, by the act of 2005"},
    )
    for address in (finding, f"/desk/reports/{number}/"):
        text = client.get(address).content.decode()
        assert "There is such a statute." not in text
        assert "reader@example.org" not in text
    text = client.get(finding).content.decode()
    assert "<i>accepted:</i> yes, by the act of 2005" in text
    assert "under review" not in text
    assert "The act is named." in client.get(f"/desk/reports/{number}/").content.decode()


def test_coders_see_all_of_it(told, client, as_):
    client.post(NEW, {**told, "contact": "reader@example.org"})
    number = Event.objects.get().number
    kofi = as_("kofi")
    listed = kofi.get("/desk/reports/").content.decode()
    assert number in listed
    assert "no account" in listed
    text = kofi.get(f"/desk/reports/{number}/").content.decode()
    assert "There is such a statute." in text
    assert "reader@example.org" in text
    assert "No statute bans trafficking as such." in text


def test_a_signed_in_reader_reports_by_pseudonym(told, as_, people):
    as_("rosa").post(NEW, told)
    assert Event.objects.get().by == people["rosa"].pseudonym
    assert "Rosa" in as_("kofi").get("/desk/reports/").content.decode()


def test_a_place_of_any_length_is_no_failure(record, client):
    address = f"/desk/reports/new/?document={record['document']['id']}&place={'9' * 5000}"
    assert client.get(address).status_code == 200


def test_a_program_that_fills_every_field_is_led_away_and_leaves_nothing(told, client):
    assert client.post(NEW, {**told, TRAP: "https://evil.example"}).headers["Location"] == "/"
    assert not Event.objects.exists()


def test_what_is_markup_stays_text(told, client, as_):
    client.post(NEW, {**told, "text": "<script>alert(1)</script>", "value": "<b>yes</b>"})
    text = as_("kofi").get(f"/desk/reports/{Event.objects.get().number}/").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<b>yes</b>" not in text


def test_a_bad_report_says_what_to_do_and_keeps_what_was_written(told, client):
    for wrong in ({"what": ""}, {"place": "9.9"}, {"place": "x"}, {"text": "x" * 2001}):
        answer = client.post(NEW, {**told, **wrong, "value": "kept value"})
        assert answer.status_code == 400, wrong
        assert "kept value" in answer.content.decode()
    assert client.get(f"{NEW}?document=none").status_code == 404
    assert client.get(NEW).status_code == 404
    assert client.get(f"{NEW}?document={told['document']}&finding=none").status_code == 404


def test_more_than_ten_reports_an_hour_come_from_no_place_without_an_account(told, client, as_):
    answers = [client.post(NEW, told).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
    assert Report.objects.count() == 10
    assert as_("rosa").post(NEW, told).status_code == 302


def test_reports_without_an_account_can_be_switched_off(told, client, as_, settings):
    settings.TIERBOOK_ANONYMOUS_REPORTS = False
    assert client.get(f"{NEW}?document={told['document']}").status_code == 302
    assert client.post(NEW, told).headers["Location"].startswith("/account/login/")
    assert not Event.objects.exists()
    assert as_("rosa").post(NEW, told).status_code == 302
    assert Event.objects.count() == 1


def test_a_reader_settles_nothing(told, client, as_):
    client.post(NEW, told)
    number = Event.objects.get().number
    decision = {"state": "accepted", "reason": "Because.", "said": "yes"}
    assert client.post(f"/desk/reports/{number}/", decision).status_code == 302
    assert as_("rosa").post(f"/desk/reports/{number}/", decision).status_code == 403
    assert Report.objects.get().state == "open"
    assert not Contact.objects.exists()


def test_the_second_who_settles_is_told(told, client, as_):
    client.post(NEW, told)
    address = f"/desk/reports/{Event.objects.get().number}/"
    decision = {"state": "rejected", "reason": "No."}
    assert as_("kofi").post(address, decision).status_code == 302
    answer = as_("ayse").post(address, decision)
    assert answer.status_code == 400
    assert "rejected already" in answer.content.decode()


def test_the_page_of_a_finding_asks_once_for_its_reports(record, law, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/documents/{record['document']['id']}/findings/{law['id']}/")
    assert sum("desk_report" in q["sql"] for q in asked.captured_queries) == 1
