"""Repairs of characters, and the map back to the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.pages import Document, Repair, read_bytes
from tierbook.pages.lines import split_lines
from tierbook.pages.mending import mend

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
        ("Among them, KENYA41police found two.", "Among them, police found two."),
        ("It reported 98BENINallowing it.", "It reported allowing it."),
        ("police of SRI LANKA394395SRI LANKAand others", "police of and others"),
        ("The law of 2021KENYA changed.", "The law of 2021KENYA changed."),
        ("the 2000 UN Protocol and 40KENYANS", "the 2000 UN Protocol and 40KENYANS"),
        ("the 2000 UN Protocol and 40KENYANs", "the 2000 UN Protocol and 40KENYANs"),
        ("It saw signs of 41NIGERNational boards.", "It saw signs of National boards."),
        ("investigating 31potential cases", "investigating 31 potential cases"),
        ("compared to168 in the year before", "compared to 168 in the year before"),
        ("the 19th-century law, 12thgrade, A4paper", "the 19th-century law, 12thgrade, A4paper"),
        ("traf\u00ad ficking of girls", "trafficking of girls"),
        ("anti\u2011trafficking work", "anti-trafficking work"),
        ("traf- ficking of girls", "trafficking of girls"),
        ("anti- trafficking law", "anti-trafficking law"),
        ("mid- and long- to short-term care", "mid- and long- to short-term care"),
        ("shelter- zblorp", "shelter- zblorp"),
        ("trafﬁ cking and ﬁ rst aid", "trafficking and first aid"),
        ("Co\u0302te d’Ivoire", "Côte d’Ivoire"),
        ("the ministry&#8217;s &amp;amp; court&rsquo;s", "the ministry’s & court’s"),
        ("fines &amp;amp;quot;rise&quot; &nbsp; again", 'fines "rise" again'),
        ("an R&D; centre, AT&T and &zork;", "an R&D; centre, AT&T and &zork;"),
        ("•5 new laws", "•5 new laws"),
        ("laws. •5 victims", "laws. •5 victims"),
        ("a\u0002b\u200bc\u200e d", "abc d"),
        ("one \u200b two \u00a0 three", "one two three"),
        ("care andor shelter, HIVAIDS tests", "care and/or shelter, HIV/AIDS tests"),
        ("a 247 victim hotline and 247 security", "a 24/7 victim hotline and 24/7 security"),
        (
            "247 victims, 247 security guards, 1,247 hotlines",
            "247 victims, 247 security guards, 1,247 hotlines",
        ),
        ("costs 5\u00a0%", "costs 5 %"),
        (
            "the inftux, the outftow, the deftly run ftp site",
            "the influx, the outflow, the deftly run ftp site",
        ),
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


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (
            "many victims of traf-\nficking were found here",
            "many victims of trafficking were found here",
        ),
        (
            "many victims of traf\u00ad\nficking were found",
            "many victims of trafficking were found",
        ),
        ("a plan against anti-\ntrafficking cuts", "a plan against anti-trafficking cuts"),
        ("the child-\nfriendly room", "the child-friendly room"),
        ("police of Guinea-\nBissau went", "police of Guinea-Bissau went"),
        ("short-\nand long-term care", "short- and long-term care"),
        ("in 2017-\n2018 they went", "in 2017-2018 they went"),
        ("they went -\nas planned", "they went - as planned"),
        ("words unbrok-\nzen here", "words unbrok-zen here"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_joined_and_compounds_keep_their_hyphen(
    was: str, now: str
) -> None:
    assert mend(was, spans_of(was))[0] == now


def spans_of(text: str) -> list[tuple[int, int]]:
    return [(line.start, line.end) for line in split_lines(text)]


WORDS = (
    "the government of police found traffickers efforts 14 victims in 2017, courts often left drafts."
    " Officials' anti-trafficking (first) law; however: \"shelter\" - care 5,000 U.S. $12.5 NGO's [sic]"
).split()


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_clean_text_is_left_as_it_is(words: list[str]) -> None:
    text = " ".join(words)
    mended, offsets, repairs = mend(text, [(0, len(text))])
    assert (mended, repairs) == (text, [])
    assert offsets.segments == ((0, 0, len(text)),)


ODD = "abFtz ,.;-4KENYA()\n\t&#39;’“éﬁﬂ\u0160\u0152•‚ƒ\u00a0\u00ad\u0093\u200b\u0301\u2011\ufffd\u0002\u0085Ãâ€™œÂ"


DAMAGED = (
    "The police told officials again. conftict ﬁJKﬂ men\u0160mostly boys\u0160beg (about •14,000) 2016\u01522018"
    " 41KENYAfound"
    " ‚slavery' ƒ traf\u00adficking no\u00a0case anti\u2011trafficking ministryâ€™s CuraÃ§ao &#8217; CHAD135and to168"
    " 31potential ofﬁce Co\u0302te d\u0092Ivoire \ufeffIn reports; victims, “who” fled."
).split(" ")


@settings(max_examples=200)
@given(st.lists(st.sampled_from(DAMAGED), min_size=1, max_size=30))
def test_what_is_mended_needs_no_mending_again(words: list[str]) -> None:
    text = " ".join(words)
    once, _, _ = mend(text, [(0, len(text))])
    again, _, repairs = mend(once, [(0, len(once))])
    assert (again, repairs) == (once, [])


@settings(max_examples=250)
@given(st.text(alphabet=st.sampled_from(ODD), min_size=1, max_size=60))
def test_mending_again_and_again_comes_to_rest(text: str) -> None:
    """Signs thrown together at random may need more than one look: one that shows when another is out of the way."""
    repairs: list[Repair] = []
    for _ in range(8):
        text, _, repairs = mend(text, spans_of(text))
    assert repairs == []


@settings(max_examples=250)
@given(st.text(alphabet=st.sampled_from(ODD), min_size=1, max_size=60))
def test_every_mapped_character_is_the_page_s_own_or_a_listed_repair(text: str) -> None:
    mended, offsets, repairs = mend(text, spans_of(text))
    covered = [False] * len(text)
    for repair in repairs:
        assert text[repair.at : repair.at + len(repair.was)] == repair.was
        assert repair.why
        covered[repair.at : repair.at + len(repair.was)] = [True] * len(repair.was)
    last = (0, 0)
    for target, at, length in offsets.segments:
        assert target >= last[0]
        assert at >= last[1]
        last = (target + length, at + length)
        for i in range(length):
            was, now = text[at + i], mended[target + i]
            assert was == now or covered[at + i] or (was.isspace() and now == " ")
            covered[at + i] = True
    assert "  " not in mended
    assert all(seen or sign.isspace() for seen, sign in zip(covered, text, strict=True))


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


@pytest.mark.parametrize(
    "after", ["", "The Government of Kenya does not fully meet the minimum standards."]
)
def test_a_tier_line_broken_before_the_watch_list_is_whole_again(after: str) -> None:
    page = (
        f"KENYA: TIER 2\n\n  WATCH LIST{after}\n\nPROSECUTION\n\nCourts convicted two traffickers."
    )
    (document,) = read_bytes(page.encode(), name="x.txt").documents
    assert document.blocks[0].text == "KENYA: TIER 2 WATCH LIST"
    assert [block.text for block in document.blocks[1:2]] == [after or "PROSECUTION"]
    assert document.source[slice(*document.blocks[0].offsets.to_source(14, 24) or (0, 0))] == (
        "WATCH LIST"
    )
    for repair in document.repairs:
        assert document.source[repair.at : repair.at + len(repair.was)] == repair.was


def test_a_paragraph_that_begins_with_the_watch_list_is_no_part_of_the_tier_line() -> None:
    page = "KENYA: TIER 2\n\nWatch List countries are not named here; trafficking is rare."
    (document,) = read_bytes(page.encode(), name="x.txt").documents
    assert [block.text for block in document.blocks] == page.split("\n\n")
