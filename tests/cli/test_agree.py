"""`tierbook agree`: the contract, and what each option adds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.agreement.answering import KRIPPENDORFF
from tests.cli.conftest import Program

KEYS = {
    "percent", "cohen_kappa", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1", "low", "high", "n_units", "n_coders",
}  # fmt: skip


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    lines = ["coder,unit,variable,value"]
    for coder, row in zip("ABCD", KRIPPENDORFF, strict=True):
        lines += [f"{coder},u{j:02},x,{v if v != '*' else ''}" for j, v in enumerate(row.split())]
    lines += [f"{coder},u{j},y,yes" for coder in "AB" for j in range(3)]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_contract(program: Program, answers: Path) -> None:
    run = program("agree", answers, "--format", "json")
    assert run.code == 0
    record = json.loads(run.out)
    assert list(record) == ["x", "y", "_all"]
    for row in record.values():
        assert row.keys() >= KEYS
    assert record["x"]["krippendorff_alpha"] == pytest.approx(0.743, abs=5e-4)
    assert record["x"]["low"] < 0.743 < record["x"]["high"]
    assert (record["x"]["n_units"], record["x"]["n_coders"]) == (12, 4)
    assert record["y"]["krippendorff_alpha"] is None
    assert record["y"]["low"] is None
    assert (
        record["y"]["reasons"]["krippendorff_alpha"]
        == "undefined: no variation, every answer is yes"
    )
    assert "NaN" not in run.out


def test_one_variable_is_all(program: Program, answers: Path) -> None:
    only = "\n".join(line for line in answers.read_text().splitlines() if ",y," not in line)
    answers.write_text(only)
    record = json.loads(program("agree", answers, "--format", "json").out)
    assert {k: record["x"][k] for k in KEYS} == {k: record["_all"][k] for k in KEYS}


def test_the_tables_say_undefined_in_words(program: Program, answers: Path) -> None:
    run = program(
        "agree", answers, "--scale", "x=ordinal", "--matrix", "--pairs", "--dividing", "--paragraph", "--over-time",
        "--resamples", "50",
    )  # fmt: skip
    assert run.code == 0
    assert "0.815" in run.out
    assert "undefined: no variation, every answer is yes" in run.out
    assert "x: coincidences" in run.out
    assert "y: A (rows), B (columns)" in run.out
    assert "x u05, 1.00 apart" in run.out
    assert "undated" in run.out
    assert "Krippendorff's alpha, ordinal, 0.815" in run.out
    assert "left out: 7 missing" in run.out


def test_csv_and_lines(program: Program, answers: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(program("agree", answers, "--format", "csv").out)))
    assert [row["variable"] for row in rows] == ["x", "y", "_all"]
    assert "no variation" in rows[1]["reason"]
    assert rows[1]["krippendorff_alpha"] == ""
    lines = program("agree", answers, "--format", "jsonl", "--pairs", "--dividing").out.splitlines()
    record = json.loads(lines[0])
    assert record["variable"] == "x"
    assert len(record["pairs"]) == 6
    assert {row["unit"] for row in record["dividing"]} == {"u01", "u05", "u07"}
    divided = list(
        csv.DictReader(io.StringIO(program("agree", answers, "--format", "csv", "--dividing").out))
    )
    assert [row["unit"] for row in divided] == ["u05", "u01", "u07"]


def test_a_program_stands_coder_by_coder_alone(program: Program, answers: Path) -> None:
    run = program("agree", answers, "--program", "D", "--pairs", "--format", "json")
    record = json.loads(run.out)
    assert record["x"]["coders"] == ["A", "B", "C"]
    assert {"D"} == {row["second"] for row in record["x"]["pairs"] if row["second"] > "C"}


def test_wrong_use_is_told(program: Program, answers: Path, tmp_path: Path) -> None:
    assert program("agree", tmp_path / "absent.csv").code == 2
    assert program("agree", answers, "--scale", "cubic").code == 2
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("coder,unit\na,u\n")
    run = program("agree", wrong)
    assert run.code == 1
    assert "the table has no column variable, value" in run.err


def test_one_bad_line_stops_nothing(program: Program, answers: Path) -> None:
    with answers.open("a") as stream:
        stream.write(",u,x,yes\n")
    run = program("agree", answers)
    assert run.code == 1
    assert "it names no coder" in run.err
    assert "0.743" in run.out


def test_a_sample_tells_which_texts_were_drawn_and_not_coded(
    program: Program, tmp_path: Path
) -> None:
    """Two strata of which 20 texts were drawn each: all of the first are coded and right, 5 of the other and wrong."""
    coded, sample = ["coder,unit,variable,value,drawn,probability,stratum,sample"], []
    for stratum, n, said in (("A", 20, "yes"), ("B", 5, "no")):
        for at in range(n):
            coded.append(f"anna,{stratum}{at},x,yes,sample,0.2,{stratum},s-1")
            coded.append(f"rules,{stratum}{at},x,{said},,,,")
        sample += [json.dumps({"sample": "s-1", "stratum": stratum, "n": at}) for at in range(20)]
    table, lines = tmp_path / "coded.csv", tmp_path / "sample.jsonl"
    table.write_text("\n".join(coded) + "\n")
    lines.write_text("\n".join(sample) + "\n")

    def share(*more: object) -> float:
        run = program("agree", table, "--accuracy", "rules", "--format", "json", *more)
        rows = json.loads(run.out)["x"]["accuracy"]
        return next(row["share"] for row in rows if row["group"] == "_all")

    assert share() == 0.8
    assert share("--sample", lines) == 0.5
    unasked = program("agree", table, "--sample", lines)
    assert unasked.code == 2
    assert "add --accuracy rules" in unasked.err
    lines.write_text('{"document": "d"}\n')
    none = program("agree", table, "--accuracy", "rules", "--sample", lines)
    assert none.code == 2
    assert "this is no sample" in none.err
