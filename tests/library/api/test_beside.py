"""What stands beside pages: a table as CSV and JSON with its metadata, a description for machines, ways to be found."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.library.factories import coding

pytestmark = pytest.mark.only_on(
    "sqlite"
)  # tables are asked for on both engines where they are made
JAPAN = "tip-2018-jpn-sample-f4a0320b"
PAGES = (
    "/", "/countries/", "/editions/2018/", f"/documents/{JAPAN}/", "FINDING", "/variables/", "/variables/tier.stated/",
    "/law/", "/law/2018/", "/clock/2013/", "/compare/?units=JPN:2017+JPN:2018", "/charts/map/2018/",
    "/charts/tiers/JPN/",
    "/charts/figures/JPN/", "/charts/flows/2018/", "/charts/clock/JPN/", "/charts/agreement/", "/flows/2018/",
    "/panel/?set=core&countries=JPN", "/digest/2018/", "/recommendations/", "/JPN/recommendations/", "/JPN/",
    "/JPN/series/", "/JPN/indices/", "/JPN/2017/2018/", "/search/?q=shelter", "/errata/", "/method/",
)  # fmt: skip
TYPES = {"string", "integer", "number", "boolean", "date", "year", "any", "datetime"}


@pytest.fixture
def address(samples: None, client: Any) -> Any:
    """Return the address of a page; FINDING stands for one of a finding."""

    def of(page: str) -> str:
        if page != "FINDING":
            return page
        listed = client.get(f"/api/v1/documents/{JAPAN}/findings?variable=tier.stated").json()[
            "items"
        ]
        return f"/documents/{JAPAN}/findings/{listed[0]['id']}/"

    return of


def _read(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("page", PAGES)
def test_every_kind_of_page_with_a_table_has_its_three_files(
    client: Any, address: Any, page: str
) -> None:
    shown = client.get(address(page)).content.decode()
    foot = shown.partition("The table of this page:")[2].partition("</p>")[0].replace("&amp;", "&")
    links = re.findall(r'href="([^"]+)"', foot)
    assert len(links) == 3, page
    table, record, metadata = (client.get(link) for link in links)
    assert [r.status_code for r in (table, record, metadata)] == [200, 200, 200], links
    header = next(csv.reader(io.StringIO(_read(table).decode())))
    assert isinstance(json.loads(_read(record)), dict | list)
    told = json.loads(_read(metadata))
    assert [field["name"] for field in told["schema"]["fields"]] == header
    for field in told["schema"]["fields"]:
        assert field["type"] in TYPES
        assert field["description"]
    for name in (
        "title",
        "sources",
        "licenses",
        "rights",
        "version",
        "codebook",
        "accuracy",
        "citation",
    ):
        assert told[name], name
    for link in (told["path"], told["alternates"][0]["path"]):
        assert client.get(link.removeprefix("https://library.example")).status_code == 200
    head = shown.partition("</head>")[0]
    assert head.count('rel="alternate"') >= 2
    assert 'rel="describedby"' in head


@pytest.mark.parametrize("page", PAGES)
def test_a_page_describes_itself_in_a_block_of_data(client: Any, address: Any, page: str) -> None:
    response = client.get(address(page))
    shown = response.content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown, re.S)
    if not blocks:  # a document and a finding are described where they are cited
        assert page == "FINDING" or page.startswith("/documents/")
        return
    for block in blocks:
        assert "<" not in block
        told = json.loads(block)
        assert told["@context"].rstrip("/") == "https://schema.org"
        assert told["@type"] in {"Dataset", "Legislation", "Report", "CreativeWork"}
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_no_title_ends_the_block_of_data() -> None:
    from tierbook.library.api.beside.describing import as_block

    block = as_block({"name": "</script><script>alert(1)</script>&"})
    assert block.count("<script") == 1
    assert block.count("</script>") == 1
    words = block.partition(">")[2].rpartition("<")[0]
    assert json.loads(words)["name"] == "</script><script>alert(1)</script>&"


def test_a_page_without_a_table_names_none(client: Any, samples: None) -> None:
    for page in ("/packs/", "/nothing-here/", "/editions/1999/", "/compare/"):
        assert "The table of this page" not in client.get(page).content.decode()


def test_metadata_of_no_table_is_a_page_that_says_so(client: Any, samples: None) -> None:
    for address in (
        "/nothing.metadata.json",
        "/editions/1999.csv",
        "/documents/none.csv",
        "/XXX/series.metadata.json",
    ):
        assert client.get(address).status_code == 404


def test_every_column_of_every_table_is_described() -> None:
    from tierbook.library.api.beside.columns import describe_column
    from tierbook.library.api.door import OPERATIONS

    columns = {column for one in OPERATIONS.values() for column in one.columns} - {"…"}
    for column in sorted(columns):
        assert len(describe_column(column)["description"]) > 10


def test_samples_are_named_in_metadata_and_are_no_source(client: Any, samples: None) -> None:
    told = client.get("/JPN/series.metadata.json").json()
    assert told["title"].endswith("(sample)")
    assert "no source" in told["sources"][0]["title"]


def test_metadata_of_a_country_names_its_publishers(client: Any, load: Any) -> None:
    load(coding(publisher="Refworld"))
    told = client.get("/JPN/dossier.metadata.json").json()
    assert "as served by Refworld: 1 of kind narrative" in told["sources"][0]["title"]
    assert not told["title"].endswith("(sample)")


def test_the_search_describes_itself_and_every_page_says_where(client: Any, samples: None) -> None:
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    templates = {url.get("type"): url.get("template") for url in root.findall("o:Url", space)}
    for media in ("text/html", "application/json", "text/csv"):
        asked = (
            templates[media]
            .replace("{searchTerms}", "shelter")
            .removeprefix("https://library.example")
        )
        assert client.get(asked).status_code == 200
    assert 'href="/opensearch.xml"' in client.get("/countries/").content.decode()


def test_the_newest_texts_are_a_feed_without_samples(client: Any, load: Any, samples: None) -> None:
    empty = ElementTree.fromstring(client.get("/documents.atom").content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert not empty.findall("a:entry", atom)
    assert empty.find("a:updated", atom) is not None
    load(coding(captured="2016-05-24T10:00:00Z", accessed="2016-05-24"))
    feed = ElementTree.fromstring(client.get("/documents.atom").content)
    (entry,) = feed.findall("a:entry", atom)
    link = entry.find("a:link", atom)
    assert link is not None
    assert (
        client.get(str(link.get("href")).removeprefix("https://library.example")).status_code == 200
    )


def test_the_sitemap_has_every_page_and_splits_when_it_is_full(
    client: Any, samples: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.library.api import finding_us

    whole = client.get("/sitemap.xml").content.decode()
    addresses = re.findall(r"<loc>https://library\.example([^<]*)</loc>", whole)
    assert f"/documents/{JAPAN}/" in addresses
    for page in (
        "/",
        "/JPN/",
        "/editions/2018/",
        "/variables/tier.stated/",
        "/law/2018/",
        "/clock/2018/",
        "/flows/2018/",
        "/JPN/changes/",
        "/JPN/recommendations/",
        "/errata/",
        "/releases/",
    ):
        assert page in addresses
    some = [a for a in addresses if not re.search(r"/variables/|/(?!2018)\d{4}/", a)]
    answers = {page: client.get(page).status_code for page in some}
    assert {page: status for page, status in answers.items() if status != 200} == {}
    monkeypatch.setattr(finding_us, "MOST", 4)
    index = client.get("/sitemap.xml").content.decode()
    parts = re.findall(r"<loc>https://library\.example([^<]*)</loc>", index)
    assert parts == ["/sitemap-0.xml", "/sitemap-1.xml", "/sitemap-2.xml"]
    found = "".join(client.get(part).content.decode() for part in parts)
    assert set(re.findall(r"<loc>https://library\.example([^<]*)</loc>", found)) == set(addresses)
    assert client.get("/sitemap-9.xml").status_code == 404


def test_robots_are_led_to_the_sitemap_and_away_from_people(client: Any, samples: None) -> None:
    words = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://library.example/sitemap.xml" in words
    assert "Disallow: /account/" in words


def test_a_contact_for_security_stands_where_one_is_configured(
    client: Any, samples: None, settings: Any
) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.TIERBOOK_SECURITY_CONTACT = "mailto:library@example.org"
    words = client.get("/.well-known/security.txt").content.decode()
    assert words.startswith("Contact: mailto:library@example.org\nExpires: 20")


def test_a_country_without_a_text_has_no_files_beside_it(samples: None, client: Any) -> None:
    assert "/ZWE/dossier" not in client.get("/ZWE/").content.decode()
    assert "/JPN/dossier.csv" in client.get("/JPN/").content.decode()


def test_a_table_answers_head_as_it_answers_get(samples: None, client: Any) -> None:
    for address in ("/JPN/dossier.csv", "/countries.csv", "/variables.json"):
        assert client.head(address).status_code == client.get(address).status_code == 200, address
