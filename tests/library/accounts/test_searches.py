"""Saved searches: what is new by the day of acquisition, and a feed at an address that can be taken away."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.library.factories import coding
from tierbook.errors import WrongUse
from tierbook.library.accounts.alerting import look_at, newest, news_of, open_alert, save_search
from tierbook.library.accounts.models import SavedSearch
from tierbook.library.catalogue.models import Document
from tierbook.library.catalogue.search import touch_index

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def held(load):
    first = coding()
    load(first)
    _acquired(first, days_ago=30)
    return first


def _acquired(record, days_ago):
    day = timezone.now().date() - dt.timedelta(days=days_ago)
    Document.objects.filter(pk=record["document"]["id"]).update(acquired=day)
    touch_index()
    return day


@pytest.fixture
def search(held, people):
    row = save_search(people["rosa"], "Courts", QueryDict("q=court"))
    row.looked = timezone.now().date() - dt.timedelta(days=7)
    row.save()
    return row


def test_what_was_held_when_the_search_was_saved_is_not_new(search):
    assert news_of(search).count == 0


def test_what_was_acquired_since_the_last_look_is_new_until_it_was_looked_at(search, held, load):
    later = coding(edition=2004)
    load(held, later)
    _acquired(held, days_ago=30)
    _acquired(later, days_ago=2)
    assert news_of(search).count == 1
    look_at(search)
    assert news_of(search).count == 0


def test_what_comes_later_on_the_day_of_the_last_look_is_still_new(search, held, load):
    early, late = coding(edition=2004), coding(edition=2005)
    load(held, early)
    _acquired(held, days_ago=30)
    _acquired(early, days_ago=0)
    look_at(search)
    load(held, early, late)
    _acquired(early, days_ago=0)
    _acquired(late, days_ago=0)
    assert news_of(search).count == 1


def test_a_search_is_kept_as_the_search_knows_it(held, people):
    row = save_search(people["rosa"], " A  name ", QueryDict("q=court&utm=x&edition=2003&page=4"))
    assert (row.name, row.params) == ("A name", "q=court&edition=2003")


def test_a_search_without_a_name_or_a_question_is_none(held, people):
    for name, words in (("", "q=court"), ("A", ""), ("A", "q=%28court"), ("A", "edition=what")):
        with pytest.raises(WrongUse):
            save_search(people["rosa"], name, QueryDict(words))


def test_a_search_is_saved_run_and_deleted_by_forms_alone(held, as_):
    rosa = as_("rosa")
    assert "/account/searches/new/?q=court" in rosa.get("/search/?q=court").content.decode()
    assert "court" in rosa.get("/account/searches/new/?q=court&edition=2003").content.decode()
    sent = {"params": "q=court&edition=2003", "name": "Courts"}
    assert rosa.post("/account/searches/new/", sent).headers["Location"] == "/account/searches/"
    row = SavedSearch.objects.get()
    assert "Courts" in rosa.get("/account/searches/").content.decode()
    ran = rosa.post(f"/account/searches/{row.pk}/run/")
    assert ran.headers["Location"] == "/search/?q=court&edition=2003"
    assert rosa.get(ran.headers["Location"]).status_code == 200
    own = f"/account/searches/{row.pk}/"
    assert as_("kofi").get(own).status_code == 404
    assert as_("kofi").post(f"{own}run/").status_code == 404
    rosa.post(own, {"do": "name", "name": "Trials"})
    assert "Trials" in rosa.get(own).content.decode()
    rosa.post(own, {"do": "delete"})
    assert not SavedSearch.objects.exists()


def test_a_feed_is_read_without_signing_in_at_an_address_that_can_be_taken_away(
    search, held, as_, client
):
    day = _acquired(held, days_ago=30)
    open_alert(search, wanted=True)
    address = f"/alerts/{search.token}.atom"
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert not answer.cookies
    feed = ElementTree.fromstring(answer.content)
    assert feed.find(f"{ATOM}title").text == "tierbook: Courts"
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Japan 2003: [3] s. 2"
    assert "few went to court" in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}updated").text.startswith(day.isoformat())
    again = client.get(address, headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    as_("rosa").post(f"/account/searches/{search.pk}/", {"do": "open"})
    assert client.get(address).status_code == 404
    search.refresh_from_db()
    other = f"/alerts/{search.token}.atom"
    assert client.get(other).status_code == 200
    as_("rosa").post(f"/account/searches/{search.pk}/", {"do": "close"})
    assert client.get(other).status_code == 404
    assert client.get("/alerts/None.atom").status_code == 404


def test_the_feed_of_a_disabled_person_is_closed(search, people, client):
    open_alert(search, wanted=True)
    people["rosa"].is_active = False
    people["rosa"].save()
    assert client.get(f"/alerts/{search.token}.atom").status_code == 404


def test_a_sample_in_a_feed_is_marked_as_one(search, load, client):
    load(coding(country="NOR", text_kind="sample", publisher="tierbook sample"))
    touch_index()
    open_alert(search, wanted=True)
    feed = client.get(f"/alerts/{search.token}.atom").content.decode()
    assert "Sample, not a quotation. " in feed


def test_another_day_of_acquisition_is_seen_by_a_search_that_was_asked_before(search, held, load):
    later = coding(edition=2004)
    load(held, later)
    _acquired(held, days_ago=20)
    _acquired(later, days_ago=30)
    assert [hit.document.edition for hit in newest(search)] == [2003, 2004]
    _acquired(later, days_ago=2)
    assert [hit.document.edition for hit in newest(search)] == [2004, 2003]
