"""`tierbook search`: the library from a shell, and many queries from a file."""

from __future__ import annotations

import csv
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.library.factories import coding, write_corpus

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "search-the-library.md"
TEXTS = (
    ("THA", "Agents charge workers high fees. The debts of workers grow."),
    ("JPN", "Interns pay fees. Police fined two brokers in 2017."),
    ("KEN", "Courts seldom hear such cases."),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose corpus holds three texts; the first search fills its database."""
    folder = tmp_path_factory.mktemp("home")
    made = [
        coding(country=c, edition=2018, paragraphs=(("profile", text),), findings=[])
        for c, text in TEXTS
    ]
    write_corpus(folder, *made)
    (folder / "corpus" / "manifest.json").write_text('{"format": 1, "pages": {}, "documents": {}}')
    return folder


def test_a_table_shows_whole_sentences_and_how_the_query_was_read(process, home):
    run = process("search", "fees brokers", "--home", home)
    assert run.code == 0, run.err
    assert run.lines[0] == "1 paragraph in 1 text."
    assert "Read as: fees AND brokers" in run.out
    assert "1. Japan 2018, no tier stated, [1] s. 1, Profile" in run.out
    assert "   Interns pay fees." in run.out


def test_json_holds_the_same_as_the_page(process, home):
    run = process(
        "search", "fees", "--home", home, "--format", "json", "--filter", "country=Thailand"
    )
    found = json.loads(run.out)
    assert (found["total"], found["hits"][0]["country"]) == (1, "THA")
    assert {row["value"]: row["count"] for row in found["facets"]["country"]} == {
        "THA": 1,
        "JPN": 1,
    }


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_hits_are_printed_for_programs(process, home, form):
    out = process(
        "search", "fees OR courts", "--home", home, "--format", form, "--sort", "edition"
    ).out
    rows = (
        list(csv.DictReader(io.StringIO(out)))
        if form == "csv"
        else [json.loads(r) for r in out.splitlines()]
    )
    assert [row["country"] for row in rows] == ["JPN", "KEN", "THA"]


def test_ris_goes_to_a_reference_manager(process, home):
    out = process("search", "fees", "--home", home, "--format", "ris").out
    assert out.count("TY  - ") == 2


def test_nothing_found_is_no_failure_and_says_what_to_try(process, home):
    run = process("search", "feess", "--home", home)
    assert run.code == 0
    assert run.lines[0] == "No paragraph answers this query."
    assert "Written almost so: fees." in run.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (['"open'], "a quotation mark is open"),
        (["fees", "--filter", "colour=red"], "no filter"),
        (["fees", "--filter", "country=Narnia"], "Narnia"),
        (["fees", "--sort", "newest"], "relevance, edition, acquired"),
        ([], "--batch"),
        (["fees", "--batch", "x.csv"], "--batch"),
        (["--batch", "missing.csv"], "cannot be read"),
    ],
)
def test_wrong_use_says_what_to_do(process, home, arguments, words):
    run = process("search", *arguments, "--home", home)
    assert run.code == 2
    assert words in run.err
    assert run.out == ""


def test_an_empty_library_says_how_to_fill_it(process, tmp_path):
    home = tmp_path / "nothing"
    run = process("search", "fees", "--home", home)
    assert (run.code, run.out) == (1, "")
    assert "tierbook ingest" in run.err
    assert process("people", "add", "ada", "--role", "admin", "--home", home).code == 0
    run = process("search", "fees", "--home", home)
    assert (run.code, run.out) == (1, ""), "accounts are no texts"
    assert "tierbook ingest" in run.err


def test_a_batch_answers_what_it_can_and_names_the_lines_that_failed(process, home):
    queries = b'id,query\na,fees\nb,"(fees"\nc,zebra\n'
    run = process("search", "--batch", "-", "--home", home, "--format", "csv", stdin=queries)
    assert run.code == 1
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [(r["id"], r["total"], r["country"]) for r in rows] == [
        ("a", "2", "JPN"), ("a", "2", "THA"), ("b", "", ""), ("c", "0", ""),
    ]  # fmt: skip
    assert "-:3" in run.err
    assert "a parenthesis is open" in run.err
    table = process("search", "--batch", "-", "--home", home, stdin=b"fees\ncourts\n")
    assert table.code == 0
    assert table.lines[-2].split() == ["1", "fees", "2", "2"]


def test_the_guide_shows_what_the_program_prints(process, tmp_path):
    """Every command of the guide runs on the samples; where the guide shows an answer, it is that answer."""
    text = GUIDE.read_text(encoding="utf-8")
    blocks = [b.split("```")[0] for b in text.split("```console\n")[1:]]
    assert len(blocks) >= 3
    home = tmp_path / "home"
    samples = [str(path) for path in _samples(tmp_path)]
    assert process("ingest", *samples, "--home", home).code == 0
    for block in blocks:
        command, _, shown = block.partition("\n")
        words = shlex.split(command.removeprefix("$ tierbook "))
        run = process(*words, "--home", home)
        assert run.out.startswith(shown), f"{command}\n{run.out}"


def _samples(folder):
    from tierbook.pages import sample_pages

    for name, content in sample_pages():
        path = folder / name
        path.write_bytes(content)
        yield path


def test_help_names_the_language(process):
    done = subprocess.run(
        [sys.executable, "-m", "tierbook", "search", "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "--batch" in done.stdout
    assert "NEAR/5" in done.stdout
