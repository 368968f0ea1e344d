"""Old addresses lead to our page, and to no other site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.histories import ID, first
from tierbook.library.record.aliases import Named, address_key, looks_like_address, named_by

DOCID = "refworld.org/docid/4a4214b32d"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://www.unhcr.org/refworld/docid/4A4214B32D.html", DOCID),
        ("https://www.refworld.org/docid/4a4214b32d.html", DOCID),
        ("refworld.org/docid/4a4214b32d", DOCID),
        ("http://www.unhcr.org/cgi-bin/texis/vtx/refworld/rwmain?docid=4a4214b32d", DOCID),
        ("http://www.refworld.org/cgi-bin/texis/vtx/rwmain?page=printdoc&docid=4a4214b32d", DOCID),
        ("https://www.refworld.org/publisher,USDOS,ANNUALREPORT,JPN,4a4214b32d,0.html", DOCID),
        ("https://www.refworld.org/category,COI,,ANNUALREPORT,JPN,4a4214b32d,0.html", DOCID),
        (
            "https://web.archive.org/web/20120101000000/http://www.unhcr.org/refworld/docid/4a4214b32d.html",
            DOCID,
        ),
        (
            "https://webarchive.archive.unhcr.org/20230519/https://www.refworld.org/docid/4a4214b32d.html",
            DOCID,
        ),
        (
            "https://www.refworld.org/reference/annualreport/usdos/2003/en/12345",
            "refworld.org/reference/annualreport/usdos/2003/en/12345",
        ),
        (
            "https://www.refworld.org/en/reference/annualreport/usdos/2003/en/12345/",
            "refworld.org/reference/annualreport/usdos/2003/en/12345",
        ),
        (
            "http://www.state.gov/g/tip/rls/tiprpt/2003/21276.htm",
            "state.gov/g/tip/rls/tiprpt/2003/21276",
        ),
        (
            "https://2001-2009.state.gov/g/tip/rls/tiprpt/2003/21276.htm",
            "state.gov/g/tip/rls/tiprpt/2003/21276",
        ),
        ("http://m.state.gov/md226847.htm", "state.gov/md226847"),
        (
            "https://www.state.gov/reports/2019-trafficking-in-persons-report-2/japan/#prosecution",
            "state.gov/reports/2019-trafficking-in-persons-report-2/japan",
        ),
        ("https://www.ecoi.net/en/document/2077876.html", "ecoi.net/document/2077876"),
        ("http://www.ecoi.net/de/dokument/2077876.html", "ecoi.net/document/2077876"),
        ("https://www.ecoi.net/local_link/1234/5678_de.html", "ecoi.net/local_link/1234/5678_de"),
    ],
)
def test_all_forms_of_an_address_have_one_key(address, key):
    assert address_key(address) == key


@pytest.mark.parametrize(
    "words", ["", "forced labor", "no law", "JPN:2018", "a b.c/d", "http://[::1"]
)
def test_words_are_no_address(words):
    assert address_key(words) is None
    assert not looks_like_address(words) or words.startswith("http")


@pytest.mark.parametrize(
    "words", ["https://example.org/x", "refworld.org/docid/4a4214b32d", "www.state.gov/j/tip"]
)
def test_an_address_is_told_from_words(words):
    assert looks_like_address(words)


@pytest.mark.parametrize(
    "words",
    ["and/or", "n.g.o./state", "law OR decree", "variable:prosecution.law", "2WL", "U.S./Japan"],
)
def test_a_query_is_not_taken_for_an_address(words):
    assert not looks_like_address(words)


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("state.gov/reports/2019-trafficking-in-persons-report-2/japan", Named(2019, "JPN")),
        ("state.gov/reports/2024-trafficking-in-persons-report/cote-divoire", Named(2024, "CIV")),
        ("state.gov/g/tip/rls/tiprpt/2003/21276", Named(2003, None)),
        ("state.gov/j/tip/rls/tiprpt/countries/2016/258874", Named(2016, None)),
        ("refworld.org/docid/4a4214b32d", None),
    ],
)
def test_a_path_names_edition_and_country(key, named):
    assert named_by(key) == named


def test_an_old_address_leads_to_the_document_from_the_search_too(load, client):
    load(first(address="https://www.refworld.org/docid/4a4214b32d.html"))
    for path in ("/at/?address=", "/search/?q="):
        answer = client.get(f"{path}http://www.unhcr.org/refworld/docid/4a4214b32d.html")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/documents/{ID}/")


def test_an_address_in_the_cite_line_leads_to_the_document(load, client):
    words = "An author, A report, available at: https://www.refworld.org/docid/4a4214b32d.html [accessed 1 May 2010]"
    load(first(cite_as=words))
    answer = client.get("/at/?address=refworld.org/docid/4a4214b32d")
    assert answer.headers["Location"] == f"/documents/{ID}/"


def test_the_address_of_a_sample_leads_nowhere(load, client):
    load(first(text_kind="sample", address="https://www.refworld.org/docid/4a4214b32d.html"))
    assert client.get("/at/?address=refworld.org/docid/4a4214b32d").status_code == 404


def test_an_address_that_is_held_in_two_states_lists_both(load, page):
    where = "https://www.refworld.org/docid/4a4214b32d.html"
    other = "tip-2003-jpn-refworld-99999999"
    load(first(address=where))
    load(first(address=where, id=other, sha256="9" * 64))
    text = page(f"/at/?address={where}")
    assert f'href="/documents/{ID}/"' in text
    assert f'href="/documents/{other}/"' in text


def test_the_address_of_a_document_that_was_removed_leads_to_its_tombstone(
    load, client, tmp_path: Path
):
    load(first(address="https://www.refworld.org/docid/4a4214b32d.html"))
    (tmp_path / "corpus" / "codings" / f"{ID}.json").unlink()
    load()
    answer = client.get("/at/?address=refworld.org/docid/4a4214b32d", follow=True)
    assert answer.redirect_chain == [(f"/documents/{ID}/", 302)]
    assert answer.status_code == 410


def test_an_unknown_address_that_names_its_unit_says_what_is_held_of_it(load, client):
    load(first())
    answer = client.get(
        "/at/?address=https://www.state.gov/reports/2003-trafficking-in-persons-report/japan/"
    )
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "the edition of 2003, on Japan" in text
    assert f'href="/documents/{ID}/"' in text


def test_an_unknown_address_says_what_is_held(load, client):
    load(first())
    text = client.get("/at/?address=https://example.org/x").content.decode()
    assert "No text of this address is held" in text
    assert "1 document held" in text


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_no_address_leads_to_another_site(load, client, address):
    load(first())
    for path in ("/at/?address=", "/search/?q="):
        answer = client.get(path + address)
        assert "Location" not in answer.headers
        assert f'href="{address}"' not in answer.content.decode()


def test_an_id_leads_to_its_document(load, client):
    load(first())
    assert client.get(f"/at/?address={ID}").headers["Location"] == f"/documents/{ID}/"


def test_the_page_without_an_address_asks_for_one(load, page):
    load(first())
    assert "Find a text by its old address" in page("/at/")
