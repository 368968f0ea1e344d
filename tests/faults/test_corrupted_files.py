"""Bytes change on the disk: it is noticed, the file is named with what to do, and nothing of it is shown as if good."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.making import Reader, ask_sqlite, run, served, told
from tierbook.coding.coders.llm.budget import Usage
from tierbook.coding.coders.llm.keeping import AnswerStore, KeptAnswer
from tierbook.corpus import Corpus, check_corpus, expand_inputs, set_aside
from tierbook.errors import CorpusError
from tierbook.files import json_line
from tierbook.library.catalogue.packing import pack_text, unpack_text
from tierbook.library.operating.checking import HomeCheck, _look_at_journal
from tierbook.library.record.journal import Journal, keep_hash


def flip(path: Path, at: int | None = None) -> None:
    """Change one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 1
    path.write_bytes(data)


def first(folder: Path, pattern: str) -> Path:
    return min(folder.glob(pattern))


@pytest.fixture
def corpus(ingested: Path, tmp_path: Path) -> Corpus:
    """A copy of the corpus alone, to spoil."""
    shutil.copytree(ingested / "home" / "corpus", tmp_path / "corpus")
    return Corpus(tmp_path / "corpus")


def test_a_corpus_that_is_whole_has_no_fault(corpus: Corpus) -> None:
    checked = check_corpus(corpus)
    assert (checked.pages, checked.records, checked.faults) == (12, 24, ())


def test_a_page_is_named_left_out_and_replaced_by_the_same_page(
    corpus: Corpus, ingested: Path
) -> None:
    page = first(corpus.pages, "*/*")
    flip(page)
    before = sorted((p.name, p.read_bytes()) for p in corpus.codings.glob("*"))
    (fault,) = check_corpus(corpus).faults
    assert str(page) == fault.where
    assert "tierbook ingest PATH" in str(fault.remedy)

    report = corpus.ingest([], again=True)  # codes what is held once more
    assert [problem.what for problem in report.problems] == [
        "its page in the corpus is not the one that was brought in"
    ]
    assert report.pages_again == 11
    assert sorted((p.name, p.read_bytes()) for p in corpus.codings.glob("*")) == before, (
        "no coding was made of the damaged page, and none was lost"
    )
    corpus.ingest(expand_inputs([str(ingested / "2018")]))
    assert check_corpus(corpus).faults == ()


def test_a_lost_page_is_told_and_stops_no_other(corpus: Corpus) -> None:
    first(corpus.pages, "*/*").unlink()
    report = corpus.ingest([], again=True)
    assert [problem.what for problem in report.problems] == ["its page in the corpus is lost"]
    assert report.pages_again == 11


@pytest.mark.parametrize("folder", ["codings", "assessments"])
def test_a_record_is_named_set_aside_and_made_again(corpus: Corpus, folder: str) -> None:
    path = first(corpus.folder / folder, "*.json")
    good = path.read_bytes()
    path.write_bytes(good.replace(b"2018", b"2013", 1))  # still JSON, and wrong
    checked = check_corpus(corpus)
    assert [fault.where for fault in checked.faults] == [str(path)]
    assert "tierbook check --mend" in str(checked.faults[0].remedy)
    moved = set_aside(corpus, checked.remade)
    assert len(moved) == 2, "a text is made as a whole"
    assert not path.exists()
    corpus.ingest([])
    assert path.read_bytes() == good


def test_a_record_whose_page_is_damaged_too_is_left_where_it_stands(
    corpus: Corpus, ingested: Path
) -> None:
    path = first(corpus.codings, "*.json")
    good = path.read_bytes()
    flip(path)
    page = corpus.page_path(corpus.manifest().documents[path.stem].page)
    flip(page)
    checked = check_corpus(corpus)
    assert [fault.where for fault in checked.faults] == [str(page), str(path)]
    assert checked.remade == (), "nothing could make it again"
    assert "give its page again" in str(checked.faults[1].remedy)
    corpus.ingest(expand_inputs([str(ingested / "2018")]))
    checked = check_corpus(corpus)
    assert checked.remade == (path,)
    set_aside(corpus, checked.remade)
    corpus.ingest([])
    assert path.read_bytes() == good


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data.replace(b'"format":1', b'"format":9'), "format 9"),
        (lambda data: b"", "damaged"),
    ],
)
def test_a_manifest_is_refused_and_nothing_is_done_without_it(
    corpus: Corpus, spoil: Callable[[bytes], bytes], words: str
) -> None:
    corpus.manifest_path.write_bytes(spoil(corpus.manifest_path.read_bytes()))
    with pytest.raises(CorpusError, match=words) as caught:
        corpus.ingest([])
    assert caught.value.where == str(corpus.manifest_path)
    assert caught.value.remedy


