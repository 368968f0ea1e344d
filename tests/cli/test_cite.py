"""`tierbook cite`: a place as a citation, as a record, as an exhibit; and what is refused."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import rispy

from tests.release.citations.making import REFWORLD, body
from tierbook.files import content_hash

ADDRESS = "https://www.refworld.org/docid/4680d7b3c.html "
OSCOLA = (
    "US Department of State, Office to Monitor and Combat Trafficking in Persons, ‘Trafficking in Persons Report: "
    "Kenya’ (Refworld, 11 June 2003) para 3, sentence 2 (beginning ‘Police opened 20 cases, and seven …’) [paragraph "
    "numbering added] <https://www.refworld.org/docid/4680d7b3c.html> accessed 6 May 2016."
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "kenya.txt"
    path.write_text(REFWORLD.format(address=ADDRESS) + body(headed=False), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library with the page in it, filled once."""
    home = tmp_path_factory.mktemp("library")
    path = home / "kenya.txt"
    path.write_text(REFWORLD.format(address=ADDRESS) + body(headed=False), encoding="utf-8")
    command = [sys.executable, "-m", "tierbook", "ingest", str(path), "--home", str(home / "home")]
    subprocess.run(command, check=True, capture_output=True)
    return home / "home"


@pytest.fixture
def held(library, page, tmp_path):
    """A copy of that library in the home of the program; its document's id."""
    shutil.copytree(library, tmp_path / "home")
    return f"tip-2003-ken-refworld-{content_hash(page.read_bytes())[:8]}"


@pytest.mark.parametrize(
    "place",
    ["KEN:2003#prosecution.1.2", "KEN:2003#3.2", "ken:2003#p3s2", "DOCUMENT#prosecution.1.2"],
)
def test_a_place_of_the_library_is_cited_in_a_style(program, held, place):
    run = program("cite", place.replace("DOCUMENT", held), "--style", "oscola")
    assert run.code == 0, run.err
    assert run.out == OSCOLA + "\n"


def test_a_place_of_a_page_needs_no_library(program, page, tmp_path):
    run = program("cite", f"{page}#prosecution.1.2", "--style", "oscola")
    assert run.out == OSCOLA + "\n"
    assert not (tmp_path / "home").exists()


def test_all_styles_come_with_place_words_links_and_notes(program, held):
    run = program("cite", "KEN:2003#prosecution.1.2", "--site", "https://library.example")
    for label in (
        "The publisher’s own form",
        "Chicago, note",
        "APA 7, reference",
        "Bluebook",
        "Place",
        "Words",
    ):
        assert label in run.lines
    assert f"  https://library.example/documents/{held}/#p3s2" in run.lines
    assert any(":~:text=Police" in line for line in run.lines), (
        "the words, though no finding rests on them"
    )
    assert any("republication by Refworld" in line for line in run.lines)


def test_a_whole_text_and_a_paragraph_are_cited(program, held):
    run = program("cite", held, "--style", "apa")
    assert run.out.startswith(
        "Office to Monitor and Combat Trafficking in Persons. (2003, June 11)."
    )
    assert "para. 3)" in program("cite", "KEN:2003#3", "--style", "apa-in-text").out


def test_a_finding_is_cited_by_its_id_or_the_address_of_its_page(program, held, page):
    coded = json.loads(program("code", page, "--format", "json").out)[0]
    finding = next(f for f in coded["findings"] if f["variable"] == "prosecution.convicted")
    first = finding["evidence"][0]
    wanted = program(
        "cite", f"{held}#{first['paragraph']}.{first['sentence']}", "--style", "bluebook"
    ).out
    for name in (finding["id"], f"https://x.example/documents/{held}/findings/{finding['id']}/"):
        run = program("cite", name, "--style", "bluebook")
        assert run.code == 0, run.err
        assert run.out == wanted


def test_words_name_a_sentence(program, held):
    run = program("cite", "KEN:2003", "--words", "Police opened 20", "--style", "oscola")
    assert run.out == OSCOLA + "\n"
    refused = program("cite", "KEN:2003", "--words", "Judges opened")
    assert refused.code == 2
    assert "no sentence" in refused.err


def test_the_day_of_access_is_the_one_that_is_given(program, held):
    run = program("cite", "KEN:2003", "--style", "oscola", "--accessed", "2026-11-26")
    assert run.out.endswith("accessed 26 November 2026.\n")
    for wrong in ("2026-02-30", "2026-11", "2026-W13-2", "20260331", "today"):
        refused = program("cite", "KEN:2003", "--accessed", wrong)
        assert refused.code == 2
        assert "--accessed" in refused.err
        assert "2026-03-31" in refused.err


def test_the_address_of_the_site_is_that_of_the_settings(program, held):
    home = Path(os.environ["TIERBOOK_HOME"])
    (home / "config.toml").write_text('site_url = "https://library.example.org"\n', "utf-8")
    run = program("cite", "KEN:2003", "--format", "json")
    assert json.loads(run.out)["permalink"].startswith("https://library.example.org/documents/")


