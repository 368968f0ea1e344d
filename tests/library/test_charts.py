"""Charts as pages and files: the finding above, the table and the words below, nothing that a strict policy refuses."""

import hashlib
import json
import re

import pytest

from tests.library.factories import coding, finding
from tierbook.library.catalogue.models import Derived

PARAGRAPHS = (
    ("profile", "Women are taken from Thailand to Japan and sold for sex."),
    ("prosecution", "Courts convicted 12 traffickers."),
)


def japan(**more):
    words = "Women are taken from Thailand to Japan and sold for sex"
    edge = {"from": "THA", "to": "JPN", "forms": ["sex_trafficking"], "victims": ["women"]}
    return coding(
        edition=2018,
        paragraphs=PARAGRAPHS,
        findings=[
            finding("tier.stated", "2", "Japan (Tier 2)"),
            finding("flows.edges", [edge], words, actor="none"),
        ],
        **more,
    )


@pytest.mark.parametrize(
    "address",
    [
        "tiers/DZA",
        "clock/DZA",
        "map/2018",
        "heat/europe-and-eurasia",
        "flows/2018",
        "pillars/JPN/2018",
        "agreement",
    ],
)
def test_a_chart_is_a_page_with_its_finding_words_table_and_files(load, page, client, address):
    load(japan())
    text = page(f"/charts/{address}/")
    title = re.search(r"<h1[^>]*>(.+?)</h1>", text)[1]
    assert title in client.get(f"/charts/{address}.json").content.decode() or "&" in title
    assert 'role="img"' in text
    assert "In words" in text
    assert "<td>" in text
    for form in ("svg", "png", "html", "csv", "json"):
        assert f'href="/charts/{address}.{form}"' in text
    assert not re.search(r"<style|style=|<script>", text)


@pytest.mark.parametrize(
    ("form", "kind"),
    [("svg", "image/svg+xml"), ("png", "image/png"), ("csv", "text/csv"), ("html", "text/html")],
)
def test_a_chart_is_given_as_a_file(load, client, form, kind):
    load(japan())
    response = client.get(f"/charts/tiers/DZA.{form}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)


def test_the_style_of_a_file_is_allowed_by_its_own_hash_alone(load, client):
    import base64

    load(japan())
    response = client.get("/charts/tiers/DZA.svg")
    style = re.search(rb"<style>(.*?)</style>", response.content, re.S)[1]
    own = base64.b64encode(hashlib.sha256(style).digest()).decode()
    policy = response["Content-Security-Policy"]
    assert f"'sha256-{own}'" in policy
    assert "unsafe-inline" not in policy


def test_the_map_leads_to_the_editions_beside_it_without_script(load, page):
    load(japan())
    text = page("/charts/map/2018/")
    assert '<a href="/charts/map/2017/" rel="prev">' in text
    assert '<a href="/charts/map/2019/" rel="next">' in text
    assert text.count('aria-current="page"') == 1


def test_a_page_prints_the_finding_of_a_chart_and_its_picture_does_not_say_it_again(
    load, page, client
):
    load(japan())
    text = page("/?edition=2018")
    title = json.loads(client.get("/charts/map/2018.json").content)["title"]
    assert f"<figcaption><b>{title}.</b>" in text

    def words(address):
        drawn = client.get(address).content.decode()
        found = re.findall("<text.*?</text>", drawn)
        return " ".join(" ".join(re.sub("<[^>]+>", " ", text) for text in found).split())

    assert title in words("/charts/map/2018.svg")
    assert title[-20:] not in words("/charts/map/2018.svg?bare")
    assert "Tier 2" in words("/charts/map/2018.svg?bare")


def test_the_home_page_shows_the_map_of_the_chosen_edition_with_its_words(load, page):
    load(japan())
    text = page("/?edition=2018")
    assert 'src="/charts/map/2018.svg?bare"' in text
    assert "Map of tiers, edition of 2018. Tier 1: " in text


@pytest.mark.parametrize(("kind", "drawn"), [("narrative", True), ("sample", False)])
def test_a_tier_that_the_table_lacks_is_filled_by_a_text_held_and_by_no_sample(
    load, client, kind, drawn
):
    load(
        coding(
            edition=2016,
            paragraphs=PARAGRAPHS,
            text_kind=kind,
            findings=[finding("tier.stated", "2", "Japan (Tier 2)")],
        )
    )
    rows = json.loads(client.get("/charts/map/2016.json").content)["rows"]
    assert (["JPN", "Japan", 2016, "2"] in rows) is drawn


def test_a_chart_of_samples_says_so_first(load, page):
    load(japan(text_kind="sample"))
    text = page("/charts/flows/2018/")
    assert "Sample, not a quotation" in text


def test_a_map_of_routes_is_chosen_as_the_page_of_routes_is(load, client, page):
    load(japan())
    address = "/charts/flows/2018"
    women = json.loads(client.get(f"{address}.json?victims=women").content)
    assert [row[1:3] for row in women["rows"]] == [["THA", "JPN"]]
    assert women["subtitle"].startswith("Only: women.")
    assert json.loads(client.get(f"{address}.json?victims=men").content)["rows"] == []
    assert client.get(f"{address}.svg?victims=nobody").status_code == 404
    shown = page("/flows/2018/?form=sex_trafficking&country=JPN")
    assert "/charts/flows/2018/JPN.svg?bare&amp;form=sex_trafficking" in shown
    assert 'href="/charts/flows/2018/JPN/?form=sex_trafficking"' in shown
    drawn = page("/charts/flows/2018/?victims=men")
    assert "No way is mentioned" in drawn
    assert 'href="/charts/flows/2017/?victims=men"' in drawn


def test_what_readers_choose_of_routes_is_not_kept(load, client):
    load(japan())
    client.get("/charts/flows/2018.svg?victims=women")
    assert not Derived.objects.filter(key__startswith="chart/flows").exists()
    client.get("/charts/flows/2018.svg")
    assert Derived.objects.filter(key__startswith="chart/flows").exists()


def test_routes_near_one_country_are_a_chart_of_their_own(load, client):
    load(japan())
    near = json.loads(client.get("/charts/flows/2018/THA.json").content)
    assert [row[1:3] for row in near["rows"]] == [["THA", "JPN"]]
    assert json.loads(client.get("/charts/flows/2018/KEN.json").content)["rows"] == []


@pytest.mark.parametrize(
    "address",
    [
        "pie/JPN",
        "tiers/XQX",
        "map/1999",
        "flows",
        "heat/nowhere",
        "figures/JPN/arrests",
        "pillars/KEN/2018",
        "tiers/JPN/2018",
        "agreement/x",
    ],
)
def test_a_chart_that_there_is_not_is_no_page_and_no_file(load, client, address):
    load(japan())
    assert client.get(f"/charts/{address}/").status_code == 404
    assert client.get(f"/charts/{address}.svg").status_code == 404


def test_the_form_of_a_country_leads_to_its_chart(load, client):
    load(japan())
    response = client.get("/charts/of/?country=JPN&kind=tiers")
    assert response["Location"] == "/charts/tiers/JPN/"
    assert client.get("/charts/of/?country=JPN&kind=//evil.example").status_code == 404
    assert "Map of tiers" in client.get("/charts/").content.decode()
