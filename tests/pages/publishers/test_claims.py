"""What pages claim of edition and country: titles of every era, addresses, and which saying counts."""

from __future__ import annotations

import pytest

from tests.pages import prose
from tierbook.pages import Document, ReadOptions, read_bytes
from tierbook.pages.publishers.claims import country_in_title, is_report_title, year_of_address


@pytest.mark.parametrize(
    ("title", "edition", "country"),
    [
        ("U.S. Department of State 2004 Trafficking in Persons Report - Kenya", 2004, "KEN"),
        ("Trafficking in Persons Report 2009 - Guinea-Bissau", 2009, "GNB"),
        ("2013 Trafficking in Persons Report - Timor-Leste", 2013, "TLS"),
        (
            "Trafficking in Persons Report 2016 - Country Narratives - Congo, Republic of the",
            2016,
            "COG",
        ),
        ("2021 Trafficking in Persons Report: Côte d’Ivoire", 2021, "CIV"),
        ("Kenya - 2019 Trafficking in Persons Report", 2019, "KEN"),
        ("2022 TIP Report: Türkiye", 2022, "TUR"),
        ("PAPUA NEW GUINEA: TIER 3", None, "PNG"),
        ("2019 Trafficking in Persons Report", 2019, None),
        ("Trafficking in Persons Report 2010 - Country Narratives", 2010, None),
        (None, None, None),
    ],
)
def test_a_title_tells_its_country(
    title: str | None, edition: int | None, country: str | None
) -> None:
    assert country_in_title(title, edition) == country


@pytest.mark.parametrize(
    "sentence",
    [
        "The Trafficking in Persons (TIP) Report, which came out in June, moved Kenya up.",
        "Officials read the Trafficking in Persons Report;",
    ],
)
def test_a_sentence_on_the_report_is_no_title(sentence: str) -> None:
    assert not is_report_title(sentence)


@pytest.mark.parametrize(
    ("publisher", "address", "edition"),
    [
        ("Refworld", "https://www.refworld.org/reference/annualreport/usdos/2010/en/70001", 2010),
        ("Refworld", "https://www.refworld.org/docid/577f95f30.html", 2016),
        ("Refworld", "http://www.refworld.org/type,ANNUALREPORT,,KEN,5b3e0b2aa,0.html", 2018),
        ("Refworld", "https://www.refworld.org/docid/4680d7c523.html", None),
        ("ecoi.net", "https://www.ecoi.net/de/dokument/1437541.html", 2018),
        ("ecoi.net", "https://www.ecoi.net/en/document/342462", 2017),
        ("ecoi.net", "https://www.ecoi.net/en/document/1044506.html", None),
        (None, "https://ke.usembassy.gov/2023-trafficking-in-persons-report-kenya/", 2023),
        (None, "https://ke.usembassy.gov/2017-trafficking-persons-report/", 2017),
        (None, "https://news.example/2017/06/27/story.html", None),
        (
            "U.S. Department of State",
            "https://2001-2009.state.gov/g/tip/rls/tiprpt/2005/46613.htm",
            2005,
        ),
        (
            "U.S. Department of State",
            "https://www.state.gov/j/tip/rls/tiprpt/countries/2016/258.htm",
            2016,
        ),
        (
            "U.S. Department of State",
            "https://www.state.gov/reports/2022-trafficking-in-persons-report/",
            2022,
        ),
        ("U.S. Department of State", "https://m.state.gov/md258.htm", None),
        (None, "https://2001-2009.state.gov/g/tip/rls/tiprpt/2005/46613.htm", None),
    ],
)
def test_an_address_tells_the_edition_where_it_is_known_to(
    publisher: str | None, address: str, edition: int | None
) -> None:
    assert year_of_address(publisher, address) == edition


def read(text: str, name: str = "page.txt", **options: object) -> Document:
    (document,) = read_bytes(text.encode(), name=name, options=ReadOptions(**options)).documents  # type: ignore[arg-type]
    return document


def page(title: str, published: str, cited: str) -> str:
    return (
        f"Last Updated: Friday, 1 November 2019\n\n{title}\n\nPublisher United States Department of State\n"
        f"Publication Date {published}\n"
        f"Cite as Department, Report{cited} - Kenya, available at: [accessed 2 May 2020]\n\n"
        f"KENYA (Tier 2)\n\n{prose.opening('Kenya')}\n\n{prose.standards('Kenya', verb='comply')}\n"
    )


