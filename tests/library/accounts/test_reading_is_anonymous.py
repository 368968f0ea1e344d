"""Whoever only reads is asked for nothing, told nothing, and leaves nothing."""

from __future__ import annotations

import pytest

from tests.library.factories import coding

PAGES = (
    "/",
    "/countries/",
    "/JPN/",
    "/JPN/2003/",
    "/variables/",
    "/search/?q=police",
    "/method/",
    "/law/2003/",
)


@pytest.fixture
def held(load):
    record = coding()
    load(record)
    return record


def address_of_finding(record):
    return f"/documents/{record['document']['id']}/findings/{record['findings'][0]['id']}/"


def test_no_page_sets_a_cookie_or_asks_for_a_session_or_a_person(held, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for address in (*PAGES, address_of_finding(held)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        assert "Cookie" not in answer.headers.get("Vary", ""), address
        told = " ".join(q["sql"] for q in asked.captured_queries)
        for table in (
            "django_session",
            "accounts_person",
            "accounts_key",
            "account_email",
            "mfa_",
            "usersessions_",
        ):
            assert table not in told, (address, table)


def test_the_masthead_offers_to_sign_in_and_names_whoever_did(held, client, as_):
    assert '<a href="/account/login/">Sign in</a>' in client.get("/").content.decode()
    for_rosa = as_("rosa").get("/").content.decode()
    assert '<a href="/account/">Rosa</a>' in for_rosa
    assert "Sign in" not in for_rosa
    assert ">Desk<" not in for_rosa
    assert ">Desk<" in as_("kofi").get("/").content.decode()


def test_the_page_of_a_signed_in_person_is_for_no_cache_but_hers(held, as_):
    rosa = as_("rosa")
    assert rosa.get("/method/").headers["Cache-Control"] == "private, no-cache"
    assert rosa.get("/account/").headers["Cache-Control"] == "private, no-store"


def test_a_cookie_that_belongs_to_no_session_reads_as_nobody(held, client):
    client.cookies["sessionid"] = "made-up"
    assert "Sign in" in client.get("/").content.decode()


def test_what_is_kept_of_a_page_is_the_same_whoever_saw_it_first(held, client, as_):
    from tierbook.library.catalogue.models import Derived

    addresses = (f"/documents/{held['document']['id']}/", "/JPN/")
    kept, shown = [], []
    for who in (as_("rosa"), client, as_("ada")):
        Derived.objects.all().delete()
        shown.append([who.get(address).content.decode() for address in addresses])
        rows = Derived.objects.filter(key__startswith="drawn/")
        kept.append(dict(rows.values_list("key", "content")))
    assert len(kept[0]) == 3
    assert kept[0] == kept[1] == kept[2]
    assert all("Rosa" in text for text in shown[0])
    assert "Draft a report" in shown[0][1]
    nobodys = " ".join(client.get(address).content.decode() for address in addresses)
    for word in ("Rosa", "Ada", "Draft a report", "csrfmiddlewaretoken"):
        assert word not in nobodys
