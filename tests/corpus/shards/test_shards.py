"""Shards: one row for each document, the same as `code` gives, whatever was done before and by how many processes."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars
import pytest

from tests.corpus.making import narrative, record, write_narratives, write_records
from tests.corpus.shards.working import files_below, read_only
from tierbook.corpus import (
    ShardReport,
    ShardSettings,
    code_shards,
    expand_inputs,
    merge_shards,
    run_batch,
    walk_inputs,
)
from tierbook.corpus.disk import hold_lock
from tierbook.corpus.shards.coding import code_document
from tierbook.errors import CorpusError, Problem, WrongUse
from tierbook.pages import ReadOptions

LEAST = 50


def run(
    inputs: Sequence[Path],
    out: Path,
    *,
    options: ReadOptions | None = None,
    jobs: int = 1,
    **more: Any,
) -> ShardReport:
    settings = ShardSettings(**{"work": read_only, "least": LEAST, "watched": False, **more})
    given = walk_inputs(map(str, inputs))
    return code_shards(given, out, options=options, jobs=jobs, settings=settings)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    manifest = json.loads((out / "manifest.json").read_bytes())
    return [
        row
        for partition in manifest["partitions"]
        for row in polars.read_parquet(out / partition["files"][table]["path"]).to_dicts()
    ]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with narratives, records, an empty file and a picture."""
    folder = tmp_path_factory.mktemp("pages")
    write_narratives(folder / "2018", 130)
    write_records(folder / "many.jsonl", 70)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture(scope="module")
def inputs(pages: Path) -> list[Path]:
    return [pages, pages / "missing.txt", pages / "2018" / "page-001.txt"]


