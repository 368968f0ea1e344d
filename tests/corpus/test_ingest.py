"""The corpus folder: the same page twice changes nothing, and a run that is cut off loses nothing."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus.making import narrative, record, write_narratives, write_records
from tierbook.corpus import Corpus, IngestReport, Input, expand_inputs
from tierbook.corpus import ingest as room
from tierbook.corpus.disk import hold_lock, is_held
from tierbook.corpus.ingest import MakeRecords
from tierbook.errors import CorpusError
from tierbook.pages import Document, ReadOptions


def bring(
    home: Path, *paths: Path, jobs: int = 1, again: bool = False, **options: object
) -> IngestReport:
    inputs = expand_inputs([str(p) for p in paths])
    read = ReadOptions(**options)  # type: ignore[arg-type]
    return Corpus(home / "corpus").ingest(inputs, options=read, jobs=jobs, again=again)


def bring_computed(home: Path, *paths: Path, computed: bool) -> IngestReport:
    inputs = expand_inputs([str(p) for p in paths])
    corpus = Corpus(home / "corpus")
    return corpus.ingest(inputs, options=ReadOptions(), computed=computed)


def files(home: Path) -> dict[str, bytes]:
    folder = home / "corpus"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(home: Path) -> dict[str, int]:
    codings = (home / "corpus").rglob("*.json*")
    return {path.name: path.stat().st_mtime_ns for path in codings}


def test_pages_codings_assessments_and_manifest_stand_in_the_folder(tmp_path: Path) -> None:
    pages = write_narratives(tmp_path / "2018", 3)
    report = bring(tmp_path, tmp_path / "2018")
    assert (report.pages, report.documents, report.problems) == (3, 3, [])
    corpus = Corpus(tmp_path / "corpus")
    (first, *_) = corpus.documents()
    coding = corpus.load_coding(first)
    assert coding["document"]["id"] == first
    assert coding["absences"]
    assessment = corpus.load_assessment(first)
    assert assessment is not None
    assert assessment["criteria"]
    entry = corpus.manifest().documents[first]
    assert corpus.load_page(entry.page) in {page.read_bytes() for page in pages}


def test_the_same_pages_again_rewrite_nothing(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 3)
    write_records(tmp_path / "many.jsonl", 4)
    (tmp_path / "broken.txt").write_bytes(b"")
    paths = (tmp_path / "2018", tmp_path / "many.jsonl", tmp_path / "broken.txt")
    first = bring(tmp_path, *paths)
    before, stamps = files(tmp_path), times(tmp_path)
    second = bring(tmp_path, *paths)
    assert files(tmp_path) == before
    assert times(tmp_path) == stamps
    assert (second.pages, second.pages_unchanged, second.documents) == (0, 4, 0)
    assert [p.where for p in second.problems] == [p.where for p in first.problems]


def test_several_processes_write_the_same_bytes(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 8)
    write_records(tmp_path / "many.jsonl", 120)
    paths = (tmp_path / "2018", tmp_path / "many.jsonl")
    bring(tmp_path / "one", *paths)
    bring(tmp_path / "two", *paths, jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_other_versions_are_coded_again_from_the_pages_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = write_narratives(tmp_path / "2018", 2)
    bring(tmp_path, tmp_path / "2018")
    before = files(tmp_path)
    for page in pages:
        page.unlink()
    monkeypatch.setattr(room, "CUES_VERSION", "another")
    report = bring(tmp_path)
    assert (report.pages_again, report.documents) == (2, 2)
    monkeypatch.undo()
    bring(tmp_path)
    assert files(tmp_path) == before


def test_a_broken_page_is_no_hindrance_and_is_not_kept(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 3)
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x89PNG\r\n")
    report = bring(tmp_path, tmp_path / "2018", broken)
    assert report.documents == 3
    (problem,) = report.problems
    assert problem.where == str(broken)
    assert problem.failed
    corpus = Corpus(tmp_path / "corpus")
    assert len(list((tmp_path / "corpus" / "pages").glob("*/*"))) == 3
    (record_,) = corpus.load_problems()
    assert record_["where"] == str(broken)
    assert record_["remedy"]


def test_a_mended_page_takes_its_problem_away(tmp_path: Path) -> None:
    page = tmp_path / "kenya-2018.txt"
    page.write_bytes(b"")
    assert bring(tmp_path, page).problems
    page.write_text(narrative(), encoding="utf-8")
    assert not bring(tmp_path, page).problems
    assert Corpus(tmp_path / "corpus").load_problems() == []


def test_a_broken_record_is_told_each_time(tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.jsonl", 3)
    with path.open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    for _ in range(2):
        report = bring(tmp_path, path)
        assert [p.where for p in report.problems if p.failed] == [f"{path}:4"]


def test_a_text_without_an_edition_is_kept_and_not_assessed(tmp_path: Path) -> None:
    page = tmp_path / "kenya.txt"
    page.write_text(narrative(), encoding="utf-8")
    report = bring(tmp_path, page)
    (notice,) = report.problems
    assert not notice.failed
    assert "--edition" in str(notice)
    corpus = Corpus(tmp_path / "corpus")
    (document,) = corpus.documents()
    assert corpus.load_assessment(document) is None

    again = bring(tmp_path, page, edition=2018)
    assert again.pages_again == 1
    (better,) = corpus.documents()
    assert better != document
    assert corpus.load_assessment(better) is not None
    assert not corpus.coding_path(document).exists()

    assert bring(tmp_path, page).pages_unchanged == 1  # what was said stays said
    assert corpus.documents() == [better]


def test_a_better_name_of_the_same_page_is_heard(tmp_path: Path) -> None:
    page = tmp_path / "kenya.txt"
    page.write_text(narrative(), encoding="utf-8")
    bring(tmp_path, page)
    named = tmp_path / "2018" / "kenya.txt"
    named.parent.mkdir()
    page.rename(named)
    bring(tmp_path, named)
    (document,) = Corpus(tmp_path / "corpus").documents()
    assert document.startswith("tip-2018-ken-")


def test_the_same_bytes_under_two_names_are_one_page(tmp_path: Path) -> None:
    for name in ("a-2018.txt", "b-2018.txt"):
        (tmp_path / name).write_text(narrative(), encoding="utf-8")
    report = bring(tmp_path, tmp_path / "a-2018.txt", tmp_path / "b-2018.txt")
    assert (report.pages, report.pages_unchanged, report.documents) == (1, 1, 1)


def test_a_grown_file_of_records_codes_what_is_new(tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.jsonl", 5)
    bring(tmp_path, path)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(record(99)) + "\n")
    report = bring(tmp_path, path)
    assert report.documents == 1
    assert len(Corpus(tmp_path / "corpus").documents()) == 6


@pytest.mark.parametrize("folder", ["codings", "assessments"])
def test_a_lost_record_is_made_again(tmp_path: Path, folder: str) -> None:
    write_narratives(tmp_path / "2018", 2)
    bring(tmp_path, tmp_path / "2018")
    before = files(tmp_path)
    next((tmp_path / "corpus" / folder).iterdir()).unlink()
    bring(tmp_path)
    assert files(tmp_path) == before


def test_a_run_that_is_stopped_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_narratives(tmp_path / "2018", 6)
    make = MakeRecords.__call__
    calls = 0

    def stop_at_four(self: MakeRecords, document: Document) -> object:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return make(self, document)

    monkeypatch.setattr(MakeRecords, "__call__", stop_at_four)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path, tmp_path / "2018")
    monkeypatch.undo()
    report = bring(tmp_path, tmp_path / "2018")
    assert report.documents <= 4
    bring(tmp_path / "fresh", tmp_path / "2018")
    assert files(tmp_path) == files(tmp_path / "fresh")


def test_a_run_that_is_killed_leaves_whole_files_and_the_next_one_ends_the_work(
    tmp_path: Path,
) -> None:
    write_narratives(tmp_path / "2018", 300)
    code = (
        "import sys; from pathlib import Path; from tierbook.corpus import Corpus, expand_inputs; "
        "Corpus(Path(sys.argv[1])).ingest(expand_inputs([sys.argv[2]]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "corpus"), str(tmp_path / "2018")]
    )
    codings = tmp_path / "corpus" / "codings"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if codings.is_dir() and len(list(codings.glob("*.json"))) > 20:
            break
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    for path in (tmp_path / "corpus").rglob("*.json"):
        if not path.name.startswith("."):
            json.loads(path.read_bytes())
    (codings / ".left-over.json.1.part").write_bytes(b"{half")
    bring(tmp_path, tmp_path / "2018")
    bring(tmp_path / "fresh", tmp_path / "2018")
    assert files(tmp_path) == files(tmp_path / "fresh")


def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_narratives(tmp_path / "2018", 4)
    replace = Path.replace
    calls = 0

    def fill_up(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls > 8:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fill_up)
    with pytest.raises(CorpusError, match="No space left") as caught:
        bring(tmp_path, tmp_path / "2018")
    assert "room on the disk" in str(caught.value)
    monkeypatch.undo()
    assert not [name for name in files(tmp_path) if name.endswith(".part")]
    bring(tmp_path, tmp_path / "2018")
    bring(tmp_path / "fresh", tmp_path / "2018")
    assert files(tmp_path) == files(tmp_path / "fresh")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "corpus").write_text("a file stands where the folder should", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        bring(tmp_path)
    assert str(tmp_path / "corpus") in str(caught.value)


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    bring(tmp_path)
    with hold_lock(tmp_path / "corpus" / ".lock"), pytest.raises(CorpusError, match="another run"):
        bring(tmp_path)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_told_as_that_and_not_as_another_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(CorpusError, match="the folder cannot be locked") as caught:
        bring(tmp_path)
    assert os.strerror(number) in str(caught.value)
    assert str(tmp_path / "corpus") in str(caught.value.where)
    assert "locks" in str(caught.value.remedy)
    assert not is_held(tmp_path / "corpus" / ".lock")


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    bring(tmp_path)
    manifest = tmp_path / "corpus" / "manifest.json"
    manifest.write_text('{"format": 2, "pages": {}, "documents": {}}', encoding="utf-8")
    with pytest.raises(CorpusError, match="format 2"):
        bring(tmp_path)


def test_a_damaged_manifest_is_refused(tmp_path: Path) -> None:
    bring(tmp_path)
    (tmp_path / "corpus" / "manifest.json").write_text('{"format": 1', encoding="utf-8")
    with pytest.raises(CorpusError, match="damaged"):
        bring(tmp_path)


def test_a_lost_manifest_is_refused(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 1)
    bring(tmp_path, tmp_path / "2018")
    (tmp_path / "corpus" / "manifest.json").unlink()
    with pytest.raises(CorpusError, match="no manifest"):
        bring(tmp_path)


def test_a_changed_page_is_noticed(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 1)
    bring(tmp_path, tmp_path / "2018")
    (page,) = (tmp_path / "corpus" / "pages").glob("*/*")
    page.write_bytes(b"something else")
    with pytest.raises(CorpusError, match="lost or changed"):
        Corpus(tmp_path / "corpus").load_page(page.name)


def test_pages_given_as_bytes_are_stored(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path / "corpus")
    report = corpus.ingest([Input("2018/kenya.txt", data=narrative().encode())])
    assert report.documents == 1
    (document,) = corpus.documents()
    assert document.startswith("tip-2018-ken-")


def test_the_computed_tier_is_added_only_when_asked_for_and_taken_away_again(
    tmp_path: Path,
) -> None:
    pages = write_narratives(tmp_path / "2018", 1)
    bring_computed(tmp_path, *pages, computed=False)
    corpus = Corpus(tmp_path / "corpus")
    (document,) = corpus.documents()
    plain = files(tmp_path)
    assert (corpus.load_assessment(document) or {})["computed"] is None
    report = bring_computed(tmp_path, *pages, computed=True)
    assert report.documents == 1
    computed = (corpus.load_assessment(document) or {})["computed"]
    assert computed["unofficial"] is True
    assert computed["tier"] or computed["withheld"]
    assert bring_computed(tmp_path, *pages, computed=True).pages_unchanged == 1
    bring_computed(tmp_path, *pages, computed=False)
    assert files(tmp_path) == plain
