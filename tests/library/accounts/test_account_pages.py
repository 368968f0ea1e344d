"""A person's own pages: what is stored about her, taken along, deleted; keys; and the page of people for admins."""

from __future__ import annotations

import json
import re

import pytest

from tests.library.accounts.belongings import belongings
from tests.library.accounts.conftest import PASSWORD
from tests.library.factories import coding
from tierbook.library.accounts.models import Key, Person
from tierbook.library.accounts.records import kept_about


@pytest.fixture
def hers(load, people):
    record = coding()
    load(record)
    return belongings(record, people)


def again(client, address):
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})


def lines(client):
    answer = client.get("/account/export.jsonl")
    return [json.loads(row) for row in b"".join(answer.streaming_content).splitlines()]


def test_all_that_is_stored_is_listed_and_exported_alike(hers, people, as_):
    rosa = as_("rosa")
    kinds = [row["kind"] for row in lines(rosa)]
    for kept, count in kept_about(people["rosa"]):
        assert kinds.count(kept.kind) == count, kept.kind
        assert kept.kind in rosa.get("/account/").content.decode()
    assert {"account", "key", "reply", "search", "draft", "membership"} <= set(kinds)


def test_no_secret_is_in_the_export(hers, people, as_):
    told = json.dumps(lines(as_("rosa")))
    person = Person.objects.get(username="rosa")
    assert person.password not in told
    assert Key.objects.get().digest not in told
    assert hers["token"] not in told


def test_every_table_that_points_at_people_is_among_what_is_listed():
    listed = {
        "Key": "key",
        "UserSession": "session",
        "Authenticator": "factor",
        "SocialAccount": "sign-on",
        "EmailAddress": "account",
        "Institution_members": "membership",
        "SavedSearch": "search",
        "Draft": "draft",
        "Draft_readers": "draft",
        "Draft_writers": "draft",
        "DraftNote": "note",
        "DraftNote_seen": "seen comment",
        "DraftPiece": "unfinished entry",
        "DraftVersion": "draft version",
        "Person_groups": None,  # Django's own; nobody has any
        "Person_user_permissions": None,
    }
    from django.apps import apps

    pointing = {
        model.__name__
        for model in apps.get_models(include_auto_created=True)
        if any(
            f.related_model is Person
            for f in model._meta.get_fields()
            if f.concrete and not f.many_to_many
        )
    }
    assert pointing == set(listed)


def test_a_deleted_person_leaves_nothing_but_events_replies_and_notes(hers, people, as_):
    rosa = as_("rosa")
    again(rosa, "/account/delete/")
    assert rosa.post("/account/delete/", {"username": "kofi"}).status_code == 400
    assert rosa.post("/account/delete/", {"username": "rosa"}).headers["Location"] == "/"
    assert not Person.objects.filter(username="rosa").exists()
    assert rosa.get("/account/").status_code == 302
    left = {k.kind: n for k, n in kept_about(people["rosa"]) if k.kind in ("reply", "event")}
    assert left["reply"] == 1


def test_deleting_asks_for_the_password_once_more(hers, as_):
    rosa = as_("rosa")
    answer = rosa.post("/account/delete/", {"username": "rosa"})
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert Person.objects.filter(username="rosa").exists()


def test_the_last_admin_cannot_delete_herself(people, as_):
    ada = as_("ada")
    again(ada, "/account/delete/")
    answer = ada.post("/account/delete/", {"username": "ada"})
    assert answer.status_code == 400
    assert "last admin" in answer.content.decode()


def test_name_and_address_are_changed_and_an_address_of_another_is_refused(people, as_):
    people["kofi"].email = "kofi@example.org"
    people["kofi"].save()
    rosa = as_("rosa")
    assert (
        rosa.post("/account/", {"name": "Rosa L.", "email": "rosa@example.org"}).status_code == 302
    )
    assert "Rosa L." in rosa.get("/").content.decode()
    answer = rosa.post("/account/", {"name": "Rosa", "email": "KOFI@example.org"})
    assert answer.status_code == 400
    assert Person.objects.get(username="rosa").email == "rosa@example.org"


def test_a_key_is_shown_once_and_ended_on_the_page(people, as_):
    kofi = as_("kofi")
    again(kofi, "/account/keys/")
    made = kofi.post("/account/keys/", {"name": "nightly run", "scopes": ["read", "write"]})
    secret = re.search(r"tb_[\w-]{43}", made.content.decode())[0]
    assert secret not in kofi.get("/account/keys/").content.decode()
    assert kofi.post("/account/keys/", {"name": "x"}).status_code == 400
    key = Key.objects.get()
    assert as_("rosa").post(f"/account/keys/{key.pk}/revoke/").status_code == 404
    kofi.post(f"/account/keys/{key.pk}/revoke/")
    key.refresh_from_db()
    assert key.revoked is not None
    assert "ended" in kofi.get("/account/keys/").content.decode()


def test_an_admin_invites_changes_roles_and_shuts_out(people, as_, client):
    ada, rosa = as_("ada"), as_("rosa")
    told = {"username": "mira", "role": "coder", "name": "Mira", "email": ""}
    text = ada.post("/account/people/", told).content.decode()
    link = re.search(r"http://testserver(/account/invitation/[^<]+)", text)[1]
    assert client.get(link).status_code == 200
    assert ada.post("/account/people/", told).status_code == 400
    assert ada.post("/account/people/", {**told, "username": "x", "email": "no"}).status_code == 400
    assert rosa.get("/account/").status_code == 200
    ada.post("/account/people/rosa/", {"do": "role", "role": "editor"})
    assert Person.objects.get(username="rosa").role == "editor"
    assert ada.post("/account/people/rosa/", {"do": "role", "role": "chief"}).status_code == 400
    ada.post("/account/people/rosa/", {"do": "disable"})
    assert not Person.objects.get(username="rosa").is_active
    ada.post("/account/people/rosa/", {"do": "enable"})
    assert Person.objects.get(username="rosa").is_active
    assert ada.post("/account/people/ada/", {"do": "disable"}).status_code == 400
    assert "invitation" in ada.post("/account/people/rosa/", {"do": "link"}).content.decode()


def test_a_new_role_ends_the_sessions_that_had_the_old_one(people, client):
    client.post("/account/login/", {"login": "rosa", "password": PASSWORD})
    assert client.get("/account/").status_code == 200
    from tierbook.library.accounts.inviting import change_role

    change_role(Person.objects.get(username="rosa"), "coder")
    assert client.get("/account/").status_code == 302


def test_a_lost_second_factor_is_taken_away_by_an_admin(people, as_):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(people["rosa"], generate_totp_secret())
    ada = as_("ada")
    assert "Take the lost second factor away" in ada.get("/account/people/rosa/").content.decode()
    ada.post("/account/people/rosa/", {"do": "factors"})
    assert not Person.objects.get(username="rosa").has_second_factor()


@pytest.mark.parametrize(
    ("header", "proxies", "address"),
    [
        ("", 0, "127.0.0.1"),
        ("203.0.113.9", 0, "127.0.0.1"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("made up", 1, "127.0.0.1"),
        ("", 2, "127.0.0.1"),
    ],
)
def test_a_request_comes_from_where_our_own_proxies_say(rf, settings, header, proxies, address):
    from tierbook.library.accounts.adapters import PeopleAdapter
    from tierbook.library.operating.requests import ProxyMiddleware

    settings.TIERBOOK_PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": header})
    ProxyMiddleware(lambda asked: asked)(request)
    assert PeopleAdapter(request).get_client_ip(request) == address
