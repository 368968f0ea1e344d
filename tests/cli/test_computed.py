"""`tierbook assess` and the computed tier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program

LABEL = "what the published text alone would suggest"


@pytest.fixture
def page(tmp_path: Path, samples: Path) -> Path:
    """The text of a sample without the lines that make it one."""
    text = (samples / "thailand-2018.txt").read_text("utf-8")
    path = tmp_path / "thailand.txt"
    path.write_text(text[text.index("THAILAND") :], encoding="utf-8")
    return path


def test_a_narrative_gets_its_computed_tier_with_label_and_record(
    program: Program, page: Path
) -> None:
    run = program("assess", page, "--edition", "2018", "--format", "json")
    assert run.code == 0
    (record,) = json.loads(run.out)
    assert record["document"]["text_kind"] == "narrative"
    assert record["computed_tier"] == record["computed"]["tier"]
    assert record["computed"]["label"] == LABEL
    assert record["computed"]["unofficial"] is True
    assert record["computed"]["record"]["narratives"]["n"] == 110
    assert record["computed_note"].startswith("Unofficial: ")


def test_the_words_on_a_terminal_say_that_it_is_unofficial_and_how_often_it_is_right(
    program: Program, page: Path
) -> None:
    words = " ".join(program("assess", page, "--edition", "2018").out.split())
    assert f"is {LABEL}" in words
    assert "Computed tier (unofficial):" in words
    assert "Its record: on 110 narratives of 2018, each held out," in words
    assert "What would change it" in words


def test_it_can_be_left_out(program: Program, page: Path) -> None:
    run = program("assess", page, "--edition", "2018", "--no-computed", "--format", "json")
    (record,) = json.loads(run.out)
    assert record["computed_tier"] is None
    assert record["computed"] is None
    words = program("assess", page, "--edition", "2018", "--no-computed").out
    assert "unofficial" not in words
    assert "Computed tier: none." in words


def test_it_is_in_no_table_of_rows(program: Program, page: Path) -> None:
    out = program("assess", page, "--edition", "2018", "--format", "csv").out
    assert "computed" not in out.splitlines()[0]


def test_a_sample_has_none(program: Program, samples: Path) -> None:
    run = program("assess", samples / "thailand-2018.txt", "--format", "json")
    (record,) = json.loads(run.out)
    assert record["computed_tier"] is None
    assert "sample" in record["computed"]["withheld"]
