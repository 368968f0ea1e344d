"""An exhibit: what lies in it, what its own program finds, and that a tampered byte is found in any of its files."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import tierbook
from tests.release.citations.making import REFWORLD, body
from tierbook.errors import WrongUse
from tierbook.files import content_hash
from tierbook.pages import ReadOptions, read_bytes, sample_pages
from tierbook.release import exhibits, make_exhibit

ADDRESS = "https://www.refworld.org/docid/4680d7b3c.html "
TEXT = (REFWORLD.format(address=ADDRESS) + body(headed=False)).encode()
HTML = b"""<!doctype html><html><head><title>2021 Trafficking in Persons Report: Kenya</title>
<script>var words = "Police opened 20 cases";</script>
<link rel="canonical" href="https://www.state.gov/reports/2021-trafficking-in-persons-report/kenya/"></head>
<body><h1>2021 Trafficking in Persons Report: Kenya</h1><div class="entry-content">
<p>KENYA (Tier 2)</p>
<p>The government does not fully meet the minimum standards but is making significant efforts to do so. It opened a
shelter &amp; a school.</p>
<h3>PROSECUTION</h3>
<p>The courts convicted 14 <em>traffickers</em>. Police opened 20&nbsp;cases, and <b>seven</b> of them came to
court.</p>
<h3>PROTECTION</h3><p>The state ran two shelters &ndash; one for men.</p></div></body></html>"""


def exhibit_of(
    data: bytes,
    *place: int,
    name: str = "page.txt",
    accessed: str | None = "2026-11-26",
    **known: Any,
) -> bytes:
    """Take a place of a page as exhibit."""
    options = ReadOptions(**known)
    (document,) = read_bytes(data, name=name, options=options).documents
    coding = tierbook.code(document)
    record = coding.to_dict(everything=True, links=True)
    assessment = tierbook.assess(coding).to_dict()
    return make_exhibit(
        record, document, data, *place, assessment=assessment, accessed=accessed,
        permalink="https://library.example/x",
    )  # fmt: skip


@pytest.fixture(scope="module")
def packed() -> bytes:
    return exhibit_of(TEXT, 3, 2)


def files_of(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def verify(files: dict[str, bytes], folder: Path) -> subprocess.CompletedProcess[str]:
    """Write an exhibit's files and run the program in it, without tierbook and without any package."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


NAMES = sorted(files_of(exhibit_of(TEXT, 3, 2)))


