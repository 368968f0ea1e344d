"""The pages of routes and of figures: filters, words, what is off unless asked for, gaps, files to take away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import networkx
import pytest

from tests.library.factories import coding, finding
from tests.library.routes_texts import route_records
from tierbook.places import all_countries

Page = Callable[[str], str]


@pytest.fixture
def held(load: Any) -> None:
    load(*route_records(), assessed=False)


def _pairs(page: str) -> list[tuple[str, str, str]]:
    """Return origin, destination and teller of each row of the table of pairs."""
    rows = re.findall(
        r'<tr><td><a href="/(\w+)/">[^<]+</a></td><td data-h="to"><a href="/(\w+)/">.*?</td>'
        r'<td data-h="told by">(.*?)</td>',
        page,
    )
    return [(one, other, re.sub("<[^>]+>", "", told).strip()) for one, other, told in rows]


def test_the_fullest_edition_is_shown_first(held: None, client: Any) -> None:
    assert client.get("/flows/")["Location"] == "/flows/2018/"
    assert client.get("/flows/?edition=2015&form=sex_trafficking")["Location"] == (
        "/flows/2015/?form=sex_trafficking"
    )


def test_pairs_say_who_tells_them(held: None, page: Page) -> None:
    assert _pairs(page("/flows/2018/")) == [
        ("THA", "JPN", "origin; the other not held"),
        ("THA", "NOR", "both"),
    ]


def test_a_pair_leads_to_its_sentence(held: None, page: Page, client: Any) -> None:
    shown = page("/flows/2018/")
    assert "Thai women are subjected to sex trafficking in Norway and Japan." in shown
    link = re.search(r'href="(/documents/[^"#]+/)#(p\d+s\d+)"', shown)
    assert link is not None
    assert f'id="{link[2]}"' in page(link[1])


def test_hedged_and_at_risk_are_shown_when_asked_and_carry_their_mark(
    held: None, page: Page
) -> None:
    rows = _pairs(page("/flows/2018/?hedged=1&at_risk=1"))
    assert ("MLI", "NOR", "destination; the other not held possible") in rows
    assert ("NPL", "NOR", "destination; the other not held at risk") in rows


def test_filters_narrow_the_table(held: None, page: Page) -> None:
    assert _pairs(page("/flows/2018/?country=JPN")) == [
        ("THA", "JPN", "origin; the other not held")
    ]
    assert _pairs(page("/flows/2018/?told_by=destination")) == [
        ("THA", "NOR", "destination; the other in words left out here")
    ]
    assert "That does not say that there is none." in page("/flows/2018/?form=forced_labor")


def test_an_end_that_was_not_read_so_is_not_called_silent(load: Any, page: Page) -> None:
    words = "Women are taken from Thailand to Japan and sold for sex"
    edge = {"from": "THA", "to": "JPN", "forms": ["sex_trafficking"], "victims": ["women"]}
    told = finding("flows.edges", [edge], words, actor="none")
    load(
        coding(edition=2018, paragraphs=(("profile", f"{words}."),), findings=[told]),
        coding(country="THA", edition=2018, findings=[]),
        assessed=False,
    )
    shown = page("/flows/2018/")
    assert _pairs(shown) == [("THA", "JPN", "destination alone")]
    assert "the other’s text is held and was not read so" in shown
    assert "silent" not in shown[shown.index('id="routes"') : shown.index('id="countries"')]


def test_the_map_stands_before_the_rows_and_all_rows_can_be_asked_for(
    load: Any, page: Page
) -> None:
    words = "Women are taken to Japan and sold for sex"
    origins = [c.code for c in all_countries() if c.code != "JPN"][:60]
    edges = [
        {"from": code, "to": "JPN", "forms": ["sex_trafficking"], "victims": ["women"]}
        for code in origins
    ]
    told = finding("flows.edges", edges, words, actor="none")
    load(
        coding(edition=2018, paragraphs=(("profile", f"{words}."),), findings=[told]),
        assessed=False,
    )
    first = page("/flows/2018/")
    assert first.index('id="map"') < first.index('id="routes"')
    assert (len(_pairs(first)), len(_pairs(page("/flows/2018/?page=all")))) == (50, 60)
    assert 'href="?page=all#routes"' in first


def test_a_country_has_the_name_of_the_edition(load: Any, page: Page) -> None:
    words = "Women are taken from Turkey to Japan and sold for sex"
    edge = {"from": "TUR", "to": "JPN", "forms": ["sex_trafficking"], "victims": ["women"]}
    told = finding("flows.edges", [edge], words, actor="none")
    text = {"paragraphs": (("profile", f"{words}."),), "findings": [told]}
    load(coding(edition=2018, **text), coding(edition=2024, **text), assessed=False)
    for year, name, other in ((2018, "Turkey", "Türkiye"), (2024, "Türkiye", ">Turkey<")):
        shown = page(f"/flows/{year}/?country=TUR")
        assert f">{name}<" in shown
        assert other not in shown


def test_an_edition_without_a_text_is_called_not_held(held: None, page: Page) -> None:
    assert "No text of the edition of 2012 is held." in page("/flows/2012/")


@pytest.mark.parametrize("address", ["/flows/1999/", "/flows/2018/?form=x", "/flows/2018.xlsx"])
def test_what_nobody_knows_is_not_found(held: None, client: Any, address: str) -> None:
    assert client.get(address).status_code == 404


def test_files_are_filtered_as_the_page_is(held: None, client: Any) -> None:
    def body(address: str) -> str:
        return client.get(address).content.decode()  # type: ignore[no-any-return]

    rows = list(csv.DictReader(io.StringIO(body("/flows/2018.csv?country=JPN"))))
    assert [(r["origin"], r["destination"]) for r in rows] == [("THA", "JPN")]
    assert client.get("/flows/2018.json").json()["counts"].endswith("never numbers of people")
    assert networkx.parse_graphml(body("/flows/2018.graphml")).number_of_edges() == 3
    assert "<gexf" in body("/flows/2018.gexf")


def test_figures_show_gaps_and_words(held: None, page: Page) -> None:
    shown = page("/NOR/series/")
    assert "Convictions (persons)" in shown
    assert "No line between 2015 and 2017: not held: 2016" in shown
    assert "told by the edition of 2018; that of 2017 is not held" in shown
    assert "Courts convicted 14 traffickers, compared with 11 in 2016." in shown


def test_figures_are_taken_away_as_rows_and_records(held: None, client: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/NOR/series.csv").content.decode())))
    assert [(r["edition"], r["n"]) for r in rows if r["what"] == "convictions"] == [
        ("2015", "9"),
        ("2016", ""),
        ("2017", "11"),
        ("2018", "14"),
    ]
    assert client.get("/NOR/series.json").json()["country"] == "NOR"


def test_a_country_without_a_figure_or_a_text_says_nothing_of_the_country(
    held: None, page: Page, client: Any
) -> None:
    assert "That says nothing about Japan." in page("/JPN/series/")
    assert client.get("/XXX/series/").status_code == 404


def test_a_sample_is_called_one_on_both_pages(load: Any, page: Page) -> None:
    load(coding(country="NOR", text_kind="sample", publisher="tierbook sample"), assessed=False)
    for address in ("/NOR/series/", "/flows/2003/"):
        assert "Sample, not a quotation" in page(address)
