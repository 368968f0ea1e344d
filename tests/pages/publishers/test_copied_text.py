"""Text copied from the Department's pages without the words around it: the lines below the title say whose it is."""

from __future__ import annotations

import pytest

from tierbook.editions import read_tier_line
from tierbook.errors import Problem
from tierbook.pages import Document, read_bytes

OPENING = (
    "{name} is a country of origin for girls who are taken over the border to work in homes without pay, and for"
    " men who are held on boats far from the coast."
)
STANDARDS = (
    "The Government of {name} does not yet fully meet the minimum standards, and yet it is making"
    " significant efforts, though judges and inspectors have little money for them."
)


def page(*, head: tuple[str, ...], tiers: dict[str, str]) -> bytes:
    """A page with its title and the lines below it, then countries with their tier lines."""
    lines = [*head]
    for name, tier in tiers.items():
        lines += [f"{name} ({tier})", OPENING.format(name=name), STANDARDS.format(name=name)]
    return "\n\n".join(lines).encode()


def read(data: bytes) -> tuple[Document, ...]:
    result = read_bytes(data, name="a.txt")
    assert not result.problems, [str(problem) for problem in result.problems]
    return result.documents


def test_a_page_by_tier_with_a_month_has_its_edition_from_the_month() -> None:
    head = (
        "IV. Country Narratives - Tier 2",
        "Trafficking in Persons Report\nJuly 2001\nU.S. Department of State",
    )
    angola, benin = read(page(head=head, tiers={"Angola": "Tier 2", "Benin": "Tier 2"}))
    assert (angola.country, benin.country) == ("AGO", "BEN")
    assert angola.edition == benin.edition == 2001
    assert angola.publisher == "U.S. Department of State"
    assert angola.published is None
    assert any("July 2001" in note for note in angola.notes)


def test_a_page_of_one_country_has_its_date_from_the_lines_below_the_title() -> None:
    head = (
        "Trafficking in Persons Report\nOffice to Monitor and Combat Trafficking in Persons\nJune 11, 2003\nReport",
    )
    (qatar,) = read(page(head=head, tiers={"QATAR": "Tier 2"}))
    assert (qatar.edition, qatar.published, qatar.country) == (2003, "2003-06-11", "QAT")
    assert qatar.author == "Office to Monitor and Combat Trafficking in Persons"


def test_a_range_of_letters_names_the_site_and_no_year() -> None:
    (qatar,) = read(
        page(head=("Country Narratives -- Countries Q Through Z",), tiers={"QATAR": "Tier 3"})
    )
    assert qatar.publisher == "U.S. Department of State"
    assert qatar.edition is None


@pytest.mark.parametrize(
    "line", ["IV. Country Narratives - Tier 2", "Countries - Tier 1", "Placements: Tier 3"]
)
def test_the_head_of_a_chapter_is_no_tier_line(line: str) -> None:
    assert read_tier_line(line) is None


def _refusal(text: str) -> Problem:
    result = read_bytes(text.encode(), name="a.txt")
    assert not result.documents
    return result.problems[0]


def test_an_index_of_chapters_is_named() -> None:
    text = (
        "Trafficking in Persons Report\n\nThis report to Congress is the ninth of its kind, and trafficking is its"
        " matter; it is asked for by a law that also tells what a government should do.\n\nI. Introduction\n"
        "IIIa. Country Narratives - Countries A through G\nIIIb. Country Narratives - Countries H through R\n"
    )
    assert "index of an edition" in _refusal(text).what


def test_a_release_that_speaks_of_the_report_is_named() -> None:
    text = (
        "The 2017 Trafficking in Persons Report\n\nThe Secretary presented the yearly paper on trafficking in June."
        " The Report covers many countries and regions, with a line on each.\n\nIn this year’s report our territory"
        " stayed where it was. The Report’s recommendations to us are to train the police and to open a shelter.\n"
    )
    assert "press release or summary" in _refusal(text).what
