"""Repairs of characters, and the map back to the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.pages import Document, read_bytes

HEAD = (
    "KENYA: TIER 2\n\nThe government does not fully meet the minimum standards on trafficking.\n\n"
)


def read(paragraph: str) -> tuple[str, Document]:
    (document,) = read_bytes((HEAD + paragraph).encode(), name="x.txt").documents
    return " | ".join(block.text for block in document.blocks[2:]), document


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Police traﬃcked no one, oﬀered ﬁnes.", "Police trafficked no one, offered fines."),
        ("the ﬁBlue Rayﬂ campaign and ﬁrst aid", "the “Blue Ray” campaign and first aid"),
        ("some children\u0160mostly boys\u0160beg", "some children—mostly boys—beg"),
        ("born in \u0160iauliai", "born in \u0160iauliai"),
        ("the inﬂux", "the influx"),
        (
            "an armed conftict made people ftee after a draft",
            "an armed conflict made people flee after a draft",
        ),
        ("fines of •5,000 each", "fines of €5,000 each"),
        ("traf\u00adficking of\u00a0girls", "trafficking of girls"),
        ("It reported 41KENYAinvestigating nine cases.", "It reported investigating nine cases."),
        ("It reported 41SRI LANKAinvestigating nine.", "It reported investigating nine."),
        ("a child-41KENYAfriendly room", "a child-friendly room"),
        ("Courts sat.41KENYAThe police came.", "Courts sat. The police came."),
        ("Courts sat in May.KENYA41", "Courts sat in May."),
        (
            "the 2000 UN TIP Protocol, 40 NGOs, 5,000 CFA",
            "the 2000 UN TIP Protocol, 40 NGOs, 5,000 CFA",
        ),
        ("the governmentâ€™s law", "the government’s law"),
        (": As reported, boys beg", "As reported, boys beg"),
    ],
)
def test_what_a_pdf_or_a_wrong_encoding_did_is_put_right(was: str, now: str) -> None:
    assert read(was)[0] == now


def test_every_repair_names_its_place_in_the_source() -> None:
    _, document = read("It met 41KENYAin conftict\u0160zones.")
    assert [(repair.was, repair.now) for repair in document.repairs] == [
        ("41KENYA", ""),
        ("ft", "fl"),
        ("\u0160", "—"),
    ]
    for repair in document.repairs:
        assert document.source[repair.at : repair.at + len(repair.was)] == repair.was


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("abFt ﬁﬂ\u0160•.41KENYA\u00a0\u00ad\n;()’“é\u0093"),
        min_size=1,
        max_size=120,
    )
)
def test_words_in_are_words_out_but_for_what_is_listed(paragraph: str) -> None:
    _, document = read(paragraph)
    source = document.source
    covered = [False] * len(source)
    for block in document.blocks:
        assert block.text == block.text.strip()
        for target, at, length in block.offsets.segments:
            for i in range(length):
                covered[at + i] = True
                same = block.text[target + i] == source[at + i]
                assert same or block.text[target + i] == " " or _repaired(document, at + i)
    for start, end in document.furniture:
        covered[start:end] = [True] * (end - start)
    for repair in document.repairs:
        covered[repair.at : repair.at + len(repair.was)] = [True] * len(repair.was)
    lost = [
        sign for sign, seen in zip(source, covered, strict=True) if not seen and not sign.isspace()
    ]
    assert set(lost) <= {"•"}  # the bullet of an item, which its kind says


def _repaired(document: Document, at: int) -> bool:
    return any(repair.at <= at < repair.at + max(len(repair.was), 1) for repair in document.repairs)
