"""What the pages of documents and findings bear for reference managers and programs."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs

import pytest

from tests.library.factories import coding

ADDRESS = "https://www.refworld.org/docid/4680d7b3c.html"


@pytest.fixture
def held(load):
    record = coding(address=ADDRESS)
    load(record)
    return record


def of_document(record):
    return f"/documents/{record['document']['id']}/"


def of_finding(record):
    finding = next(f for f in record["findings"] if f["variable"] == "prosecution.prosecuted")
    return f"{of_document(record)}findings/{finding['id']}/"


def meta_of(text):
    rows = re.findall(r'<meta name="((?:citation_|DC\.)[^"]+)" content="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in rows}


def zotero_item(meta):
    """Return what Zotero's translator for embedded metadata makes of `citation_*`, by its own rules.

    The institution of a technical report makes it a report. A single author without a semicolon is cut at commas where
    words stand on both sides of one; a comma behind a name makes the whole a family name, so a body stays one name.
    """
    author = meta["citation_author"]
    parts = re.split(r"\s*,\s*", author)
    assert not (len(parts) > 1 and " " in parts[0] and " " in parts[1]), "it would be two authors"
    assert "," in author, "its last word would be the family name"
    author = re.sub(r"\.([^ ])", r". \1", author.strip(" ,"), count=1)
    kind = "report" if "citation_technical_report_institution" in meta else "journalArticle"
    return {
        "itemType": kind,
        "title": meta["citation_title"],
        "lastName": author,
        "date": meta["citation_publication_date"],
        "institution": meta["citation_technical_report_institution"],
        "url": meta["citation_public_url"],
    }


EXPECTED = {
    "itemType": "report",
    "title": "Trafficking in Persons Report 2003: Japan",
    "lastName": "United States Department of State",
    "date": "2003/06/11",
    "institution": "U.S. Department of State",
    "url": ADDRESS,
}


@pytest.mark.parametrize("address", [of_document, of_finding])
def test_zotero_takes_a_page_for_a_report_of_the_department(held, page, address):
    assert zotero_item(meta_of(page(address(held)))) == EXPECTED


@pytest.mark.parametrize("address", [of_document, of_finding])
def test_a_page_bears_one_coins_span_which_says_the_same(held, page, address):
    spans = re.findall(r'<span class="Z3988" title="([^"]+)"></span>', page(address(held)))
    assert len(spans) == 1, "two would make Zotero ask which"
    said = parse_qs(html.unescape(spans[0]), strict_parsing=True)
    assert said["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert said["rft.genre"] == ["report"]
    assert said["rft.btitle"] == [EXPECTED["title"]]
    assert said["rft.aucorp"] == ["U.S. Department of State"]
    assert said["rft_id"] == [ADDRESS]
    assert said["rft.date"] == ["2003-06-11"]


def test_dublin_core_says_the_same(held, page):
    meta = meta_of(page(of_document(held)))
    assert meta["DC.title"] == EXPECTED["title"]
    assert meta["DC.creator"].rstrip(",") == EXPECTED["lastName"]
    assert meta["DC.coverage"] == "Japan"


def test_a_sample_bears_nothing_for_reference_managers(load, client):
    record = coding(text_kind="sample", publisher="tierbook sample")
    load(record)
    for address in (of_document(record), of_finding(record)):
        answer = client.get(address)
        text = answer.content.decode()
        assert not meta_of(text)
        assert "Z3988" not in text
        assert "describedby" not in answer.headers.get("Link", "")
        assert "cite-as" not in answer.headers.get("Link", "")


@pytest.mark.parametrize(("address", "place"), [(of_document, ""), (of_finding, "?p=3&s=2")])
def test_the_link_header_leads_to_the_citation_files(held, client, address, place):
    links = client.get(address(held)).headers["Link"]
    base = f"{of_document(held)}cite/citation"
    for ending, kind in (
        ("ris", "application/x-research-info-systems"),
        ("bib", "application/x-bibtex"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ):
        assert f'<{base}.{ending}{place}>; rel="describedby"; type="{kind}"' in links
        assert client.get(f"{base}.{ending}{place}").status_code == 200
    assert f'<http://testserver{address(held)}>; rel="cite-as"' in links


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("address", [of_document, of_finding])
@pytest.mark.parametrize(
    ("accept", "kind", "begins"),
    [
        (None, "text/html", b"<!doctype html>"),
        ("*/*", "text/html", b"<!doctype html>"),
        (BROWSER, "text/html", b"<!doctype html>"),
        ("application/json", "application/json", b"{"),
        ("application/ld+json", "application/ld+json", b"{"),
        (
            "application/x-research-info-systems",
            "application/x-research-info-systems",
            b"TY  - RPRT",
        ),
        ("application/x-bibtex", "application/x-bibtex", b"@techreport{"),
        (
            "application/vnd.citationstyles.csl+json",
            "application/vnd.citationstyles.csl+json",
            b"[",
        ),
        ("text/plain", "text/plain", b"An author, A report (2003)"),
        ("text/html;q=0.4, application/x-bibtex;q=0.9", "application/x-bibtex", b"@techreport{"),
        ("application/pdf, text/plain;q=0.1", "text/plain", b"An author"),
    ],
)
def test_an_address_gives_the_form_that_is_asked_for(held, client, address, accept, kind, begins):
    headers = {} if accept is None else {"Accept": accept}
    answer = client.get(address(held), headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    assert answer.content.startswith(begins)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("address", [of_document, of_finding])
def test_what_is_not_given_is_refused_with_a_list_of_what_is(held, client, address):
    answer = client.get(address(held), headers={"Accept": "application/pdf"})
    assert answer.status_code == 406
    assert "Accept" in answer.headers["Vary"]
    listed = answer.content.decode().splitlines()
    assert {"text/html", "application/json", "application/ld+json", "text/plain"} <= set(listed)


def test_a_sample_gives_a_program_its_words_alone(load, client):
    record = coding(text_kind="sample", publisher="tierbook sample")
    load(record)
    refused = client.get(of_document(record), headers={"Accept": "application/x-bibtex"})
    assert refused.status_code == 409
    assert b"sample" in refused.content
    said = client.get(of_document(record), headers={"Accept": "text/plain"})
    assert said.content.startswith(b"Sample, not a quotation.")
    linked = client.get(of_document(record), headers={"Accept": "application/ld+json"}).json()
    assert linked["@type"] == "CreativeWork"


def test_linked_data_tells_report_part_and_author(held, client):
    said = client.get(of_document(held), headers={"Accept": "application/ld+json"}).json()
    assert said["@type"] == "Report"
    assert said["author"]["name"] == "U.S. Department of State"
    assert said["isPartOf"]["name"] == "Trafficking in Persons Report"
    assert said["sameAs"] == ADDRESS
    assert said["identifier"] == f"sha256:{held['document']['sha256']}"


def test_an_unknown_document_is_not_found_in_every_form(db, client):
    for accept in ("text/html", "application/json", "application/x-bibtex", "text/plain"):
        assert client.get("/documents/none/", headers={"Accept": accept}).status_code == 404
