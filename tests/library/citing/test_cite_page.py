"""The page of a citation, its files, and what a wrong address is told."""

from __future__ import annotations

import re

import pytest
import rispy

from tests.library.factories import coding
from tierbook.release import STYLES

ADDRESS = "https://www.refworld.org/docid/4680d7b3c.html"


@pytest.fixture
def held(load):
    record = coding(address=ADDRESS, title="A report: {odd} & <i>wild</i>")
    load(record)
    return record


def at(record, rest=""):
    return f"/documents/{record['document']['id']}/{rest}"


def test_a_sentence_is_cited_in_every_form_with_its_place_and_files(held, page):
    text = page(at(held, "cite/?p=3&s=2"))
    assert "Cite this sentence" in text
    assert "Police opened cases, but few went to court." in text
    for name, label in STYLES.items():
        assert f'id="cite-{name}"' in text
        assert label in text
    assert (
        "paragraph 3 of the text, sentence 2, beginning “Police opened cases, but few went …”"
        in text
    )
    assert "#prosecution.1.2" in text
    for form in ("ris", "bib", "json", "txt"):
        assert f'href="citation.{form}?p=3&amp;s=2"' in text
    assert f'href="/documents/{held["document"]["id"]}/exhibit.zip?p=3&amp;s=2"' in text


def test_a_page_of_a_citation_leads_to_every_sentence_of_its_paragraph(held, page):
    text = page(at(held, "cite/?p=3"))
    assert "Cite this paragraph" in text
    assert 'href="?p=3&amp;s=1"' in text
    assert 'href="?p=3&amp;s=2"' in text
    assert "Cite this text" in page(at(held, "cite/"))
    assert "Cite the line with the tier" in page(at(held, "cite/?p=0"))


def test_the_day_of_access_is_the_pages_own_unless_another_is_given(held, load, page):
    text = page(at(held, "cite/"))
    assert "accessed " not in re.sub(
        r"<[^>]+>", " ", text.split('class="citations"')[1].split("</dl>")[0]
    )
    assert "The page names no day of access" in text
    dated = coding(edition=2018, address=ADDRESS, accessed="2016-05-24")
    load(held, dated)
    text = page(at(dated, "cite/"))
    assert "accessed May 24, 2016" in text
    assert 'value="2016-05-24"' in text
    assert "accessed" not in re.findall(r'href="(citation.ris[^"]*)"', text)[0]
    text = page(at(held, "cite/?p=3&s=2&accessed=2020-02-29"))
    assert "accessed February 29, 2020" in text
    assert "citation.ris?p=3&amp;s=2&amp;accessed=2020-02-29" in text
    assert "accessed February 29, 2020" in page(at(held, "cite/?p=3&s=2&accessed=20200229"))


@pytest.mark.parametrize(
    ("query", "status", "remedy"),
    [
        ("?s=2", 400, "?p=4&amp;s=2"),
        ("?p=four", 400, "write ?p=4&amp;s=2"),
        ("?p=99999", 400, "write ?p=4&amp;s=2"),
        ("?p=4&accessed=2026-02-30", 400, "write accessed=2026-03-31"),
        ("?p=9", 404, "it has tier, profile.1"),
        ("?p=3&s=9", 404, "it has tier, profile.1"),
    ],
)
@pytest.mark.parametrize("rest", ["cite/", "cite/citation.ris", "exhibit.zip"])
def test_a_place_that_cannot_be_is_told_what_to_write(held, client, query, status, remedy, rest):
    answer = client.get(at(held, rest + query))
    assert answer.status_code == status
    assert remedy in answer.content.decode()


def test_the_files_are_read_by_their_programs_and_named_after_the_place(held, client):
    name = held["document"]["id"]
    ris = client.get(at(held, "cite/citation.ris?p=3&s=2"))
    assert ris.headers["Content-Type"].startswith("application/x-research-info-systems")
    assert f'filename="{name}-p3s2.ris"' in ris.headers["Content-Disposition"]
    (entry,) = rispy.loads(ris.content.decode())
    assert entry["urls"] == [ADDRESS]
    assert any(f"http://testserver/documents/{name}/#p3s2" in note for note in entry["notes"])
    assert client.get(at(held, "cite/citation.json")).json()[0]["type"] == "report"
    assert client.get(at(held, "cite/citation.bib")).content.startswith(b"@techreport{")
    assert client.get(at(held, "cite/citation.txt")).content.startswith(
        b"An author, A report (2003)"
    )
    assert client.get(at(held, "cite/citation.docx")).status_code == 404


def test_a_permalink_has_the_address_that_is_set_for_the_site(held, page, settings):
    settings.TIERBOOK_SITE = "https://library.example"
    text = page(at(held, "cite/?p=3&s=2"))
    assert f"https://library.example/documents/{held['document']['id']}/#p3s2" in text


def test_a_sample_is_cited_as_one_and_has_neither_file_nor_exhibit(load, client, page):
    sample = coding(text_kind="sample", publisher="tierbook sample", cite_as=None)
    load(sample)
    text = page(at(sample, "cite/?p=3&s=2"))
    assert "Sample, not a quotation. Sample text, tierbook" in text
    assert "citation.ris" not in text
    assert "exhibit.zip" not in text
    for rest in (
        "cite/citation.ris",
        "cite/citation.bib",
        "cite/citation.json",
        "exhibit.zip?p=3&s=2",
    ):
        answer = client.get(at(sample, rest))
        assert answer.status_code == 409, rest
        assert "sample" in answer.content.decode()
    assert client.get(at(sample, "cite/citation.txt")).content.startswith(
        b"Sample, not a quotation"
    )


def test_document_paragraph_and_finding_have_a_way_to_their_citation(held, page):
    text = page(at(held))
    assert f'href="/documents/{held["document"]["id"]}/cite/"' in text
    assert f'href="/documents/{held["document"]["id"]}/cite/?p=3"' in text
    finding = next(f for f in held["findings"] if f["variable"] == "prosecution.prosecuted")
    text = page(at(held, f"findings/{finding['id']}/"))
    assert f'href="/documents/{held["document"]["id"]}/cite/?p=3&amp;s=2"' in text


def test_what_a_page_says_of_itself_is_never_taken_for_markup(held, page):
    text = page(at(held, "cite/?p=3&s=2"))
    assert "<i>wild</i>" not in text


def test_an_exhibit_without_a_corpus_says_where_it_can_be_taken(held, client):
    answer = client.get(at(held, "exhibit.zip?p=3&s=2"))
    assert answer.status_code == 409
    assert "tierbook cite --exhibit" in answer.content.decode()
    assert client.get(at(held, "exhibit.zip")).status_code == 400


def test_a_citation_asks_the_database_a_fixed_number_of_times(
    held, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        client.get(at(held, "cite/?p=3&s=2"))


def test_a_document_that_is_not_held_is_not_found(db, client):
    for rest in ("cite/", "cite/citation.ris", "exhibit.zip?p=1"):
        assert client.get(f"/documents/none/{rest}").status_code == 404


def test_only_reading_is_answered(held, client):
    for rest in ("cite/", "cite/citation.ris", "exhibit.zip"):
        assert client.post(at(held, rest)).status_code in (403, 405)


def test_no_cookie_is_set_for_whoever_reads(held, client):
    assert not client.get(at(held, "cite/?p=3&s=2")).cookies
    assert not re.search(r"<script(?![^>]*src=)", client.get(at(held, "cite/")).content.decode())
