"""`tierbook codebook` as it prints, in every form."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tierbook.codebook import load_codebook
from tierbook.codebook.loading import PACKAGED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGED / "tip", tmp_path / "tip")
    shutil.copy(PACKAGED / "vocabularies.yaml", tmp_path)
    return tmp_path / "tip"


def test_show_prints_the_variable_as_the_handbook_has_it(program: Program) -> None:
    run = program("codebook", "show", "prosecution.law")
    assert run.code == 0
    for words in (
        "Does a law in force prohibit",
        "Rule",
        "Not this",
        "Accuracy",
        "-> mixed",
        "no_law",
    ):
        assert words in run.out


def test_show_as_data(program: Program) -> None:
    record = json.loads(program("codebook", "show", "prosecution.law", "--format", "json").out)
    assert record["id"] == "prosecution.law"
    assert record["maps"]["htc"]["no_law"] == ["no"]
    assert record["accuracy"]
    assert {e["id"] for e in record["examples"]} >= {"pending", "silence"}
    (line,) = program("codebook", "show", "prosecution.law", "--format", "jsonl").lines
    assert json.loads(line) == record
    text = program("codebook", "show", "prosecution.law", "--format", "csv").out
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["id"] == "prosecution.law"
    assert json.loads(row["htc"])["no_law"] == ["no"]


def test_an_unknown_variable_is_wrong_use_and_the_nearest_are_named(program: Program) -> None:
    run = program("codebook", "show", "prosecution.laws")
    assert run.code == 2
    assert "prosecution.law" in run.err
    assert run.out == ""
    assert "protection.shelter" in program("codebook", "show", "shelter").err


def test_show_knows_the_facts_of_an_individual_case(program: Program) -> None:
    run = program("codebook", "show", "case.consent_claimed")
    assert "(case.consent_claimed, codebook screening/" in run.out
    for words in ("Does anybody say that the person agreed?", "counts it against a person"):
        assert words in run.out
    record = json.loads(program("codebook", "show", "means.force", "--format", "json").out)
    assert (record["type"], record["codes"]) == ("yes_no", {"yes": "yes", "no": "no"})
    (line,) = program("codebook", "show", "means.force", "--format", "jsonl").lines
    assert json.loads(line) == record
    (row,) = csv.DictReader(
        io.StringIO(program("codebook", "show", "case.since", "--format", "csv").out)
    )
    assert row["type"] == "month"


def test_lint_of_the_package_holds_both_codebooks(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook import codebook
    from tierbook.errors import CodebookInvalid

    assert program("codebook", "lint").code == 0
    fault = CodebookInvalid("the label is missing", where="facts.yaml:3", remedy="mend it")
    monkeypatch.setattr(codebook, "lint_case_facts", lambda: (fault,), raising=False)
    run = program("codebook", "lint")
    assert run.code == 1
    assert "the label is missing" in run.out


def test_find_prints_the_best_first(program: Program) -> None:
    run = program("codebook", "find", "victims", "deported")
    assert run.code == 0
    assert run.lines[1].startswith("protection.victims_deported")
    record = json.loads(
        program("codebook", "find", "hotline", "--format", "json", "--limit", "2").out
    )
    assert record["words"] == "hotline"
    assert len(record["variables"]) == 2
    nothing = program("codebook", "find", "xyzzy")
    assert (nothing.code, nothing.out) == (0, "")
    assert "xyzzy" in nothing.err


def test_lint_of_a_sound_folder_ends_well(program: Program, folder: Path) -> None:
    run = program("codebook", "lint", folder)
    assert (run.code, run.out) == (0, "")
    assert json.loads(program("codebook", "lint", folder, "--format", "json").out)["faults"] == []


def test_lint_names_file_line_and_remedy(program: Program, folder: Path) -> None:
    path = folder / "variables" / "prosecution" / "prosecution.law.yaml"
    path.write_text(path.read_text().replace("type: yes_no", "type: yesno"))
    run = program("codebook", "lint", folder)
    assert run.code == 1
    assert f"{path}:4" in run.out
    (row, *_) = json.loads(program("codebook", "lint", folder, "--format", "json").out)["faults"]
    assert (row["file"], row["line"]) == (str(path), 4)
    assert row["remedy"]
    (line, *_) = csv.DictReader(
        io.StringIO(program("codebook", "lint", folder, "--format", "csv").out)
    )
    assert line["line"] == "4"


def test_lint_of_a_folder_that_is_not_there_is_wrong_use(program: Program, tmp_path: Path) -> None:
    assert program("codebook", "lint", tmp_path / "none").code == 2


def test_the_handbook_takes_the_scores_it_is_given(program: Program, tmp_path: Path) -> None:
    scores = {"precision": 0.9, "recall": 0.8, "f1": 0.847, "n": 12, "low": 0.7, "high": 0.95}
    record = {
        "total": scores,
        "variables": {"prosecution.law": scores, "counts": scores},
        "made_by": "two readers",
    }
    path = tmp_path / "measured.json"
    path.write_text(json.dumps(record))
    page = program("codebook", "handbook", "--accuracy", path).out
    figures = sum(v.startswith("figures.") for v in load_codebook().variables)
    assert page.count("F1 0.85 (0.70 to 0.95), precision 0.90, recall 0.80, n = 12.") == 1 + figures
    assert "labels made by two readers" in page
    html = program("codebook", "handbook", "--format", "html", "--accuracy", path).out
    assert html.startswith("<!doctype html>")


def test_a_file_that_holds_no_scores_is_refused(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_text("[]")
    run = program("codebook", "handbook", "--accuracy", path)
    assert run.code == 1
    assert "tierbook evaluate" in run.err


def test_the_packaged_record_stands_in_the_handbook(program: Program) -> None:
    page = program("codebook", "handbook").out
    assert "Accuracy is that of the rules coder of this version" in page
    assert "Untested here" in page
