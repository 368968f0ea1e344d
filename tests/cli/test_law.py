"""`tierbook law`: an edition, a difference, a history, the faults of a folder."""

from __future__ import annotations

import csv
import io
import json
import shutil
from importlib import resources
from pathlib import Path

import pytest

from tests.cli.conftest import Program

PARTS = {
    "standards", "criteria", "tiers", "grounds", "clock", "efforts", "failure", "reporting", "consequences",
    "special_cases", "lists", "definitions", "readings", "notes",
}  # fmt: skip


@pytest.mark.parametrize("edition", [2001, 2003, 2005, 2008, 2009, 2013, 2019, 2025])
def test_every_form_of_output_holds_every_entry(program: Program, edition: int) -> None:
    whole = json.loads(program("law", edition, "--format", "json").out)
    entries = [row for part in PARTS for row in whole.get(part, [])]
    lines = [json.loads(line) for line in program("law", edition, "--format", "jsonl").lines]
    table = list(csv.DictReader(io.StringIO(program("law", edition, "--format", "csv").out)))
    printed = program("law", edition).out
    ids = {row["id"] for row in entries}
    assert {row["id"] for row in lines} == {row["id"] for row in table} == ids
    assert len(lines) == len(table) == len(ids)
    for row in table:
        assert row["confidence"] in ("verified", "derived", "memory")
        assert row["citation"]
        assert row["sources"].startswith("http")
        assert f" {row['id']} " in printed
        assert row["asks"] in printed


def test_the_law_of_2019_has_all_parts_and_that_of_2001_has_fewer(program: Program) -> None:
    late = json.loads(program("law", "2020", "--format", "json").out)
    early = json.loads(program("law", "2001", "--format", "json").out)
    assert late.keys() >= PARTS
    assert not early.keys() & {"grounds", "clock", "failure", "lists"}
    assert [row["id"] for row in early["consequences"]] == ["conseq.policy", "conseq.not_yet"]


def test_options_may_stand_before_the_edition(program: Program) -> None:
    before, after = (
        program("law", *words)
        for words in (("--format", "json", "2003"), ("2003", "--format", "json"))
    )
    assert before.out == after.out
    assert program("law", "edition", "2003", "--format", "json").out == after.out


def test_a_difference_reads_as_prose_and_as_data(program: Program) -> None:
    run = program("law", "diff", "2003", "2009")
    assert run.code == 0
    assert "William Wilberforce" in run.out
    assert "2009 widened by tvpra2008, P.L. 110-457" in run.out
    record = json.loads(program("law", "diff", "2003", "2009", "--format", "json").out)
    assert [act["id"] for act in record["acts"]] == ["tvpra2003", "tvpra2005", "tvpra2008"]
    assert record["counts"]["added"] == sum("added" in c["how"] for c in record["changes"])
    rows = list(
        csv.DictReader(io.StringIO(program("law", "diff", "2003", "2009", "--format", "csv").out))
    )
    assert {row["id"] for row in rows} == {change["id"] for change in record["changes"]}
    lines = program("law", "diff", "2003", "2009", "--format", "jsonl").lines
    assert [json.loads(line) for line in lines] == record["changes"]


def test_the_later_edition_may_come_first_and_that_is_said(program: Program) -> None:
    run = program("law", "diff", "2009", "2003")
    assert run.out == program("law", "diff", "2003", "2009").out
    assert "from the earlier to the later" in run.err


def test_one_entry_over_all_editions(program: Program) -> None:
    shown = program("law", "show", "swl.commitments").out
    assert "2004 to 2018" in shown
    assert "2019 dropped by tvpra2018" in shown
    rows = list(
        csv.DictReader(
            io.StringIO(program("law", "show", "demand.sex_tourism", "--format", "csv").out)
        )
    )
    assert [row["paragraph"] for row in rows] == ["(b)(3)", "(b)(11)", "(b)(12)(B)", "(b)(12)(B)"]
    assert json.loads(program("law", "show", "tier.2WL", "--format", "json").out)["not_before"] == [
        2001,
        2003,
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("1990",), 1, "give an edition from 2001"),
        (("show", "swl.nix"), 1, "swl.victims"),
        (("2003", "--statute", "nix"), 2, "tvpa"),
        (("diff", "2003", "2050"), 1, "2050"),
        (("lint", "nowhere"), 2, "no folder"),
    ],
)
def test_what_cannot_be_answered_says_the_remedy(
    program: Program, words: tuple[str, ...], code: int, said: str
) -> None:
    run = program("law", *words)
    assert run.code == code
    assert said in run.err
    assert not run.out


def test_lint_holds_mapping_and_words_against_the_codebook(
    program: Program, tmp_path: Path
) -> None:
    with resources.as_file(resources.files("tierbook.standards") / "statutes" / "tvpa") as path:
        shutil.copytree(path, tmp_path / "tvpa")
    for name, was, now in (
        ("mapping.yaml", "- prosecution.law is yes or mixed", "- prosecution.lawx is yes or mixed"),
        (
            "words.yaml",
            "prosecution.extradition: {yes:",
            "prosecution.extradition: {perhaps: x, yes:",
        ),
    ):
        file = tmp_path / "tvpa" / name
        file.write_text(file.read_text("utf-8").replace(was, now, 1), "utf-8")
    run = program("law", "lint", tmp_path / "tvpa", "--format", "json")
    assert run.code == 1
    found = {row["what"]: Path(row["file"]).read_text("utf-8").splitlines()[row["line"] - 1]
             for row in json.loads(run.out)}  # fmt: skip
    assert (
        "std.prohibit_punish"
        in found["std.prohibit_punish: the codebook has no variable prosecution.lawx"]
    )
    assert "perhaps" in found["words.yaml: 'perhaps' is no value of prosecution.extradition"]


def test_lint_names_every_fault_with_its_line(program: Program, tmp_path: Path) -> None:
    assert program("law", "lint").code == 0
    with resources.as_file(resources.files("tierbook.standards") / "statutes" / "tvpa") as path:
        shutil.copytree(path, tmp_path / "tvpa")
    for name, was, now in (
        ("criteria.yaml", "sign: negative", "sign: minus"),
        ("criteria.yaml", "first_edition: 2019\n", "first_edition: 2018\n"),
        ("provisions/grounds.yaml", "how: narrowed", "how: smaller"),
    ):
        file = tmp_path / "tvpa" / name
        file.write_text(file.read_text("utf-8").replace(was, now, 1), "utf-8")
    run = program("law", "lint", tmp_path / "tvpa", "--format", "json")
    assert run.code == 1
    assert "3 faults" in run.err
    for row in json.loads(run.out):
        lines = Path(row["file"]).read_text("utf-8").splitlines()
        assert any(word in lines[row["line"] - 1] for word in ("minus", "2018", "smaller"))
        assert row["remedy"]
