"""Signing in: by invitation, with a second factor, throttled, led nowhere else; sessions that end."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.library.accounts.conftest import PASSWORD
from tierbook.library.accounts.inviting import add_person, end_sessions, link_for

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_count(db):
    cache.clear()


def sign_in(client, username="rosa", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": username, "password": password, **more})


def code_now(secret):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def test_a_person_signs_in_by_name_or_address_and_comes_to_her_page(people, client):
    people["rosa"].email = "rosa@example.org"
    people["rosa"].save()
    for login in ("rosa", "ROSA", "rosa@example.org"):
        assert sign_in(client, login).headers["Location"] == "/account/"
        client.post("/account/logout/")


def test_a_wrong_password_and_a_name_that_is_none_are_answered_alike(people, client):
    wrong = sign_in(client, "rosa", "no such words here").content.decode()
    none = sign_in(client, "nobody-here", "no such words here").content.decode()
    said = re.findall(r'class="fault"[^>]*>([^<]+)', wrong)
    assert said == ["The name and the password do not belong together."]
    assert said == re.findall(r'class="fault"[^>]*>([^<]+)', none)


def test_guessing_is_stopped_after_five_and_the_right_password_does_not_help_then(people, client):
    for _ in range(5):
        sign_in(client, "rosa", "no such words here")
    answer = sign_in(client)
    assert "Too many attempts" in answer.content.decode()
    assert "sessionid" not in client.cookies
    assert sign_in(client, "kofi").status_code == 302


def test_the_count_of_attempts_is_in_the_database_where_every_worker_sees_it(people, client):
    from tierbook.library.accounts.models import Throttled

    sign_in(client, "rosa", "no such words here")
    assert Throttled.objects.filter(cache_key__contains="login_failed").exists()


def test_signing_in_leads_to_no_other_site(people, client):
    for away in (
        "https://evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "http://localhost/",
        "javascript:alert(1)",
        "https:evil.example",
    ):
        assert sign_in(client, next=away).headers["Location"] == "/account/", away
        client.post("/account/logout/", {"next": away})
        assert client.post("/account/logout/", {"next": away}).headers["Location"] == "/", away
    assert sign_in(client, next="/JPN/?x=1").headers["Location"] == "/JPN/?x=1"


def test_the_session_has_a_new_name_after_signing_in(people, client):
    client.cookies["sessionid"] = "f" * 32
    sign_in(client)
    assert client.cookies["sessionid"].value != "f" * 32
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_nobody_can_open_an_account_by_herself(db, client):
    page = client.get("/account/signup/").content.decode()
    assert "Accounts are given" in page
    told = {"username": "intruder", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", told)
    from tierbook.library.accounts.models import Person

    assert not Person.objects.exists()


def test_an_invitation_sets_a_password_once(db, client):
    person = add_person("mira", "coder")
    link = link_for(person)
    assert "Set a password for mira" in client.get(link).content.decode()
    weak = {"new_password1": "password1234", "new_password2": "password1234"}
    assert client.post(link, weak).status_code == 400
    good = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(link, good).headers["Location"] == LOGIN
    assert client.get(link).status_code == 410
    assert client.post(link, good).status_code == 410
    assert sign_in(client, "mira").status_code == 302


def test_a_link_of_somebody_else_or_of_no_one_is_over(people, client):
    token = link_for(people["rosa"]).split("/")[-2]
    other = link_for(people["kofi"]).split("/")[-3]
    for who in (other, "AAAA", "!!", "Ⅷ"):
        assert client.get(f"/account/invitation/{who}/{token}/").status_code == 410, who


def test_a_second_factor_is_set_up_and_then_asked_for(people, client):
    sign_in(client)
    activate = "/account/factors/totp/activate/"
    assert client.get(activate).headers["Location"].startswith("/account/reauthenticate/")
    again = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": activate})
    assert again.headers["Location"] == activate
    page = client.get(activate).content.decode()
    secret = re.search(r'id="totp-secret">([A-Z2-7]+)<', page)[1]
    assert "<svg" in page
    assert "<?xml" not in page
    assert "data:image" not in page
    assert (
        client.post("/account/factors/totp/activate/", {"code": code_now(secret)}).status_code
        == 302
    )
    codes = re.findall(
        r"<li>(\d{8})</li>", client.get("/account/factors/recovery-codes/").content.decode()
    )
    assert len(codes) == 10
    client.post("/account/logout/")

    assert sign_in(client).headers["Location"] == "/account/factors/authenticate/"
    assert client.get("/account/").status_code == 302
    assert client.post("/account/factors/authenticate/", {"code": "000000"}).status_code == 200
    cache.clear()
    answer = client.post("/account/factors/authenticate/", {"code": codes[0]})
    assert answer.headers["Location"] == "/account/"
    client.post("/account/logout/")
    sign_in(client)
    assert client.post("/account/factors/authenticate/", {"code": codes[0]}).status_code == 200


def test_the_secret_of_a_second_factor_is_not_in_the_clear(people, settings):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    kept = TOTP.activate(people["rosa"], secret)
    assert secret not in str(Authenticator.objects.get().data)
    assert kept.validate_code(code_now(secret))
    settings.SECRET_KEY = "another home"
    assert not kept.validate_code(code_now(secret))


def test_codes_of_a_second_factor_cannot_be_guessed_without_end(people, client):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(people["rosa"], secret)
    sign_in(client)
    for n in range(8):
        client.post("/account/factors/authenticate/", {"code": f"{n:06}"})
    answer = client.post("/account/factors/authenticate/", {"code": code_now(secret)})
    assert answer.status_code in {200, 429}
    assert client.get("/account/").status_code == 302


def test_a_person_sees_her_sessions_and_ends_the_others(people):
    from django.test import Client

    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert here.get("/account/sessions/").content.decode().count("<tr>") == 3
    here.post("/account/sessions/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert end_sessions(people["rosa"]) == 1
    assert here.get("/account/").status_code == 302


def test_a_new_password_ends_the_sessions_elsewhere(people):
    from django.test import Client

    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    told = {
        "oldpassword": PASSWORD,
        "password1": PASSWORD + " still",
        "password2": PASSWORD + " still",
    }
    assert here.post("/account/password/change/", told).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_disabled_account_cannot_sign_in(people, client):
    people["rosa"].is_active = False
    people["rosa"].save()
    sign_in(client)
    assert client.get("/account/").status_code == 302


def test_no_page_promises_a_letter_where_none_is_sent(people, client, settings):
    assert client.get("/account/password/reset/").status_code == 404
    settings.TIERBOOK_EMAIL = True
    assert client.get("/account/password/reset/").status_code == 200
    assert "Password forgotten" in client.get(LOGIN).content.decode()


def test_what_has_run_out_is_deleted_when_somebody_signs_in(people):
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session
    from django.test import Client

    from tierbook.library.accounts.models import Throttled

    gone, here = Client(), Client()
    sign_in(gone)
    sign_in(here, "kofi")
    old = timezone.now() - dt.timedelta(days=1)
    Session.objects.filter(pk=gone.session.session_key).update(expire_date=old)
    Throttled.objects.create(cache_key="ip:203.0.113.9", value="", expires=old)
    sign_in(Client(), "ines")
    assert not Session.objects.filter(expire_date__lt=timezone.now()).exists()
    assert sorted(UserSession.objects.values_list("user__username", flat=True)) == ["ines", "kofi"]
    assert not Throttled.objects.filter(cache_key__contains="203.0.113.9").exists()
    assert here.get("/account/").status_code == 200
