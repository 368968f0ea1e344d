"""What a document was read from, taken back out of the corpus: a page, a part of a page, a record of a table."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.pages.containers.making import make_warc
from tests.release.citations.making import REFWORLD, body
from tierbook.corpus import Corpus, expand_inputs, load_served
from tierbook.errors import CorpusError
from tierbook.files import content_hash
from tierbook.pages import ReadOptions
from tierbook.release import make_exhibit

PAGE = (
    REFWORLD.format(address="https://www.refworld.org/docid/4680d7b3c.html ") + body(headed=False)
).encode()


def ingested(tmp_path: Path, name: str, data: bytes, **known: object) -> Corpus:
    path = tmp_path / name
    path.write_bytes(data)
    corpus = Corpus(tmp_path / "corpus")
    corpus.ingest(expand_inputs([str(path)]), options=ReadOptions(**known))  # type: ignore[arg-type]
    return corpus


def test_a_page_comes_back_byte_for_byte_with_its_document(tmp_path: Path) -> None:
    corpus = ingested(tmp_path, "kenya.txt", PAGE)
    (name,) = corpus.documents()
    served = load_served(corpus, name)
    assert served is not None
    assert served.data == PAGE
    assert served.document.id == name
    assert served.document.sha256 == content_hash(served.data)
    assert served.file_sha256 is None


def test_a_record_of_a_table_comes_back_as_what_its_hash_is_of(tmp_path: Path) -> None:
    rows = [
        {"text": body(headed=True), "country": c, "edition": 2018} for c in ("KEN", "UGA", "TZA")
    ]
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    corpus = ingested(tmp_path, "texts.jsonl", data)
    name = next(n for n in corpus.documents() if "-uga-" in n)
    served = load_served(corpus, name)
    assert served is not None
    assert json.loads(served.data) == rows[1]
    assert served.document.row == 2
    assert content_hash(served.data) == corpus.load_coding(name)["document"]["sha256"]
    assert served.file_sha256 == content_hash(data)


def test_a_page_out_of_a_container_comes_back_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("inner/kenya.txt", PAGE)
    corpus = ingested(tmp_path, "pages.zip", out.getvalue())
    (name,) = corpus.documents()
    served = load_served(corpus, name)
    assert served is not None
    assert served.data == PAGE


def test_a_capture_is_an_exhibit_that_says_when_it_was_taken_and_from_where(tmp_path: Path) -> None:
    address = "https://www.state.gov/reports/2018-trafficking-in-persons-report/kenya/"
    lines = body(headed=True, tier="KENYA: TIER 2").split("\n\n")
    title = "<h1>2018 Trafficking in Persons Report: Kenya</h1>"
    shown = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<html><body>{title}{shown}</body></html>".encode()
    corpus = ingested(
        tmp_path, "pages.warc", make_warc([(address, html)]), country="KEN", edition=2018
    )
    (name,) = corpus.documents()
    served, record = load_served(corpus, name), corpus.load_coding(name)
    assert served is not None
    assert served.data == html
    packed = make_exhibit(record, served.document, served.data, 3, 1)
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        about = json.loads(opened.read("page/about.json"))
        cited = opened.read("citations/citations.txt").decode()
    assert about["taken"] == "2018-07-02"
    assert about["address"] == address
    assert about["kind"] == "html"
    assert "The copy that was read was taken from the web on 2 July 2018" in cited


def test_what_was_said_when_it_was_ingested_is_said_again(tmp_path: Path) -> None:
    corpus = ingested(
        tmp_path,
        "words.txt",
        body(headed=True, tier="KENYA: TIER 2").encode(),
        edition=2017,
        country="KEN",
    )
    (name,) = corpus.documents()
    served = load_served(corpus, name)
    assert served is not None
    assert served.document.edition == 2017


def test_a_page_larger_than_asked_for_is_left_alone(tmp_path: Path) -> None:
    corpus = ingested(tmp_path, "kenya.txt", PAGE)
    (name,) = corpus.documents()
    assert load_served(corpus, name, largest=10) is None


def test_a_page_that_is_changed_or_unknown_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    corpus = ingested(tmp_path, "kenya.txt", PAGE)
    (name,) = corpus.documents()
    corpus.page_path(content_hash(PAGE)).write_bytes(PAGE + b" ")
    with pytest.raises(CorpusError, match="lost or changed"):
        load_served(corpus, name)
    with pytest.raises(CorpusError, match="ingest its page") as refused:
        load_served(corpus, "tip-2003-jpn-x-00000000")
    assert "holds no page" in str(refused.value)
