"""`tierbook release` as people use it: a library in, a folder out."""

from __future__ import annotations

import csv
from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import Program
from tests.release.dataset.making import JAPAN, LATER


@pytest.fixture
def home(tmp_path: Path, program: Program) -> Path:
    """A library of two narratives and a sample."""
    lines = [
        {"text": JAPAN, "country": "JPN", "edition": 2017},
        {"text": LATER, "country": "JPN", "edition": 2018},
    ]
    pages = tmp_path / "pages.jsonl"
    pages.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    assert program("ingest", pages).code == 0
    return tmp_path / "home"


def test_a_library_becomes_a_release_that_is_as_published(
    program: Program, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "release"
    run = program(
        "release", folder, "--formats", "sqlite", "--creators", "Yamada, Hanako; Institute of Law"
    )
    assert run.code == 0, run.err
    assert "rows in 31 tables" in run.err
    assert "Yamada, Hanako; Institute of Law (2018)" in (folder / "README.md").read_text("utf-8")
    with (folder / "csv" / "country_edition.csv").open(encoding="utf-8") as stream:
        assert [row["fig_convictions"] for row in csv.DictReader(stream)] == ["12", "9"]
    assert not (folder / "stata").exists()
    checked = program("release", "--check", folder)
    assert (checked.code, checked.err.strip().endswith("all as published")) == (0, True)
    with (folder / "README.md").open("a") as stream:
        stream.write("!")
    changed = program("release", "--check", folder)
    assert changed.code == 1
    assert "changed: README.md" in changed.err


def test_a_release_under_releases_is_listed_by_the_library(program: Program, home: Path) -> None:
    folder = home / "releases" / "2026-11"
    run = program(
        "release",
        folder,
        "--formats",
        "csv",
        "--tables",
        "tiers,codes",
        "--version",
        "1.0",
        "--title",
        "Ours",
    )
    assert run.code == 0, run.err
    assert "nobody is named" in run.err
    package = orjson.loads((folder / "datapackage.json").read_bytes())
    assert (package["title"], package["version"], package["created"][:10]) == (
        "Ours",
        "1.0",
        "2018-06-28",
    )
    assert [resource["name"] for resource in package["resources"]] == ["tiers", "codes"]


def test_the_samples_are_refused_and_can_be_tried(
    program: Program, samples: Path, tmp_path: Path
) -> None:
    assert program("ingest", samples).code == 0
    refused = program("release", tmp_path / "out")
    assert refused.code == 2
    assert "nothing but samples" in refused.err
    tried = program(
        "release", tmp_path / "out", "--try", "--formats", "csv", "--tables", "findings"
    )
    assert tried.code == 0, tried.err
    assert "Made of sample texts" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_where_there_is_no_library_or_no_release_it_is_said(
    program: Program, tmp_path: Path
) -> None:
    run = program("release", tmp_path / "out")
    assert run.code == 2
    assert "there is no library" in run.err
    run = program("release", "--check", tmp_path)
    assert run.code == 1
    assert "name the folder of a release" in run.err
