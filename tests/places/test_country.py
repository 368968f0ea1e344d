"""The table itself: codes, names through time, own words."""

import pycountry
import pytest

from tierbook.errors import UnknownCountry
from tierbook.places import all_countries, get_country, home_words
from tierbook.places.tables import read_table

NOT_IN_ISO = {"XKX"}
DISSOLVED = {"SCG", "ANT", "YUG"}
REGIONS = {
    "Africa",
    "East Asia and the Pacific",
    "Europe and Eurasia",
    "Near East",
    "South and Central Asia",
    "Western Hemisphere",
}


def test_every_code_of_iso_is_there_and_no_other():
    iso = {country.alpha_3 for country in pycountry.countries}
    ours = {country.code for country in all_countries()}
    assert ours - iso == NOT_IN_ISO | DISSOLVED
    assert iso - ours == set()


def test_dissolved_countries_have_their_year():
    assert {c.code: c.dissolved for c in all_countries() if c.dissolved} == {
        "SCG": 2006,
        "ANT": 2010,
        "YUG": 2003,
    }


def test_codes_are_unique_and_every_row_of_every_table_has_a_known_code():
    codes = [row["code"] for row in read_table("countries")]
    assert len(codes) == len(set(codes))
    for table in ("names", "demonyms"):
        assert {row["code"] for row in read_table(table)} <= set(codes)
    for row in read_table("traps"):
        assert row["code"] in {"", *codes}
        assert row["why"]
    for row in read_table("ambiguous"):
        assert {row["default"], *row["home"].split()} <= {"", *codes}


def test_every_inhabited_country_has_a_region_a_report_name_and_a_demonym_or_a_reason():
    for country in all_countries():
        assert country.region in REGIONS | {""}
        assert any(name.kind == "report" for name in country.names), country.code
        assert all(name.kind in {"report", "long", "other"} for name in country.names)
        assert all(name.use in {"any", "lookup", "dated"} for name in country.names)


def test_no_row_stands_twice():
    for table in ("names", "demonyms", "regions", "traps", "ambiguous", "context"):
        rows = [tuple(row.values()) for row in read_table(table)]
        assert len(rows) == len(set(rows)), table


@pytest.mark.parametrize(
    ("code", "edition", "name"),
    [
        ("MKD", 2018, "Macedonia"),
        ("MKD", 2019, "North Macedonia"),
        ("SWZ", 2017, "Swaziland"),
        ("SWZ", 2018, "Eswatini"),
        ("MMR", 2005, "Burma"),
        ("MMR", 2024, "Burma"),
        ("TLS", 2005, "East Timor"),
        ("TLS", 2015, "Timor-Leste"),
        ("TUR", 2018, "Turkey"),
        ("GMB", 2018, "The Gambia"),
        ("CIV", 2018, "Cote d'Ivoire"),
        ("SCG", 2004, "Serbia and Montenegro"),
    ],
)
def test_a_country_is_named_as_the_edition_names_it(code, edition, name):
    assert get_country(code).name_in(edition) == name


def test_an_unknown_code_is_refused_with_the_nearest():
    with pytest.raises(UnknownCountry) as caught:
        get_country("JPM")
    assert "'JPM'" in str(caught.value)
    assert "JPN (Japan)" in str(caught.value)


def test_small_letters_and_two_letters_are_no_code():
    for code in ("jpn", "JP", ""):
        with pytest.raises(UnknownCountry):
            get_country(code)


def test_fips_is_a_field_and_no_key():
    assert get_country("AUS").fips == "AS"
    assert get_country("AUT").fips == "AU"


def test_own_words_are_names_and_demonyms():
    assert {"thailand", "thai", "thais"} <= home_words("THA")
    assert {"burma", "myanmar", "burmese"} <= home_words("MMR")
    assert "congolese" in home_words("COD")
    assert "congolese" in home_words("COG")
    assert {"serbian", "montenegrin"} <= home_words("SCG")
    assert "nigerian" not in home_words("NER")
    with pytest.raises(UnknownCountry):
        home_words("ZZZ")
