"""The page of a country opens with its dossier; the digest of an edition is a page, a document and a feed."""

import json
from xml.etree import ElementTree

import pytest

from tests.dossier.generator.country import make_country
from tests.library.factories import coding, finding

LINE = "Japan (Tier 2)"
PARAGRAPHS = (
    ("standards", "The government falls short of the standards. Japan was downgraded to Tier 2."),
    ("prosecution", "Courts convicted two traffickers, the first convictions since 2012."),
)


def japan(edition: int = 2018, **more):
    return coding(
        edition=edition,
        paragraphs=PARAGRAPHS,
        findings=[
            finding("tier.stated", "2", LINE),
            finding("tier.change", "down", "Japan was downgraded to Tier 2", actor="none"),
            finding("prosecution.convicted", "yes", "convicted two traffickers", level="practice"),
        ],
        **more,
    )


def test_the_country_page_opens_with_what_stands_out_and_its_basis(load, page):
    load(japan())
    text = page("/JPN/")
    assert "Held: 1 narrative (2018); not held: 24 editions of 25." in text
    assert "Rests on the holdings." in text


def test_a_country_over_many_editions_shows_every_part_and_hatches_what_is_not_held(load, page):
    texts = make_country("NAM", seed=1).hold(without=[2013])
    load(*(dict(text.record) for text in texts), assessed=False)
    text = page("/NAM/")
    for part in ("changes", "recommendations", "figures", "routes", "scores"):
        assert f'id="{part}"' in text
    figures = text[text.index('id="figures"') : text.index('id="routes"')]
    assert "not held" in figures
    assert f'href="/documents/{texts[-1].document}/#p' in figures
    assert 'href="/NAM/2017/2018/"' in text


def test_the_dossier_is_given_as_json_and_csv(load, client):
    load(japan())
    assert json.loads(client.get("/JPN/dossier.json").content)["country"] == "JPN"
    rows = client.get("/JPN/dossier.csv").content.decode().splitlines()
    assert rows[0] == "part,edition,text,quote,place,document,basis,set_by_people"


def test_a_country_of_which_nothing_is_held_has_a_page_and_no_dossier(load, page, client):
    load(japan())
    assert "Not held." in page("/KEN/")
    assert client.get("/KEN/dossier.json").status_code == 404


def test_the_page_of_samples_says_so_first(load, page):
    load(japan(text_kind="sample"))
    text = page("/JPN/")
    assert text.index("Sample, not a quotation") < text.index("In short")


def test_the_digest_shows_who_moved_with_a_link_to_the_very_sentence(load, page):
    load(japan())
    text = page("/digest/2018/")
    document = japan()["document"]["id"]
    assert "Courts convicted two traffickers, the first convictions since 2012." in text
    assert f'href="/documents/{document}/#p2s1"' in text


def test_the_digest_is_given_as_a_feed_with_absolute_addresses(load, client):
    load(japan())
    root = ElementTree.fromstring(client.get("/digest/2018.atom").content)
    links = [link.get("href") for link in root.iter("{http://www.w3.org/2005/Atom}link")]
    assert links
    assert all(link.startswith("http://testserver/digest/2018/") for link in links)


@pytest.mark.parametrize(("form", "start"), [("md", b"# Traff"), ("csv", b"part,"), ("json", b"{")])
def test_the_digest_is_given_in_each_form(load, client, form, start):
    load(japan())
    assert client.get(f"/digest/2018.{form}").content.startswith(start)


def test_an_edition_or_form_that_there_is_not_is_no_page(load, client):
    load(japan())
    assert client.get("/digest/1999/").status_code == 404
    assert client.get("/digest/2018.pdf").status_code == 404


def test_a_text_that_comes_later_is_in_the_next_digest(load, page):
    load(japan())
    assert "Held of this edition: 1 narrative" in page("/digest/2018/")
    load(japan(), coding(country="KEN", edition=2018))
    assert "Held of this edition: 2 narratives" in page("/digest/2018/")


@pytest.mark.parametrize("form", ["/", ".md", ".atom", ".json", ".csv"])
def test_an_edition_of_which_no_text_is_held_has_a_digest_of_its_own(load, client, form):
    load(japan(), japan(edition=None), coding(country=None, edition=2018, publisher="A page"))
    response = client.get(f"/digest/2021{form}")
    assert response.status_code == 200
    text = response.content.decode()
    assert "Courts convicted two traffickers" not in text
    assert "countries more the placement alone" not in text


def test_the_list_of_digests_leads_to_every_edition(load, page):
    load(japan())
    text = page("/digest/")
    assert all(f'href="/digest/{year}/"' in text for year in (2001, 2018, 2025))
