"""`tierbook sample`: drawn from pages and from a library, blind, and how many are needed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    rows = [
        {"text": f"The government ran {n} shelters for victims of trafficking in this year.", "country": country,
         "edition": edition, "text_kind": "excerpt"}
        for country in ("Japan", "Albania", "Chile", "Ghana", "Nepal")
        for n, edition in enumerate((2002, 2005, 2012, 2018), 2)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_sample_of_pages_is_blind_and_comes_again(
    program: Program, pages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "sample.jsonl"
    asked = (
        "sample",
        pages,
        "--n",
        8,
        "--seed",
        7,
        "--by",
        "era",
        "--variables",
        "protection.shelter",
    )
    run = program(*asked, "--out", out)
    assert run.code == 0, run.err
    assert "8 of 20 units, seed 7" in run.err
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(lines) == 8
    assert {line["probability"] for line in lines} == {0.4}
    assert {line["stratum"] for line in lines} == {
        "era=2001-2003", "era=2004-2006", "era=2010-2014", "era=2015-2018",
    }  # fmt: skip
    assert not {"value", "findings", "proposal"} & {key for line in lines for key in line}
    assert program(*asked).out == out.read_text()
    rows = list(csv.DictReader(program(*asked, "--format", "csv").out.splitlines()))
    assert [row["document"] for row in rows] == [line["document"] for line in lines]


def test_it_says_how_many_are_needed_and_draws_nothing(program: Program, pages: Path) -> None:
    run = program("sample", pages, "--half-width", "0.1", "--expected", "0.85")
    assert "of these 20 texts are to be coded by people" in run.out
    assert "draw them with --n" in run.err
    record = json.loads(program("sample", pages, "--half-width", "0.1", "--format", "json").out)
    assert record["population"] == 20
    assert 0 < record["units"] <= 20


def test_a_sample_of_a_library(program: Program, process: Program, pages: Path) -> None:
    assert process("ingest", pages).code == 0  # in a process of its own: it opens a database
    from_library = program("sample", "--n", 8, "--seed", 7, "--by", "era")
    assert from_library.code == 0, from_library.err
    assert from_library.out == program("sample", pages, "--n", 8, "--seed", 7, "--by", "era").out


def test_wrong_wishes(program: Program, pages: Path) -> None:
    assert program("sample", pages).code == 2
    assert program("sample", pages, "--n", 21).code == 2
    assert program("sample", pages, "--n", 5, "--by", "colour").code == 2
    assert program("sample", pages, "--n", 8, "--variables", "no.such").code == 2
    absent = program("sample", pages / "absent.html", "--half-width", "0.1")
    assert (absent.code, absent.out) == (1, "")


def test_accuracy_of_the_program_on_a_sample(program: Program, pages: Path, tmp_path: Path) -> None:
    lines = [
        json.loads(line)
        for line in program("sample", pages, "--n", 8, "--by", "era").out.splitlines()
    ]
    decisions = [
        {
            "at": "2026-11-02T10:00:00Z", "coder": "p1", "document": line["document"],
            "unit": f"{line['country']}:{line['edition']}", "variable": "protection.shelter", "level": None,
            "place": None, "action": "accept", "value": "yes" if n else "no", "evidence": [], "shown": "blind",
            "drawn": {"how": "sample", "sample": line["sample"], "probability": line["probability"],
                      "stratum": line["stratum"]},
        }
        for n, line in enumerate(lines)
    ]  # fmt: skip
    people, rules = tmp_path / "people.jsonl", tmp_path / "rules.jsonl"
    people.write_text("".join(json.dumps(row) + "\n" for row in decisions))
    rules.write_text(program("code", pages, "--format", "jsonl").out)
    run = program(
        "agree", people, rules, "--accuracy", "rules", "--format", "json", "--resamples", 0
    )
    assert run.code == 0, run.err
    record = json.loads(run.out)
    one = next(r for r in record["protection.shelter"]["accuracy"] if r["group"] == "_all")
    assert one["share"] == pytest.approx(7 / 8)
    assert (one["n_measure"], one["n_teach"]) == (8, 0)
    measured = tmp_path / "measured.json"
    measured.write_text(run.out)
    shown = program("codebook", "show", "protection.shelter", "--accuracy", measured)
    assert "Right in 0.88 of answers" in " ".join(shown.out.split())
    table = program("agree", people, rules, "--accuracy", "rules", "--resamples", 0)
    assert "8 answers measure it" in table.out
