"""`tierbook compare`: a matrix on a terminal, the same as data, what is not held, what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.house.checkout import REPOSITORY

TEXTS = {
    ("JPN", 2017): "Police detained some foreign victims for immigration offenses.",
    ("JPN", 2018): "The authorities arrested and fined child victims, NGOs reported.",
    ("NOR", 2018): "The government opened a shelter for victims.",
}
NAMES = {"JPN": "JAPAN", "NOR": "NORWAY"}
PENALISED = "protection.victims_penalised"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A table of three texts of ours."""
    path = tmp_path / "texts.jsonl"
    lines = [
        json.dumps(
            {
                "country": country,
                "edition": edition,
                "text": f"{NAMES[country]}: Tier 2\n\nThe government does not fully meet the minimum standards; "
                f"however, it is making significant efforts to do so.\n\nPROTECTION\n\n{said}\n",
            }
        )
        for (country, edition), said in TEXTS.items()
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_matrix_says_same_value_different_facts_and_quotes_both(
    program: Program, pages: Path
) -> None:
    done = program("compare", "JPN:2017", "JPN:2018", "--variables", PENALISED, "--from", pages)
    assert done.code == 0
    assert "same value, different facts" in done.out
    words = " ".join(done.out.split())
    assert f"JPN:2017 [2] s. 1 “{TEXTS['JPN', 2017]}”" in words
    assert f"JPN:2018 [2] s. 1 “{TEXTS['JPN', 2018]}”" in words
    assert done.out.startswith("What changed in the measure")


def test_last_year_stands_beside_each_unit_and_is_named_where_it_is_not_held(
    program: Program, pages: Path
) -> None:
    done = program(
        "compare", "JPN:2018", "NOR:2018", "--last-year", "--from", pages, "--format", "json"
    )
    rows = json.loads(done.out)["rows"]
    assert [(row["unit"], row["text_kind"]) for row in rows] == [
        ("JPN:2017", "narrative"),
        ("JPN:2018", "narrative"),
        ("NOR:2017", "not_held"),
        ("NOR:2018", "narrative"),
    ]


def test_a_region_stands_for_its_countries_that_are_held(program: Program, pages: Path) -> None:
    done = program("compare", "europe:2018", "east-asia:2018", "--from", pages, "--format", "jsonl")
    assert [json.loads(line)["unit"] for line in done.lines] == ["NOR:2018", "JPN:2018"]


def test_csv_has_a_row_for_each_value_and_each_silence(program: Program, pages: Path) -> None:
    done = program(
        "compare", "2018", "--variables", f"{PENALISED},protection.shelter", "--from", pages, "--format", "csv"
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(done.out)))
    said = {(r["unit"], r["variable"]): r for r in rows}
    assert said["JPN:2018", PENALISED]["acts"] == "arrested;fined"
    assert said["JPN:2018", PENALISED]["text"] == TEXTS["JPN", 2018]
    assert said["NOR:2018", PENALISED]["value"] == ""
    assert said["NOR:2018", PENALISED]["absence"] == "not_stated"


def test_rows_are_sorted_as_asked(program: Program, pages: Path) -> None:
    done = program(
        "compare", "NOR:2018", "JPN:2018", "--sort", PENALISED, "--variables", PENALISED, "--from", pages,
        "--format", "jsonl",
    )  # fmt: skip
    assert [json.loads(line)["unit"] for line in done.lines] == ["JPN:2018", "NOR:2018"]


