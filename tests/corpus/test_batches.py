"""Work over many inputs: in order, one broken page never in the way of the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.making import narrative, record, write_narratives, write_records
from tierbook.corpus import Input, cut_portions, expand_inputs, run_batch
from tierbook.corpus import portions as reading
from tierbook.errors import CodebookInvalid, NarrativeUnparsable, Problem, WrongUse
from tierbook.pages import Document, ReadOptions


def name_it(document: Document) -> str:
    return f"{document.country}:{document.edition}:{document.row}"


def break_on_chad(document: Document) -> str:
    if document.country == "TCD":
        raise ValueError("no such thing")
    if document.country == "PER":
        raise NarrativeUnparsable("no narrative here", remedy="give another")
    return name_it(document)


def lose_the_codebook(document: Document) -> str:
    raise CodebookInvalid("a variable is wrong", where="a.yaml")


def break_reading(monkeypatch: pytest.MonkeyPatch, fault: Exception, *words: bytes) -> None:
    """Have the reader fail on pages that hold some words."""
    read = reading.read_bytes

    def fail(data: bytes, **more: Any) -> Any:
        if any(word in data for word in words):
            raise fault
        return read(data, **more)

    monkeypatch.setattr(reading, "read_bytes", fail)


def run(
    *arguments: Path | str, work: Callable[[Document], str] = name_it, jobs: int = 1, **options: Any
) -> list[str | Problem]:
    inputs = expand_inputs([str(a) for a in arguments])
    return list(run_batch(inputs, work, options=ReadOptions(**options), jobs=jobs))


def test_rows_are_counted_over_the_whole_file(tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.jsonl", 130)
    assert [r for r in run(path) if isinstance(r, str)] == [f"KEN:2022:{n}" for n in range(1, 131)]


def test_a_broken_line_is_named_by_its_number_and_stands_in_its_place(tmp_path: Path) -> None:
    rows = [json.dumps(record(n)) for n in range(1, 121)]
    rows[70] = '{"text": "cut off'
    rows[90] = "\x00\x00"
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    outcomes = run(path)
    problems = [(i, o) for i, o in enumerate(outcomes) if isinstance(o, Problem)]
    assert [(i, p.where) for i, p in problems] == [(70, f"{path}:71"), (90, f"{path}:91")]
    assert len(outcomes) == 120


def test_blank_lines_count_as_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n" * 120 + json.dumps(record()) + "\n\n", encoding="utf-8")
    assert run(path) == ["KEN:2022:121"]


def test_records_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.jsonl", 500)
    portions = cut_portions(0, Input(str(path), path), ReadOptions())
    assert isinstance(portions, Iterator)
    first = next(portions)
    assert first.data is not None
    assert first.data.count(b"\n") == 50


def test_records_are_known_by_their_look_where_the_name_does_not_say(tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.txt", 60)
    assert run(path)[-1] == "KEN:2022:60"


def test_several_processes_give_the_same_outcomes(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 12)
    write_records(tmp_path / "many.jsonl", 120)
    (tmp_path / "2018" / "page-005.txt").write_bytes(b"")
    arguments = (tmp_path, tmp_path / "missing.txt", tmp_path / "many.jsonl")
    assert run(*arguments, jobs=2) == run(*arguments)


def test_a_fault_on_one_page_is_a_problem_that_names_the_file(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 6)
    outcomes = run(tmp_path, work=break_on_chad)
    problems = [o for o in outcomes if isinstance(o, Problem)]
    assert len(outcomes) == 6
    assert len(problems) == 2
    assert all(p.failed and "page-00" in p.where and p.remedy for p in problems)
    assert any("ValueError" in p.what for p in problems)


def test_a_fault_in_reading_one_page_is_a_problem_that_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write_narratives(tmp_path / "2018", 3)
    table = write_records(tmp_path / "many.jsonl", 60)
    break_reading(monkeypatch, MemoryError(), b"convicted 2 traff", b"on 7 farms")
    outcomes = run(tmp_path / "2018", table)
    problems = [o for o in outcomes if isinstance(o, Problem)]
    assert len(outcomes) == 63
    assert [p.where for p in problems] == [str(paths[1]), f"{table}:7"]
    assert all(p.failed and "MemoryError" in p.what and p.remedy for p in problems)
    rows = [f"KEN:2022:{n}" for n in range(1, 61) if n != 7]
    assert [o for o in outcomes[3:] if isinstance(o, str)] == rows


def test_a_fault_in_reading_that_is_not_of_the_page_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_narratives(tmp_path, 2)
    break_reading(monkeypatch, CodebookInvalid("a variable is wrong"), b"traffickers")
    with pytest.raises(CodebookInvalid):
        run(tmp_path)


def test_a_fault_that_is_not_of_the_page_stops_the_run(tmp_path: Path) -> None:
    write_narratives(tmp_path, 2)
    with pytest.raises(CodebookInvalid):
        run(tmp_path, work=lose_the_codebook)


def test_no_page_is_passed_over_in_a_folder_and_fails_when_named(tmp_path: Path) -> None:
    write_narratives(tmp_path, 1)
    login = tmp_path / "login.html"
    login.write_text("<html><form>Password <input type=password></form></html>", encoding="utf-8")
    (in_folder,) = [o for o in run(tmp_path) if isinstance(o, Problem)]
    assert not in_folder.failed
    assert in_folder.where == str(login)
    (named,) = run(login)
    assert isinstance(named, Problem)
    assert named.failed
    assert named.remedy


def test_a_page_beyond_the_limit_fails_and_a_file_of_records_beyond_it_does_not(
    tmp_path: Path,
) -> None:
    page = tmp_path / "long.txt"
    page.write_text(narrative() * 20, encoding="utf-8")
    (problem,) = run(page, max_size=1000)
    assert isinstance(problem, Problem)
    assert "--max-size" in str(problem)
    records = write_records(tmp_path / "many.jsonl", 60)
    assert len([o for o in run(records, max_size=1000) if isinstance(o, str)]) == 60


def test_a_record_beyond_the_limit_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    rows = [json.dumps(record()), json.dumps(record(2, note="x" * 5000)), json.dumps(record(3))]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    outcomes = run(path, max_size=2000)
    assert [isinstance(o, Problem) for o in outcomes] == [False, True, False]
    assert isinstance(outcomes[1], Problem)
    assert outcomes[1].where == f"{path}:2"
    assert "--max-size" in str(outcomes[1])


@pytest.mark.parametrize("data", [b"", b"\n\n"])
def test_a_file_of_records_without_any_is_an_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "none.jsonl"
    path.write_bytes(data)
    (problem,) = run(path)
    assert isinstance(problem, Problem)
    assert problem.what == "the file is empty"


def test_bytes_can_be_given_in_place_of_a_file() -> None:
    given = Input("2018/kenya.txt", data=narrative().encode())
    assert list(run_batch([given], name_it, options=ReadOptions())) == ["KEN:2018:None"]


def test_no_negative_number_of_processes() -> None:
    with pytest.raises(WrongUse):
        run(jobs=-1)


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = write_narratives(tmp_path, 1)[0]

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = run(page)
    assert isinstance(problem, Problem)
    assert problem.where == str(page)
    assert "Permission denied" in problem.what
