"""From bytes to characters: every encoding that saved pages come in, and the place of each byte put right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.errors import PageUnreadable
from tierbook.pages import read_bytes
from tierbook.pages.decoding import decode_page

PAGE = (
    "KENYA: TIER 2\n\nThe ministry’s plan of “aid” — shelter in São Tomé – does not meet the minimum standards"
    " on trafficking.\n\nPolice didn’t act.\n"
)


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-32", None),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("cp1252", "Windows-1252"),
        ("mac-roman", "Mac Roman"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in(encoding: str, noted: str | None) -> None:
    text, repairs = decode_page(PAGE.encode(encoding))
    assert text == PAGE
    if noted is None:
        assert repairs == ()
    else:
        assert noted in repairs[0].why


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("iso-8859-2", "iso-8859-2", "Šabac and Łódź"),
        ("windows-1251", "cp1251", "Кишинёв"),
        ("iso-8859-1", "cp1252", "the ministry’s “plan”"),  # as every browser takes it
        ("utf-8", "cp1252", "the ministry’s “plan”"),
        ("zork-1", "cp1252", "the ministry’s “plan”"),
    ],
)
def test_a_page_that_is_no_utf_8_is_read_as_it_says_where_that_can_be(
    declared: str, encoding: str, words: str
) -> None:
    page = f'<meta charset="{declared}"><p>{words}</p>'
    text, (repair,) = decode_page(page.encode(encoding))
    assert words in text
    assert declared in repair.why


def test_stray_bytes_are_repaired_where_they_stand() -> None:
    text, repairs = decode_page("café ".encode() + b"the ministry\x92s \x93plan\x94")
    assert text == "café the ministry’s “plan”"
    assert [(text[r.at : r.at + len(r.now)], r.was) for r in repairs] == [
        ("’", "92"),
        ("“", "93"),
        ("”", "94"),
    ]


def test_a_surrogate_pair_written_as_utf_8_is_one_character() -> None:
    text, repairs = decode_page(b"plan \xed\xa0\xbd\xed\xb8\x80 for all")
    assert text == "plan \U0001f600 for all"
    assert "surrogate" in repairs[0].why


def test_repairs_of_bytes_in_html_stand_at_their_place_in_the_visible_text() -> None:
    page = (
        b'<html><head><meta charset="utf-8"><title>Kenya \x96</title></head><body><p title="\x92">KENYA: TIER 2</p>'
        b"<p>The ministry\x92s plan \xe2\x80\x9caid\xe2\x80\x9d does not meet the minimum standards on trafficking;"
        b" \x93none\x94 &amp;#8217; was</p></body></html>"
    )
    (document,) = read_bytes(page, name="x.html").documents
    assert document.blocks[1].text.startswith("The ministry’s plan “aid”")
    assert document.blocks[1].text.endswith("“none” ’ was")
    placed = [r for r in document.repairs if r.was and "bytes" in r.why]
    assert [document.source[r.at : r.at + len(r.now)] for r in placed] == ["’", "“", "”"]
    (unseen,) = (r for r in document.repairs if "does not show" in r.why)
    assert (unseen.at, unseen.why[:2]) == (0, "2 ")


def test_zero_bytes_without_a_pattern_are_no_text() -> None:
    with pytest.raises(PageUnreadable, match="zero bytes"):
        decode_page(b"abc\x00\x00\x00def\x00ghi" * 20)


@settings(max_examples=200)
@given(st.binary(max_size=120))
def test_any_bytes_are_text_or_refused_and_the_text_can_be_written(data: bytes) -> None:
    try:
        text, repairs = decode_page(data)
    except PageUnreadable:
        return
    text.encode("utf-8")
    for repair in repairs:
        assert text[repair.at : repair.at + len(repair.now)] == repair.now


@settings(max_examples=100)
@given(st.binary(min_size=1, max_size=60), st.sampled_from(["<p>{}</p>", "{}"]))
def test_garbage_in_a_page_raises_nothing_but_our_errors(garbage: bytes, shape: str) -> None:
    before, after = shape.split("{}")
    body = f"<html><body><p>KENYA: TIER 2</p>{before}on trafficking ".encode()
    result = read_bytes(body + garbage + after.encode(), name="x.html")
    for document in result.documents:
        for block in document.blocks:
            assert "\U0010f000" not in block.text
            for target, at, length in block.offsets.segments:
                assert at + length <= len(document.source)
                assert target + length <= len(block.text)
