"""`works`, `move` and `code --links`, as a person meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.test_line_schema import check
from tests.narrative.copies import FIRST, other_setting, without

OPTIONS = ("--country", "THA", "--edition", "2018")
ADDRESS = "https://www.example.org/tip/2018/thailand.html"
BODY = "".join(f"<p>{part}</p>" for part in FIRST.strip().split("\n\n"))


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    changed = other_setting(FIRST).replace("arrested 14 men", "arrested 41 men")
    (folder / "b.txt").write_text(without(changed, "PROTECTION\n\n"), encoding="utf-8")
    return folder


@pytest.fixture
def codings(program, copies, tmp_path) -> Path:
    run = program("code", copies / "a.txt", *OPTIONS, "--format", "jsonl")
    path = tmp_path / "codings.jsonl"
    path.write_text(run.out, encoding="utf-8")
    return path


def test_two_copies_are_one_work(program, copies):
    run = program("works", copies, *OPTIONS)
    assert run.code == 0
    assert run.lines[1].startswith("tip-2018-tha ")
    assert "2 texts, 1 work, 1 of them held from more than one page" in run.out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_works_as_records_with_their_differences(program, copies, form):
    run = program("works", copies, *OPTIONS, "--differences", "--format", form)
    record = json.loads(run.out) if form == "jsonl" else json.loads(run.out)[0]
    first, second = record["manifestations"]
    assert "differences" not in first
    found = second["differences"]
    assert found["summary"] == "2 differences"
    assert [d["kind"] for d in found["differences"] if d["kind"] != "typography"] == [
        "words",
        "heading",
    ]
    words = found["differences"][[d["kind"] for d in found["differences"]].index("words")]
    assert {"14", "41"} == {words[side]["changed"][0].strip() for side in "ab"}


def test_differences_in_a_table(program, copies):
    run = program("works", copies, *OPTIONS, "--differences")
    assert "2 differences" in run.out
    assert "sentences that differ in typography: quotation marks 2" in run.out


def test_a_missing_edition_is_suggested_in_words_and_in_csv(program, tmp_path):
    body = " ".join(f"Word{n} stands beside word{n * 7 % 90} in the text." for n in range(90))
    text = f"THAILAND: TIER 2\n\n{body}\n"
    (tmp_path / "known.jsonl").write_text(
        json.dumps({"country": "THA", "edition": 2018, "text": text}) + "\n"
    )
    (tmp_path / "bare.jsonl").write_text(json.dumps({"country": "THA", "text": text}) + "\n")
    run = program("works", tmp_path)
    assert "in tip-2018-tha, which suggests 2018" in run.out
    rows = list(csv.DictReader(io.StringIO(program("works", tmp_path, "--format", "csv").out)))
    assert [(r["edition"], r["suggested_edition"], r["suggested_by"]) for r in rows] == [
        ("2018", "", ""),
        ("", "2018", "tip-2018-tha"),
    ]


def test_moved_codings_fit_the_schema_and_name_their_orphans(program, copies, codings):
    run = program("move", codings, copies / "b.txt", *OPTIONS, "--format", "jsonl")
    assert run.code == 0
    (record,) = check(run.lines)
    assert record["moved"]["from"] == json.loads(codings.read_text())["document"]["id"]
    assert record["moved"]["evidence"] == sum(len(f["evidence"]) for f in record["findings"])
    orphans = record["moved"]["orphaned"]
    assert orphans
    assert {o["reason"] for o in orphans} == {"words differ"}
    assert all("41 men" in o["there"] for o in orphans)
    assert run.err.count("words differ") == len(orphans)
    assert f"{len(orphans)} piece" in run.err.splitlines()[-1]


def test_texts_too_long_to_be_set_against_each_other_are_named(
    program, copies, codings, monkeypatch
):
    monkeypatch.setattr("tierbook.narrative.differences.LONGEST", 50)
    run = program("works", copies, *OPTIONS, "--differences")
    assert run.code == 1
    assert "2 texts, 1 work" in run.out
    assert "words and signs is too long to be compared" in run.err
    run = program("move", codings, copies / "b.txt", *OPTIONS)
    assert run.code == 1
    assert "words and signs is too long to be compared" in run.err
    assert "no coding of the same text" not in run.err


def test_moving_as_a_table_and_as_csv(program, copies, codings):
    table = program("move", codings, copies / "b.txt", *OPTIONS).out
    assert "pieces of evidence moved" in table
    assert "words differ" in table
    run = program("move", codings, copies / "b.txt", *OPTIONS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert {row["outcome"] for row in rows} == {"moved", "words differ"}
    assert all(row["start"] for row in rows if row["outcome"] == "moved")


def test_a_page_of_another_edition_gets_nothing_and_is_told(program, copies, codings):
    run = program("move", codings, copies / "b.txt", "--country", "THA", "--edition", "2019")
    assert run.code == 0
    assert "no coding of the same text" in run.err
    assert run.out == ""


def test_the_page_that_was_coded_is_passed_over(program, copies, codings):
    run = program("move", codings, copies, *OPTIONS, "--format", "jsonl")
    assert len(run.lines) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [("{}\n", "1: the line is no coding"), ("nonsense\n", "1: the line is no coding")],
)
def test_a_line_that_is_no_coding_is_named(program, copies, tmp_path, content, words):
    path = tmp_path / "broken.jsonl"
    path.write_text(content)
    run = program("move", path, copies / "b.txt", *OPTIONS)
    assert run.code == 1
    assert words in run.err


def test_codings_that_are_not_there(program, copies, tmp_path):
    run = program("move", tmp_path / "none.jsonl", copies, *OPTIONS)
    assert run.code == 1
    assert "cannot be read" in run.err


def test_links_only_where_they_are_asked_for_and_the_address_is_known(program, tmp_path, copies):
    page = tmp_path / "page.html"
    head = f'<link rel="canonical" href="{ADDRESS}">'
    page.write_text(f"<html><head>{head}</head><body>{BODY}</body></html>", encoding="utf-8")
    for path, asked in ((page, True), (page, False), (copies / "a.txt", True)):
        options = ["--links"] if asked else []
        run = program("code", path, *OPTIONS, "--format", "jsonl", *options)
        (record,) = check(run.lines)
        evidence = [e for f in record["findings"] for e in f["evidence"]]
        assert all(
            ("link" in row) is asked for row in (*evidence, *record["narrative"]["paragraphs"])
        )
        if not asked:
            continue
        links = {row["link"] for row in (*evidence, *record["narrative"]["paragraphs"])}
        if record["document"]["address"] is None:
            assert links == {None}
        else:
            assert all(link.startswith(f"{ADDRESS}#:~:text=") for link in links)


def test_links_in_csv_and_not_in_a_table(program, copies):
    run = program("code", copies / "a.txt", *OPTIONS, "--links", "--format", "csv")
    assert run.lines[0].endswith(",link")
    run = program("code", copies / "a.txt", *OPTIONS, "--links")
    assert run.code == 2
    assert "--links: a table has no room for links" in run.err