def test_records_for_reference_managers(program, held):
    places = ("KEN:2003#prosecution.1.2", "KEN:2003#protection.1.1")
    ris = program("cite", *places, "--style", "ris")
    assert [entry["type_of_reference"] for entry in rispy.loads(ris.out)] == ["RPRT", "RPRT"]
    items = json.loads(program("cite", *places, "--style", "csl").out)
    assert len({item["id"] for item in items}) == 2
    assert program("cite", *places, "--style", "bibtex").out.count("@techreport{") == 2


def test_formats_for_programs(program, held):
    one = json.loads(program("cite", "KEN:2003#3.2", "--format", "json").out)
    assert one["styles"]["oscola"] == OSCOLA
    assert one["pinpoint"]["place"] == f"{held}#prosecution.1.2"
    assert one["csl_json"]["type"] == "report"
    many = json.loads(program("cite", "KEN:2003#3.2", "KEN:2003#4.1", "--format", "json").out)
    assert [row["pinpoint"]["paragraph"] for row in many] == [3, 4]
    lines = program("cite", "KEN:2003#3.2", "--format", "jsonl").lines
    assert json.loads(lines[0]) == one
    rows = list(csv.DictReader(io.StringIO(program("cite", "KEN:2003#3.2", "--format", "csv").out)))
    assert {row["style"] for row in rows} == set(one["styles"])


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("KEN:2003#prosecution.1.9", "prosecution.1 and protection.1"),
        ("KEN:2003#recommendations.1", "prosecution.1"),
        ("KEN:2003#prosecution", "write KEN:2003#prosecution.1"),
        ("KEN:2003#verdict.1", "give one of tier"),
        ("JPN:2003#prosecution.1", "ingest its page"),
        ("nothing#1.1", "give JPN:2003"),
        ("0123456789abcdef", "ingest its page"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_a_remedy(program, held, place, remedy):
    run = program("cite", place)
    assert run.code == 2
    assert run.out == ""
    assert remedy in run.err


def test_an_unknown_style_is_refused_with_those_that_there_are(program, held):
    run = program("cite", "KEN:2003", "--style", "vancouver")
    assert run.code == 2
    assert "bluebook" in run.err


def test_an_exhibit_is_written_with_its_hash_and_its_program_passes(program, held, tmp_path):
    path = tmp_path / "exhibit.zip"
    command = ("cite", "KEN:2003#prosecution.1.2", "--exhibit", path, "--accessed", "2026-11-26")
    run = program(*command)
    assert run.code == 0, run.err
    first = path.read_bytes()
    assert f"SHA-256 of exhibit.zip: {content_hash(first)}" in run.err
    program(*command)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "unpacked")
    check = [sys.executable, "-I", "-S", str(tmp_path / "unpacked" / "verify.py")]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_a_library_and_a_page_give_the_same_exhibit(program, held, page, tmp_path):
    for place, name in ((f"{held}#3.2", "one.zip"), (f"{page}#3.2", "two.zip")):
        run = program("cite", place, "--exhibit", tmp_path / name, "--accessed", "2026-11-26")
        assert run.code == 0, run.err
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_sample_is_cited_as_one_and_is_no_exhibit(program, process, tmp_path):
    from tierbook.pages import sample_pages

    name, data = sample_pages()[1]
    path = tmp_path / name
    path.write_bytes(data)
    run = program("cite", f"{path}#2.1")
    assert run.lines[0] == "Sample"
    assert run.lines[1].startswith("  Sample, not a quotation.")
    for more in (("--style", "ris"), ("--exhibit", tmp_path / "x.zip")):
        refused = program("cite", f"{path}#2.1", *more)
        assert refused.code == 2
        assert "sample" in refused.err
    assert not (tmp_path / "x.zip").exists()


def test_an_exhibit_is_of_one_passage(program, held, tmp_path):
    out = tmp_path / "x.zip"
    for places in (("KEN:2003",), ("KEN:2003#3.1", "KEN:2003#3.2")):
        run = program("cite", *places, "--exhibit", out)
        assert run.code == 2
        assert "name one" in run.err
    assert not out.exists()


def test_of_several_texts_one_is_cited_and_the_others_are_named(program, process, held, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(body(headed=True, tier="KENYA: TIER 2"), encoding="utf-8")
    assert process("ingest", other, "--country", "KEN", "--edition", "2003").code == 0
    run = program("cite", "KEN:2003#prosecution.1.2", "--style", "oscola")
    assert run.code == 0
    assert "also held: tip-2003-ken-" in run.err
    refused = program("cite", "KEN#prosecution.1.2", "--style", "oscola")
    assert refused.code == 0, "both are of one country and edition"
    assert process("ingest", other, "--country", "KEN", "--edition", "2018").code == 0


def test_a_record_of_a_table_is_an_exhibit_of_its_own_line(program, tmp_path):
    text = REFWORLD.format(address=ADDRESS) + body(headed=False)
    row = {"text": text, "country": "KEN", "edition": 2003, "text_kind": "narrative"}
    path = tmp_path / "data.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    out = tmp_path / "x.zip"
    run = program("cite", f"{path}#3.2", "--exhibit", out)
    assert run.code == 0, run.err
    with zipfile.ZipFile(out) as packed:
        packed.extractall(tmp_path / "unpacked")
    check = [sys.executable, "-I", "-S", str(tmp_path / "unpacked" / "verify.py")]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