def test_title_then_citation_then_date_then_address_then_name_of_the_file() -> None:
    titled = "2013 Trafficking in Persons Report - Kenya"
    bare = "Trafficking in Persons Report - Kenya"
    address = "https://www.refworld.org/docid/577f95f30.html"
    name = "2018/kenya.txt"
    assert read(page(titled, "19 June 2014", " 2012"), name, address=address).edition == 2013
    assert read(page(bare, "19 June 2014", " 2012"), name, address=address).edition == 2012
    assert read(page(bare, "19 June 2014", ""), name, address=address).edition == 2014
    undated = page(bare, "unknown", "")
    assert read(undated, name, address=address).edition == 2016
    assert read(undated, name).edition == 2018
    assert read(undated).edition is None


def test_the_callers_edition_wins_and_the_difference_is_said() -> None:
    document = read(
        page("2013 Trafficking in Persons Report - Kenya", "19 June 2013", ""), edition=2012
    )
    assert document.edition == 2012
    assert any("says 2013" in note for note in document.notes)


def test_a_menu_of_countries_is_no_part_of_the_body() -> None:
    from tests.pages.publishers.ecoi.making import FIXTURES

    fixture = next(f for f in FIXTURES if f.name == "ecoi-2010")
    (document,) = read_bytes(fixture.data, name="page.txt", options=fixture.options).documents
    body = " ".join(block.text for block in document.blocks)
    assert "Afghanistan" not in body
    assert "Afghanistan" in " ".join(document.source[a:b] for a, b in document.furniture)


def test_bullets_that_were_lost_and_glued_are_items_and_listed_as_repairs() -> None:
    from tests.pages.publishers.ecoi.making import FIXTURES

    fixture = next(f for f in FIXTURES if f.name == "ecoi-2020")
    (document,) = read_bytes(fixture.data, name="page.txt", options=fixture.options).documents
    items = [block.text for block in document.blocks if block.kind == "item"]
    assert items == list(prose.recommendations())
    assert sum("line break" in repair.why for repair in document.repairs) == 2


def test_a_text_of_several_countries_is_cut_at_its_tier_lines() -> None:
    text = "\n\n".join(
        part
        for name in ("Kenya", "Chad", "Togo")
        for part in (
            f"{name.upper()} (Tier 2)",
            prose.opening(name),
            prose.standards(name, verb="comply"),
        )
    )
    documents = read_bytes(
        f"2012 Trafficking in Persons Report\n\n{text}".encode(), name="x.txt"
    ).documents
    assert [(d.country, d.edition) for d in documents] == [
        ("KEN", 2012),
        ("TCD", 2012),
        ("TGO", 2012),
    ]


def test_the_same_address_carries_other_editions_and_its_words_tell_which() -> None:
    from tests.pages.publishers.copies.making import FIXTURES

    fixture = next(f for f in FIXTURES if f.name == "copy-excerpt-2023")
    for year in (2019, 2021):
        text = fixture.data.decode().replace("2023 TIP", f"{year} TIP")
        document = read(text, address=fixture.options.address, captured=f"{year}-09-01")
        assert (document.edition, document.text_kind, document.captured) == (
            year,
            "excerpt",
            f"{year}-09-01",
        )


def test_a_narrative_that_begins_at_the_foot_of_a_page_of_a_book_is_not_lost() -> None:
    text = f"PREVENTION\n{prose.prevention('Chad')}\nKENYA: Tier 2\nKenya is a source country.\n66 67 [68] 69\n"
    documents = read_bytes(text.encode(), name="page.txt").documents
    assert [document.country for document in documents] == [None, "KEN"]
    assert [block.kind for block in documents[1].blocks] == ["tier_line", "paragraph"]


SECTION = "Prosecution of human trafficking in {} (TIP 2019)\n\nJudges heard nine cases on trafficking in the port.\n"


def test_a_page_of_one_section_takes_what_the_caller_says_of_it() -> None:
    document = read(SECTION.format("Kenya"), edition=2018)
    assert (document.country, document.edition) == ("KEN", 2018)
    assert any("2019" in note and "2018, was taken" in note for note in document.notes)
    assert read(SECTION.format("Lowland"), country="KEN").country == "KEN"


def test_a_page_of_a_book_within_one_narrative_takes_the_country_that_is_given() -> None:
    text = "Police opened cases on trafficking in the port, and judges heard nine of them there.\n\n111 112 [113]\n"
    assert read(text, edition=2015).country is None
    assert read(text, edition=2015, country="KEN").country == "KEN"
    more = f"{text}\nCHAD (Tier 2)\nMen are forced to herd cattle.\n"
    options = ReadOptions(edition=2015, country="KEN")
    found = read_bytes(more.encode(), name="page.txt", options=options).documents
    assert [document.country for document in found] == [None, "TCD"]
