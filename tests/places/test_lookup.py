"""A whole string that should be a country's name."""

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.errors import UnknownCountry
from tierbook.places import all_countries, find_country, resolve_country

SAME = {
    "CIV": [
        "Cote d'Ivoire",
        "Côte d’Ivoire",
        "COTE D'IVOIRE",
        "Cote dIvoire",
        "Co\u0302te d`Ivoire",
        "Ivory Coast",
        "the Ivory Coast",
    ],
    "BHS": ["Bahamas", "The Bahamas", "BAHAMAS, THE", "Bahamas (the)"],
    "GMB": ["Gambia", "The Gambia", "Gambia, The", "Gambia (The)"],
    "BOL": ["Bolivia", "Bolivia, Plurinational State of", "Bolivia (Plurinational State of)"],
    "MDA": ["Moldova", "Moldova (Republic of)", "Moldova, Republic of", "Republic of Moldova"],
    "KOR": [
        "South Korea",
        "Korea, South",
        "Korea, Republic of",
        "KOREA, REPUBLIC OF",
        "ROK",
        "KOR",
    ],
    "PRK": ["North Korea", "Korea, Democratic People's Republic of", "DPRK", "Korea (North)"],
    "COD": [
        "Congo, Democratic Republic of the",
        "Congo, the Democratic Republic of the",
        "Democratic Republic of Congo",
        "DRC",
        "Congo (Kinshasa)",
        "Congo-Kinshasa",
        "Zaire",
    ],
    "COG": [
        "Congo, Republic of the",
        "Republic of Congo",
        "Congo (Brazzaville)",
        "CONGO-BRAZZAVILLE",
    ],
    "MMR": ["Burma", "Myanmar", "Burma (Myanmar)", "Myanmar (Burma)"],
    "SWZ": ["Swaziland", "Eswatini", "eSwatini"],
    "MKD": [
        "Macedonia",
        "North Macedonia",
        "FYROM",
        "Macedonia, the former Yugoslav Republic of",
        "Former Yugoslav Republic of Macedonia",
    ],
    "TUR": ["Turkey", "Türkiye", "TURKIYE", "Turkey (Türkiye)"],
    "TLS": ["East Timor", "Timor-Leste", "Timor Leste"],
    "CPV": ["Cape Verde", "Cabo Verde", "Republic of Cabo Verde"],
    "CZE": ["Czech Republic", "Czechia"],
    "VAT": ["Holy See", "Vatican City", "Holy See (Vatican City)"],
    "MAC": ["Macau", "Macao", "China, Macao Special Administrative Region"],
    "TWN": ["Taiwan", "Taiwan, Province of China", "Republic of China"],
    "CHN": ["China", "People's Republic of China", "PRC", "P.R.C."],
    "FSM": ["Micronesia", "Federated States of Micronesia", "Micronesia, Federated States of"],
    "KNA": ["St. Kitts and Nevis", "Saint Kitts & Nevis", "St.Kitts&Nevis", "ST KITTS AND NEVIS"],
    "VCT": ["St. Vincent and the Grenadines", "Saint Vincent and the Grenadines", "St.Vincent"],
    "SXM": ["Sint Maarten", "St. Maarten", "Sint Maarten (Dutch part)"],
    "CUW": ["Curaçao", "Curacao", "CURAÇAO", "Curac\u0327ao"],
    "XKX": ["Kosovo", "Republic of Kosovo", "XKX"],
    "SCG": ["Serbia and Montenegro", "Serbia & Montenegro", "Serbia-Montenegro"],
    "YUG": ["Yugoslavia", "Federal Republic of Yugoslavia", "Yugoslavia, Fed. Rep."],
    "ANT": ["Netherlands Antilles", "the Netherlands Antilles"],
    "USA": ["United States", "U.S.", "US", "USA", "United States of America"],
    "GBR": ["United Kingdom", "UK", "U.K."],
    "GNB": ["Guinea-Bissau", "Guinea Bissau", "GUINEA\u2013BISSAU"],
    "STP": ["São Tomé and Príncipe", "Sao Tome & Principe"],
    "LAO": ["Laos", "Lao People's Democratic Republic", "Lao People\u2019s Democratic Republic"],
    "JPN": ["Japan", " japan ", "JPN", "Government of Japan"],
    "DOM": ["Dominican Republic", "The Dominican Republic"],
    "DMA": ["Dominica"],
    "NER": ["Niger"],
    "NGA": ["Nigeria"],
}


@pytest.mark.parametrize(("code", "name"), [(c, n) for c, names in SAME.items() for n in names])
def test_one_country_under_its_names(code, name):
    found = find_country(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "Korea",
        "Congo",
        "The Congo",
        "Czechoslovakia",
        "Republic",
        "Saint",
        "Africa",
        "Jap",
        "Japn",
        "Kosov",
        "jpn",
        "us",
        "uk",
        "JP",
        "AU",
        "Atlanta, Georgia",
        "Georgia (USA)",
        "State of Georgia",
        "New Mexico",
        "Democratic Republic of Korea",
        "United",
        "Thai",
        "!!",
    ],
)
def test_what_names_no_country_or_more_than_one_finds_none(name):
    assert find_country(name) is None


def test_the_politically_serious_errors_of_likeness_do_not_occur():
    for name, code in {
        "Kosovo": "XKX",
        "Curacao": "CUW",
        "Federal Republic of Yugoslavia": "YUG",
        "Niger": "NER",
        "Macau": "MAC",
        "Northern Ireland": "GBR",
    }.items():
        assert resolve_country(name).code == code


def test_every_country_is_found_under_each_of_its_own_names():
    shared_names = {"Korea", "Congo", "Czechoslovakia", "Czech and Slovak Federal Republic"}
    for country in all_countries():
        assert resolve_country(country.code) is country
        for name in country.names:
            if name.text in shared_names:
                continue
            for form in (name.text, name.text.upper(), f"the {name.text}"):
                found = find_country(form)
                assert found is not None, form
                assert found.code == country.code, form


def test_names_of_iso_are_found():
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", country.name)):
            if name in {"Congo", "Palestine, State of"}:
                continue
            found = find_country(name)
            assert found is not None, name
            assert found.code == country.alpha_3, name


def test_an_unknown_name_is_refused_with_the_nearest_and_never_taken_for_it():
    with pytest.raises(UnknownCountry) as caught:
        resolve_country("Tailand")
    assert "THA (Thailand)" in str(caught.value)


def test_an_ambiguous_name_is_refused_with_its_candidates():
    with pytest.raises(UnknownCountry) as caught:
        resolve_country("Korea")
    assert "KOR" in str(caught.value)
    assert "PRK" in str(caught.value)


def test_an_old_name_is_understood_in_a_later_edition():
    assert resolve_country("Swaziland", edition=2022).code == "SWZ"
    assert resolve_country("Serbia and Montenegro", edition=2004).code == "SCG"


@given(st.text(max_size=40))
def test_any_string_is_answered(text):
    found = find_country(text)
    assert found is None or found.code
