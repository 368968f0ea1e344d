"""`tierbook panel`: what it prints, what it writes, what it warns of."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyreadstat
import pytest

from tests.cli.conftest import Program

TEXT = """Tier 2

PROSECUTION

The law criminalizes all forms of trafficking. Courts convicted 12 traffickers, compared with 36 the previous year.
"""
THREE_P = """iso3,country,year,prosecution,prevention,protection,overall
JPN,Japan,2007,3,4,3,10
JPN,Japan,2008,5,4,3,12
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    rows = [
        {"country": code, "edition": year, "text": f"{name}: {TEXT}", "text_kind": "narrative"}
        for code, name, year in (
            ("JPN", "JAPAN", 2008),
            ("JPN", "JAPAN", 2010),
            ("KEN", "KENYA", 2008),
        )
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_table_is_printed_with_its_methods(program: Program, records: Path) -> None:
    run = program("panel", "--variables", "prosecution.law,figures.convictions", "--from", records)
    assert run.code == 0, run.err
    assert "Country panel of 3 country-editions" in run.lines[0]
    assert "3 narratives" in run.out
    assert max(map(len, run.lines)) <= 100


def test_csv_holds_every_row_and_only_data(program: Program, records: Path) -> None:
    run = program(
        "panel",
        "--variables",
        "prosecution.law",
        "--balanced",
        "--countries",
        "Japan",
        "--editions",
        "2008-2010",
        "--from",
        records,
        "--format",
        "csv",
    )
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [(r["iso3"], r["edition"], r["pros_law"], r["pros_law_abs"]) for r in rows] == [
        ("JPN", "2008", "yes", "stated"), ("JPN", "2009", "", "not_held"), ("JPN", "2010", "yes", "stated"),
    ]  # fmt: skip


def test_json_has_the_columns_and_the_methods(program: Program, records: Path) -> None:
    run = program(
        "panel",
        "--variables",
        "penalised",
        "--facets",
        "value,absence",
        "--from",
        records,
        "--format",
        "json",
    )
    found = json.loads(run.out)
    assert len(found["rows"]) == 3
    assert found["methods"].startswith("This panel has 3 rows")
    assert {c["facet"] for c in found["columns"] if c["variable"]} == {"value", "absence"}


def test_a_file_is_written_with_what_it_means_beside_it(
    program: Program, records: Path, tmp_path: Path
) -> None:
    out = tmp_path / "panel.dta"
    run = program("panel", "--variables", "prosecution.law", "--from", records, "--out", out)
    assert (run.code, run.out) == (0, "")
    assert len(pyreadstat.read_dta(str(out))[0]) == 3
    assert "`pros_law`" in (tmp_path / "panel.methods.md").read_text(encoding="utf-8")


def test_a_3p_index_on_the_wrong_year_is_warned_of(
    program: Program, records: Path, tmp_path: Path
) -> None:
    table = tmp_path / "p3.csv"
    table.write_text(THREE_P, encoding="utf-8")
    asked = (
        "panel",
        "--variables",
        "prosecution.law",
        "--from",
        records,
        "--join",
        table,
        "--format",
        "csv",
    )
    right, wrong = program(*asked), program(*asked, "--join-on", "edition")
    assert "warning" not in right.err
    assert "Joined on the wrong year" in wrong.err
    rows = list(csv.DictReader(io.StringIO(right.out)))
    assert {(r["iso3"], r["edition"]): r["p3_prosecution"] for r in rows} == {
        ("JPN", "2008"): "3", ("JPN", "2009"): "5", ("JPN", "2010"): "", ("KEN", "2008"): "",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "parquet", "dta", "sav", "json"])
def test_bytes_are_the_same_in_every_process(
    process: Program, records: Path, tmp_path: Path, form: str
) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.{form}"
        run = process(
            "panel", "--variables", "core,figures", "--from", records, "--out", out, PYTHONHASHSEED=seed
        )  # fmt: skip
        assert run.code == 0, run.err
        made.append(out.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--format", "dta"),
        ("--variables", "nothing.here"),
        ("--editions", "1999"),
        ("--facets", "mood"),
        ("--kind", "novel"),
        ("--join-on", "month"),
        ("--countries", "Atlantis"),
    ],
)
def test_wrong_use_is_told(program: Program, records: Path, wrong: tuple[str, str]) -> None:
    asked = ("panel", "--from", records)
    if wrong[0] != "--variables":
        asked += ("--variables", "prosecution.law")
    run = program(*asked, *wrong)
    assert (run.code, run.out) == (2, "")
    assert run.err


def _units(out: str) -> list[tuple[str, str, str]]:
    rows = csv.DictReader(io.StringIO(out))
    return [(row["iso3"], row["edition"], row["held"]) for row in rows]


def test_a_balanced_panel_has_the_countries_that_are_named_in_the_years_they_existed(
    program: Program, records: Path
) -> None:
    asked = ("panel", "--variables", "prosecution.law", "--from", records, "--format", "csv")
    union = program(*asked, "--countries", "SRB,SCG,YUG", "--editions", "2003-2010", "--balanced")
    assert union.code == 0, union.err
    spans = {"SCG": range(2003, 2007), "SRB": range(2006, 2011), "YUG": range(2003, 2004)}
    assert _units(union.out) == [(c, str(y), "no") for c, years in spans.items() for y in years]
    with_others = program(*asked, "--countries", "MNE,JPN", "--editions", "2004-2008", "--balanced")
    assert _units(with_others.out) == [
        *(("JPN", str(y), "yes" if y == 2008 else "no") for y in range(2004, 2009)),
        *(("MNE", str(y), "no") for y in range(2006, 2009)),
    ]
    plain = program(*asked, "--countries", "MNE,JPN", "--editions", "2004-2008")
    assert _units(plain.out) == [("JPN", "2008", "yes")]


def test_a_panel_without_a_text_says_so_and_one_without_a_row_is_refused(
    program: Program, records: Path
) -> None:
    asked = ("panel", "--variables", "prosecution.law", "--from", records)
    none_held = program(*asked, "--countries", "SRB", "--editions", "2007", "--balanced")
    assert none_held.code == 0, none_held.err
    assert "It was read from no text." in " ".join(none_held.out.split())
    early = program(*asked, "--countries", "SRB", "--editions", "2004", "--balanced")
    assert early.code == 2
    assert "no row is left" in early.err
    assert program(*asked, "--countries", "SRB", "--editions", "2007").code == 2
