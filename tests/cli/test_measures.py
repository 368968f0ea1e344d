"""`evaluate` and `diff-codings` as they print."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.agreement.making import gold, write_gold
from tests.cli.conftest import Program
from tierbook.agreement import load_measured


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    values = {"tier.stated": "2", "tier.standards": "not_significant"}
    evidence = {"tier.standards": [[15, 60]]}
    return write_gold(tmp_path / "gold.jsonl", gold(values=values, evidence=evidence))


def test_evaluate_prints_the_contracts_object(program: Program, labelled: Path) -> None:
    record = json.loads(program("evaluate", labelled, "--format", "json").out)
    assert set(record["total"]) == {"precision", "recall", "f1", "n", "low", "high"}
    assert record["variables"]["tier.stated"]["f1"] == 1.0
    assert record["variables"]["tier.standards"]["f1"] == 0.0


def test_the_table_has_the_worst_first_and_errors_with_their_words(
    program: Program, labelled: Path
) -> None:
    run = program("evaluate", labelled, "--errors", "5")
    assert run.lines[1].startswith("tier.standards")
    assert "labelled: not_significant" in run.out
    assert "ours: significant" in run.out
    assert "does not fully meet" in run.out
    one = program("evaluate", labelled, "--error-variable", "tier.standards")
    assert "labelled: not_significant" in one.out
    assert program("evaluate", labelled, "--error-variable", "tier.nothing").code == 2


def test_variables_may_be_listed(program: Program, labelled: Path) -> None:
    run = program(
        "evaluate", labelled, "--variables", "tier.stated,tier.standards", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [row["variable"] for row in rows] == ["tier.standards", "tier.stated", "_all"]


def test_another_format_is_refused_by_name(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "codings.jsonl"
    path.write_text('{"document": {}, "findings": []}\n', encoding="utf-8")
    run = program("evaluate", path)
    assert run.code == 1
    assert "diff-codings" in run.err
    assert run.out == ""


def test_passages_give_recall_and_specificity(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    rows = [
        {
            "variable": "no_law",
            "country": "KEN",
            "edition": 2008,
            "decision": decision,
            "text": text,
        }
        for decision, text in (
            ("code", "Kenya has no law against trafficking in persons."),
            ("do_not_code", "The police opened an office in the north."),
        )
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    record = json.loads(program("evaluate", path, "--format", "json").out)
    assert record["total"]["n_code"] == record["total"]["n_do_not_code"] == 1
    assert record["total"]["specificity"] == 1.0
    table = program("evaluate", path, "--errors", "5")
    assert "do not code" in table.out
    rows_out = list(csv.DictReader(io.StringIO(program("evaluate", path, "--format", "csv").out)))
    assert {row["level"] for row in rows_out} == {"all", "group", "variable"}


def test_a_run_against_itself_has_no_differences(
    program: Program, samples: Path, tmp_path: Path
) -> None:
    lines = program("code", samples, "--format", "jsonl").out
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text(lines, encoding="utf-8")
    second.write_text(lines, encoding="utf-8")
    record = json.loads(program("diff-codings", first, second, "--format", "json").out)
    assert record["totals"] == {"gain": 0, "loss": 0, "change": 0}

    changed = [json.loads(line) for line in lines.splitlines()]
    lost = changed[0]["findings"].pop(0)
    second.write_text("\n".join(json.dumps(row) for row in changed), encoding="utf-8")
    table = program("diff-codings", first, second)
    assert lost["variable"] in table.out
    assert "loss" in table.out
    rows = list(
        csv.DictReader(io.StringIO(program("diff-codings", first, second, "--format", "csv").out))
    )
    assert [row["kind"] for row in rows] == ["loss"]
    assert program("diff-codings", first, tmp_path / "gone").code == 1


JAPAN = "JPN:2003"


def test_why_explains_a_unit_among_pages(program: Program, samples: Path) -> None:
    run = program("why", JAPAN, "protection.victims_penalised", samples)
    assert run.code == 0
    assert run.lines[0] == "Sample, not a quotation"
    assert run.lines[1].startswith("JPN:2003  protection.victims_penalised: ")
    assert "Accuracy: untested here" in run.out  # a sample is no source
    record = json.loads(program("why", JAPAN, "tier.stated", samples, "--format", "json").out)
    assert record["value"] == "2"
    assert record["variable"] == "tier.stated"
    assert record["findings"][0]["evidence"]
    every = json.loads(program("why", "2003", "tier.stated", samples, "--format", "json").out)
    assert isinstance(every, dict | list)


def test_why_takes_a_path_or_the_library_of_the_home(process: Program, samples: Path) -> None:
    page = next(p for p in sorted(samples.iterdir()) if "japan" in p.name.lower())
    by_path = process("why", page, "tier.stated", "--format", "json")
    assert process("why", JAPAN, "tier.stated").code == 2  # the library is empty
    assert process("ingest", page).code == 0
    stored = json.loads(process("why", JAPAN, "tier.stated", "--format", "json").out)
    for evidence in stored["findings"][0]["evidence"]:
        del evidence["link"]  # the library keeps it
    assert stored == json.loads(by_path.out)
    rows = list(
        csv.DictReader(io.StringIO(process("why", JAPAN, "tier.stated", "--format", "csv").out))
    )
    assert rows[0]["role"] == "for"


def test_why_refuses_what_is_no_unit_or_variable(program: Program, samples: Path) -> None:
    for arguments, named in (
        ((JAPAN, "tier.nothing", samples), "tier.stated"),
        (("FRA:2003", "tier.stated", samples), "not among these pages"),
        (("XQQ:2003", "tier.stated", samples), "XQQ"),
        (("nowhere.html", "tier.stated", samples), "no unit"),
    ):
        run = program("why", *arguments)
        assert run.code == 2
        assert named in run.err


def test_findings_below_a_confidence_are_left_out_and_counted(
    program: Program, tmp_path: Path
) -> None:
    from tests.agreement.making import TEXT

    page = tmp_path / "kenya-2018.txt"
    page.write_text(TEXT, encoding="utf-8")
    place = ("--country", "KEN", "--edition", "2018")
    (whole,) = json.loads(program("code", page, *place, "--format", "json").out)
    known = [f["confidence"] for f in whole["findings"] if f["confidence"] is not None]
    assert known
    least = max(known)
    run = program("code", page, *place, "--min-confidence", str(least), "--format", "json")
    (record,) = json.loads(run.out)
    left = record["left_out"]
    assert len(left["findings"]) == sum(c < least for c in known)
    assert left["kept_without_confidence"] == len(whole["findings"]) - len(known)
    assert "left out" in program("code", page, *place, "--min-confidence", "0.99").out
    assert (
        "left out" in program("code", page, *place, "--min-confidence", "1", "--format", "csv").err
    )
    assert program("code", page, "--min-confidence", "2").code == 2


def test_a_view_is_set_beside_a_table_that_people_coded(program: Program, tmp_path: Path) -> None:
    from tests.agreement.making import TEXT

    page, table = tmp_path / "kenya-2018.txt", tmp_path / "index.csv"
    page.write_text(TEXT, encoding="utf-8")
    table.write_text(
        "iso3,country,year,prosecution,prevention,protection,overall\nKEN,Kenya,2017,3,1,2,6\n",
        encoding="utf-8",
    )
    place = (page, "--country", "KEN", "--edition", "2018")
    record = json.loads(
        program("evaluate", "--view", "three-p", table, *place, "--format", "json").out
    )
    assert record["pairs"] == 1
    assert record["columns"]["prosecution"]["n"] == 1
    assert record["columns"]["prosecution"]["kappa"] is None  # below 30 pairs the number alone
    assert record["rows"][0]["people"]["prosecution"] == "3"
    shown = program("evaluate", "--view", "three-p", table, *place)
    assert "not stated counts as no effort" in shown.out
    assert "prosecution 5:" in shown.out
    rows = list(
        csv.DictReader(
            io.StringIO(
                program("evaluate", "--view", "three-p", table, *place, "--format", "csv").out
            )
        )
    )
    assert {row["column"] for row in rows} == {"prosecution", "protection", "prevention", "overall"}
    wrong = program("evaluate", "--view", "hti", table, *place)
    assert wrong.code == 2
    assert "three-p" in wrong.err


def test_passages_are_neither_split_nor_shown_as_confusion(
    program: Program, tmp_path: Path
) -> None:
    gold = tmp_path / "passages.jsonl"
    gold.write_text(
        '{"variable": "no_law", "country": "TCD", "edition": 2009, "decision": "code",'
        ' "text": "Chad has no law against trafficking."}\n'
    )
    for option in (("--confusion",), ("--by", "kind")):
        run = program("evaluate", gold, *option)
        assert run.code == 2
        assert "leave out --by and --confusion" in run.err


def test_a_figure_is_shown_with_its_own_accuracy(program: Program) -> None:
    shown = program("codebook", "show", "figures.convictions", "--format", "json")
    (accuracy, *_) = json.loads(shown.out)["accuracy"]
    assert "together" not in accuracy
    explained = load_measured().accuracy("figures.convictions", "narrative")
    assert explained is not None
    assert accuracy == explained.explain()
