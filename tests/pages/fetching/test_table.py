"""The table of addresses keeps its own rules, and the plan that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.editions import EDITIONS
from tierbook.errors import FetchRefused, TierbookError
from tierbook.pages import load_table, plan_fetch
from tierbook.pages.fetching.checking import check_address
from tierbook.pages.fetching.slugs import country_of_slug, slug_of_name, slugs_of
from tierbook.pages.fetching.table import read_table
from tierbook.places import all_countries, get_country

TABLE = load_table()
GOOD = """
hosts:
  - {host: www.state.gov, publisher: state, confidence: seen, reference: a copy}
series:
  - id: one
    publisher: state
    editions: 2017-2025
    page: https://www.state.gov/{edition}/{slug}/
    index: https://www.state.gov/{edition}/
    under: ['/{edition}/']
    seen: [2019]
    reference: a copy
slugs:
  - {country: SWZ, slug: swaziland, editions: 2017-2018, confidence: memory}
"""


def _read(tmp_path: Path, words: str) -> object:
    path = tmp_path / "addresses.yaml"
    path.write_text(words, encoding="utf-8")
    return read_table(path)


def test_a_table_that_keeps_the_rules_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("reference: a copy\nslugs", "slugs", "reference"),
        ("confidence: memory", "confidence: sure", "sure"),
        ("editions: 2017-2025", "editions: 2025-2017", "2025-2017"),
        ("editions: 2017-2025", "editions: lately", "lately"),
        ("country: SWZ", "country: SWA", "SWA"),
        ("slug: swaziland", "slug: Swazi Land", "small letters"),
        ("index: https://www", "index: http://www", "http"),
        ("page: https://www.state.gov", "page: https://elsewhere.example", "elsewhere.example"),
        ("{edition}/{slug}/", "{edition}/", "{slug}"),
        ("under: ['/{edition}/']", "colour: red", "colour"),
        ("    under: ['/{edition}/']\n", "", "under"),
        ("host: www.state.gov", "host: https://www.state.gov", "www.state.gov"),
        ("seen: [2019]", "seen: [then]", "then"),
        ("id: one\n", "id: one\n    id: two\n", "twice"),
    ],
)
def test_a_table_that_breaks_a_rule_is_refused(
    tmp_path: Path, was: str, now: str, said: str
) -> None:
    assert was in GOOD
    with pytest.raises(TierbookError) as caught:
        _read(tmp_path, GOOD.replace(was, now, 1))
    assert said in str(caught.value)
    assert "addresses.yaml" in str(caught.value.where)


def test_every_edition_has_an_address_at_the_department() -> None:
    for edition in EDITIONS:
        (target,) = plan_fetch([edition.year], ["JPN"], publishers=["state"])
        assert target.places, edition.year
        assert any(place.index for place in target.places)


def test_every_address_in_a_plan_passes_the_check() -> None:
    codes = [country.code for country in all_countries()]
    years = [edition.year for edition in EDITIONS]
    for target in plan_fetch(years, codes, publishers=TABLE.publishers):
        for place in target.places:
            assert check_address(place.address, TABLE.hosts) == place.address


@pytest.mark.parametrize(
    ("code", "edition", "first"),
    [
        ("JPN", 2019, "japan"),
        ("CUW", 2024, "curacao"),
        ("COG", 2025, "republic-of-the-congo"),
        ("COD", 2025, "democratic-republic-of-the-congo"),
        ("KGZ", 2024, "kyrgyzstan"),
        ("KGZ", 2025, "kyrgyz-republic"),
        ("SWZ", 2018, "swaziland"),
        ("SWZ", 2019, "eswatini"),
        ("MKD", 2018, "macedonia"),
        ("MKD", 2019, "north-macedonia"),
        ("MMR", 2025, "burma"),
        ("LCA", 2025, "saint-lucia"),
        ("CPV", 2025, "cabo-verde"),
        ("GNB", 2024, "guinea-bissau"),
        ("SXM", 2025, "sint-maarten"),
    ],
)
def test_a_country_is_spelled_as_its_edition_spells_it(code: str, edition: int, first: str) -> None:
    assert slugs_of(get_country(code), edition, TABLE)[0][0] == first


@pytest.mark.parametrize("edition", [2017, 2019, 2022, 2025])
def test_every_spelling_leads_back_to_its_country(edition: int) -> None:
    taken: dict[str, str] = {}
    for country in all_countries():
        if country.dissolved is not None:
            continue
        for slug, _ in slugs_of(country, edition, TABLE):
            assert taken.setdefault(slug, country.code) == country.code
            assert country_of_slug(f"/reports/x/{slug}/", edition, TABLE) == country.code


@pytest.mark.parametrize("tail", ["", "__trashed", "-2", "-report-2", "__trashed-2"])
def test_marks_of_pages_moved_or_made_twice_are_left_out(tail: str) -> None:
    assert country_of_slug(f"/reports/2021-x/cote-divoire{tail}/", 2021, TABLE) == "CIV"


def test_slugs_are_plain_words() -> None:
    assert slug_of_name("Côte d’Ivoire") == "cote-divoire"
    assert slug_of_name("St. Vincent & the Grenadines") == "st-vincent-and-the-grenadines"
    assert slug_of_name("Guinea-Bissau") == "guinea-bissau"


def test_what_is_from_memory_is_called_so() -> None:
    (target,) = plan_fetch([2020], ["JPN"], publishers=["state"])
    assert target.places[0].confidence == "memory"
    assert target.places[-1].confidence == "seen"
    (target,) = plan_fetch([2024], ["JPN"], publishers=["state"])
    assert target.places[0].confidence == "seen"


def test_ones_own_addresses_come_first_and_stay_on_listed_hosts() -> None:
    mine = "https://www.ecoi.net/en/document/99.html"
    targets = plan_fetch([2022], ["USA", "FRA"], publishers=["ecoi"], given=[(2022, "FRA", mine)])
    assert [t.places[0].address for t in targets if t.country == "FRA"] == [mine]
    cited = mine.replace("https:", "http:")  # as older citations write addresses
    (target,) = plan_fetch([2022], ["FRA"], publishers=["ecoi"], given=[(2022, "FRA", cited)])
    assert target.places[0].address == mine
    with pytest.raises(FetchRefused, match="not asked") as caught:
        plan_fetch(
            [2022], ["FRA"], publishers=["ecoi"], given=[(2022, "FRA", "https://example.org/")]
        )
    assert "www.ecoi.net" in str(caught.value)


def test_all_countries_are_those_of_the_index() -> None:
    targets = plan_fetch([2019, 2022], None, publishers=["state", "ecoi"])
    assert [(t.publisher, t.edition, t.country) for t in targets] == [
        ("state", 2019, None),
        ("state", 2022, None),
        ("ecoi", 2022, "USA"),
    ]
    assert all(place.index for t in targets[:2] for place in t.places)
