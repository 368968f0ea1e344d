"""`tierbook chart`: a file of each format, or the finding and its table on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = (
    "Japan (Tier 2)\n\nJapan is a destination country for women trafficked from Thailand for sexual "
    "exploitation.\n\nProsecution\n\nThe government convicted 12 traffickers in 2017.\n"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "japan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        ("svg", b"<svg"),
        ("png", b"\x89PNG"),
        ("html", b"<!doctype"),
        ("csv", b"edition,"),
        ("json", b"{"),
    ],
)
def test_a_chart_is_written_in_the_format_that_its_name_says(program, tmp_path, suffix, start):
    out = tmp_path / f"chart.{suffix}"
    run = program("chart", "tiers", "Japan", "--out", out)
    assert (run.code, run.out) == (0, "")
    assert out.read_bytes().startswith(start)


def test_without_a_file_the_finding_the_table_and_the_words_are_printed(program):
    run = program("chart", "tiers", "JPN")
    assert run.code == 0
    assert run.lines[0].startswith("Japan: Tier ")
    assert any(line.startswith("2004     2WL") for line in run.lines)
    assert "none is computed." in " ".join(" ".join(run.lines[-3:]).split())


def test_json_holds_table_words_and_specification(program):
    record = json.loads(program("chart", "clock", "DZA", "--format", "json").out)
    assert {"title", "alt", "columns", "rows", "source", "spec"} <= set(record)
    assert record["spec"]["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_placements_come_from_a_table_of_ones_own(program, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("iso3,edition,tier\nJPN,2018,3\n", encoding="utf-8")
    run = program("chart", "map", "2018", "--history", own, "--format", "csv")
    assert run.lines == ["country,name,edition,tier", "JPN,Japan,2018,3"]


def test_many_editions_give_a_page_with_a_choice_of_years(program, tmp_path):
    out = tmp_path / "maps.html"
    assert program("chart", "map", "2017", "2018", "--out", out).code == 0
    assert out.read_text(encoding="utf-8").count('type="radio"') == 2


def test_figures_flows_and_pillars_are_drawn_from_pages(program, page):
    options = ("--from", page, "--edition", "2018", "--country", "JPN")
    figures = program("chart", "figures", "JPN", "--what", "convictions", *options)
    assert "12 for the edition of 2018" in " ".join(figures.lines[:2])
    flows = program("chart", "flows", "JPN", *options)
    assert "To Japan: Thailand." in flows.out
    pillars = program("chart", "pillars", "JPN:2018", *options)
    assert pillars.lines[0].startswith("Japan 2018: ")


def test_a_figure_that_no_text_gives_is_named_with_those_that_are(program, page):
    options = ("--from", page, "--edition", "2018", "--country", "JPN")
    run = program("chart", "figures", "JPN", "--what", "arrests", *options)
    assert run.code == 2
    assert "convictions" in run.err


def test_agreement_is_drawn_from_what_evaluate_prints(program, tmp_path):
    scores = {"variables": {"prosecution.law": {"f1": 0.9, "low": 0.8, "high": 1.0, "n": 40}}}
    path = tmp_path / "scores.json"
    path.write_text(json.dumps(scores), encoding="utf-8")
    run = program("chart", "agreement", "--scores", path)
    assert run.lines[0] == "F1 0.90 on prosecution.law"
    assert program("chart", "agreement").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tiers", "JPN", "--out", "x.gif"), ".gif"),
        (("tiers",), "of one country"),
        (("map", "JPN"), "a map is of editions"),
        (("pillars", "JPN"), "JPN:2018"),
        (("pie", "JPN"), "pie"),
        (("agreement", "--scores", "nowhere.json"), "cannot be read"),
    ],
)
def test_wrong_use_is_named_and_ends_with_2(program, arguments, said):
    run = program("chart", *arguments)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
