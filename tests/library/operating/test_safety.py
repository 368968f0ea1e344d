"""No way out through a parameter, no form from elsewhere, no secret in the repository, and an audit to run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.house.checkout import text_files
from tests.library.operating.hostile import hostile_page
from tierbook.errors import PageUnreadable

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "https:/\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/\t/evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
)
# What a secret looks like when somebody pastes one: keys of services, private keys, ours.
SECRETS = {
    "a private key": r"-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY",
    "a key of a cloud": r"\bAKIA[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "a token of a forge": r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[A-Za-z0-9_-]{20}\b",
    "a key of a model": r"\bsk-[A-Za-z0-9]{32,}\b|\bhf_[A-Za-z0-9]{30,}\b",
    "a key of ours": r"\btb_[A-Za-z0-9_-]{40,}\b",
    "a secret key": r"(?i)\bsecret_key\s*=\s*['\"][^'\"]{50,}['\"]",
}


# Two keep a choice in a cookie, having asked where the form stood; one takes a table and changes nothing.
NO_TOKEN = {
    "reading.views.reference.display",
    "reading.views.helping.switch_keys",
    "reading.views.search_files.batch",
}


def _leads_elsewhere(location: str) -> bool:
    parts = urlsplit(location.replace("\\", "/").strip())
    return (
        bool(parts.netloc and parts.netloc != "testserver")
        or parts.scheme not in {"", "http"}
        or location.startswith("//")
    )


@pytest.fixture
def signed_in(db: None, client: Any) -> Any:
    from tierbook.library.accounts.models import Person

    Person.objects.create_user("ada", "ada@example.org", "a long pass phrase")
    client.force_login(Person.objects.get())
    return client


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_form_that_goes_back_goes_back_here(client: Any, target: str) -> None:
    response = client.post("/display/", {"display": "dark", "next": target})
    assert response.status_code == 302
    assert not _leads_elsewhere(response.headers["Location"]), response.headers["Location"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_and_out_leads_nowhere_else(db: None, client: Any, target: str) -> None:
    from django.urls import reverse

    from tierbook.library.accounts.models import Person

    Person.objects.create_user("ada", "ada@example.org", "a long pass phrase")
    told = {"login": "ada", "password": "a long pass phrase", "next": target}
    into = client.post(reverse("account_login"), told)
    assert into.status_code == 302, into.content[:400]
    assert not _leads_elsewhere(into.headers["Location"])
    again = client.get(reverse("account_login"), {"next": target})
    assert again.status_code in {200, 302}
    assert not _leads_elsewhere(again.headers.get("Location", "/"))
    out = client.post(reverse("account_logout"), {"next": target})
    assert out.status_code == 302
    assert not _leads_elsewhere(out.headers["Location"])


def test_what_leads_elsewhere_is_seen() -> None:
    assert all(_leads_elsewhere(t) for t in ELSEWHERE[:5])
    assert not _leads_elsewhere("/JPN/?next=//x")


@pytest.mark.only_on("sqlite")
def test_a_form_from_elsewhere_is_refused(db: None) -> None:
    """Forms that change what is kept ask for the token of our pages; those that keep a cookie, where they stood."""
    from django.test import Client
    from django.urls import reverse

    strict = Client(enforce_csrf_checks=True)
    elsewhere = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    for name in ("account_login", "display", "switch-keys", "desk-report-new"):
        response = strict.post(reverse(name), {"display": "dark"}, headers=elsewhere)
        assert response.status_code == 403, name
        assert not response.cookies, name


def test_every_view_asks_for_the_token_but_those_that_are_known() -> None:
    from django.urls import get_resolver

    def walk(patterns: Any) -> list[str]:
        rows = []
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                rows += walk(pattern.url_patterns)
            elif getattr(pattern.callback, "csrf_exempt", False):
                rows.append(f"{pattern.callback.__module__}.{pattern.callback.__name__}")
        return rows

    exempt = {name.removeprefix("tierbook.library.") for name in walk(get_resolver().url_patterns)}
    assert {name for name in exempt if not name.startswith(("api.", "ninja."))} <= NO_TOKEN


def test_neither_the_admin_nor_debug_is_installed() -> None:
    from django.conf import settings

    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert settings.DEBUG is False


@pytest.mark.parametrize("kind", SECRETS)
def test_no_secret_stands_in_the_repository(kind: str) -> None:
    pattern = re.compile(SECRETS[kind])
    found = [
        f"{path.name}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line) and path.name != Path(__file__).name
    ]
    assert not found


def test_the_audit_of_packages_is_one_command(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^audit: .*\n(?:\t.*\n)*\t.*scripts/audit\.py", makefile, re.M)


def test_no_null_byte_comes_as_far_as_a_narrative() -> None:
    """PostgreSQL keeps none in a text."""
    import tierbook

    record = {
        "text": "The govern\x00ment identified 12 victims. " * 9,
        "country": "Peru",
        "edition": 2018,
    }
    assert "\x00" not in tierbook.code(json.dumps(record)).narrative.text
    page = hostile_page("Japan", 2018, 1).replace("shelters", "shel&#0;ters &#x0;")
    assert "\x00" not in tierbook.code(page).narrative.text
    raw = hostile_page("Japan", 2018, 1).replace("shelters", "shel\x00ters").encode()
    try:
        words = tierbook.code(raw).narrative.text
    except PageUnreadable as error:
        words = str(error)
    assert "\x00" not in words


@pytest.mark.parametrize(
    "query",
    ["\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "é" * 3000],
)
def test_a_search_for_odd_characters_is_answered_on_both_engines(
    load: Any, client: Any, query: str
) -> None:
    from tests.library.factories import coding

    load(coding())
    assert client.get("/search/", {"q": query}).status_code < 500


def test_people_who_are_signed_in_may_go_back_here(signed_in: Any) -> None:
    response = signed_in.post("/display/", {"display": "dark", "next": "/JPN/?x=1"})
    assert response.headers["Location"] == "/JPN/?x=1"


@pytest.mark.parametrize(
    "address",
    [
        "/documents/%00/",
        "/search.ris?q=a%00b",
        "/at/?address=%00",
        "/desk/reports/new/?document=%00",
    ],
)
def test_a_nul_in_an_address_is_refused_before_a_database_sees_it(
    client: Any, db: None, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert b"NUL" in response.content


@pytest.mark.parametrize("query", ["q=%00", "q=shelters%00victims", "q=shelters&country=%00"])
def test_a_nul_in_the_search_is_a_space(load: Any, client: Any, query: str) -> None:
    from tests.library.factories import coding

    load(coding())
    response = client.get(f"/search/?{query}")
    plain = client.get(f"/search/?{query.replace('%00', '+')}")
    assert response.status_code == plain.status_code == 200
    assert response.context["asked"] == plain.context["asked"]
    assert b"NUL" not in response.content


def test_a_nul_in_a_form_is_refused(client: Any, db: None) -> None:
    response = client.post("/account/login/", {"login": "a\0b", "password": "x"})
    assert response.status_code == 400
    assert b"NUL" in response.content
