"""People in a real browser: invited, signed in with a second factor, replying, reporting, settling."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.browser.looks import faultless
from tests.library.factories import coding, write_corpus

pytestmark = pytest.mark.chromium

PASSWORD = "nine quiet herons stand"
PEOPLE = """
import sys
from pathlib import Path
from tierbook.library.loading import load_corpus
load_corpus(Path(sys.argv[1]))
from tierbook.library.accounts.inviting import add_person, link_for
from tierbook.library.accounts.models import Institution
made = {}
for name, role in (("rosa", "reader"), ("kofi", "coder"), ("ada", "admin"), ("vera", "reader")):
    made[name] = add_person(name, role, name=name.title())
    if name != "vera":
        made[name].set_password(sys.argv[2])
        made[name].save()
ministry = Institution.objects.create(slug="ministry", name="Ministry of Justice", kind="government", trusted=True)
ministry.members.add(made["rosa"])
print(link_for(made["vera"]))
"""


@dataclass(frozen=True)
class House:
    """Where the library is served, a finding in it, and the link of somebody invited."""

    url: str
    document: str
    finding: str
    invitation: str


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A library with people in it."""
    home = tmp_path_factory.mktemp("people")
    record = coding()
    write_corpus(home, record)
    made = subprocess.run(
        [sys.executable, "-c", PEOPLE, str(home), PASSWORD],
        check=True,
        capture_output=True,
        text=True,
    )
    law = next(f for f in record["findings"] if f["variable"] == "prosecution.law")
    document = record["document"]["id"]
    with served(home) as url:
        # A security key wants a name; 127.0.0.1 is none.
        url = url.replace("127.0.0.1", "localhost")
        yield House(
            url, document, f"/documents/{document}/findings/{law['id']}/", made.stdout.strip()
        )


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, house: House) -> Iterator[Visit]:
    """Open a page in a browser of its own: `visit("/", as_="rosa", script=False)`."""
    contexts = []

    def at(address: str, *, as_: str = "", script: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        if as_:
            page.goto(f"{house.url}/account/login/")
            sign_in(page, as_)
        page.goto(house.url + address)
        return page

    yield at
    for context in contexts:
        context.close()


def sign_in(page: Any, name: str) -> None:
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")


def code_now(secret: str, page: Any) -> str:
    """Return what an authenticator shows now (RFC 6238), by the clock of the browser."""
    count = int(page.evaluate("Date.now()")) // 30_000
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", count), "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


OPEN = ("/account/login/", "/account/signup/", "/desk/reports/new/?document={document}&place=3")
OWN = (
    "/account/",
    "/account/delete/",
    "/account/keys/",
    "/account/factors/",
    "/account/sessions/",
    "/account/password/change/",
    "/account/people/",
    "/account/people/rosa/",
    "/account/institutions/",
    "/account/institutions/ministry/",
    "/account/replies/",
    "/account/searches/new/?q=court",
    "/account/drafts/new/?country=JPN&edition=2003",
    "/account/logout/",
    "/desk/reports/",
)


def test_peoples_pages_have_no_faults(visit: Visit, house: House) -> None:
    for name, addresses in (("", OPEN), ("ada", OWN)):
        page = visit("/", as_=name)
        for address in addresses:
            page.goto(house.url + address.format(document=house.document))
            faultless(page)


def test_an_invited_person_sets_her_password_and_signs_in_without_script(
    visit: Visit, house: House
) -> None:
    page = visit(house.invitation, script=False)
    page.fill("#id_new_password1", PASSWORD)
    page.fill("#id_new_password2", PASSWORD)
    page.click("main button.main")
    sign_in(page, "vera")
    assert page.inner_text("h1") == "Vera"
    assert page.inner_text(".masthead .who") == "Vera"
    page.goto(house.url + house.invitation)
    assert page.inner_text("h1") == "This link is over"


def test_a_second_factor_is_set_up_and_asked_for_at_the_next_sign_in(
    visit: Visit, house: House
) -> None:
    page = visit("/account/factors/totp/activate/", as_="kofi", script=False)
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")
    assert page.locator(".qr svg").is_visible()
    secret = page.inner_text("#totp-secret")
    page.fill("#id_code", code_now(secret, page))
    page.click("main button.main")
    assert "Recovery codes" in page.inner_text("h1")
    assert page.locator(".codes li").count() == 10
    recovery = page.locator(".codes li").first.inner_text()
    page.goto(house.url + "/account/logout/")
    page.click("main button.main")

    page.goto(house.url + "/account/login/?next=/desk/reports/")
    sign_in(page, "kofi")
    assert page.inner_text("h1") == "Second factor"
    page.fill("#id_code", "000000")
    page.click("main button.main")
    assert "not the one of this moment" in page.inner_text("main")
    page.fill("#id_code", recovery)
    page.click("main button.main")
    assert page.url == house.url + "/desk/reports/"

    page.goto(house.url + "/account/factors/totp/deactivate/")
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")
    page.click("main button")
    assert "Your password alone" in page.inner_text("main")


def test_a_security_key_is_added_and_lets_in(visit: Visit, house: House) -> None:
    page = visit("/account/factors/webauthn/add/", as_="ada")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": False,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")
    faultless(page)
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile(r"/account/factors/(?!webauthn/add/)"))
    page.goto(house.url + "/account/factors/webauthn/")
    assert page.locator("tbody tr").count() == 1
    page.goto(house.url + "/account/logout/")
    page.click("main button.main")
    page.goto(house.url + "/account/login/")
    sign_in(page, "ada")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/account/")
    assert page.inner_text("h1") == "Ada"
    page.goto(house.url + "/account/factors/webauthn/")
    page.click("text=Remove")
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        page.click("main button.main")
    page.click("main button")


