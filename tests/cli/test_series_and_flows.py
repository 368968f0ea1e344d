"""`tierbook series` and `tierbook flows`: what they print, what they refuse, and what they leave out unless asked."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pytest

from tests.cli.conftest import Program

PAGES = {
    (
        "NOR",
        2017,
    ): "NORWAY: Tier 1\n\nPROSECUTION\n\nCourts convicted 11 traffickers.\n\nTRAFFICKING PROFILE\n\n"
    "Romanian women are subjected to sex trafficking in Norway.\n",
    (
        "NOR",
        2018,
    ): "NORWAY: Tier 1\n\nPROSECUTION\n\nCourts convicted 14 traffickers, compared with 11 in 2016.\n\n"
    "TRAFFICKING PROFILE\n\nThai women are subjected to sex trafficking in Norway. Malian men may be subjected to "
    "forced labor in Norway. Workers from Nepal are vulnerable to forced labor on Norwegian farms.\n",
    (
        "NOR",
        2020,
    ): "NORWAY: Tier 2\n\nPROSECUTION\n\nThe government did not report any convictions of traffickers.\n",
    (
        "THA",
        2018,
    ): "THAILAND: Tier 2\n\nTRAFFICKING PROFILE\n\nThai women are subjected to sex trafficking in Norway "
    "and Japan.\n",
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Four pages of our own words in a table."""
    path = tmp_path / "pages.jsonl"
    rows = [
        {"country": country, "edition": edition, "text": text, "text_kind": "narrative"}
        for (country, edition), text in PAGES.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_series_show_figures_gaps_and_places(program: Program, pages: Path) -> None:
    run = program("series", "Norway", "--from", pages)
    assert run.code == 0, run.err
    rows = [line.split(maxsplit=2) for line in run.lines if line[:4].isdigit()]
    assert [row[:2] for row in rows] == [
        ["2017", "11"],
        ["2018", "14"],
        ["2019", "not"],
        ["2020", "not"],
    ]
    assert "break after 2018: not held: 2019; not reported in 2020" in run.out
    assert "2018, [1] s. 1" in run.out


def test_series_print_the_words_when_asked(program: Program, pages: Path) -> None:
    run = program("series", "NOR", "--what", "convictions", "--words", "--from", pages)
    assert "2018: Courts convicted 14 traffickers, compared with 11 in 2016." in run.out
    assert "2020: The government did not report any convictions" in run.out


def test_series_as_data_hold_a_row_for_each_edition(program: Program, pages: Path) -> None:
    run = program("series", "NOR", "--what", "convictions", "--format", "csv", "--from", pages)
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [(row["edition"], row["n"], row["state"], row["joined"]) for row in rows] == [
        ("2017", "11", "given", "false"),
        ("2018", "14", "given", "true"),
        ("2019", "", "not_held", "false"),
        ("2020", "", "not_reported", "false"),
    ]
    whole = json.loads(program("series", "NOR", "--format", "json", "--from", pages).out)
    assert whole["country"] == "NOR"
    (series,) = [s for s in whole["series"] if s["what"] == "convictions"]
    assert series["segments"] == [[2017, 2018]]
    lines = program("series", "NOR", "--format", "jsonl", "--from", pages).lines
    assert [json.loads(line)["what"] for line in lines] == [s["what"] for s in whole["series"]]


def test_a_figure_that_nobody_knows_is_refused_with_the_nearest(
    program: Program, pages: Path
) -> None:
    run = program("series", "NOR", "--what", "conviction", "--from", pages)
    assert run.code == 2
    assert "convictions" in run.err
    assert not run.out


def test_a_country_that_is_not_held_is_named(program: Program, pages: Path) -> None:
    run = program("series", "JPN", "--from", pages)
    assert run.code == 2
    assert "JPN is not among these pages" in run.err


def test_flows_say_who_tells_a_route_and_that_mentions_are_no_people(
    program: Program, pages: Path
) -> None:
    run = program("flows", "2018", "--from", pages)
    assert run.code == 0, run.err
    assert "2018     Thailand  Norway  both" in run.out
    assert "Japan" in run.out
    assert "never numbers of people" in " ".join(run.out.split())
    assert "Mali" not in run.out
    assert "Nepal" not in run.out


def test_flows_hedged_and_at_risk_are_shown_when_asked_and_marked(
    program: Program, pages: Path
) -> None:
    run = program("flows", "2018", "--hedged", "--at-risk", "--from", pages)
    assert any("Mali" in line and "possible" in line for line in run.lines)
    assert any("Nepal" in line and "at risk" in line for line in run.lines)


def test_flows_are_filtered_by_country_form_and_edition(program: Program, pages: Path) -> None:
    run = program("flows", "JPN", "--form", "sex_trafficking", "--format", "csv", "--from", pages)
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [(row["origin"], row["destination"], row["told_in"]) for row in rows] == [
        ("THA", "JPN", "THA")
    ]
    assert not list(csv.DictReader(io.StringIO(
        program("flows", "JPN", "--form", "forced_begging", "--format", "csv", "--from", pages).out
    )))  # fmt: skip


def test_flows_over_time_and_by_country(program: Program, pages: Path) -> None:
    run = program("flows", "--show", "editions", "--format", "json", "--from", pages)
    rows = {row["edition"]: row for row in json.loads(run.out)["editions"]}
    assert (rows[2018]["newly_told"], rows[2018]["no_longer_told"]) == (1, 1)
    assert rows[2020]["newly_told"] is None
    run = program("flows", "--show", "countries", "--format", "csv", "--from", pages)
    held = {row["country"]: row["held"] for row in csv.DictReader(io.StringIO(run.out))}
    assert (held["JPN"], held["NOR"]) == ("false", "true")


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "csv", "json"])
def test_flows_are_written_for_other_programs(
    program: Program, pages: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"routes.{suffix}"
    run = program("flows", "2018", "--from", pages, "--out", out)
    assert (run.code, run.out) == (0, "")
    if suffix == "graphml":
        assert networkx.read_graphml(out).number_of_edges() == 3
    elif suffix == "gexf":
        assert networkx.read_gexf(out).number_of_edges() == 3
    elif suffix == "csv":
        assert len(list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))) == 3
    else:
        assert len(json.loads(out.read_bytes())["edges"]) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "routes.txt"), ".graphml"),
        (("--form", "sexx"), "sex_trafficking"),
        (("tip-2018-nor",), "no country and no edition"),
        (("--out", "/nowhere/routes.csv"), "cannot be written"),
    ],
)
def test_wrong_use_is_told_with_the_remedy(
    program: Program, pages: Path, arguments: tuple[str, ...], said: str
) -> None:
    run = program("flows", *arguments, "--from", pages)
    assert run.code == 2
    assert said in run.err


def test_a_sample_says_so_first(program: Program, samples: Path) -> None:
    for arguments in (("series", "JPN", "--all"), ("flows",)):
        run = program(*arguments, "--from", samples)
        assert run.code == 0, run.err
        assert run.lines[0] == "Sample, not a quotation"


def test_a_map_of_routes_takes_the_choices_of_the_table(program: Program, pages: Path) -> None:
    asked = ("chart", "flows", "NOR:2018", "--from", pages, "--format", "json")

    def origins(*choices: str) -> list[str]:
        return sorted(row[1] for row in json.loads(program(*asked, *choices).out)["rows"])

    assert origins() == ["THA", "THA"]
    assert origins("--hedged", "--at-risk") == ["MLI", "NPL", "THA", "THA"]
    assert origins("--form", "forced_labor", "--hedged") == ["MLI"]
    assert origins("--victims", "children") == []


def test_only_a_map_of_routes_takes_them(program: Program) -> None:
    run = program("chart", "tiers", "JPN", "--hedged")
    assert run.code == 2
    assert "tierbook chart flows" in run.err
    wrong = program("chart", "flows", "2018", "--form", "pizza")
    assert wrong.code == 2
    assert "sex_trafficking" in wrong.err
