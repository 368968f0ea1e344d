"""An exhibit out of the library: from the corpus of its home, the same bytes each time, never of a damaged page."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from html import escape

import pytest

from tests.release.citations.making import REFWORLD, body
from tierbook.corpus import Corpus, expand_inputs
from tierbook.files import content_hash
from tierbook.pages import ReadOptions

ADDRESS = "https://www.refworld.org/docid/4680d7b3c.html"
PAGE = (REFWORLD.format(address=f"{ADDRESS} ") + body(headed=False)).encode()


@pytest.fixture
def home(db, tmp_path, settings):
    from tierbook.library.loading import load_folder

    (tmp_path / "kenya.txt").write_bytes(PAGE)
    corpus = Corpus(tmp_path / "corpus")
    corpus.ingest(expand_inputs([str(tmp_path / "kenya.txt")]), options=ReadOptions())
    load_folder(corpus.folder)
    settings.TIERBOOK_HOME = str(tmp_path)
    return corpus


def at(home, rest):
    return f"/documents/{home.documents()[0]}/{rest}"


def test_a_passage_is_taken_with_its_page_and_the_hash_of_the_whole(home, client):
    answer = client.get(at(home, "exhibit.zip?p=3&s=2&accessed=2026-11-26"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    digest = hashlib.sha256(answer.content).digest()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.read("page/served.txt") == PAGE
        cited = packed.read("citations/citations.txt").decode()
    assert f"http://testserver/documents/{home.documents()[0]}/#p3s2" in cited
    again = client.get(at(home, "exhibit.zip?p=3&s=2&accessed=2026-11-26"))
    assert again.content == answer.content


def test_a_sentence_without_a_finding_has_a_link_to_its_very_words(home, client):
    text = client.get(at(home, "cite/?p=5&s=2")).content.decode()
    assert f"{ADDRESS}#:~:text=Few%20were%20found" in text
    assert ">the words</a>" in text


def test_a_page_that_was_changed_in_the_corpus_is_no_exhibit(home, client):
    home.page_path(content_hash(PAGE)).write_bytes(PAGE.replace(b"14", b"15"))
    answer = client.get(at(home, "exhibit.zip?p=3&s=2"))
    assert answer.status_code == 409
    assert "lost or changed" in answer.content.decode()
    assert client.get(at(home, "cite/?p=5&s=1")).status_code == 200, "a citation needs no page"


def test_the_interface_cites_a_sentence_as_its_page_does(home, client):
    cited = client.get(
        f"/api/v1/documents/{home.documents()[0]}/citation?paragraph=5&sentence=2"
    ).json()
    assert ":~:text=" in cited["text_fragment"]
    page = client.get(at(home, "cite/?p=5&s=2")).content.decode()
    assert escape(cited["text_fragment"]) in page
    assert cited["accessed"] is None or cited["accessed"] in page
