"""Where pages stand in a copy, and what becomes of their links."""

from __future__ import annotations

import pytest

from tierbook.library.exporting.places import LEFT_OUT_PAGE, PARTS, Places, relative
from tierbook.library.exporting.rewriting import rewrite_page, rewrite_style
from tierbook.library.exporting.words import words_of


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/JPN/", "JPN/index.html"),
        ("/documents/tip-2003-jpn-x-1/", "documents/tip-2003-jpn-x-1/index.html"),
        ("/documents/tip-2003-jpn-x-1.json", "documents/tip-2003-jpn-x-1.json"),
        ("/charts/map/2018.svg?bare&narrow", "charts/map/2018-bare-narrow.svg"),
        ("/?edition=2018", "index-edition-2018.html"),
        ("/variables/protection.shelter/?page=2", "variables/protection.shelter/index-page-2.html"),
        ("/search/", "search.html"),
        ("/search/?q=shelter", "search.html"),
        ("/account/login/", None),
        ("/panel/", None),
        ("/compare/", None),
        ("/desk/reports/new/", None),
        ("/api/v1/documents", None),
        ("/digest/2018.atom", None),
        ("/charts/map/2018.png", None),
        ("/?edition=../../etc", None),
        ("/countries/?region=Africa", None),
        ("/no/such/page/at/all", None),
    ],
)
def test_an_address_has_one_file_or_is_left_out(address: str, file: str | None):
    assert Places().file_of(address) == file


def test_findings_have_pages_only_when_they_are_asked_for():
    address = "/documents/tip-2003-jpn-x-1/findings/9f0c/"
    assert Places().file_of(address) is None
    assert Places(findings=True).file_of(address) is not None


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_left_out_has_no_file(part: str):
    address = {
        "charts": "/charts/", "changes": "/JPN/changes/", "clock": "/clock/", "digests": "/digest/2018/",
        "flows": "/flows/2018/", "json": "/JPN/dossier.json", "law": "/law/2018/", "variables": "/variables/",
    }[part]  # fmt: skip
    assert Places().file_of(address) is not None
    assert Places(without=[part]).file_of(address) is None


def test_ways_between_files_are_relative():
    assert relative("index.html", "documents/x/index.html") == "../../index.html"
    assert relative("static/a.css", "index.html") == "static/a.css"


def test_links_are_rewritten_and_what_needs_a_server_is_taken_away():
    page = (
        '<link rel="stylesheet" href="/static/tierbook/look.css?v=1"><link rel="alternate" href="/x.atom">'
        '<script src="/static/django_htmx/htmx-2.min.js?v=1" defer></script>\n'
        '<a href="/JPN/#dossier" hx-get="/JPN/" hx-boost="true">a</a> <a href="#p1">b</a>'
        '<a href="https://example.org/">c</a> <a href="/panel/">d</a> <a href="/JPN/2003/">e</a>'
        '<a href="?edition=2018&amp;page=2">f</a><a href="http://here/KEN/">g</a>'
        '<form method="post" action="/desk/"><input name="csrfmiddlewaretoken" value="x"></form>'
        '<form role="search" action="/search/"><input name="q"></form>'
        '<meta http-equiv="refresh" content="0; url=/flows/2018/">'
        '<link rel="describedby" type="application/json" href="/countries.metadata.json">'
    )
    made = rewrite_page(
        page, "/countries/", "countries/index.html", Places(),
        lambda address: "/documents/one/" if address == "/JPN/2003/" else None, "here",
    )  # fmt: skip
    assert 'href="../static/tierbook/look.css"' in made.text
    assert made.files == ["tierbook/look.css"]
    assert 'href="../JPN/index.html#dossier"' in made.text
    assert 'href="#p1"' in made.text
    assert 'href="https://example.org/"' in made.text
    assert f'href="../{LEFT_OUT_PAGE}">d' in made.text
    assert 'href="../documents/one/index.html">e' in made.text
    assert 'href="index-edition-2018-page-2.html">f' in made.text
    assert 'href="../KEN/index.html">g' in made.text
    assert 'action="../search.html"' in made.text
    assert 'content="0; url=../flows/2018/index.html"' in made.text
    for gone in ("htmx", "hx-", "csrf", "x.atom", "post", "describedby"):
        assert gone not in made.text
    assert made.links == [
        "/JPN/",
        "/documents/one/",
        "/countries/?edition=2018&page=2",
        "/KEN/",
        "/flows/2018/",
    ]


def test_pictures_of_a_style_sheet_stand_beside_it():
    assert (
        rewrite_style('a{b:url("/static/tierbook/x.svg?v=2")}') == 'a{b:url("../tierbook/x.svg")}'
    )
    assert rewrite_style("a{b:url(data:image/png)}") == "a{b:url(data:image/png)}"


def test_words_are_folded_as_the_script_folds_them():
    assert words_of("Côte d’Ivoire’s 14 TRAFFICKERS_x, 東京") == [
        "cote", "d", "ivoire", "s", "14", "traffickers", "x", "東京",
    ]  # fmt: skip