def test_its_own_program_passes_it_unpacked_and_packed(packed: bytes, tmp_path: Path) -> None:
    ran = verify(files_of(packed), tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "FAILED" not in ran.stdout
    assert "the words cited stand in page/served.txt" in ran.stdout
    (tmp_path / "whole.zip").write_bytes(packed)
    command = [sys.executable, "-I", "-S", str(tmp_path / "verify.py"), str(tmp_path / "whole.zip")]
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert again.stdout == ran.stdout


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_tampered_byte_of_any_file_is_found(
    packed: bytes, tmp_path: Path, name: str, where: str
) -> None:
    files = files_of(packed)
    data = bytearray(files[name])
    at = {"first": 0, "middle": len(data) // 2, "last": len(data) - 1}[where]
    if name == "verify.py":  # a change in its own words: it must still run to be asked
        at = data.index(b"Check an exhibit")
    data[at] ^= 1
    ran = verify({**files, name: bytes(data)}, tmp_path)
    assert ran.returncode == 1, ran.stdout
    assert "FAILED" in ran.stdout


def test_a_file_that_is_lost_or_added_is_found(packed: bytes, tmp_path: Path) -> None:
    files = files_of(packed)
    files.pop("coding.json")
    files["more.txt"] = b"more"
    ran = verify(files, tmp_path)
    assert ran.returncode == 1
    assert "FAILED: coding.json is missing" in ran.stdout
    assert "FAILED: more.txt is no part of the exhibit" in ran.stdout


def resealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Make the manifest anew, as a forger would."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {
        name: {"bytes": len(data), "sha256": content_hash(data)}
        for name, data in files.items()
        if name != "manifest.json"
    }
    manifest.pop("seal")

    def written(value: object) -> bytes:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
        return f"{text}\n".encode()

    manifest["seal"] = content_hash(written(manifest))
    return {**files, "manifest.json": written(manifest)}


def test_words_that_do_not_stand_on_the_page_are_found_even_under_a_new_manifest(
    packed: bytes, tmp_path: Path
) -> None:
    files = files_of(packed)
    for name in ("text/cited.txt", "text/narrative.txt", "text/place.json"):
        files[name] = files[name].replace(b"seven of them came", b"eight of them came")
    ran = verify(resealed(files), tmp_path)
    assert ran.returncode == 1
    assert "FAILED: the words cited do not stand in page/served.txt" in ran.stdout


def test_another_page_under_a_new_manifest_is_not_the_one_that_was_coded(
    packed: bytes, tmp_path: Path
) -> None:
    files = files_of(packed)
    files["page/served.txt"] += b"\nAnother line."
    ran = verify(resealed(files), tmp_path)
    assert ran.returncode == 1
    assert "FAILED: page/served.txt has the hash of the page from which" in ran.stdout


def test_a_page_of_html_is_looked_through_as_a_reader_sees_it(tmp_path: Path) -> None:
    packed = exhibit_of(HTML, 2, 2, name="kenya.html", country="KEN", edition=2021)
    files = files_of(packed)
    assert files["page/served.html"] == HTML
    assert files["text/cited.txt"].decode().startswith("Police opened 20")
    ran = verify(files, tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert "stand in page/served.html" in ran.stdout


def test_a_record_of_a_table_is_its_own_page(tmp_path: Path) -> None:
    record = {"text": body(headed=True), "country": "KEN", "edition": 2018}
    line = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    (document,) = read_bytes(line + b"\n", name="texts.jsonl", options=ReadOptions()).documents
    coding = tierbook.code(document)
    packed = make_exhibit(coding.to_dict(everything=True), document, line, 3, 2)
    ran = verify(files_of(packed), tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert "stand in page/served.json" in ran.stdout


def test_of_a_pdf_it_says_that_it_cannot_look(tmp_path: Path) -> None:
    from tests.pages.pdf.layouts import two_columns

    data = two_columns().data
    document = read_bytes(data, name="2014.pdf", options=ReadOptions(edition=2014)).documents[0]
    record = tierbook.code(document).to_dict(everything=True)
    ran = verify(files_of(make_exhibit(record, document, data, 2, 1)), tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert "not checked: whether the words stand in page/served.pdf" in ran.stdout


def test_the_same_input_and_day_give_the_same_bytes(packed: bytes) -> None:
    assert exhibit_of(TEXT, 3, 2) == packed
    assert exhibit_of(TEXT, 3, 2, accessed="2026-11-27") != packed


def test_it_holds_page_passage_citation_coding_and_law(packed: bytes) -> None:
    files = files_of(packed)
    assert files["page/served.txt"] == TEXT
    about = json.loads(files["page/about.json"])
    assert about["sha256"] == content_hash(TEXT)
    assert about["taken"] == "2016-05-06"
    place = json.loads(files["text/place.json"])
    text = files["text/narrative.txt"].decode()
    assert (
        text[place["start"] : place["end"]]
        == "Police opened 20 cases, and seven of them came to court."
    )
    assert len(place["context"]) == 3
    coding = json.loads(files["coding.json"])
    assert "figures.prosecutions" in {finding["variable"] for finding in coding["findings"]}
    assert all(f["cue"] for f in coding["findings"])
    assert coding["versions"]["codebook"]
    assert "law.json" not in files, "no criterion uses what is read in this passage"
    files = files_of(exhibit_of(TEXT, 3, 1))
    law = json.loads(files["law.json"])
    assert any(
        row["this_passage"]["for"] or row["this_passage"]["against"] for row in law["criteria"]
    )
    assert "computed_tier" not in files["law.json"].decode()
    for name in ("citations/citation.ris", "citations/citation.bib", "citations/citation.csl.json"):
        assert files[name]


def test_the_readme_says_what_it_is_how_to_check_it_and_what_it_does_not_prove(
    packed: bytes,
) -> None:
    said = files_of(packed)["README.txt"].decode()
    for heading in (
        "WHAT THIS IS",
        "HOW TO CHECK IT",
        "WHAT IT DOES NOT PROVE",
        "WHOSE WORDS THESE ARE",
    ):
        assert heading in said
    assert content_hash(TEXT) in said
    assert "6 May 2016, as the page says of itself" in said
    assert "{" not in said
    assert max(len(line) for line in said.splitlines() if "://" not in line) <= 120
    assert "Stated and computed differ" in said


def test_the_rendered_page_needs_nothing_else_and_marks_the_passage(packed: bytes) -> None:
    page = files_of(packed)["rendered.html"].decode()
    words = "Police opened 20 cases, and seven of them came to court."
    assert f'<mark id="marked">{words}</mark>' in page
    assert "<script" not in page
    assert "src=" not in page
    assert "url(" not in page
    assert "Stated values are quoted from the page" in page


def test_the_rendered_pdf_holds_the_passage_and_the_notice(packed: bytes) -> None:
    opened = pypdfium2.PdfDocument(files_of(packed)["rendered.pdf"])
    said = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in opened).split())
    assert "Police opened 20 cases, and seven of them came to court." in said
    assert "Not a publication of the United States Government" in said


def test_a_sample_is_refused_with_the_reason() -> None:
    name, data = sample_pages()[1]
    with pytest.raises(WrongUse, match="cannot be taken as exhibit") as refused:
        exhibit_of(data, 1, 1, name=name)
    assert "proves nothing" in str(refused.value)


def test_a_page_that_is_not_the_one_that_was_coded_is_refused() -> None:
    (document,) = read_bytes(TEXT, name="page.txt", options=ReadOptions()).documents
    record = tierbook.code(document).to_dict(everything=True)
    with pytest.raises(WrongUse, match="not the page"):
        make_exhibit(record, document, TEXT + b" ", 3, 2)


def test_a_place_that_there_is_not_is_refused() -> None:
    with pytest.raises(WrongUse, match="it has tier"):
        exhibit_of(TEXT, 3, 99)


def test_its_program_is_of_python_3_8_and_of_the_standard_library_alone() -> None:
    source = (Path(exhibits.__file__).parent / "verify.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    named = {
        (node.module or "").partition(".")[0]
        if isinstance(node, ast.ImportFrom)
        else alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert named <= set(sys.stdlib_module_names)
    assert not {"socket", "urllib", "http", "subprocess"} & named


@pytest.mark.shared
def test_passages_of_real_narratives_are_verified(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "narratives"
    for number, path in enumerate(
        [folder / "refworld-2003-japan.txt", *sorted((folder / "2018").glob("*.txt"))[::37]]
    ):
        data = path.read_bytes()
        (document,) = read_bytes(data, name=str(path), options=ReadOptions()).documents
        coding = tierbook.code(document)
        record = coding.to_dict(everything=True)
        rows = record["narrative"]["sentences"]
        row = rows[len(rows) // 2]
        packed = make_exhibit(record, document, data, row["paragraph"], row["sentence"])
        ran = verify(files_of(packed), tmp_path / str(number))
        assert ran.returncode == 0, (path, ran.stdout)
