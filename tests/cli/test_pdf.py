"""A whole Report as PDF on the command line: every country, with the printed page beside each finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.cli.test_line_schema import check
from tests.pages.pdf.texts import narrative
from tests.pages.pdf.typesetting import Matter, Press
from tierbook.corpus import Corpus, expand_inputs


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A PDF of two countries on three printed pages, from 214."""
    press = Press(decorate=lambda canvas, number: canvas.drawString(60, 30, str(number)), first=214)
    convicted = Matter("para", "Courts convicted 14 traffickers for forced labor.")
    for name, start in (("Kenya", 0), ("Latvia", 60)):
        matter = narrative(name, f"{name.upper()} (Tier 2)", start=start, sentences=9)
        press.set([*matter[:4], convicted, *matter[4:]])
    path = tmp_path / "2009" / "report.pdf"
    path.parent.mkdir()
    path.write_bytes(press.finish())
    return path


def test_code_cites_the_printed_page(program: Program, report: Path) -> None:
    run = program("code", report, "--jobs", "2")
    assert run.code == 0, run.err
    titles = [line[:8] for line in run.lines if ":2009" in line]
    assert titles == ["KEN:2009", "LVA:2009"]
    rows = [line for line in run.lines if "Courts convicted 14" in line]
    cited = [("p. 214 [" in row, "p. 215 [" in row) for row in rows]
    assert list(dict.fromkeys(cited)) == [(True, False), (False, True)]


def test_records_carry_the_page_of_each_sentence(program: Program, report: Path) -> None:
    run = program("code", report, "--format", "jsonl")
    for record in check(run.lines):
        pages = [sentence["page"] for sentence in record["narrative"]["sentences"]]
        assert set(pages) <= {"214", "215", "216"}
        assert pages == sorted(pages)


def test_read_lists_pages_and_furniture(program: Program, report: Path) -> None:
    run = program("read", report, "--format", "json")
    kenya, latvia = json.loads(run.out)
    assert kenya["print_pages"] == ["214"]
    assert latvia["print_pages"] == ["214", "215"]
    assert "215" in latvia["furniture"]


def test_a_pdf_is_one_page_of_the_corpus_and_a_document_for_each_country(
    tmp_path: Path, report: Path
) -> None:
    corpus = Corpus(tmp_path / "corpus")
    first = corpus.ingest(expand_inputs([str(report)]))
    assert (first.pages, first.documents) == (1, 2)
    manifest = corpus.manifest()
    assert len({entry.page for entry in manifest.documents.values()}) == 1
    before = [corpus.load_coding(document) for document in corpus.documents()]
    assert before[1]["narrative"]["sentences"][-1]["page"] == "215"
    again = corpus.ingest([], again=True)  # from the page in the corpus, under another name
    assert again.documents == 2
    assert [corpus.load_coding(document) for document in corpus.documents()] == before
