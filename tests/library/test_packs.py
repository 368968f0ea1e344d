"""Packs in the library: a form, the pack as a page with links to its words, the same as files."""

from __future__ import annotations

import csv
import html
import io
import json

import pytest

from tests.library.factories import KENYA, coding, engine_record
from tests.release.packs.making import EARLY, LATE

ASKED = "country=GHA&theme=shelter&from=2013&to=2018"


@pytest.fixture
def ghana(load):
    """Two narratives of Ghana and one of Kenya."""
    made = [
        engine_record(EARLY, country="GHA", edition=2014),
        engine_record(LATE, country="GHA", edition=2018),
        engine_record(KENYA, country="KEN", edition=2018),
    ]
    known = {record["document"]["id"]: judged for record, judged in made}
    load(*(record for record, _ in made), judged=known)
    return [record for record, _ in made]


def test_the_form_offers_the_countries_held_and_every_theme_with_what_it_searches(ghana, page):
    text = page("/packs/")
    assert '<option value="GHA">Ghana</option>' in text
    assert "Japan" not in text
    assert '<option value="punishment-of-victims">Punishment of victims</option>' in text
    assert '<a href="/variables/protection.shelter/">' in text


def test_the_form_keeps_what_was_asked(ghana, page):
    text = page(f"/packs/?{ASKED}&words=porter*&kind=narrative")
    assert '<option value="GHA" selected>' in text
    assert '<option value="shelter" selected>' in text
    assert "<option selected>2013</option>" in text
    assert 'value="porter*"' in text
    assert 'value="narrative" checked' in text


def test_a_query_pack_is_a_page_whose_excerpts_lead_to_their_sentences(client, ghana, page):
    text = page(f"/packs/query/?{ASKED}")
    words = "The government opened a shelter for trafficking victims in the capital."
    after = text.partition(words)[2]
    assert after
    link = after.partition('<a class="at" href="')[2].partition('"')[0]
    document, _, anchor = link.partition("#")
    assert document == f"/documents/{ghana[1]['document']['id']}/"
    assert f'id="{anchor}"' in page(document)


def test_what_is_not_held_and_what_was_found_is_on_the_page(ghana, page):
    text = page(f"/packs/query/?{ASKED}")
    assert "the text of it that was searched: 2 of 6 editions" in text
    assert "<td>2015</td>" in text
    assert "not held" in text


def test_no_hits_are_told_in_the_words_that_make_no_claim_of_it(ghana, page):
    text = html.unescape(page("/packs/query/?country=GHA&theme=child-soldiers"))
    assert (
        "Result: no information found among the sources and within the limits listed; "
        "this is not evidence that it does not occur." in text
    )


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("docx", b"PK"),
        ("pdf", b"%PDF"),
        ("html", b"<!doctype html>"),
        ("md", b"# Ghana"),
        ("json", b"{"),
        ("csv", b"sample,"),
    ],
)
def test_a_query_pack_is_given_as_a_file(client, ghana, form, head):
    answer = client.get(f"/packs/query.{form}?{ASKED}")
    assert answer.status_code == 200
    assert answer.content.startswith(head)
    assert f'filename="query-gha-shelter.{form}"' in answer.headers["Content-Disposition"]


def test_page_csv_and_json_hold_the_same_excerpts(client, ghana, page):
    whole = json.loads(client.get(f"/packs/query.json?{ASKED}").content)
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/packs/query.csv?{ASKED}").content.decode()))
    )
    assert [row["words"] for row in rows] == [e["words"] for e in whole["excerpts"]]
    text = html.unescape(page(f"/packs/query/?{ASKED}"))
    assert not [row["words"] for row in rows if f"<q>{row['words']}</q>" not in text]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("country=GHA", "nothing is asked for"),
        ("country=GHA&theme=weather", "there is no theme"),
        ("country=NOR&theme=shelter", "nothing is held of NOR"),
        ("theme=shelter", "nothing is held of no country"),
        ("country=GHA&theme=shelter&from=2018&to=2014", "no edition lies between"),
        ("country=GHA&theme=shelter&from=²018", "is no edition"),
        ("country=GHA&words=*", "holds no word"),
    ],
)
def test_what_cannot_be_asked_is_said_above_the_form(client, ghana, asked, said):
    for address in (f"/packs/query/?{asked}", f"/packs/query.docx?{asked}"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert said in html.unescape(answer.content.decode())


def test_words_of_a_reader_are_never_markup(client, ghana):
    answer = client.get(
        "/packs/query/", {"country": "GHA", "words": "<b>x</b>", "asked": "<script>"}
    )
    assert answer.status_code == 200
    assert b"<script>" not in answer.content.partition(b"<main")[2]
    assert b"<b>x</b>" not in answer.content


def test_an_advocacy_pack_is_a_page_and_a_file(client, ghana, page):
    assert client.get("/packs/advocacy/?country=GHA").headers["Location"] == "/packs/advocacy/GHA/"
    text = page("/packs/advocacy/GHA/")
    assert "What has been asked for longest" in text
    assert "Silence is not a failure" in text
    for form, head in (
        ("docx", b"PK"),
        ("pdf", b"%PDF"),
        ("html", b"<!doctype"),
        ("md", b"# Ghana"),
    ):
        answer = client.get(f"/packs/advocacy/GHA.{form}")
        assert answer.content.startswith(head)
    assert client.get("/packs/advocacy/NOR/").status_code == 404
    assert client.get("/packs/advocacy/NOR.pdf").status_code == 404


def test_a_pack_of_samples_says_so_on_page_and_file(client, load, page):
    import tierbook
    from tests.dossier.making import hold

    record = dict(hold("GHA:2018", LATE, "sample").record)
    coded = tierbook.code(LATE, country="GHA", edition=2018)
    load(record, judged={record["document"]["id"]: tierbook.assess(coded).to_dict()})
    assert "data-sample" in page(f"/packs/query/?{ASKED}")
    assert client.get(f"/packs/query.md?{ASKED}").content.startswith(b"**Sample, not a quotation**")
    assert client.get("/packs/advocacy/GHA.md").content.startswith(b"**Sample, not a quotation**")


def test_each_country_held_can_be_chosen_once_in_each_of_the_two_forms(load, page):
    load(coding(edition=2018), coding(edition=2003), coding(country="KEN"))
    assert page("/packs/").count('<option value="JPN">') == 2
