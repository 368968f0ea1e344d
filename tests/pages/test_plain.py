"""Plain text with a tier line: where country and edition come from, and how lines become blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.pages import Document, ReadOptions, read_bytes


def read(text: str, name: str = "page.txt", **options: object) -> Document:
    result = read_bytes(text.encode(), name=name, options=ReadOptions(**options))  # type: ignore[arg-type]
    assert not result.problems, [str(problem) for problem in result.problems]
    return result.documents[0]


def test_the_country_is_the_tier_lines_and_the_edition_the_folders_as_a_last_resort(
    tier_text: str,
) -> None:
    document = read(tier_text, "narratives/2018/KEN.txt")
    assert (document.country, document.edition, document.publisher) == ("KEN", 2018, "unknown")
    assert document.id.startswith("tip-2018-ken-x-")
    assert any("file or folder name" in note for note in document.notes)


def test_an_edition_that_was_given_wins_and_an_unknown_one_stays_open(tier_text: str) -> None:
    assert read(tier_text, "2018/KEN.txt", edition=2017).edition == 2017
    document = read(tier_text)
    assert document.edition is None
    assert document.id.startswith("tip-x-ken-x-")
    assert any("edition is not known" in note for note in document.notes)


def test_a_title_line_gives_edition_and_country(tier_text: str) -> None:
    text = f"2021 Trafficking in Persons Report: Kenya\n\n{tier_text}"
    assert read(text, "2018/x.txt").edition == 2021
    bare = text.replace("KENYA: TIER 2", "")
    assert read(bare).country == "KEN"


def test_many_countries_on_a_page_have_the_edition_of_its_address(tier_text: str) -> None:
    long = f"{tier_text} {'Police opened nine cases of trafficking in the port. ' * 5}"
    text = f"{long}\n\n{long.replace('KENYA', 'UGANDA').replace('Kenya', 'Uganda')}"
    address = "https://ke.usembassy.example/2017-trafficking-persons-report/"
    result = read_bytes(text.encode(), name="page.txt", options=ReadOptions(address=address))
    assert [(d.country, d.edition) for d in result.documents] == [("KEN", 2017), ("UGA", 2017)]


def test_without_any_name_the_country_may_be_given_by_name_or_code(tier_text: str) -> None:
    bare = tier_text.replace("KENYA: TIER 2\n\n", "")
    assert read(bare).country is None
    assert read(bare, country="Kenya").country == "KEN"
    assert read(bare, country="KEN").country == "KEN"
    unknown = read(bare, country="Kenia")
    assert unknown.country is None
    assert any("Kenia" in note for note in unknown.notes)


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Albania (Tier 3)", "ALB"),
        ("AFGHANISTAN (Tier 2)", "AFG"),
        ("HAITI (TIER 2 - WATCH LIST)", "HTI"),
        ("Fiji (Tier 2 Watch List)", "FJI"),
        ("Moldova (Republic of) (Tier 2)", "MDA"),
        ("UZBEKISTAN (Tier 3*)", "UZB"),
        ("THE GAMBIA: TIER 2 WATCH LIST", "GMB"),
        ("COTE D’IVOIRE (Special Case)", "CIV"),
        ("YEMEN: Special Case", "YEM"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF: TIER 3", "PRK"),
        ("CONGO, REPUBLIC OF THE: TIER 3", "COG"),
        ("GUINEA-BISSAU: TIER 2", "GNB"),
        ("BURMA: TIER 3", "MMR"),
    ],
)
def test_tier_lines_of_every_era_are_read(line: str, country: str, tier_text: str) -> None:
    document = read(tier_text.replace("KENYA: TIER 2", line))
    assert document.country == country
    assert document.blocks[0].kind == "tier_line"


def test_wrapped_lines_are_one_paragraph_and_bullets_are_items() -> None:
    text = (
        "KENYA: Tier 2\n\nThe Kenyan Government does not fully meet the minimum standards, but it is\n"
        "making efforts to do so, and it identified more victims of trafficking than the\nyear before.\n\n"
        "PRIORITIZED RECOMMENDATIONS:\n* Train police.\n• Fund shelters.\n"
    )
    blocks = read(text).blocks
    assert [block.kind for block in blocks] == ["tier_line", "paragraph", "heading", "item", "item"]
    assert blocks[1].text.endswith("than the year before.")
    assert blocks[3].text == "Train police."


def test_headings_and_paragraphs_glued_by_a_pdf_are_set_apart() -> None:
    text = (
        "KENYA: TIER 2\n\nThe government does not fully meet the minimum standards.PROSECUTIONThe government "
        "convicted nine traffickers in 2017.12KENYA PROTECTIONThe government opened shelters.Victims came."
    )
    document = read(text)
    assert [(block.kind, block.text) for block in document.blocks[2:]] == [
        ("heading", "PROSECUTION"),
        ("paragraph", "The government convicted nine traffickers in 2017."),
        ("heading", "PROTECTION"),
        ("paragraph", "The government opened shelters."),
        ("paragraph", "Victims came."),
    ]
    assert "running head of the printed page" in {repair.why for repair in document.repairs}


@pytest.mark.shared
def test_every_narrative_of_2018_is_read_with_its_country(shared: Path) -> None:
    paths = sorted((shared / "data/narratives/2018").glob("*.txt"))
    assert len(paths) == 111
    for path in paths:
        result = read_bytes(path.read_bytes(), name=str(path))
        assert not result.problems
        (document,) = result.documents
        assert (document.country, document.edition) == (path.stem, 2018), path
        assert not document.furniture
        for block in document.blocks:
            assert not any(sign in block.text for sign in "Šﬁﬂ"), (path, block.text[:80])


def test_html_of_a_site_without_a_reader_is_read_with_a_note(tier_text: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in tier_text.split("\n\n"))
    page = f"<html><title>2019 Trafficking in Persons Report: Kenya</title><body><nav>Menu</nav>{body}</body></html>"
    document = read(page, "kenya.html")
    assert (document.edition, document.country) == (2019, "KEN")
    assert any("no reader of its own" in note for note in document.notes)
    assert "Menu" not in " ".join(block.text for block in document.blocks)
    assert "Menu" in [document.source[low:high] for low, high in document.furniture]