def test_the_list_of_what_could_not_be_read_names_its_line(corpus: Corpus) -> None:
    corpus.problems_path.write_bytes(b'{"page": null, "where"')
    with pytest.raises(CorpusError, match="is damaged") as caught:
        corpus.ingest([])
    assert caught.value.where == f"{corpus.problems_path}:1"
    assert [f.where for f in check_corpus(corpus).faults] == [f"{corpus.problems_path}:1"]


def test_a_value_of_the_journal_is_held_against_its_hash(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "corpus")
    journal.append([{"keep": keep_hash("a sentence"), "value": "a sentence"}], 0)
    found = HomeCheck()
    _look_at_journal(found, Corpus(tmp_path / "corpus"))
    assert found.faults == []
    journal.path.write_bytes(journal.path.read_bytes().replace(b"sentence", b"sentense"))
    _look_at_journal(found, Corpus(tmp_path / "corpus"))
    assert [fault.where for fault in found.faults] == [str(journal.path)]


def test_an_answer_of_a_model_that_has_changed_is_asked_for_again(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    parts = {"narrative": "n", "prompt": "p"}
    store.put(parts, KeptAnswer("convicted 14", "stop", Usage(1, 1), "m"))
    assert store.get(parts) is not None
    path = store.path(parts)
    path.write_bytes(path.read_bytes().replace(b"convicted 14", b"convicted 41"))
    assert store.get(parts) is None


@pytest.mark.only_on("sqlite")
def test_a_library_keeps_its_good_rows_when_the_file_under_them_is_spoilt(library: Path) -> None:
    path = first(library / "corpus" / "codings", "*.json")
    good = ask_sqlite(library, "SELECT document_id, coding FROM catalogue_content ORDER BY 1")
    path.write_bytes(path.read_bytes().replace(b"convicted", b"acquitted"))
    said = told(run(library, "ingest"))
    assert path.name in said
    assert "not the one that was written. all other documents were loaded" in said
    assert (
        ask_sqlite(library, "SELECT document_id, coding FROM catalogue_content ORDER BY 1") == good
    )

    found = run(library, "check", "--mend", "--format", "json")
    assert found.returncode == 1
    assert [fault["where"] for fault in json.loads(found.stdout)["faults"]] == [str(path)]
    assert run(library, "ingest").returncode == 0
    assert run(library, "check").returncode == 0


@pytest.mark.only_on("sqlite")
def test_a_library_keeps_its_last_good_copy_where_coding_and_page_are_lost(
    library: Path, ingested: Path
) -> None:
    corpus = Corpus(library / "corpus")
    path = first(corpus.codings, "*.json")
    page = corpus.page_path(corpus.manifest().documents[path.stem].page)
    journal = (corpus.folder / "published" / "journal.jsonl").read_bytes()
    good = ask_sqlite(library, "SELECT document_id, coding FROM catalogue_content ORDER BY 1")
    flip(page)
    path.unlink()
    assert run(library, "check", "--mend").returncode == 1
    for _ in range(2):  # the second run finds it lost no less
        said = told(run(library, "ingest"))
        assert f"codings/{path.name}" in said
        assert "tierbook ingest PATH" in said
        held = ask_sqlite(library, "SELECT document_id, coding FROM catalogue_content ORDER BY 1")
        assert held == good
        assert (corpus.folder / "published" / "journal.jsonl").read_bytes() == journal
    assert run(library, "ingest", ingested / "2018").returncode == 0
    assert run(library, "check").returncode == 0


def _acquit(packed: bytes) -> bytes:
    return pack_text(unpack_text(packed).replace("convicted", "acquitted"))


def _overwrite(packed: bytes) -> bytes:
    return packed[:100] + b"\xff" * 64 + packed[164:]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("spoil", [_acquit, _overwrite])
def test_a_row_of_the_library_that_is_spoilt_is_loaded_again_from_the_corpus(
    library: Path, spoil: Callable[[bytes], bytes]
) -> None:
    good = ask_sqlite(library, "SELECT document_id, coding FROM catalogue_content ORDER BY 1")
    with closing(sqlite3.connect(library / "library.sqlite3")) as database, database:
        changed = "UPDATE catalogue_content SET coding = ? WHERE document_id = ?"
        assert database.execute(changed, (spoil(good[0][1]), good[0][0])).rowcount == 1
    found = run(library, "check", "--mend", "--format", "json")
    assert found.returncode == 1
    said = json.loads(found.stdout)
    assert said["reloaded"] == [good[0][0]]
    assert "then `tierbook ingest`" in said["faults"][0]["remedy"]
    assert run(library, "ingest").returncode == 0
    assert (
        ask_sqlite(library, "SELECT document_id, coding FROM catalogue_content ORDER BY 1") == good
    )
    assert run(library, "check").returncode == 0


@pytest.mark.only_on("sqlite")
def test_a_damaged_text_answers_503_with_the_remedy_and_no_other_page_does(
    library: Path, tmp_path: Path
) -> None:
    rows = ask_sqlite(library, "SELECT document_id, coding FROM catalogue_content ORDER BY 1")
    (damaged, packed), (good, _) = rows[0], rows[-1]
    assert damaged.split("-")[2] != good.split("-")[2], "of two countries"
    with closing(sqlite3.connect(library / "library.sqlite3")) as database, database:
        changed = "UPDATE catalogue_content SET coding = ? WHERE document_id = ?"
        database.execute(changed, (_overwrite(packed), damaged))
    log = tmp_path / "log"
    with served(library, log) as port:
        answer = Reader(port).ask(f"/documents/{damaged}.json")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "120")
        assert "Whoever runs it has been told" in answer.text
        assert Reader(port).ask(f"/documents/{damaged}/").status == 503
        assert Reader(port).ask(f"/api/v1/documents/{damaged}/coding").status == 503
        for address in ("/", f"/documents/{good}/", f"/documents/{good}.json"):
            assert Reader(port).ask(address).status == 200
    said = log.read_text()
    assert "run `tierbook check --mend`" in said
    assert "then `tierbook ingest`" in said
    assert "Traceback" not in said
    assert run(library, "ingest").returncode == 0, "a load lives with it"


