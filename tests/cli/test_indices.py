"""`tierbook indices`: scores with their rule, and beside those of people."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.dossier.indices.test_pillars import FULL


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "japan.txt"
    path.write_text(FULL, encoding="utf-8")
    return path


def test_one_unit_is_printed_with_the_rule_and_the_words(program: Program, page: Path) -> None:
    run = program("indices", "JPN:2018", "--from", page, "--country", "JPN", "--edition", 2018)
    assert run.code == 0, run.err
    assert "unofficial" in run.lines[0]
    assert "prosecution 5: a law, convictions" in run.out
    assert "silence: " in run.out
    assert "…" not in run.out  # whole sentences
    assert max(map(len, run.lines)) <= 100


def test_every_row_of_the_csv_has_its_words_or_what_it_rests_on(
    program: Program, page: Path
) -> None:
    run = program(
        "indices", "--from", page, "--country", "JPN", "--edition", 2018, "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert {row["pillar"] for row in rows} == {"prosecution", "protection", "prevention"}
    assert all(row["text"] or row["basis"] for row in rows)


def test_a_comparison_of_one_text_tells_its_number_alone(
    program: Program, page: Path, tmp_path: Path
) -> None:
    table = tmp_path / "p3.csv"
    table.write_text(
        "iso3,country,year,prosecution,prevention,protection,overall\nJPN,Japan,2007,3,4,3,10\n",
        encoding="utf-8",
    )
    asked = ("indices", "--from", page, "--country", "JPN", "--edition", 2008, "--compare", table)
    assert "Under 30 pairs only their number" in program(*asked).out
    found = json.loads(program(*asked, "--format", "json").out)
    assert found["comparisons"][0]["pairs"] == 1
    assert found["comparisons"][0]["pillars"]["overall"]["rho"] is None


def test_a_unit_that_is_not_held_is_told(program: Program, page: Path) -> None:
    run = program("indices", "KEN:2018", "--from", page, "--country", "JPN", "--edition", 2018)
    assert (run.code, run.out) == (2, "")
    assert "KEN" in run.err
