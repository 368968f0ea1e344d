"""A release of a few tables speaks of these alone."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tests.release.dataset.making import library
from tierbook.release import Wishes, make_release
from tierbook.release.dataset.gathering import gather_rows

FEW = ("tiers", "sources", "rights", "data_dictionary")


def test_rights_and_dictionary_tell_of_the_tables_that_are_there(tmp_path: Path) -> None:
    content = library(("BHS",), people=False)
    made = gather_rows(content, tmp_path / "rows", tables=FEW)
    for name in ("rights", "data_dictionary"):
        assert {row["table_name"] for row in made.spools[name].records()} == set(FEW), name
    whole = gather_rows(content, tmp_path / "whole")
    assert {r["table_name"] for r in whole.spools["rights"].records()} == set(whole.tables)


def test_the_readme_opens_a_table_that_is_there(tmp_path: Path) -> None:
    wishes = Wishes(formats=("csv", "dta", "sqlite"), tables=FEW)
    folder = make_release(library(("BHS",), people=False), tmp_path / "out", wishes).folder
    text = (folder / "README.md").read_text("utf-8")
    assert "findings_consensus" not in text
    shown = re.findall(r"(?:csv|stata)/\w+\.\w+", text)
    assert len(shown) == 2
    assert all((folder / path).is_file() for path in shown), shown
    assert 'read_tierbook("tiers")' in text
    assert "SELECT * FROM tiers" in text


def test_rights_of_a_table_that_was_not_asked_for_are_no_news_of_the_program(
    tmp_path: Path,
) -> None:
    content = library(("BHS",), people=False)
    old = make_release(content, tmp_path / "old", Wishes(formats=("csv",), tables=FEW)).folder
    fewer = Wishes(formats=("csv",), tables=("tiers", "rights"))
    new = make_release(content, tmp_path / "new", fewer, previous=old).folder
    with (new / "csv" / "rights.csv").open(encoding="utf-8") as stream:
        assert {row["table_name"] for row in csv.DictReader(stream)} == {"tiers", "rights"}
    with (new / "changes.csv").open(encoding="utf-8") as stream:
        told = [row for row in csv.DictReader(stream) if row["table_name"] == "rights"]
    assert [row["change"] for row in told] == ["removed", "removed"]
    assert {row["why"] for row in told} == {"tables"}
