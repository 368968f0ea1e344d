"""MHTML files: the page as a browser saved it, with address, day and frames."""

from __future__ import annotations

import pytest

from tests.pages.containers.making import make_mhtml, open_bytes, page
from tierbook.pages import read_bytes

SITE = "https://www.example.org/kenya/"
PICTURE = ("https://www.example.org/map.png", "image/png", b"\x89PNG\r\n")
WORDS = "<html><p>A line — with “signs” beyond ASCII, and one that is longer than a line of mail may be.</p></html>"


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
def test_a_page_comes_as_it_was_with_address_and_day(coding: str) -> None:
    data = make_mhtml([(SITE, "text/html", WORDS.encode()), PICTURE], coding=coding)
    opened = open_bytes(data, "saved.mhtml")
    assert opened.members["saved.mhtml"].strip() == WORDS.encode()
    fact = opened.facts["saved.mhtml"]
    assert (fact.address, fact.captured, fact.whole) == (SITE, "2018-07-02", True)
    (notice,) = opened.problems
    assert "image/png" in notice.what
    assert not notice.failed


@pytest.mark.parametrize("charset", ["utf-16", "koi8-r"])
def test_its_charset_is_heard(charset: str) -> None:
    words = "<html><p>Казахстан</p></html>"
    data = make_mhtml(
        [(SITE, "text/html", words.encode(charset))], charset=charset, coding="base64"
    )
    assert list(open_bytes(data, "a.mht").members.values()) == [words.encode()]


def test_the_document_is_that_of_the_page() -> None:
    result = read_bytes(make_mhtml([(SITE, "text/html", page()), PICTURE]), name="kenya.mhtml")
    (document,) = result.documents
    assert not result.many
    assert (document.country, document.edition) == ("KEN", 2018)
    assert (document.address, document.captured) == (SITE, "2018-07-02")
    plain = read_bytes(page(), name="kenya.html").documents[0]
    assert [b.text for b in document.blocks] == [b.text for b in plain.blocks]


def test_frames_are_pages_of_their_own() -> None:
    frames = b"<html><frameset><frame src='b'></frameset></html>"
    data = make_mhtml([(SITE, "text/html", frames), (f"{SITE}text", "text/html", page())])
    opened = open_bytes(data, "a.mht")
    assert opened.names == [f"a.mht/{SITE}", f"a.mht/{SITE}text"]
    result = read_bytes(data, name="a.mht")
    assert [d.country for d in result.documents] == ["KEN"]
    assert not any(p.failed for p in result.problems)


@pytest.mark.parametrize("date", [None, "yesterday", "Mon, 99 Foo 2018"])
def test_a_date_that_says_nothing_is_left_out(date: str | None) -> None:
    data = make_mhtml([(SITE, "text/html", page())], date=date)
    assert open_bytes(data, "a.mht").facts["a.mht"].captured is None


def test_an_address_that_is_none_is_left_out() -> None:
    data = make_mhtml([("cid:frame-1", "text/html", page())])
    assert open_bytes(data, "a.mht").facts["a.mht"].address is None


def test_a_message_that_breaks_off_in_the_page_is_named() -> None:
    data = make_mhtml([(SITE, "text/html", page())])
    (problem,) = read_bytes(data[: len(data) // 2], name="a.mht").problems
    assert problem.failed
    assert problem.where == "a.mht"
    assert "breaks off" in problem.what


def test_one_that_breaks_off_in_a_picture_gives_the_page() -> None:
    data = make_mhtml([(SITE, "text/html", page()), ("x", "image/png", b"\x89PNG" * 4000)])
    opened = open_bytes(data[:-3000], "a.mht")
    assert opened.names == ["a.mht"]
    assert not opened.failed
    assert any("breaks off" in p.what for p in opened.problems)


def test_one_without_a_page_is_named() -> None:
    (problem,) = open_bytes(make_mhtml([PICTURE]), "a.mht").failed
    assert "no page" in problem.what


def test_a_narrative_that_begins_like_a_header_is_no_message() -> None:
    opened = open_bytes(b"Title: a text\nCountry: Kenya\n\nWords.", "a.txt")
    assert opened.names == ["a.txt"]
