"""Recommendations over the editions as pages: each box leads to its words, and nothing bridges what is not held."""

import json

import pytest

from tests.dossier.generator.country import make_country


@pytest.fixture
def library(load):
    """Nine editions of a made country, without 2014."""
    load(*(dict(text.record) for text in make_country(seed=1).hold(without=[2014])))


def test_a_country_shows_each_demand_with_a_box_for_each_edition(library, page, client):
    text = page("/JPN/recommendations/")
    ledger = json.loads(client.get("/JPN/recommendations.json").content)
    assert text.count('<article class="demand"') == len(ledger["entries"])
    cells = [cell for entry in ledger["entries"] for cell in entry["cells"]]
    assert text.count('<li class="fate f-') == len(cells)
    for cell in cells:
        for item in cell["items"][:1]:
            quote = item["quotes"][0]
            address = f"/documents/{quote['document']}/#p{quote['paragraph']}s{quote['sentence']}"
            assert f'href="{address}"' in text
    assert "unknown: the edition or its list is not held" in text


def test_what_was_acted_upon_is_said_with_the_words_of_a_later_edition(library, page, client):
    ledger = json.loads(client.get("/JPN/recommendations.json").content)
    acted = [found for entry in ledger["entries"] for found in entry["acted"]]
    text = page("/JPN/recommendations/")
    assert acted
    assert text.count('<div class="acted">') == len(acted)
    for found in acted:
        assert f"by the words of {found['edition']}" in text
        assert f"<q>{found['quotes'][0]['text']}</q>" in text


def test_the_longest_of_all_are_shown_and_filtered_by_topic(library, page, client):
    entries = json.loads(client.get("/recommendations.json").content)["entries"]
    topics = [entry["topic"] for entry in entries if entry["topic"]]
    some = page(f"/recommendations/?topic={topics[0]}")
    assert page("/recommendations/").count('<q class="asked">') == len(entries)
    assert some.count('<q class="asked">') == topics.count(topics[0]) < len(entries)
    assert len(client.get("/recommendations.csv").content.splitlines()) == len(entries) + 1


def test_one_list_alone_stands_for_nothing(load, page):
    load(*(dict(text.record) for text in make_country(first=2018, editions=1).hold()))
    text = page("/recommendations/")
    assert "nothing can be said to stand" in text
    lists = text[text.index('id="lists"') :]
    asked = page("/JPN/recommendations/").count('<article class="demand"')
    assert '<a href="/JPN/recommendations/">Japan</a></td><td data-h="lists of">2018</td>' in lists
    assert f'data-h="in the newest">{asked}</td>' in lists
    assert "Asked in the one list held." in page("/JPN/recommendations/")


@pytest.mark.parametrize("address", ["/KEN/recommendations/", "/XXX/recommendations/"])
def test_a_country_of_which_nothing_is_held_has_no_ledger(library, client, address):
    assert client.get(address).status_code == 404