def test_a_reply_is_signed_from_the_finding_and_stands_below_it_without_script(
    visit: Visit, house: House
) -> None:
    page = visit(house.finding, as_="rosa", script=False)
    page.click("text=Reply to this finding")
    page.fill(
        "#text", "The act of 2005 names the crime.\n\nSee https://law.example.org/2005 for it."
    )
    page.click("main button.main")
    assert "good" in page.inner_text("#versions")
    reader = visit(house.finding)
    reply = reader.locator(".reply").first
    assert "Reply of Ministry of Justice" in reply.inner_text()
    assert "not part of the Report and not tierbook’s coding" in reply.inner_text()
    faultless(reader)
    reader.click("text=Address, versions, signature")
    faultless(reader)
    reader.emulate_media(media="print")
    assert "The act of 2005 names the crime." in reader.inner_text("main")
    page.click("button[value=withdraw]")
    reader.goto(house.url + house.finding)
    assert "withdrawn" in reader.inner_text("#replies")
    assert "act of 2005" not in reader.inner_text("#replies")


def test_a_report_is_sent_without_account_or_script_and_settled_by_a_coder(
    visit: Visit, house: House
) -> None:
    page = visit(house.finding, script=False)
    page.click("#wrong a[data-wrong]")
    page.check("input[name=what][value=wrong_value]")
    assert page.is_checked("input[name=place][value='3.1']")
    page.fill("#value", "yes")
    page.fill("#text", "Such a statute was passed before.")
    page.click("main button.main")
    assert page.inner_text("h1").endswith(": open")
    number = page.url.rstrip("/").rpartition("/")[2]
    page.goto(house.url + house.finding)
    assert "1 report under review" in page.inner_text("#wrong")

    coder = visit(f"/desk/reports/{number}/", as_="kofi", script=False)
    assert "Such a statute was passed before." in coder.inner_text("main")
    coder.check("input[name=state][value=accepted]")
    coder.fill("#reason", "The next paragraph names it.")
    coder.fill("#shown", "yes, since 2002")
    coder.click("main button.main")
    page.goto(house.url + house.finding)
    assert "accepted: yes, since 2002" in page.inner_text("#wrong")
    faultless(visit(f"/desk/reports/{number}/", as_="kofi"))


def test_selected_words_go_along_into_a_report(visit: Visit, house: House) -> None:
    page = visit(f"/documents/{house.document}/")
    page.evaluate(
        """() => {
          const paragraph = document.querySelector('#p3 > p');
          const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
          let node;
          while ((node = walker.nextNode())) {
            const at = node.textContent.indexOf('Police opened cases');
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 'Police opened cases'.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
          }
        }"""
    )
    page.locator("#p3 a[data-wrong]").evaluate("a => a.click()")
    page.wait_for_url("**/desk/reports/new/**")
    assert page.input_value("#words") == "Police opened cases"
    page.check("input[name=what][value=other]")
    page.fill("#text", "Look again.")
    page.click("main button.main")
    page.wait_for_url(re.compile(r"/desk/reports/[0-9a-f]{16}/"))


def test_a_draft_is_filled_in_and_taken_along_without_script(visit: Visit, house: House) -> None:
    page = visit("/account/drafts/new/?country=JPN&edition=2003", as_="rosa", script=False)
    page.click("main button.main")
    page.wait_for_url(lambda url: "/drafts/new/" not in url)
    draft = page.url
    page.goto(f"{draft}findings/?variable=protection.shelter")
    page.check("input[name=value][value=yes]")
    page.fill("#f-quote", "Four women were taken in.")
    page.fill("#f-source-title", "Register of the shelter")
    page.fill("#f-source-date", "2003-02-20")
    page.locator("button.main", has_text="Add the finding").click()
    page.wait_for_url("**#findings")
    assert "Four women were taken in." in page.inner_text("#findings")
    page.goto(draft)
    with page.expect_download() as taken:
        page.click("text=DOCX")
    assert taken.value.suggested_filename == "jpn-2003.docx"
    faultless(visit(page.url.removeprefix(house.url), as_="rosa"))
