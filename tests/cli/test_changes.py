"""`tierbook changes`: headlines for each pair of editions, two editions with their words, data for programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.dossier.changes.test_editions import EARLIER, LATER


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A table of three editions and a summary, and another country."""
    path = tmp_path / "texts.jsonl"
    rows = [
        {"country": "KEN", "edition": 2015, "text": EARLIER},
        {"country": "KEN", "edition": 2017, "text": EARLIER},
        {"country": "KEN", "edition": 2018, "text": LATER},
        {"country": "KEN", "edition": 2019, "text": LATER, "text_kind": "summary"},
        {"country": "UGA", "edition": 2018, "text": EARLIER.replace("KENYA", "UGANDA")},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_country_is_told_pair_by_pair_with_what_cannot_be_compared(
    program: Program, page: Path
) -> None:
    run = program("changes", "KEN", "--from", page)
    assert run.code == 0
    heads = [line for line in run.lines if " to KEN:" in line and not line.startswith(" ")]
    assert heads == [
        "KEN:2015 to KEN:2017 (narrative)",
        "KEN:2017 to KEN:2018 (narrative)",
        "KEN:2018 to KEN:2019 (narrative and summary)",
    ]
    assert "  - Convictions fell from 36 to 12" in run.lines
    assert "cannot be compared" in run.out
    assert max(map(len, run.lines)) <= 100


def test_two_editions_are_told_with_the_words_of_both(program: Program, page: Path) -> None:
    run = program("changes", "KEN:2017", "KEN:2018", "--paragraphs", "--from", page)
    assert run.code == 0
    assert "  First national plan of action" in run.lines
    assert any(
        line.startswith("    2018, [4] s. 1  The government adopted its") for line in run.lines
    )
    assert "  [4] to [4]: changed" in run.lines
    assert any(line.split()[:4] == ["Convictions", "36", "persons", "12"] for line in run.lines)


def test_one_edition_is_compared_with_the_one_held_before(program: Program, page: Path) -> None:
    run = program("changes", "KEN:2018", "--format", "json", "--from", page)
    (record,) = json.loads(run.out)
    assert (record["before"]["unit"], record["after"]["unit"]) == ("KEN:2017", "KEN:2018")
    assert record["headline"][0]["quotes"]


def test_two_editions_are_one_object_and_paragraphs_are_there_when_asked_for(
    program: Program, page: Path
) -> None:
    asked = ("changes", "KEN:2018", "KEN:2017", "--format", "json", "--from", page)
    record = json.loads(program(*asked).out)
    assert "paragraphs" not in record
    assert {row["fate"] for row in record["gaps"]} <= {"new", "stands", "answered", "not_stated"}
    assert json.loads(program(*asked, "--paragraphs").out)["paragraphs"]


def test_csv_has_a_row_for_each_change_with_both_quotes(program: Program, page: Path) -> None:
    run = program("changes", "KEN", "--stock", "--format", "csv", "--from", page)
    rows = list(csv.DictReader(io.StringIO(run.out)))
    fell = next(r for r in rows if r["id"] == "convictions" and r["after"] == "2018")
    assert (fell["value_before"], fell["value_after"], fell["change"]) == (
        "36 persons",
        "12 persons",
        "down",
    )
    assert fell["words_before"].startswith("Courts convicted 36")
    assert fell["words_after"].startswith("Courts convicted 12")
    carried = [r for r in rows if r["change"] == "carried over"]
    assert {"0", "1"} == {row["stock"] for row in carried}


def test_samples_say_what_they_are_before_all_else(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    rows = [
        {"country": "KEN", "edition": year, "text": text, "text_kind": "sample"}
        for year, text in ((2017, EARLIER), (2018, LATER))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert program("changes", "KEN", "--from", path).lines[0] == "Sample, not a quotation"


@pytest.mark.parametrize(
    ("units", "said"),
    [
        (("KEN:2016", "KEN:2018"), "KEN:2016 is not held"),
        (("KEN:2018", "UGA:2018"), "not one country"),
        (("2018",), "not one country"),
        (("UGA",), "held in 2018 alone"),
        (("NOR",), "NOR is not among these pages"),
        (("KEN:2015",), "nothing is held of KEN before 2015"),
    ],
)
def test_what_cannot_be_answered_is_wrong_use_with_a_remedy(
    program: Program, page: Path, units: tuple[str, ...], said: str
) -> None:
    run = program("changes", *units, "--from", page)
    assert run.code == 2
    assert said in run.err
    assert run.out == ""
