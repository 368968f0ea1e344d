"""What a person names on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.making import narrative, write_narratives
from tierbook.corpus import Input, expand_inputs


def names(inputs: list[Input]) -> list[str]:
    return [Path(item.name).name for item in inputs if item.problem is None]


def test_a_folder_gives_its_pages_by_name_and_passes_over_other_kinds(tmp_path: Path) -> None:
    write_narratives(tmp_path / "b", 2)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "notes.xml").write_bytes(b"<a/>")
    (tmp_path / ".hidden.txt").write_text("x", encoding="utf-8")
    inputs = expand_inputs([str(tmp_path)])
    assert names(inputs) == ["a.txt", "page-001.txt", "page-002.txt"]
    assert not any(item.named for item in inputs)
    (passed,) = [item.problem for item in inputs if item.problem]
    assert "notes.xml" in passed.where
    assert not passed.failed


def test_a_file_is_taken_once(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("x", encoding="utf-8")
    again = f"{tmp_path}/../{tmp_path.name}/a.txt"
    assert names(expand_inputs([str(page), again, str(tmp_path)])) == ["a.txt"]


def test_a_pattern_that_the_shell_left_alone_is_expanded(tmp_path: Path) -> None:
    write_narratives(tmp_path, 3)
    inputs = expand_inputs([str(tmp_path / "page-00[13].txt")])
    assert names(inputs) == ["page-001.txt", "page-003.txt"]
    assert all(item.named for item in inputs)


@pytest.mark.parametrize(
    ("argument", "what"),
    [
        ("nowhere.txt", "no such file"),
        ("nowhere-*.txt", "no file fits"),
        ("https://example.org/page", "an address"),
    ],
)
def test_what_is_not_there_is_a_failure_with_a_remedy(argument: str, what: str) -> None:
    (given,) = expand_inputs([argument])
    assert given.problem is not None
    assert given.problem.failed
    assert what in given.problem.what
    assert given.problem.remedy


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    page = tmp_path / "page[1].txt"
    page.write_text(narrative(), encoding="utf-8")
    (given,) = expand_inputs([str(page)])
    assert given.path == page


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (given,) = expand_inputs([str(tmp_path)])
    assert given.problem is not None
    assert given.problem.failed


def test_standard_input_is_taken_once() -> None:
    assert [item.path for item in expand_inputs(["-", "-"])] == [None]


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (given,) = expand_inputs([str(tmp_path / "a.txt")])
    assert given.problem is not None
    assert "link" in given.problem.what
