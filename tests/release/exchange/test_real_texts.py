"""Real narratives out and back in every format, and a small project that stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import tierbook
from tests.release.exchange.making import FORMS, codebook
from tests.release.exchange.test_carried import PROJECT, TEXT
from tierbook.release.exchange import codings_of, project_of, read_exchange, text_of, write_exchange
from tierbook.release.exchange.guarding import open_zip, parse_xml
from tierbook.release.exchange.qdpx import find_faults, write_qdpx

GOLDEN = Path(__file__).parent / "golden" / "small.qde"


@pytest.mark.shared
@pytest.mark.parametrize("form", FORMS)
def test_real_narratives_come_back_finding_by_finding(shared: Path, form: str) -> None:
    pages = [
        shared / "data" / "narratives" / "2018" / f"{country}.txt" for country in ("AFG", "AUT")
    ]
    codings = [
        dict(tierbook.code(page, country=page.stem, edition=2018).to_dict(everything=True))
        for page in pages
    ]
    project = project_of(codings, codebook=codebook(), everything=True)
    data = write_exchange(form, project, codebook())
    back = read_exchange(form, data, "f", codebook(), onto=[text_of(coding) for coding in codings])
    assert (back.refused, dict(back.unknown), back.moved) == ((), {}, 0)
    again = {coding["document"]["id"]: coding for coding in codings_of(back.project, codebook())}
    for coding in codings:
        assert again[coding["document"]["id"]]["findings"] == coding["findings"]


def test_a_small_project_stays_as_it_is() -> None:
    files, _ = open_zip(write_qdpx(PROJECT, codebook(), version=""), "p", (".qde", ".txt"))
    root = parse_xml(files["project.qde"], "p")
    root.remove(root.find("{*}CodeBook"))  # its words are those of the codebook
    assert etree.tostring(root, encoding="unicode") + "\n" == GOLDEN.read_text(encoding="utf-8")
    assert [data.decode() for name, data in files.items() if name.endswith(".txt")] == [TEXT.text]


def test_what_we_write_fits_the_schema_of_the_standard_and_what_breaks_it_is_found() -> None:
    root = parse_xml(GOLDEN.read_bytes(), "golden")
    assert find_faults(root) == []
    assert len(root.findall(".//{*}PlainTextSelection")) == 2
    del root.find(".//{*}PlainTextSelection").attrib["startPosition"]
    assert "startPosition" in find_faults(root)[0]


def test_the_schema_is_the_one_that_was_published() -> None:
    folder = Path(tierbook.__file__).parent / "release" / "exchange" / "qdpx"
    words = (folder / "Project.xsd").read_text(encoding="ascii")
    assert "licensed under the MIT license" in words
    assert "Copyright 2019 REFI" in words
