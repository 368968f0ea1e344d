"""Home, countries, an edition, a country: what is held and what is not."""

from __future__ import annotations

import re

import pytest

from tests.library.factories import coding


def summary(**more):
    return coding(text_kind="summary", publisher="CIA", tier_line=None, **more)


def sample(**more):
    return coding(text_kind="sample", publisher="tierbook sample", **more)


def section(text, name):
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_home_of_an_empty_library_says_how_to_fill_it(client, db):
    text = client.get("/").content.decode()
    assert "Nothing is held yet" in text
    assert "tierbook ingest" in text


def test_home_shows_every_edition_with_what_is_held(load, page):
    load(coding(edition=2018), coding(country="THA", edition=2018), summary(edition=2015))
    text = page("/")
    assert len(re.findall(r"<b>20\d\d</b>", text)) == 25
    assert "2 narratives" in text
    assert "1 summary" in text
    assert text.count("not held</span>") == 23


def test_home_chooses_the_edition_asked_for_and_ignores_nonsense(load, page):
    load(coding(edition=2018), coding(edition=2003))
    assert "Tiers stated in 2003" in page("/?edition=2003")
    assert "Tiers stated in 2018" in page("/?edition=nineteen")
    assert "Tiers stated in 2018" in page("/?edition=²")


def test_tiles_hold_code_tier_and_words_and_only_what_documents_state(load, page):
    load(coding(), summary(country="THA", edition=2003))
    text = page("/?edition=2003")
    assert "Japan: Tier 2" in text
    assert "Thailand: Tier" not in text
    assert "1 more held whose text states no tier" in text
    assert "East Asia and the Pacific, 1" in text


@pytest.mark.parametrize("address", ["/", "/variables/", "/compare/"])
def test_the_panel_is_found_from_the_pages_that_lead_to_it(db, page, address):
    text = page(address)
    within = text[text.index("<main") :] if address != "/" else text[: text.index("<main")]
    assert 'href="/panel/"' in within


def test_a_country_opens_with_its_holdings(load, page):
    load(coding(), summary(edition=2015), sample(edition=2004))
    text = page("/JPN/")
    assert text.index('id="holdings"') < text.index('id="tiers"') < text.index('id="findings"')
    assert "3 of 25 editions" in text
    for words in (
        "narrative, 1 held",
        "summary by another agency, 1 held",
        "sample, 1 held",
        "not held, 22",
    ):
        assert words in text
    assert "What the latest narrative says" in text
    assert "Edition of 2003" in text


def test_the_placements_leave_samples_out(load, page):
    load(sample(country="JPN", edition=2016, tier_line="Japan (Tier 3)"))
    text = page("/JPN/")
    assert "2016: not held" in text
    assert "Tier 3" not in section(text, "tiers").replace(
        "neither the Watch List nor Tier 3", ""
    ).replace("neither Watch List nor Tier 3", "")
    assert "a sample stands in no series" in text
    assert "Sample, not a quotation" in text


def test_a_country_that_is_not_held_says_that_this_means_nothing(db, page):
    text = page("/NOR/")
    assert "That says nothing about Norway" in text


def test_an_edition_lists_its_texts(load, page):
    load(coding(edition=2018), summary(country="THA", edition=2018))
    text = page("/editions/2018/")
    assert "Thailand" in text
    assert "none stated" in text
    assert "<b>Not held.</b>" in page("/editions/2009/")


def test_what_does_not_exist_is_not_found(client, db):
    for address in ("/XXX/", "/editions/1999/", "/JPN/2003/", "/documents/nothing/", "/nowhere/"):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert b"Nothing stands at this address" in answer.content


def test_small_letters_and_bare_years_lead_on(client, db):
    assert client.get("/jpn/2003/").headers["Location"] == "/JPN/2003/"
    assert client.get("/jpn/").headers["Location"] == "/JPN/"
    assert client.get("/2018/").headers["Location"] == "/editions/2018/"


def test_countries_stand_in_their_region_by_name_whatever_its_accents(load, page):
    load(coding(country="CIV"), coding(country="CUW"), coding(country="GMB"))
    text = page("/countries/?held=texts")
    africa = section(text, "africa")
    assert africa.index("/CIV/") < africa.index("/GMB/")
    assert "/CUW/" in section(text, "western-hemisphere")
    assert "Africa</a>" in text


def test_a_country_of_the_list_has_its_names_through_time_and_what_is_held(load, page):
    load(coding(country="SWZ", edition=2018), summary(country="SWZ", edition=2015))
    africa = section(page("/countries/?held=texts"), "africa")
    assert "Swaziland to 2017" in africa
    assert "1 narrative, 1 summary" in africa
    assert "2015 and 2018" in africa
    assert "Tier 2</span>" in africa


def test_the_list_of_countries_can_be_narrowed_and_says_of_which_placements_alone_are_held(
    load, page
):
    load(coding(country="KEN"))
    every = page("/countries/")
    assert "no text; " in section(every, "europe-and-eurasia")
    narrowed = page("/countries/?region=Africa&held=texts")
    assert "/KEN/" in narrowed
    assert 'id="europe-and-eurasia"' not in narrowed
    assert "no text; " not in narrowed
    assert 'id="europe-and-eurasia"' in page("/countries/?region=Nowhere")


def test_an_edition_has_every_country_placed_in_it_and_names_what_is_missing(load, page):
    load(coding(country="KEN", edition=2018, tier_line="KENYA (Tier 2)"))
    text = page("/editions/2018/")
    table = section(text, "texts")
    assert "/documents/" in table
    assert "text not held" in table
    assert "placed</span>" in table
    assert "/NOR/" in section(text, "missing")
    assert "/KEN/" not in section(text, "missing")
    assert "In short" in text
    narrowed = section(page("/editions/2018/?held=texts&tier=2"), "texts")
    assert "text not held" not in narrowed
    assert "Kenya" in narrowed


def test_home_opens_with_the_newest_edition_held_whole_and_its_digest(load, page):
    load(coding(edition=2018), coding(edition=2003), summary(edition=2022))
    text = page("/")
    assert "Tiers stated in 2018" in text
    assert "1 narrative" in section(text, "digest")
    assert text.index('name="q" type="search"') < text.index('id="editions"')


def test_every_year_of_the_slider_is_a_link_too_and_one_without_texts_says_so(load, page):
    load(coding(edition=2018))
    text = page("/")
    for year in range(2001, 2026):
        assert f'href="/?edition={year}"' in text
    assert 'type="range" min="2001" max="2025"' in text
    empty = page("/?edition=2004")
    assert "None stated here." in empty
    assert "Map of 2004" in empty


def test_texts_without_country_or_edition_can_be_reached(load, page):
    record = coding(country=None, edition=None, tier_line=None)
    load(record, assessed=False)
    assert f"/documents/{record['document']['id']}/" in page("/")
    text = page(f"/documents/{record['document']['id']}/")
    assert "The edition is not known" in text


def test_pages_of_overview_ask_the_database_a_bounded_number_of_times(
    load, client, django_assert_max_num_queries
):
    load(*(coding(country=c, edition=2018) for c in ("JPN", "THA", "NOR", "KEN", "PER")))
    for address, most in (("/", 3), ("/countries/", 2), ("/JPN/", 3), ("/editions/2018/", 3)):
        client.get(address)  # what is worked out on the first visit is kept
        with django_assert_max_num_queries(most):
            client.get(address)
