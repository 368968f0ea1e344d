"""`tierbook ledger`: a country's recommendations over the editions, and the longest-standing of all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.dossier.generator.country import make_country


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of two made countries; 2014 is missing."""
    folder = tmp_path_factory.mktemp("pages")
    for country in ("JPN", "KEN"):
        for made in make_country(country, seed=1):
            if made.edition != 2014:
                path = folder / f"{country}-{made.edition}.txt"
                path.write_text(made.text, encoding="utf-8")
    return folder


def test_a_table_shows_the_grid_and_each_recommendation(program: Program, pages: Path) -> None:
    run = program("ledger", "Japan", "--from", pages)
    assert run.code == 0
    assert run.lines[0].startswith("Japan: ")
    assert "in 9 lists held, 2009 to 2018" in run.lines[0]
    assert run.lines[2].split()[:3] == ["09", "10", "11"]
    assert all(len(line) <= 100 for line in run.lines)
    assert "? unknown, the edition or its list is not held" in " ".join(run.lines)


def test_json_and_csv_hold_every_cell_with_its_place(program: Program, pages: Path) -> None:
    whole = json.loads(program("ledger", "JPN", "--from", pages, "--format", "json").out)
    rows = list(
        csv.DictReader(
            io.StringIO(program("ledger", "JPN", "--from", pages, "--format", "csv").out)
        )
    )
    cells = [(e["id"], str(c["edition"]), c["fate"]) for e in whole["entries"] for c in e["cells"]]
    assert list(dict.fromkeys((r["id"], r["edition"], r["fate"]) for r in rows)) == cells
    asked = [r for r in rows if r["fate"] not in ("unknown", "not_repeated")]
    assert asked
    assert all(r["paragraph"] and r["sentence"] and r["document"] and r["text"] for r in asked)
    assert all(not r["text"] for r in rows if r["fate"] == "unknown")


def test_the_longest_of_all_are_in_order(program: Program, pages: Path) -> None:
    found = json.loads(program("ledger", "--all", "--from", pages, "--format", "json").out)
    standing = [entry["standing"] for entry in found["entries"]]
    assert found["countries"] == 2
    assert standing == sorted(standing, reverse=True)
    assert {entry["country"] for entry in found["entries"]} == {"JPN", "KEN"}


def test_the_library_is_asked_where_no_page_is_named(process: Program, pages: Path) -> None:
    assert process("ingest", pages).code == 0
    assert process("ledger", "KEN").out == process("ledger", "KEN", "--from", pages).out


@pytest.mark.parametrize("words", [("JPN", "--all"), ("Atlantis",)])
def test_wrong_use_is_told(program: Program, pages: Path, words: tuple[str, ...]) -> None:
    run = program("ledger", *words, "--from", pages)
    assert run.code == 2
    assert not run.out
