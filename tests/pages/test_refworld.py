"""Refworld: text copied from the page, and the HTML of its layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.pages import Document, ReadOptions, read_bytes

TITLE = "U.S. Department of State 2005 Trafficking in Persons Report - Kenya"


def read(text: str, name: str = "page.txt", **options: object) -> Document:
    result = read_bytes(text.encode(), name=name, options=ReadOptions(**options))  # type: ignore[arg-type]
    assert not result.problems, [str(problem) for problem in result.problems]
    (document,) = result.documents
    return document


@pytest.mark.parametrize("fixture", ["refworld_text", "refworld_html"])
def test_a_page_and_its_copied_text_give_the_same_document(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    document = read(request.getfixturevalue(fixture))
    assert document.publisher == "Refworld"
    assert document.issuer == "United States Department of State"
    assert document.author == "Office to Monitor and Combat Trafficking in Persons"
    assert document.title == TITLE
    assert (document.published, document.edition, document.country) == ("2005-06-03", 2005, "KEN")
    assert document.address == "https://www.refworld.org/docid/4680d7c523.html"
    assert document.disclaimer == "This is not a publication of the library. It only keeps a copy."
    assert (document.last_updated, document.accessed) == ("2019-11-01", "2019-11-02")
    assert document.id.startswith("tip-2005-ken-refworld-")
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["tier_line", "paragraph", "paragraph", *["heading", "paragraph"] * 3]
    body = " ".join(block.text for block in document.blocks)
    assert "Search Refworld" not in body
    assert "Hidden" not in body


def test_an_empty_address_is_said_and_never_filled(refworld_text: str) -> None:
    document = read(refworld_text.replace("https://www.refworld.org/docid/4680d7c523.html ", ""))
    assert document.address is None
    assert "the page gives no address" in document.notes


def test_an_address_that_the_container_tells_is_not_said_to_be_missing(refworld_text: str) -> None:
    text = refworld_text.replace("https://www.refworld.org/docid/4680d7c523.html ", "")
    address = "https://mirror.example/kenya.html"
    result = read_bytes(text.encode(), name="page.txt", options=ReadOptions(address=address))
    (document,) = result.documents
    assert document.address == address
    assert "the page gives no address" not in document.notes


def test_the_title_year_wins_over_every_other_date(refworld_text: str) -> None:
    assert read(refworld_text).edition == 2005
    without = refworld_text.replace("State 2005 Trafficking", "State Trafficking")
    assert read(without).edition == 2005  # of the cite-as line or the publication date
    assert read(without.replace("3 June 2005", "4 June 2008")).edition == 2008


def test_a_header_with_bars_in_one_line_is_cut_at_its_labels(refworld_text: str) -> None:
    lines = refworld_text.split("\n")
    header, rest = lines[4:8], lines[8:]
    barred = "\n".join([*lines[:4], " | ".join(header), *rest])
    document = read(barred)
    assert document.issuer == "United States Department of State"
    assert document.published == "2005-06-03"
    assert document.address == "https://www.refworld.org/docid/4680d7c523.html"


def test_a_page_without_header_is_known_by_its_name_and_title(refworld_text: str) -> None:
    lines = refworld_text.split("\n")
    document = read("\n".join(["Refworld", TITLE, "", *lines[10:]]))
    assert (document.publisher, document.edition, document.country) == ("Refworld", 2005, "KEN")
    assert document.published is None


def test_another_report_in_the_same_library_is_refused(refworld_text: str) -> None:
    other = refworld_text.replace(
        "2005 Trafficking in Persons Report - Kenya",
        "2005 Country Reports on Human Rights Practices - Kenya",
    ).replace("Kenya (Tier 2)", "")
    result = read_bytes(other.encode(), name="other.txt")
    (problem,) = result.problems
    assert problem.failed
    assert "another report" in problem.what


@pytest.mark.shared
def test_the_seed_gives_every_field_that_its_page_prints(shared: Path) -> None:
    path = shared / "data/narratives/refworld-2003-japan.txt"
    (document,) = read_bytes(path.read_bytes(), name=str(path)).documents
    assert document.id == f"tip-2003-jpn-refworld-{document.sha256[:8]}"
    assert document.work == "tip-2003-jpn"
    assert (document.publisher, document.issuer) == (
        "Refworld",
        "United States Department of State",
    )
    assert document.author == "Office to Monitor and Combat Trafficking in Persons"
    assert (document.published, document.edition, document.country) == ("2003-06-11", 2003, "JPN")
    assert document.cite_as is not None
    assert document.cite_as.endswith("available at: [accessed 24 May 2016]")
    assert document.address is None
    assert (document.last_updated, document.accessed) == ("2016-05-24", "2016-05-24")
    assert document.disclaimer is not None
    assert document.disclaimer.startswith("This is not a UNHCR")
    assert [block.kind for block in document.blocks] == ["tier_line", *["paragraph"] * 5]
    assert [block.gap for block in document.blocks][3:] == [2, 2, 2]
    assert document.source[slice(*document.furniture[-1])] == "Search Refworld"