@pytest.fixture(scope="module")
def coded(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shards of these pages, coded by the rules in two processes."""
    out = tmp_path_factory.mktemp("coded") / "out"
    run(inputs, out, jobs=2, watched=True, work=code_document)
    return out


@pytest.fixture(scope="module")
def outcomes(inputs: list[Path]) -> list[Mapping[str, Any] | Problem]:
    """What `tierbook code` makes of the same inputs."""
    given = expand_inputs(map(str, inputs))
    return list(run_batch(given, code_document, options=ReadOptions()))


def test_documents_are_those_of_code_in_the_order_of_the_inputs(
    coded: Path, outcomes: list[Mapping[str, Any] | Problem]
) -> None:
    records = [o for o in outcomes if not isinstance(o, Problem)]
    found = rows(coded, "documents")
    assert len(found) == 200
    for row, made in zip(found, records, strict=True):
        head = {**made["document"], "document": made["document"]["id"]}
        assert {name: row[name] for name in head if name in row} == {
            name: value for name, value in head.items() if name in row
        }
        assert row["text"] == made["narrative"]["text"]
        silent = [*row["not_stated"], *row["not_in_summary"], *row["not_asked"]]
        assert sorted(silent) == sorted(a["variable"] for a in made["absences"])


def test_findings_are_those_of_code_with_all_their_words(
    coded: Path, outcomes: list[Mapping[str, Any] | Problem]
) -> None:
    made = [f for o in outcomes if not isinstance(o, Problem) for f in o["findings"]]
    found = rows(coded, "findings")
    assert len(found) > 500
    for row, finding in zip(found, made, strict=True):
        assert row["finding"] == finding["id"]
        assert [row[n] for n in ("variable", "level", "actor", "acts", "cue")] == [
            finding[n] for n in ("variable", "level", "actor", "acts", "cue")
        ]
        assert [(e["start"], e["end"], e["text"], e["supports"]) for e in row["evidence"]] == [
            (e["start"], e["end"], e["text"], e["supports"]) for e in finding["evidence"]
        ]


def test_problems_are_those_of_code_and_what_came_twice(
    coded: Path, outcomes: list[Mapping[str, Any] | Problem]
) -> None:
    told = [o.to_dict() for o in outcomes if isinstance(o, Problem)]
    found = rows(coded, "problems")
    assert [row for row in found if "the same" not in row["what"]] == told
    (twice,) = [row for row in found if "the same" in row["what"]]
    assert not twice["failed"]
    assert twice["where"].endswith("page-001.txt")


def test_this_process_gives_the_same_bytes_as_two_others(
    coded: Path, inputs: list[Path], tmp_path: Path
) -> None:
    run(inputs, tmp_path / "one", work=code_document)
    assert files_below(tmp_path / "one") == files_below(coded)
    assert len(list((coded / "documents").iterdir())) >= 2


def test_engines_that_read_parquet_take_all_shards_at_once(coded: Path) -> None:
    question = f"""
        SELECT count(*), count(*) FILTER (substr(d.text, e.start + 1, e."end" - e.start) = e.text)
        FROM '{coded}/findings/*.parquet' f, unnest(f.evidence) u(e)
        JOIN '{coded}/documents/*.parquet' d ON d.document = f.document
    """
    with duckdb.connect() as base:
        every, shown = base.execute(question).fetchall()[0]
    assert every == shown > 500
    assert polars.scan_parquet(coded / "documents" / "*.parquet").collect().height == 200


def test_one_file_of_all_shards_has_the_same_rows(coded: Path) -> None:
    documents, findings, problems = merge_shards(coded)
    assert polars.read_parquet(documents).to_dicts() == rows(coded, "documents")
    assert polars.read_parquet(findings).to_dicts() == rows(coded, "findings")
    for path in (documents, findings, problems):
        path.unlink()


def test_what_was_merged_goes_when_the_shards_are_others(tmp_path: Path) -> None:
    paths = [write_narratives(tmp_path / name, 60)[0].parent for name in ("2018", "2019")]
    out = tmp_path / "out"
    run(paths, out)
    merged = merge_shards(out)
    run(paths, out)
    assert all(path.is_file() for path in merged), "nothing has changed"
    (paths[1] / "page-061.txt").write_text(narrative("PERU", 7000), encoding="utf-8")
    run(paths, out)
    assert not any(path.exists() for path in merged)
    merge_shards(out)
    assert polars.read_parquet(merged[0]).to_dicts() == rows(out, "documents")
    (paths[1] / "page-061.txt").unlink()
    run(paths, out)
    assert not any(path.exists() for path in merged)


def test_nothing_is_merged_before_a_run_has_ended(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no manifest"):
        merge_shards(tmp_path)


def test_nothing_is_merged_while_another_run_writes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([], out)
    before = files_below(out)
    with hold_lock(out / ".lock"), pytest.raises(CorpusError, match="another run is writing here"):
        merge_shards(out)
    assert files_below(out) == before


def test_what_is_done_is_left_alone_and_only_what_is_lost_is_made_again(
    pages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = run([pages], out)
    before = files_below(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    assert run([pages], out).done_before == first.partitions >= 2
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == times
    lost = sorted((out / "findings").iterdir())[0]
    lost.write_bytes(b"cut")
    assert run([pages], out).done_before == first.partitions - 1
    assert files_below(out) == before


def test_what_other_versions_coded_is_coded_again(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([pages], out)
    before = files_below(out)
    entry = sorted((out / "journal").iterdir())[0]
    entry.write_text(entry.read_text(encoding="utf-8").replace('"cues": "1"', '"cues": "0"'))
    report = run([pages], out)
    assert report.done_before == report.partitions - 1
    assert files_below(out) == before


def test_pages_that_come_and_go_change_their_own_partitions_alone(tmp_path: Path) -> None:
    pages = tmp_path / "2018"
    write_narratives(pages, 260)
    run([pages], tmp_path / "out")
    (pages / "page-0005.txt").write_text(narrative("PERU", 7000), encoding="utf-8")
    (pages / "page-250.txt").unlink()
    report = run([pages], tmp_path / "out")
    assert report.documents == 260
    assert report.removed == 2
    assert report.done_before == report.partitions - 2 >= 1
    run([pages], tmp_path / "anew")
    assert files_below(tmp_path / "out") == files_below(tmp_path / "anew")


def test_another_way_of_reading_is_another_partition(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Courts convicted five traffickers in 2018.\n" * 20)
    for edition in (2018, 2019):
        report = run(
            [tmp_path / "page.txt"], tmp_path / "out", options=ReadOptions(edition=edition)
        )
        assert (report.done_before, report.documents) == (0, 1)
        assert [row["edition"] for row in rows(tmp_path / "out", "documents")] == [edition]


def test_a_page_taken_again_unchanged_is_coded_with_its_new_day(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    page = b"Courts convicted five traffickers in 2018.\n" * 20
    answered = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + page
    for day in ("2026-01-01", "2026-02-02"):
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"WARC-Target-URI: https://example.org/2018/kenya.txt\r\nWARC-Date: {day}T00:00:00Z\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answered)}\r\n\r\n"
        )
        path.write_bytes(head.encode() + answered + b"\r\n\r\n")
        report = run([path], tmp_path / "out")
        assert (report.done_before, report.documents) == (0, 1)
        assert [row["captured"] for row in rows(tmp_path / "out", "documents")] == [day]


def test_a_page_that_was_too_long_is_read_once_the_limit_is_raised(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Courts convicted five traffickers in 2018.\n" * 20)
    for size, documents in ((100, 0), (10_000, 1)):
        report = run([tmp_path / "page.txt"], tmp_path / "out", options=ReadOptions(max_size=size))
        assert report.documents == documents


def test_the_same_page_and_the_same_record_have_one_row(tmp_path: Path) -> None:
    (first,) = write_narratives(tmp_path / "2018", 1)
    (tmp_path / "copy.txt").write_bytes(first.read_bytes())
    other_order = json.dumps(dict(reversed(record(2).items())), indent=None)
    path = tmp_path / "some.jsonl"
    lines = [json.dumps(record(n)) for n in (1, 2)]
    path.write_text("\n".join([*lines, other_order, json.dumps(record(3))]), encoding="utf-8")
    report = run([first, tmp_path / "copy.txt", path], tmp_path / "out")
    assert (report.documents, report.same, report.failed) == (4, 2, 0)
    found = rows(tmp_path / "out", "documents")
    assert [row["row"] for row in found] == [None, 1, 2, 4]
    told = [(row["where"], row["what"]) for row in rows(tmp_path / "out", "problems")]
    assert told == [
        (f"{tmp_path}/copy.txt", f"the same page as {first}, which is coded once"),
        (f"{path}:3", f"the same record as {path}:2, which is coded once"),
    ]


def test_members_of_containers_are_coded_and_an_empty_container_is_told(tmp_path: Path) -> None:
    paths = write_narratives(tmp_path / "2018", 3)
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for path in paths:
                archive.write(path, f"2018/{path.name}")
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("login.html", "<html><form>Password <input type=password></form></html>")
    report = run([tmp_path / n for n in ("a.zip", "b.zip", "none.zip")], tmp_path / "out")
    assert (report.documents, report.same) == (3, 3)
    assert [p.where for p in report.failures] == [f"{tmp_path}/none.zip"]


def test_a_long_container_is_not_called_empty_for_its_last_pages(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "long.zip", "w") as archive:
        for number in range(1, 120):
            archive.writestr(f"2018/{number}.txt", narrative(number=number))
        for number in range(120):
            archive.writestr(f"z/{number}.html", f"<form>Password {number} <input></form>")
    report = run([tmp_path / "long.zip"], tmp_path / "out")
    assert (report.documents, report.failed) == (119, 0)
    assert report.partitions >= 3


def test_names_that_are_no_utf_8_are_told_and_their_pages_read(tmp_path: Path) -> None:
    (page,) = write_narratives(tmp_path / "2018", 1)
    try:
        page.rename(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    except OSError:
        pytest.skip("this disk takes no such name")
    report = run([tmp_path], tmp_path.with_name("shards-of-names"))
    assert report.documents == 1
    assert rows(tmp_path.with_name("shards-of-names"), "documents")[0]["source"].endswith(
        "caf�.txt"
    )


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_bytes(b"words")
    with pytest.raises(WrongUse, match="something else"):
        run([], tmp_path / "out")


def test_a_second_run_in_the_same_folder_is_refused_and_told_who_is_at_work(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([], out)
    holder = (out / ".lock").read_text(encoding="utf-8").strip()
    with hold_lock(out / ".lock"), pytest.raises(CorpusError) as refusal:
        run([], out)
    assert f"process {holder}" in str(refusal.value)
    assert " on " in holder
    assert "--out" in str(refusal.value)


def test_a_disk_without_locks_is_told_as_that_and_not_as_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(CorpusError, match="the folder cannot be locked") as refusal:
        run([], tmp_path / "out")
    assert "--home" not in str(refusal.value)
    assert "another run" not in str(refusal.value)


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    run([], tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text("{")
    with pytest.raises(CorpusError, match=r"manifest is damaged"):
        run([], tmp_path / "out")
