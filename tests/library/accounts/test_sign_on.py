"""Sign-on with an institution: against a small server that speaks OpenID Connect."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from tierbook.library.accounts.inviting import add_person, keep_email
from tierbook.library.accounts.models import Person
from tierbook.library.accounts.settings_of_home import account_settings

LOGIN, CALLBACK = "/account/oidc/ministry/login/", "/account/oidc/ministry/login/callback/"


class _Institution(BaseHTTPRequestHandler):
    """Answers discovery, token and userinfo; who signs on is `server.told`."""

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            self._give(
                {"issuer": base, "jwks_uri": f"{base}/keys"}
                | {f"{name}_endpoint": f"{base}/{path}" for name, path in ends.items()}
            )
        else:
            self._give(self.server.told)

    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked = parse_qs(asked)
        token = jwt.encode(
            {
                **self.server.told,
                "iss": f"http://127.0.0.1:{self.server.server_port}",
                "aud": "tierbook",
            },
            "k" * 32,
        )
        self._give({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def _give(self, record):
        body = json.dumps(record).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def institution(db, settings, tmp_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Institution)
    server.told = {"sub": "42", "email": "mira@example.org", "email_verified": True, "name": "Mira"}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def declare(**more):
        row = {
            "id": "ministry",
            "name": "Ministry of Justice",
            "server": f"http://127.0.0.1:{server.server_port}",
            "client": "tierbook",
            "secret": "hush",
            **more,
        }
        words = "\n".join(f"{k} = {json.dumps(v)}" for k, v in row.items())
        (tmp_path / "config.toml").write_text(f"[[accounts.institutions]]\n{words}\n")
        for name, value in account_settings(tmp_path, {}).items():
            setattr(settings, name, value)
        return server

    yield declare
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


def sign_on(client):
    """Go to the institution and come back with her word."""
    sent = client.post(LOGIN)
    assert sent.status_code == 302
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    return asked, client.get(CALLBACK, {"code": "c", "state": asked["state"][0]})


def test_an_invited_person_is_found_by_the_address_that_her_institution_verified(
    institution, client
):
    server = institution()
    person = add_person("mira", "coder", email="mira@example.org")
    asked, answer = sign_on(client)
    assert asked["code_challenge_method"] == ["S256"]
    assert "code_verifier" in server.asked
    assert answer.headers["Location"] == "/account/"
    assert f"{person.role}:" in client.get("/account/").content.decode()
    assert Person.objects.count() == 1


def test_an_address_that_was_not_verified_finds_nobody(institution, client):
    server = institution()
    server.told = {**server.told, "email_verified": False}
    add_person("mira", "coder", email="mira@example.org")
    _, answer = sign_on(client)
    assert client.get("/account/").status_code == 302
    assert (
        "Accounts are given"
        in client.get(
            answer.headers.get("Location", "/account/signup/"), follow=True
        ).content.decode()
    )


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_no_address_opens_the_account_of_an_editor_or_an_admin(institution, client, role):
    institution()
    add_person("mira", role, email="mira@example.org")
    sign_on(client)
    assert client.get("/account/").status_code == 302


def test_an_address_that_a_person_gave_herself_finds_nobody(institution, client):
    institution()
    person = add_person("rosa", "coder")
    person.email = "mira@example.org"
    person.save()
    keep_email(person, verified=False)
    sign_on(client)
    assert client.get("/account/").status_code == 302


def test_whoever_was_not_invited_stays_out(institution, client):
    institution()
    sign_on(client)
    assert not Person.objects.exists()
    assert client.get("/account/").status_code == 302


def test_everybody_of_an_open_institution_comes_in_with_her_role(institution, client):
    institution(open=True, role="coder")
    sign_on(client)
    person = Person.objects.get()
    assert (person.role, person.name, person.email) == ("coder", "Mira", "mira@example.org")
    assert client.get("/desk/reports/").status_code == 200
    assert client.get("/account/delete/").status_code == 200
    client.post("/account/delete/", {"username": person.username})
    assert not Person.objects.exists()


def test_a_second_factor_is_asked_for_after_the_institution_too(institution, client):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    institution()
    TOTP.activate(add_person("mira", "coder", email="mira@example.org"), generate_totp_secret())
    _, answer = sign_on(client)
    assert answer.headers["Location"] == "/account/factors/authenticate/"
    assert client.get("/account/").status_code == 302


def test_an_answer_that_was_not_asked_for_lets_nobody_in(institution, client):
    institution()
    add_person("mira", "coder", email="mira@example.org")
    answer = client.get(CALLBACK, {"code": "c", "state": "made-up"})
    assert "did not sign you on" in answer.content.decode()
    assert client.get("/account/").status_code == 302


def test_a_disabled_person_stays_out_whatever_her_institution_says(institution, client):
    institution()
    person = add_person("mira", "coder", email="mira@example.org")
    person.is_active = False
    person.save()
    sign_on(client)
    assert client.get("/account/").status_code == 302


def test_forms_of_the_sign_in_may_lead_to_the_institution_and_no_other_form_may(
    institution, client
):
    server = institution()
    origin = f"http://127.0.0.1:{server.server_port}"
    page = client.get("/account/login/")
    assert "Ministry of Justice" in page.content.decode()
    for address in ("/account/login/", LOGIN):
        assert origin in client.get(address).headers["Content-Security-Policy"]
    assert origin not in client.get("/method/").headers["Content-Security-Policy"]
