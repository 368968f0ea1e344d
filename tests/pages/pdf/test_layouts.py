"""Every layout is read in the order in which it was set, paragraph by paragraph, furniture apart."""

from __future__ import annotations

from functools import cache

import pytest

from tests.pages.pdf.layouts import LAYOUTS, Sheet
from tierbook.coding import code_narrative
from tierbook.narrative import parse_document
from tierbook.pages import Document, ReadResult, read_bytes

KINDS = {"head": "tier_line", "wide": "tier_line", "section": "heading", "para": "paragraph"}


@cache
def sheet(name: str) -> Sheet:
    return LAYOUTS[name]()


@cache
def read(name: str) -> ReadResult:
    return read_bytes(sheet(name).data, name=f"{name}.pdf")


def furniture(document: Document) -> list[str]:
    return [document.source[start:end] for start, end in document.furniture]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_text_is_read_in_the_order_in_which_it_was_set(name: str) -> None:
    got = [(d.country, [(b.kind, b.text) for b in d.blocks]) for d in read(name).documents]
    want = [
        (code, [(KINDS.get(block.kind, block.kind), block.text) for block in matter])
        for code, matter in sheet(name).expected
    ]
    assert got == want


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_block_displays_its_place_in_the_source(name: str) -> None:
    for document in read(name).documents:
        for block in document.blocks:
            span = block.offsets.to_source(0, len(block.text))
            assert span is not None
            start, end = span
            shown = document.source[:end]
            for a, b in reversed(document.furniture):  # between two parts of a paragraph
                if start <= a and b <= end:
                    shown = shown[:a] + shown[b:]
            assert " ".join(shown[start:].replace("\u00ad", "").split()) == block.text


PAGES = {
    "two_columns": [["6"], ["6", "7"], ["7", "8"]],
    "three_columns": [["88"], ["88"]],
    "charts": [["214"], ["214", "215"]],
    "capitals": [["301"], ["301", "302"]],
    "wide_heads": [["12"], ["12", "13"]],
    "turned": [["PDF page 1"]],
    "names_alone": [["21"], ["21"], ["22"]],
    "tiers_above": [["21"], ["21", "22"], ["22"]],
    "single": [["PDF page 1"]],
}


@pytest.mark.parametrize("name", PAGES)
def test_printed_pages_are_kept(name: str) -> None:
    got = [[label for _, label in d.print_pages] for d in read(name).documents]
    assert got == PAGES[name]


def test_a_tier_above_several_countries_is_the_tier_of_each() -> None:
    documents = read("tiers_above").documents
    tiers = [code_narrative(parse_document(d)).get("tier.stated") for d in documents]
    assert [tier.value if tier else None for tier in tiers] == ["2", "2", "3"]
    assert all(any("the tier once" in note for note in d.notes) for d in documents)
    latvia = parse_document(documents[1])
    assert latvia.print_page(latvia.sentences[0].start) == "21"
    assert latvia.print_page(latvia.sentences[1].start) == "22"
    assert not any("Tier" in block.text for block in documents[0].blocks[1:])


def test_a_sentence_knows_its_printed_page() -> None:
    oman = read("two_columns").documents[2]
    narrative = parse_document(oman)
    pages = [narrative.print_page(sentence.start) for sentence in narrative.sentences]
    assert pages[0] == "7"
    assert pages[-1] == "8"
    assert pages == sorted(page for page in pages if page)
    record = narrative.to_dict()
    rows = record["sentences"]
    assert isinstance(rows, list)
    assert [row["page"] for row in rows] == pages


def test_a_text_that_was_never_printed_has_no_page() -> None:
    (document,) = read_bytes(
        b"KENYA (Tier 2)\n\nKenya is a country of transit for people who are trafficked.",
        name="x.txt",
    ).documents
    narrative = parse_document(document)
    assert narrative.print_page(0) is None
    assert "page" not in str(narrative.to_dict()["sentences"])


FURNITURE = {
    "two_columns": ["KENYA", "6"],
    "charts": ["KENYA TIER RANKING BY YEAR", "2WL", "KENYA", "214 TRAFFICKING IN PERSONS REPORT | JUNE 2013"],
    "story_box": ["Laos", "What is debt bondage?", "and that passes to children.", "140"],
    "picture": ["A child sorts stones beside a road in Peru", "while her mother keeps the accounts.", "77"],
    "names_alone": ["Trafficking in Persons Report, July 2001", "21"],
    "single": ["2012 Trafficking in Persons Report - Kenya"],
}  # fmt: skip


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_is_listed_and_in_no_block(name: str) -> None:
    listed = [line for document in read(name).documents for line in furniture(document)]
    for line in FURNITURE[name]:
        assert line in listed
        assert not [b for d in read(name).documents for b in d.blocks if b.text == line]


def test_what_is_no_narrative_is_named_with_its_pages() -> None:
    (problem,) = read("two_columns").problems
    assert not problem.failed
    assert problem.what.startswith("PDF pages 1-3 (printed 4-5), 7 (printed 9) hold no narrative")


def test_edition_and_title_are_those_printed() -> None:
    two, one, old = read("two_columns"), read("single"), read("names_alone")
    assert {d.edition for d in two.documents} == {2008}
    assert two.documents[0].title == "TRAFFICKING IN PERSONS REPORT JUNE 2008"
    assert one.documents[0].edition == 2012
    assert old.documents[0].edition == 2001
    assert {d.publisher for d in two.documents} == {"U.S. Department of State"}
    assert len({d.id for d in two.documents}) == 3


def test_without_a_printed_year_the_file_name_is_asked_and_the_note_says_so() -> None:
    (document,) = read_bytes(sheet("picture").data, name="2009/report.pdf").documents
    assert document.edition == 2009
    assert any("file or folder name" in note for note in document.notes)


def test_words_broken_at_a_line_end_are_repaired_one_by_one() -> None:
    (document,) = read("broken_words").documents
    joins = [repair for repair in document.repairs if repair.was == "\u00ad"]
    assert len(joins) > 20
    for repair in joins:
        assert document.source[repair.at] == "\u00ad"
    assert document.source.count("anti-trafficking") > 20


def test_each_page_knows_its_place_in_the_file() -> None:
    documents = read("two_columns").documents
    pages = [[number for _, number in d.file_pages] for d in documents]
    assert [len(rows) for rows in pages] == [len(d.print_pages) for d in documents]
    printed = [int(label) for d in documents for _, label in d.print_pages]
    found = [number for rows in pages for number in rows]
    assert len({label - number for label, number in zip(printed, found, strict=True)}) == 1
    assert found[0] >= 1
    for document in documents:
        assert [at for at, _ in document.file_pages] == [at for at, _ in document.print_pages]
