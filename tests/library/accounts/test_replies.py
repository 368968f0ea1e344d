"""Replies of institutions: signed, beside the finding, never in its place; corrected by new versions, or withdrawn."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys

import pytest

from tests.library.factories import coding, default_findings, engine_record, finding
from tierbook.errors import WrongUse
from tierbook.library.accounts.models import Institution, Reply, ReplyVersion
from tierbook.library.accounts.replying import (
    LONGEST_REPLY,
    correct,
    draw,
    publish,
    reply_to,
    view_version,
    withdraw,
)
from tierbook.library.accounts.signing import Signed, holds

TEXT = "The act of 2005 names the crime.\n\nSee https://law.example.org/2005 for its words."


@pytest.fixture
def record(load):
    made = coding(
        findings=[
            *default_findings(),
            finding(
                "recommendations",
                [{"text": "x", "topic": None, "criterion": None}],
                "Shelters are scarce",
            ),
        ]
    )
    load(made)
    return made


@pytest.fixture
def place(record):
    row = next(f for f in record["findings"] if f["variable"] == "prosecution.law")
    return {"document": record["document"]["id"], "finding": row["id"]}


@pytest.fixture
def ministry(people):
    made = Institution.objects.create(
        slug="ministry", name="Ministry of Justice", kind="government"
    )
    made.members.add(people["rosa"])
    return made


@pytest.fixture
def trusted(ministry):
    ministry.trusted = True
    ministry.save()
    return ministry


def address(place):
    return f"/documents/{place['document']}/findings/{place['finding']}/"


def test_a_reply_waits_for_an_editor_and_then_stands_below_the_finding(
    ministry, place, people, page
):
    before = page(address(place))
    made = reply_to(ministry, people["rosa"], TEXT, **place)
    assert page(address(place)) == before
    with pytest.raises(WrongUse, match="editor"):
        publish(made.versions.get(), people["ayse"])
    publish(made.versions.get(), people["ines"])
    text = page(address(place))
    assert "Reply of Ministry of Justice" in text
    assert "not part of the Report and not tierbook’s coding" in text
    assert "The act of 2005 names the crime." in text
    assert text.index('id="words"') < text.index('id="replies"')


def test_the_finding_itself_is_the_same_with_a_reply(trusted, place, people, client):
    before = client.get(address(place)[:-1] + ".json").content
    whole = client.get(f"/documents/{place['document']}.json").content
    reply_to(trusted, people["rosa"], TEXT, **place)
    assert client.get(address(place)[:-1] + ".json").content == before
    assert client.get(f"/documents/{place['document']}.json").content == whole


def test_only_a_member_signs(ministry, place, people):
    for name in ("kofi", "ada"):
        with pytest.raises(WrongUse, match="does not sign"):
            reply_to(ministry, people[name], TEXT, **place)


def test_a_correction_is_a_new_version_and_the_old_one_stays_readable(trusted, place, people, page):
    made = reply_to(trusted, people["rosa"], "First words.", **place)
    correct(made, people["rosa"], "Second words.")
    assert list(made.versions.values_list("n", "text")) == [
        (1, "First words."),
        (2, "Second words."),
    ]
    beside = page(address(place))
    assert "Second words." in beside
    assert "First words." not in beside
    own = page(f"/replies/{made.number}/")
    assert "First words." in own
    assert "Second words." in own
    with pytest.raises(WrongUse, match="already"):
        correct(made, people["rosa"], "Second words.")


def test_a_correction_that_waits_leaves_the_version_before_it_in_place(
    ministry, place, people, page
):
    made = reply_to(ministry, people["rosa"], "First words.", **place)
    publish(made.versions.get(), people["ines"])
    correct(made, people["rosa"], "Second words.")
    assert "First words." in page(address(place))
    assert "Second words." not in page(f"/replies/{made.number}/")


def test_a_withdrawn_reply_leaves_a_line_and_no_words(trusted, place, people, page, client):
    made = reply_to(trusted, people["rosa"], TEXT, **place)
    withdraw(made, people["rosa"])
    for where in (address(place), f"/replies/{made.number}/"):
        text = page(where)
        assert "withdrawn by" in text
        assert "The act of 2005" not in text
    assert client.get(f"/replies/{made.number}.json").json()["versions"] == []
    with pytest.raises(WrongUse, match="withdrawn"):
        correct(made, people["rosa"], "More words.")


def test_anybody_can_check_a_signature_without_this_program(trusted, place, people, client):
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    made = reply_to(trusted, people["rosa"], TEXT, **place)
    told = client.get(f"/replies/{made.number}.json").json()["versions"][0]
    keys = client.get("/replies/keys.json").json()
    assert told["key"] == keys["key"]
    assert keys["used"] == [told["key"]]
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(told["key"]))
    key.verify(base64.b64decode(told["signature"]), told["message"].encode())
    assert told["says"]["sha256"] == hashlib.sha256(told["text"].encode()).hexdigest()
    assert told["says"]["about"] == f"/documents/{place['document']}/findings/{place['finding']}/"
    assert told["says"]["institution"] == "Ministry of Justice"
    with pytest.raises(InvalidSignature):
        key.verify(
            base64.b64decode(told["signature"]), told["message"].replace("Rosa", "Rosi").encode()
        )


def test_the_check_that_the_guide_gives_holds_and_fails_on_other_words(
    trusted, place, people, client, repository, tmp_path
):
    guide = (repository / "docs" / "how-to" / "run-accounts.md").read_text("utf-8")
    program = re.search(r"^```python\n(.*?)^```$", guide, re.M | re.S)[1]
    made = reply_to(trusted, people["rosa"], TEXT, **place)
    told = client.get(f"/replies/{made.number}.json").content
    for words, good in ((told, True), (told.replace(b"names the", b"denies the"), False)):
        (tmp_path / "reply.json").write_bytes(words)
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "reply.json")],
            capture_output=True,
            check=False,
        )
        assert (done.returncode == 0) is good, done.stderr.decode()
        assert (done.stdout == b"version 1 holds\n") is good


def test_words_that_were_changed_in_the_database_are_told(trusted, place, people, page):
    made = reply_to(trusted, people["rosa"], TEXT, **place)
    row = made.versions.get()
    assert view_version(row).good
    ReplyVersion.objects.filter(pk=row.pk).update(text="The act of 2005 does not name it.")
    assert "does not hold" in page(f"/replies/{made.number}/")
    row.signature = "AAAA"
    assert not holds(Signed(row.message, "AAAA", row.key), TEXT)
    assert not holds(Signed(row.message, row.signature, "no key"), TEXT)


def test_what_is_no_text_is_drawn_as_text_and_links_pass_nothing_on():
    drawn = draw(
        "<script>alert(1)</script> <b onclick=x>b</b> javascript:alert(1) a@example.org\n"
        "http://example.org/?a=1&b=2 <a href='javascript:x'>y</a>"
    )
    assert "<script" not in drawn
    assert "<b" not in drawn.replace("<br", "")
    assert "&lt;script&gt;" in drawn
    assert re.findall(r'href="([^"]+)"', drawn) == ["http://example.org/?a=1&amp;b=2"]
    assert 'rel="nofollow noreferrer ugc"' in drawn
    assert "mailto" not in drawn


@pytest.mark.parametrize(
    ("text", "about", "said"),
    [
        ("", {}, "empty"),
        ("x" * (LONGEST_REPLY + 1), {}, "3001 characters"),
        ("x", {"document": "none"}, "no document"),
        ("x", {"finding": "none"}, "no finding"),
        ("x", {"finding": "", "paragraph": 1, "sentence": 1}, "recommends nothing"),
    ],
)
def test_a_reply_to_nothing_is_refused(ministry, place, people, text, about, said):
    with pytest.raises(WrongUse, match=said):
        reply_to(ministry, people["rosa"], text, **{**place, **about})
    assert not Reply.objects.exists()


def test_a_sentence_that_recommends_can_be_replied_to(trusted, record, people, page):
    document = record["document"]["id"]
    made = reply_to(trusted, people["rosa"], TEXT, document=document, paragraph=4, sentence=2)
    assert made.variable == "recommendations"
    assert f"/documents/{document}/#p4s2" in page(f"/replies/{made.number}/")


def test_replies_are_signed_corrected_and_published_by_forms_alone(ministry, place, as_, client):
    rosa, ines = as_("rosa"), as_("ines")
    assert "Reply to this finding" in rosa.get(address(place)).content.decode()
    assert "Reply to this finding" not in as_("kofi").get(address(place)).content.decode()
    sent = rosa.post("/account/replies/new/", {**place, "institution": "ministry", "text": TEXT})
    own = sent.headers["Location"]
    number = own.split("/")[-2]
    assert client.get(f"/replies/{number}/").status_code == 404
    assert as_("kofi").get(own).status_code == 404
    assert rosa.post(own, {"do": "publish", "n": "1"}).status_code == 400
    assert "version 1" in ines.get("/account/replies/").content.decode()
    assert ines.post(own, {"do": "publish", "n": "1"}).status_code == 302
    assert client.get(f"/replies/{number}/").status_code == 200
    assert rosa.post(own, {"do": "correct", "text": "Other words."}).status_code == 302
    assert ines.post(own, {"do": "correct", "text": "Words of another."}).status_code == 400
    assert rosa.post(own, {"do": "withdraw"}).status_code == 302
    assert ReplyVersion.objects.count() == 2


def test_somebody_elses_institution_is_none_of_yours(ministry, place, as_):
    answer = as_("kofi").post(
        "/account/replies/new/", {**place, "institution": "ministry", "text": TEXT}
    )
    assert answer.status_code == 400
    assert not Reply.objects.exists()


def test_editors_keep_institutions(as_, people):
    ines = as_("ines")
    made = ines.post("/account/institutions/", {"name": "Night Watch", "kind": "ngo"})
    assert made.headers["Location"] == "/account/institutions/night-watch/"
    assert (
        ines.post("/account/institutions/", {"name": "night watch", "kind": "ngo"}).status_code
        == 400
    )
    assert ines.post("/account/institutions/", {"name": "X", "kind": "bank"}).status_code == 400
    own = made.headers["Location"]
    ines.post(own, {"do": "add", "username": "rosa"})
    assert list(Institution.objects.get().members.all()) == [people["rosa"]]
    assert ines.post(own, {"do": "add", "username": "none"}).status_code == 400
    ines.post(own, {"do": "trust"})
    assert Institution.objects.get().trusted
    ines.post(own, {"do": "remove", "username": "rosa"})
    assert not Institution.objects.get().members.exists()


def test_the_replies_of_a_page_cost_two_queries_however_many_there_are(
    trusted, place, people, client
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for n in range(4):
        reply_to(trusted, people["rosa"], f"Reply {n}.", **place)
    with CaptureQueriesContext(connection) as asked:
        assert "Reply 3." in client.get(address(place)).content.decode()
    assert sum("accounts_reply" in q["sql"] for q in asked.captured_queries) == 2


def test_a_reply_stays_when_its_signer_has_gone(trusted, place, people, page):
    from tierbook.library.accounts.records import forget_person

    reply_to(trusted, people["rosa"], TEXT, **place)
    forget_person(people["rosa"])
    assert "Signed by Rosa." in page(address(place))


ASKS = """Kenya (Tier 2)

The government made efforts. It convicted three traffickers.

RECOMMENDATIONS FOR KENYA: Open shelters for men. Train judges on the new law.
"""


def test_a_reply_to_a_recommendation_stands_in_the_ledger_of_the_country(
    trusted, load, people, page, as_
):
    record, assessment = engine_record(ASKS, country="KEN", edition=2018)
    load(record, judged={record["document"]["id"]: assessment})
    row = next(f for f in record["findings"] if f["variable"] == "recommendations")
    place = {k: row["evidence"][0][k] for k in ("paragraph", "sentence")}
    assert "Reply of" not in page("/KEN/recommendations/")
    reply_to(trusted, people["rosa"], TEXT, document=record["document"]["id"], **place)
    text = page("/KEN/recommendations/")
    assert "Reply of Ministry of Justice" in text
    assert "The act of 2005 names the crime." in text
    assert "Reply to this recommendation" not in text
    assert (
        "Reply to this recommendation" in as_("rosa").get("/KEN/recommendations/").content.decode()
    )