def _spoil_pages(path: Path) -> None:
    """Overwrite the middle of a database, page after page, and take its log away."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)


@pytest.mark.only_on("sqlite")
def test_a_damaged_database_answers_503_and_check_names_it(library: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with served(library, log) as port:
        assert Reader(port).ask("/").status == 200
        _spoil_pages(library / "library.sqlite3")
        answer = Reader(port).ask("/search/?q=convicted")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "600")
        assert "gives nothing rather than something wrong" in answer.text
        assert Reader(port).ask("/healthz").status == 200
        assert Reader(port).ask("/readyz").status == 503
    assert "run `tierbook check`, which names the file" in log.read_text()
    found = run(library, "check", "--format", "json")
    assert found.returncode == 1, found.stderr
    faults = json.loads(found.stdout)["faults"]
    named = [fault for fault in faults if fault["where"] == str(library / "library.sqlite3")]
    assert named
    assert "restore the last back-up" in named[0]["remedy"]
    said = told(run(library, "migrate"))
    assert str(library / "library.sqlite3") in said
    assert "damaged" in said


@pytest.mark.only_on("sqlite")
def test_a_file_that_is_no_database_is_named(library: Path) -> None:
    (library / "screening.sqlite3").write_bytes(b"no database at all" * 300)
    said = told(run(library, "migrate"))
    assert str(library / "screening.sqlite3") in said
    assert "damaged" in said


@pytest.mark.only_on("sqlite")
def test_a_line_of_the_journal_that_is_spoilt_is_named(library: Path) -> None:
    journal = library / "corpus" / "published" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + json_line({"keep": "0" * 24, "value": "other"}))
    found = run(library, "check")
    assert found.returncode == 1
    assert str(journal) in found.stderr