def test_many_units_stand_as_rows(program: Program, pages: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    lines = pages.read_text("utf-8")
    more.write_text(lines + lines.replace("2018", "2016").replace("2017", "2015"), "utf-8")
    done = program("compare", "JPN", "NOR", "--variables", PENALISED, "--from", more)
    head = next(line for line in done.lines if line.startswith("unit"))
    assert head.split()[2] == "victims_penalised"
    assert sum(line.startswith(("JPN:", "NOR:")) for line in done.lines) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["JPN:2018", "--variables", "protection.nothing_such"], "no variable is called"),
        (["JPN:2018", "--sort", "alphabet"], "cannot be sorted"),
        (["JPN:2004"], "JPN:2004 is not held"),
        (["QQQ:2018"], "QQQ"),
        (["africa:2018"], "africa:2018 is not held"),
        (["JPN:20188"], "is no unit"),
    ],
)
def test_what_is_unknown_is_refused_by_name(
    program: Program, pages: Path, arguments: list[str], said: str
) -> None:
    done = program("compare", *arguments, "--from", pages)
    assert done.code == 2
    assert said in done.err
    assert not done.out


def test_samples_alone_are_compared_and_called_so(program: Program, samples: Path) -> None:
    done = program("compare", "JPN:2003", "--from", samples)
    assert done.lines[0] == "Sample, not a quotation"


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md", "csv"])
def test_the_passages_behind_the_cells_are_exported(
    program: Program, pages: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"passages.{ending}"
    done = program(
        "compare", "JPN:2017", "JPN:2018", "--variables", PENALISED, "--from", pages, "--export", out
    )  # fmt: skip
    assert (done.code, done.out) == (0, "")
    data = out.read_bytes()
    assert data.startswith({"docx": b"PK", "pdf": b"%PDF"}.get(ending, b""))
    if ending in ("html", "md", "csv"):
        assert all(TEXTS[key] in data.decode() for key in (("JPN", 2017), ("JPN", 2018)))


def test_pins_choose_what_is_exported(program: Program, pages: Path, tmp_path: Path) -> None:
    shown = program("compare", "JPN:2017", "--from", pages, "--format", "json")
    document = json.loads(shown.out)["rows"][0]["document"]
    out = tmp_path / "one.csv"
    for pin in (f"{document}@2.1", "JPN:2017@2.1"):
        done = program(
            "compare", "JPN:2017", "JPN:2018", "--from", pages, "--pin", pin, "--export", out
        )
        assert done.code == 0
        rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
        assert [(row["document"], row["words"]) for row in rows] == [(document, TEXTS["JPN", 2017])]
    alone = program("compare", "JPN:2017", "--from", pages, "--pin", pin)
    assert alone.code == 2
    assert "--export" in alone.err


def test_the_guide_shows_what_the_program_prints(process: Program) -> None:
    guide = (REPOSITORY / "docs" / "how-to" / "compare-countries.md").read_text("utf-8")
    example = re.search(r"^\$ tierbook (compare .*)\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    assert example is not None
    words = [
        str(REPOSITORY / word) if word.startswith("src/") else word for word in example[1].split()
    ]
    assert process(*words).out == example[2]


def test_the_python_of_the_guide_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (REPOSITORY / "docs" / "how-to" / "compare-countries.md").read_text("utf-8")
    block = re.search(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    assert block is not None
    monkeypatch.chdir(REPOSITORY)
    exec(compile(block[1], "guide", "exec"), {})


def test_of_a_region_what_was_placed_and_is_not_held_is_told(program: Program, pages: Path) -> None:
    done = program("compare", "east-asia:2018", "--variables", PENALISED, "--from", pages)
    words = " ".join(done.out.split())
    assert "Holdings: 1 text held; placed by the Department and not held here, " in words
    assert "THA" in words
    assert "NOR" not in words
    alone = program("compare", "JPN:2018", "--variables", PENALISED, "--from", pages)
    assert "Holdings" not in alone.out


def test_figures_stand_in_csv_as_json_and_in_words(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "japan.txt"
    path.write_text("JAPAN: Tier 2\n\nPROSECUTION\n\nCourts convicted 12 traffickers.\n", "utf-8")
    done = program(
        "compare", "JPN:2018", "--variables", "figures.convictions", "--from", path, "--edition", 2018,
        "--format", "csv",
    )  # fmt: skip
    row = next(csv.DictReader(io.StringIO(done.out)))
    assert row["in_words"] == "12 persons"
    assert [figure["n"] for figure in json.loads(row["value"])] == [12]
