"""Variables, law, method, search, the switch of the display, and what every answer carries."""

from __future__ import annotations

import re

from tests.library.factories import coding

ADDRESSES = (
    "/",
    "/countries/",
    "/editions/2003/",
    "/JPN/",
    "/JPN/2003/",
    "/variables/",
    "/variables/prosecution.law/",
    "/law/",
    "/law/2003/",
    "/method/",
    "/search/?q=japan",
)


def test_variables_are_listed_with_the_number_of_findings(load, page):
    load(coding(), coding(country="THA"))
    text = page("/variables/")
    assert "/variables/prosecution.law/" in text
    assert re.search(r'prosecution\.law</span>.*?data-h="findings">2<', text, re.S)


def test_a_variable_shows_its_question_and_its_findings_in_whole_sentences(load, page):
    load(coding())
    text = page("/variables/prosecution.law/")
    assert "<q>No statute bans trafficking as such.</q>" in text
    assert "Japan, 2003" in text


def test_findings_of_a_variable_come_fifty_at_a_time(
    load, page, client, django_assert_max_num_queries
):
    load(*(coding(edition=year, publisher=f"P{n}") for n in range(3) for year in range(2001, 2026)))
    text = page("/variables/prosecution.law/")
    assert text.count("<q>") == 50
    assert page("/variables/prosecution.law/?page=2").count("<q>") == 25
    with django_assert_max_num_queries(5):
        client.get("/variables/prosecution.law/?page=2")


def test_an_unknown_variable_is_not_found(client, db):
    assert client.get("/variables/no.such/").status_code == 404


def test_the_method_page_names_the_limits(db, page):
    text = page("/method/")
    for words in (
        "untested here",
        "not counts of victims",
        "not in the summary",
        "Samples",
        "Nothing here ranks governments",
        "Nobody’s status as a victim follows",
        "not a publication of the U.S. government",
        "report the address of that page",
    ):
        assert words in text


def test_the_method_page_has_the_accuracy_of_every_variable_in_one_table(db, page):
    from tierbook.agreement import load_measured
    from tierbook.codebook import load_codebook

    text = page("/method/")
    table = text.partition('id="accuracy"')[2].partition("</section>")[0]
    assert "labels were made by language models" in table
    total = load_measured().record["kinds"]["narrative"]["total"]
    assert f"{total['f1']:.2f} ({total['low']:.2f} to {total['high']:.2f})" in table
    for variable in load_codebook().variables:
        assert f'href="/variables/{variable}/"' in table


def test_search_finds_countries_by_any_of_their_names(load, page):
    load(coding(country="MMR"))
    assert "/MMR/" in page("/search/?q=burma")
    assert "/MMR/" in page("/search/?q=Myanmar")


def test_search_shows_whole_sentences_with_the_words_marked(load, page):
    record = coding()
    load(record)
    text = page("/search/?q=statute+bans")
    assert "No <mark>statute bans</mark> trafficking as such." in text
    assert f"/documents/{record['document']['id']}/#p3s1" in text
    assert '<b class="num">1</b> paragraph in <b class="num">1</b> text' in text


def test_search_bears_signs_of_any_kind(load, page):
    load(coding())
    for query in ('"', "a*b(", "NEAR AND OR", "%27%3B--", "<script>", "%00", "statute%20OR"):
        text = page(f"/search/?q={query}")
        assert "<script>" not in text


def test_an_empty_search_asks_for_words(db, page):
    assert "Words are matched in all their forms" in page("/search/")


def test_the_display_is_kept_in_a_cookie_and_leads_back(client, db):
    answer = client.post("/display/", {"display": "dark", "next": "/method/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/method/")
    assert 'data-theme="dark"' in client.get("/method/").content.decode()
    client.post("/display/", {"display": "system", "next": "/"})
    assert "data-theme" not in client.get("/").content.decode()


def test_the_display_never_leads_away(client, db):
    for away in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert (
            client.post("/display/", {"display": "dark", "next": away}).headers["Location"] == "/"
        )
    client.cookies["display"] = '"><script>'
    assert "<script>" not in client.get("/").content.decode()


def test_the_display_is_not_set_by_a_form_of_another_site(db):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    for origin, status in (
        ("https://evil.example", 403),
        ("null", 403),
        ("http://testserver", 302),
    ):
        answer = strict.post("/display/", {"display": "dark"}, headers={"origin": origin})
        assert answer.status_code == status, origin
    assert strict.get("/display/").status_code == 405


def test_every_page_is_free_of_inline_script_and_style_and_of_other_hosts(load, client):
    load(coding())
    for address in ADDRESSES:
        answer = client.get(address)
        text = answer.content.decode()
        assert answer.status_code == 200, address
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert not re.search(r"\sstyle=|<style|\son\w+=", text), address
        of_ours = (
            r"<script(?! src=\"/static/| type=\"application/ld\+json\")"  # data that nothing runs
        )
        assert not re.search(of_ours, text), address
        assert not re.search(r'(?:src|<link[^>]*href)="https?:', text), address


def test_every_page_carries_the_disclaimer_and_one_main_heading(load, client):
    load(coding())
    for address in (*ADDRESSES, "/nowhere/"):
        text = client.get(address).content.decode()
        assert "Not a publication of the U.S. government, UNHCR or the United Nations" in text
        assert text.count("<h1") == 1, address
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), address


def test_an_inner_fault_is_answered_in_our_own_words(client, db, monkeypatch):
    from tierbook.library.reading.views import errors

    response = errors.failed(client.get("/").wsgi_request)
    assert response.status_code == 500
    assert b"This page could not be made" in response.content
