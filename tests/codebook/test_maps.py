"""Every variable of the Human Trafficking Index is mapped or has a reason, and names are those of the tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.house.checkout import REPOSITORY
from tierbook.codebook import ANY, covered_by, find_gaps, load_codebook
from tierbook.files import load_yaml


def test_every_name_is_covered_or_says_why_not() -> None:
    neither, both = find_gaps(load_codebook())
    assert neither == (), "map a variable to these, or give the reason in uncovered.yaml"
    assert both == (), "these have a variable: remove them from uncovered.yaml"


def test_there_are_156_names_and_each_stands_in_one_group() -> None:
    names = list(load_codebook().indices["htc"])
    groups = load_yaml(REPOSITORY / "src/tierbook/agreement/passage_groups.yaml")
    grouped = [name for words in groups.values() for name in words.split()]
    assert len(names) == 156
    assert sorted(grouped) == sorted(names)


def test_a_name_that_is_denied_is_mapped_to_a_denial() -> None:
    variables = load_codebook().variables
    wrong = [
        (variable.id, name, codes)
        for variable in variables.values()
        for name, codes in variable.maps.htc.items()
        if name.startswith("no_") and variable.type == "yes_no" and ("yes" in codes or ANY in codes)
    ]
    assert wrong == []
    assert covered_by(load_codebook())["no_law"] == ("prosecution.law",)


@pytest.mark.shared
def test_names_are_those_of_the_tables_that_people_coded(shared: Path) -> None:
    with (shared / "data" / "hti-2001-2011.csv").open(encoding="utf-8") as file:
        columns = next(csv.reader(file))
    indices = load_codebook().indices
    assert [name for name in indices["hti"] if name not in columns] == []
    with (shared / "gold" / "htc-variables.csv").open(encoding="utf-8") as file:
        assert list(indices["htc"]) == [row["id"] for row in csv.DictReader(file)]
