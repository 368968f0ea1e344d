"""Texts with many countries: by tier line, by name under a tier, by content; lists and running heads are no parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tierbook.narrative import parse_document
from tierbook.pages import Document, Repair
from tierbook.pages.assembly import Facts
from tierbook.pages.body import pieces_of
from tierbook.pages.lines import split_lines
from tierbook.pages.options import ReadOptions
from tierbook.pages.page import Page
from tierbook.pages.splitting import Part, read_parts, split_countries
from tierbook.pages.tier_lines import joined_tier_lines


def opening(name: str, role: str = "source") -> str:
    return (
        f"{name} is a {role} country for young people whom agents promise work by the sea and then hold for debts; "
        "most of them are found in laundries, in kitchens and in bars along the old road."
    )


def standards(name: str) -> str:
    return (
        f"The Government of {name} does not fully comply with the minimum standards on trafficking, but it is making "
        "significant efforts with courses for guards at the border, and has named a judge for such cases."
    )


def cut(text: str, edition: int | None = None) -> list[Part]:
    return split_countries(joined_tier_lines(split_lines(text)), edition=edition)


def page_of(text: str) -> Page:
    return Page("page.txt", text, joined_tier_lines(split_lines(text)), "ab" * 32, ReadOptions())


@pytest.mark.parametrize(
    ("line", "code", "tier"),
    [
        ("ALBANIA (Tier 2)", "ALB", "2"),
        ("MOLDOVA (Republic of) (Tier 2)", "MDA", "2"),
        ("UZBEKISTAN (Tier 3*)", "UZB", "3"),
        ("HAITI (TIER 2 - WATCH LIST)", "HTI", "2WL"),
        ("Thailand: TIER 2 WATCH LIST", "THA", "2WL"),
        ("SOMALIA (Special Case)", "SOM", "special"),
        ("KENYA\n(Tier 2 Watch List)", "KEN", "2WL"),
        ("KENYA\nTIER 3", "KEN", "3"),
    ],
)
def test_a_tier_line_in_any_spelling_opens_a_part(line: str, code: str, tier: str) -> None:
    text = f"FRANCE (Tier 1)\n\n{opening('France')}\n\n{line}\n\n{opening('It')}\n{standards('the state')}\n"
    parts = cut(text, 2010)
    assert [(part.code, part.tier) for part in parts] == [("FRA", "1"), (code, tier)]
    assert text[slice(*parts[1].span)].startswith(line)
    assert [line.text[:12] for line in parts[0].lines] == ["France is a "]


def test_a_tier_line_run_in_before_its_text_opens_a_part() -> None:
    text = f"FRANCE (Tier 1) {opening('France')}\nKENYA (Tier 2) {opening('Kenya')}\n"
    parts = cut(text)
    assert [part.code for part in parts] == ["FRA", "KEN"]
    assert parts[1].lines[0].text == opening("Kenya")
    assert text[slice(*parts[1].span)] == text.splitlines()[1]


def test_a_country_under_a_tier_heading_keeps_the_tier_as_its_line() -> None:
    text = (
        f"Country Narratives\nTIER 2\n\nAustria\n{opening('Austria')}\nBack to top\n\nBulgaria\n{opening('Bulgaria')}\n"
        f"\nTIER 3\n\nSudan\n{opening('Sudan')}\n"
    )
    documents = list(read_parts(page_of(text), cut(text), Facts(edition=2001)))
    assert [d.country for d in documents] == ["AUT", "BGR", "SDN"]
    narratives = [parse_document(document) for document in documents]
    lines = [n.words(*n.tier_line) for n in narratives if n.tier_line]
    assert lines == ["TIER 2 Austria", "TIER 2 Bulgaria", "TIER 3 Sudan"]
    for document in documents:
        assert any("above all its countries" in note for note in document.notes)
        for block in document.blocks:
            start, end = block.offsets.to_source(0, len(block.text)) or (0, 0)
            assert " ".join(document.source[start:end].split()) == block.text
        assert "Back to top" not in " ".join(block.text for block in document.blocks)


def test_lost_headings_are_made_up_for_by_the_sentences_that_open_a_narrative() -> None:
    text = "\n\n".join(
        [
            "[*Please note: one placement was updated.]",
            opening("Qatar", "destination"),
            standards("Qatar"),
            "Prevention",
            "The government printed leaflets.",
            opening("The United Arab Emirates (UAE)", "destination"),
            standards("the United Arab Emirates"),
        ]
    )
    parts = cut(text, 2003)
    assert [part.code for part in parts] == ["QAT", "ARE"]
    assert all(part.tier is None and "heading is lost" in part.notes[0] for part in parts)
    assert parts[0].lines[-1].text == "The government printed leaflets."


def test_a_sentence_on_another_country_opens_no_part() -> None:
    text = f"QATAR (Tier 2)\n{opening('Qatar')}\n{standards('Qatar')}\n{opening('Nepal')}\n{standards('Nepal')}\n"
    assert [part.code for part in cut(text)] == ["QAT"]


def test_a_list_of_placements_and_a_list_of_names_are_no_parts() -> None:
    contents = "ALBANIA (Tier 2)\nFRANCE (Tier 1)\nKENYA (Tier 3)\nAlbania\nFrance\nKenya\n"
    text = f"{contents}\nFRANCE (Tier 1)\n{opening('France')}\nKENYA (Tier 3)\n{opening('Kenya')}\n"
    assert [part.code for part in cut(text)] == ["FRA", "KEN"]
    assert cut(contents) == []


def test_a_running_head_of_the_same_country_or_of_a_neighbour_opens_no_part() -> None:
    text = f"FRANCE (Tier 1)\n{opening('France')}\nFRANCE\n{standards('France')}\nGABON\nIt printed leaflets.\n"
    assert [part.code for part in cut(text)] == ["FRA"]


def test_a_country_twice_on_a_page_gets_two_ids() -> None:
    text = "".join(f"{name} (Tier 1)\n{opening(name)}\n" for name in ("France", "Kenya", "France"))
    ids = [document.id for document in read_parts(page_of(text), cut(text), Facts(edition=2008))]
    assert len(set(ids)) == 3
    assert ids[2] == f"{ids[0]}-2"


def test_a_part_below_a_lead_lists_its_own_repairs_alone() -> None:
    text = f"Tier 1\nFRANCE\n{opening('France')}\nKENYA\n{opening('Kenya')}\n"
    places = text.index("road.\nKENYA"), text.rindex("laundries")
    page = replace(page_of(text), repairs=tuple(Repair(at, "92", "x", "byte") for at in places))
    found = [
        d for d in read_parts(page, cut(text, 2001), Facts(edition=2001)) if isinstance(d, Document)
    ]
    assert [[d.source[r.at :][:5] for r in d.repairs] for d in found] == [["road."], ["laund"]]


def test_a_line_that_a_reader_has_emptied_is_no_piece() -> None:
    text = "Police came to the quay.\nxx\nThen they left."
    first, second, third = split_lines(text)
    emptied = second._replace(end=second.start, text="")
    assert [piece.spans for piece in pieces_of(text, [first, emptied, third])] == [
        ((first.start, first.end),),
        ((third.start, third.end),),
    ]
